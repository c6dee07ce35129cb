package porchlight.odata;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * What one piece of work, usually the answer to one visitor, reads from a service: how much time is
 * left for it, and how old the data are that it used. Each request to the service carries it as a
 * tag. Thread-safe.
 */
public final class Retrieval {
    /** The {@link System#nanoTime} by which it must be done; null if it may take its time. */
    private final @Nullable Long ends;

    private final AtomicReference<@Nullable Instant> oldest = new AtomicReference<>();

    private Retrieval(@Nullable Long ends) {
        this.ends = ends;
    }

    /** A retrieval that must be done soon, because somebody waits for it. */
    public static Retrieval within(Duration time) {
        return new Retrieval(System.nanoTime() + time.toNanos());
    }

    /** A retrieval that nobody waits for: only the limit of each request applies. */
    public static Retrieval unhurried() {
        return new Retrieval(null);
    }

    /** Shortens a request's timeout to the time that is left. */
    void limit(Timeout timeout) {
        if (ends == null) return;
        var left = Math.max(1, ends - System.nanoTime());
        var own = timeout.timeoutNanos();
        // Zero means no limit.
        timeout.timeout(own == 0 ? left : Math.min(left, own), TimeUnit.NANOSECONDS);
    }

    /** Notes an answer that was used, by the time when the service sent or last confirmed it. */
    public void used(Instant sent) {
        oldest.accumulateAndGet(sent, (one, other) -> one == null || other.isBefore(one) ? other : one);
    }

    /** When the service sent or last confirmed the oldest of the answers used; null if none was. */
    public @Nullable Instant oldest() {
        return oldest.get();
    }
}
