package porchlight.feed;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * Limits the total time for one visitor's request. Time lost to an unresponsive database is subtracted from the time
 * for the MLS, so that both together stay under ten seconds.
 */
public final class RequestDeadline {
    /** Leaves time for reading from the database after the MLS was given up, within ten seconds. */
    private static final Duration WHOLE = Duration.ofMillis(8_500);

    /** The {@link System#nanoTime} deadline of this thread's request; null on background threads. */
    private final ThreadLocal<@Nullable Long> ends = new ThreadLocal<>();

    /** Marks the beginning of this thread's request. */
    public void begin(Context ctx) {
        ends.set(System.nanoTime() + WHOLE.toNanos());
    }

    /** Calls limited to the time that remains for the current request. */
    public Call.Factory within(Call.Factory calls) {
        return request -> {
            var call = calls.newCall(request);
            var end = ends.get();
            if (end != null) {
                var left = Math.max(1, end - System.nanoTime());
                call.timeout().timeout(Math.min(left, call.timeout().timeoutNanos()), TimeUnit.NANOSECONDS);
            }
            return call;
        };
    }
}
