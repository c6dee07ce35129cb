package porchlight.site;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the log lines of requests in batches, a few times a second; writing them one by one would cost more than the
 * pages. A killed process loses the last batch.
 */
public final class RequestLog implements AutoCloseable {
    /** Its level is configured like that of any other logger. */
    private static final Logger log = LoggerFactory.getLogger("porchlight.requests");

    private static final int MOST_HELD = 16_000;

    private final StringBuilder held = new StringBuilder();
    /** The second shared by many lines, formatted once. */
    private long second;

    private String written = "";

    boolean isWanted() {
        return log.isInfoEnabled();
    }

    /** Adds a line without its time. */
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

    /** Writes the pending lines; call it several times a second. */
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
