package porchlight.odata;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a failing service a rest. While most calls fail or take too long, further calls get a local
 * 503 at once, so that a cache can serve what it has and nobody waits. After {@link #PAUSE}, a few
 * calls are let through; normal use resumes when they succeed. Use one instance for all clients of
 * a service. Thread-safe.
 *
 * <p>A failure is a call without a response or with a 5xx. A 429 means a limit was reached, a
 * malformed body or Spark's 1516 concerns a single query, and a local answer comes from this site;
 * none of these count.
 */
public final class Breaker implements Interceptor {
    /** How long the service is left alone. */
    public static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final int WINDOW_SECONDS = 60;
    private static final int FEWEST_CALLS = 5;
    private static final int PROBES = 2;
    private static final Duration SLOW = Duration.ofSeconds(5);
    /** Less time than this is not enough to judge by. */
    private static final Duration FAIR = Duration.ofSeconds(3);

    private static final int LONGEST_ERROR_BYTES = 64 * 1024;

    private final CircuitBreaker circuit;
    /** The circuit's own count restarts with each of its states. */
    private final LongAdder refused = new LongAdder();

    /** How calls are handled. */
    public enum State {
        /** Calls pass. */
        CLOSED,
        /** Calls get a local answer. */
        OPEN,
        /** A few calls pass, to test the service. */
        HALF_OPEN
    }

    /** @param clock should not run backwards, see {@link ElapsedTime} */
    public Breaker(InstantSource clock) {
        circuit = CircuitBreaker.of(
                "mls",
                CircuitBreakerConfig.custom()
                        .clock(clock.withZone(ZoneOffset.UTC))
                        .slidingWindow(WINDOW_SECONDS, FEWEST_CALLS, SlidingWindowType.TIME_BASED)
                        .failureRateThreshold(50)
                        .slowCallRateThreshold(80)
                        .slowCallDurationThreshold(SLOW)
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        .waitDurationInOpenState(PAUSE)
                        .build());
        circuit.getEventPublisher()
                .onStateTransition(event -> LOG.warn(
                        "The service is {}",
                        switch (event.getStateTransition().getToState()) {
                            case OPEN -> "left alone for " + PAUSE.toSeconds() + " s: most calls fail";
                            case HALF_OPEN -> "tried again";
                            default -> "used again";
                        }));
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        if (!circuit.tryAcquirePermission()) {
            refused.increment();
            return LocalAnswer.error(chain.request(), 503, "the service is left alone: most calls to it failed")
                    .build();
        }
        var began = System.nanoTime();
        try {
            var response = chain.proceed(chain.request());
            judge(response, System.nanoTime() - began);
            return response;
        } catch (IOException fault) {
            var nanos = System.nanoTime() - began;
            // A caller with little time left says nothing about the service.
            if (chain.call().isCanceled() && nanos < FAIR.toNanos()) circuit.releasePermission();
            else circuit.onError(nanos, TimeUnit.NANOSECONDS, fault);
            throw fault;
        } catch (RuntimeException | Error fault) {
            circuit.releasePermission();
            throw fault;
        }
    }

    private void judge(Response response, long nanos) throws IOException {
        var status = response.code();
        if (status == 429 || response.header(LocalAnswer.HEADER) != null) circuit.releasePermission();
        else if (status < 500) circuit.onSuccess(nanos, TimeUnit.NANOSECONDS);
        else if (ServiceError.read(response.peekBody(LONGEST_ERROR_BYTES).bytes())
                .has("1516")) circuit.releasePermission();
        else circuit.onError(nanos, TimeUnit.NANOSECONDS, new IOException("HTTP " + status));
    }

    public State state() {
        return switch (circuit.getState()) {
            case OPEN, FORCED_OPEN -> State.OPEN;
            case HALF_OPEN -> State.HALF_OPEN;
            default -> State.CLOSED;
        };
    }

    /** How many calls got a local answer since the start. */
    public long refused() {
        return refused.sum();
    }
}
