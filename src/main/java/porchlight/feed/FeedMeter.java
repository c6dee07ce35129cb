package porchlight.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Times every request that is actually sent to the MLS, until its response begins. */
public final class FeedMeter implements Interceptor {
    private final MeterRegistry registry;

    public FeedMeter(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var began = System.nanoTime();
        var outcome = "no_answer";
        try {
            var response = chain.proceed(chain.request());
            outcome = outcome(response.code());
            return response;
        } finally {
            Timer.builder("porchlight.mls.requests")
                    .description("Requests sent to the MLS, by what came of them")
                    .tag("outcome", outcome)
                    .serviceLevelObjectives(
                            Duration.ofMillis(50),
                            Duration.ofMillis(100),
                            Duration.ofMillis(250),
                            Duration.ofMillis(500),
                            Duration.ofSeconds(1),
                            Duration.ofMillis(2_500),
                            Duration.ofSeconds(5))
                    .register(registry)
                    .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        }
    }

    private static String outcome(int status) {
        if (status == 429) return "rate_limited";
        if (status >= 500) return "failed";
        return status >= 400 ? "refused" : "ok";
    }
}
