package porchlight.odata;

import java.io.IOException;
import okhttp3.ResponseBody;

/** Reads response bodies up to a limit, so that a broken server cannot fill the heap. */
final class BoundedBody {
    /** Far larger than any page of 25 full records (about 1.3 MB) or a large {@code $metadata}. */
    static final long LIMIT_BYTES = 32L * 1024 * 1024;

    private BoundedBody() {}

    /** @throws TooLarge if the body exceeds {@link #LIMIT_BYTES} after decompression */
    static byte[] read(ResponseBody body) throws IOException {
        return read(body, LIMIT_BYTES);
    }

    static byte[] read(ResponseBody body, long limitBytes) throws IOException {
        var source = body.source();
        if (source.request(limitBytes + 1)) throw new TooLarge(limitBytes);
        return source.readByteArray();
    }

    /** The body is longer than the limit. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(long limitBytes) {
            super("the body is longer than " + limitBytes + " bytes");
        }
    }
}
