package porchlight.photo;

import java.util.ArrayList;
import java.util.List;

/**
 * The segments of a JPEG file in order (ITU-T T.81, Annex B). Data after the end of the image, and
 * stray bytes between segments, are not included.
 * @param complete whether the end of the image is there
 */
record JpegFile(byte[] bytes, List<Segment> segments, boolean complete) {
    static final int SOF0 = 0xc0;
    static final int DHT = 0xc4;
    static final int JPG = 0xc8;
    static final int SOF15 = 0xcf;
    static final int DAC = 0xcc;
    static final int EOI = 0xd9;
    static final int SOS = 0xda;
    static final int APP0 = 0xe0;
    static final int APP15 = 0xef;
    static final int COM = 0xfe;

    /** Files with more are meant to keep readers busy. */
    private static final int MOST_SEGMENTS = 10_000;

    /**
     * One segment.
     * @param start of the marker
     * @param payload where the content begins, after marker and length
     * @param contentEnd where the content ends
     * @param end where the segment ends: later than its content for a scan, which is followed by
     * entropy-coded data
     */
    record Segment(int marker, int start, int payload, int contentEnd, int end) {
        boolean isFrame() {
            return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
        }

        boolean isMetadata() {
            return marker >= APP0 && marker <= APP15 || marker == COM;
        }
    }

    /** @throws UnreadablePhotoException when no image data can be found */
    static JpegFile parse(byte[] bytes) throws UnreadablePhotoException {
        var segments = new ArrayList<Segment>();
        var complete = false;
        var scans = 0;
        var at = 2;
        while (!complete) {
            at = nextMarker(bytes, at);
            if (at < 0) break;
            var marker = bytes[at + 1] & 0xff;
            if (marker == EOI) {
                complete = true;
            } else if (marker == 0x01 || marker >= 0xd0 && marker <= 0xd8) {
                // Standalone markers that mean nothing here.
                at += 2;
            } else {
                if (at + 4 > bytes.length) break;
                var payload = at + 4;
                var contentEnd = at + 2 + ((bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff);
                if (contentEnd < payload || contentEnd > bytes.length) break;
                var end = marker == SOS ? endOfScan(bytes, contentEnd) : contentEnd;
                segments.add(new Segment(marker, at, payload, contentEnd, end));
                if (marker == SOS) scans++;
                if (segments.size() > MOST_SEGMENTS) throw new UnreadablePhotoException("too many segments");
                at = end;
            }
        }
        if (scans == 0) throw new UnreadablePhotoException("a JPEG without image data");
        return new JpegFile(bytes, List.copyOf(segments), complete);
    }

    /**
     * The next marker at or after a position, skipping fill bytes before it; -1 when there is none.
     */
    private static int nextMarker(byte[] bytes, int from) {
        for (int at = from; at + 1 < bytes.length; at++) {
            if ((bytes[at] & 0xff) != 0xff) continue;
            var next = bytes[at + 1] & 0xff;
            if (next != 0 && next != 0xff) return at;
        }
        return -1;
    }

    /**
     * Where entropy-coded data ends: before a marker that is neither a stuffed zero nor a restart.
     */
    private static int endOfScan(byte[] bytes, int from) {
        for (int at = from; at + 1 < bytes.length; at++) {
            if ((bytes[at] & 0xff) != 0xff) continue;
            var next = bytes[at + 1] & 0xff;
            if (next == 0 || next >= 0xd0 && next <= 0xd7) at++;
            else if (next != 0xff) return at;
        }
        return bytes.length;
    }
}
