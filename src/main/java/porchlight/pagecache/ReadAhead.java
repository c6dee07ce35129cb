package porchlight.pagecache;

import java.time.Duration;
import java.time.Instant;

/**
 * Data that pages show and that are read or computed in advance, so that no page waits for them.
 * Safe for use while they are refreshed.
 */
public interface ReadAhead {
    /** What they are, for the log, such as "open houses". */
    String what();

    /**
     * Reads them again.
     *
     * @return how long they are good for
     * @throws RuntimeException if they cannot be read now
     */
    Duration refresh();

    /** Changes whenever a page may show something else because of them; never decreases. */
    long edition();

    /**
     * When the MLS sent the oldest of them; by default {@link Instant#MAX}, for data that belong to no listing or come
     * from the catalog, which knows their age.
     */
    default Instant asOf() {
        return Instant.MAX;
    }
}
