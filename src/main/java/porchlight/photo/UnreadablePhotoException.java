package porchlight.photo;

import java.io.IOException;

/** A file that is not a photo in a known format, or is too damaged to tell its parts apart. */
public final class UnreadablePhotoException extends IOException {
    public UnreadablePhotoException(String reason) {
        super(reason);
    }
}
