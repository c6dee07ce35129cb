package porchlight.site;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log's lines of requests, which are many: written together, a few times a second, for one by one they would cost
 * more than the pages. A killed process loses the last of them.
 */
public final class RequestLog implements AutoCloseable {
    /** What is logged at all is set as for every other part. */
    private static final Logger log = LoggerFactory.getLogger("porchlight.requests");

    private static final int MOST_HELD = 16_000;

    private final StringBuilder held = new StringBuilder();
    /** Of many lines, so that it is written once. */
    private long second;

    private String written = "";

    boolean isWanted() {
        return log.isInfoEnabled();
    }

    /** Takes a line without its time. */
    void add(String line) {
        synchronized (this) {
            var now = System.currentTimeMillis();
            if (now / 1_000 != second) {
                second = now / 1_000;
                written = Instant.ofEpochSecond(second).toString().replace("Z", ".");
            }
            var millis = (int) (now % 1_000);
            held.append(written)
                    .append(millis < 100 ? millis < 10 ? "00" : "0" : "")
                    .append(millis)
                    .append("Z INFO requests - ")
                    .append(line)
                    .append('\n');
            if (held.length() < MOST_HELD) return;
        }
        write();
    }

    /** Writes what came since; to be called several times a second. */
    public void write() {
        String lines;
        synchronized (this) {
            if (held.length() == 0) return;
            lines = held.toString();
            held.setLength(0);
        }
        var bytes = lines.getBytes(StandardCharsets.UTF_8);
        System.err.write(bytes, 0, bytes.length);
        System.err.flush();
    }

    @Override
    public void close() {
        write();
    }
}
