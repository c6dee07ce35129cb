package porchlight.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends requests at a fixed rate, whatever becomes of those before, and records microseconds from when each was due: a slow
 * answer is not hidden by the requests it delays (no coordinated omission).
 */
public final class OpenLoad {
    private static final long LONGEST_MICROS = TimeUnit.SECONDS.toMicros(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final AtomicInteger failures = new AtomicInteger();
    private final int perSecond;
    private final String encoding;
    private final BiConsumer<Visit, Outcome> seen;

    public OpenLoad(int perSecond) {
        this(perSecond, "gzip, br", (visit, outcome) -> {});
    }

    /**
     * @param encoding Accept-Encoding
     * @param seen told of every answer
     */
    OpenLoad(int perSecond, String encoding, BiConsumer<Visit, Outcome> seen) {
        this.perSecond = perSecond;
        this.encoding = encoding;
        this.seen = seen;
    }

    /** What is asked. */
    public record Visit(String kind, String url) {}

    /** @param name the status, or the fault where there was no answer (status 0) */
    record Outcome(String name, int status, byte[] body) {}

    /** Requests without status 200 so far. */
    public int failures() {
        return failures.get();
    }

    public Histogram measure(IntFunction<String> url, Duration lasting) throws InterruptedException {
        return byKind(i -> new Visit("", url.apply(i)), lasting).get("");
    }

    public Map<String, Histogram> byKind(IntFunction<Visit> visits, Duration lasting) throws InterruptedException {
        var times = new java.util.concurrent.ConcurrentHashMap<String, Histogram>();
        var requests = (int) (lasting.toSeconds() * perSecond);
        var open = new CountDownLatch(requests);
        var began = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            var visit = visits.apply(i);
            var due = began + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
            var request = HttpRequest.newBuilder(URI.create(visit.url()))
                    .header("Accept-Encoding", encoding)
                    .timeout(Duration.ofSeconds(60))
                    .build();
            http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()).whenComplete((answer, fault) -> {
                times.computeIfAbsent(visit.kind(), kind -> new ConcurrentHistogram(LONGEST_MICROS, 3))
                        .recordValue(Math.min((System.nanoTime() - due) / 1_000, LONGEST_MICROS));
                if (fault != null || answer.statusCode() != 200) failures.incrementAndGet();
                seen.accept(
                        visit,
                        fault == null
                                ? new Outcome("" + answer.statusCode(), answer.statusCode(), answer.body())
                                : new Outcome(fault.getClass().getSimpleName(), 0, new byte[0]));
                open.countDown();
            });
        }
        open.await();
        return new TreeMap<>(times);
    }
}
