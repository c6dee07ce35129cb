package porchlight.odata;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Time that never runs backwards: when its source is set back, it continues from where it was. Used
 * to measure pauses and windows, which would otherwise be extended by as much as the clock was set
 * back. Thread-safe.
 */
public final class ElapsedTime implements InstantSource {
    private final InstantSource source;
    private Instant latest = Instant.MIN;
    private Duration lost = Duration.ZERO;

    public ElapsedTime(InstantSource source) {
        this.source = source;
    }

    @Override
    public synchronized Instant instant() {
        var now = source.instant();
        if (now.isBefore(latest)) lost = lost.plus(Duration.between(now, latest));
        latest = now;
        return now.plus(lost);
    }
}
