package porchlight.feed;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * The time that one visitor's request may take in all. What a silent database took of it is not given to the MLS after
 * it, so that both together make nobody wait ten seconds.
 */
public final class RequestDeadline {
    /** Less than ten seconds by what may still be read from the database after the MLS was given up. */
    private static final Duration WHOLE = Duration.ofMillis(8_500);

    /** {@link System#nanoTime} by which the request of this thread is to be answered; null on threads behind pages. */
    private final ThreadLocal<@Nullable Long> ends = new ThreadLocal<>();

    /** The request of this thread begins. */
    public void begin(Context ctx) {
        ends.set(System.nanoTime() + WHOLE.toNanos());
    }

    /** Calls that take no longer than what is left to the request they are made for. */
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
