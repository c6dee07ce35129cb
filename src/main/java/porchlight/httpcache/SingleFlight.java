package porchlight.httpcache;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets one of several callers with the same question ask it, and gives all of them its answer or its failure. Nobody waits
 * for what is done with the answer afterwards; who asks before that is done is given the same answer.
 */
final class SingleFlight<T> {
    /** No question takes longer; if one does, those who wait for its answer go on without. */
    private static final Duration LONGEST = Duration.ofSeconds(6);

    private final ConcurrentMap<String, CompletableFuture<T>> flights = new ConcurrentHashMap<>();
    private final Executor behind;

    /** @param behind runs what is done afterwards */
    SingleFlight(Executor behind) {
        this.behind = behind;
    }

    /** What answers the question. */
    interface Question<T> {
        Landing<T> ask() throws IOException;
    }

    /**
     * An answer.
     *
     * @param afterwards done with it before the question is asked again
     */
    record Landing<T>(T answer, Runnable afterwards) {
        /** The same with more to be done, whatever becomes of what comes before it. */
        Landing<T> then(Runnable more) {
            return new Landing<>(answer, () -> {
                try {
                    afterwards.run();
                } finally {
                    more.run();
                }
            });
        }
    }

    /** @param patience how long another caller's answer is waited for, at most {@link #LONGEST}; zero for as long as that */
    T ask(String key, Duration patience, Question<T> question) throws IOException {
        var own = new CompletableFuture<T>();
        var first = flights.putIfAbsent(key, own);
        if (first != null)
            return await(first, patience.isZero() || patience.compareTo(LONGEST) > 0 ? LONGEST : patience);
        try {
            var landing = question.ask();
            own.complete(landing.answer());
            behind.execute(() -> {
                try {
                    landing.afterwards().run();
                } finally {
                    flights.remove(key, own);
                }
            });
            return landing.answer();
        } catch (IOException | RuntimeException | Error fault) {
            own.completeExceptionally(fault);
            flights.remove(key, own);
            throw fault;
        }
    }

    private static <T> T await(CompletableFuture<T> flight, Duration patience) throws IOException {
        try {
            return flight.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for another request's answer");
        } catch (TimeoutException late) {
            throw new InterruptedIOException("another request's answer did not come in time");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException fault) throw new IOException(fault.getMessage(), fault);
            throw new IllegalStateException(failed.getCause());
        }
    }
}
