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
 * Lets one of several callers with the same question ask it, and gives all of them its answer or
 * its failure. Nobody waits for the work done with the answer afterwards; callers that ask before
 * that work is done get the same answer.
 */
final class SingleFlight<T> {
    /**
     * No question takes longer; if one does, the callers waiting for its answer continue without
     * it.
     */
    private static final Duration LONGEST = Duration.ofSeconds(6);

    private final ConcurrentMap<String, CompletableFuture<T>> flights = new ConcurrentHashMap<>();
    private final Executor behind;

    /** @param behind runs the work done afterwards */
    SingleFlight(Executor behind) {
        this.behind = behind;
    }

    /** Produces the answer to a question. */
    interface Question<T> {
        Landing<T> ask() throws IOException;
    }

    /**
     * An answer.
     * @param afterwards work to do with the answer before the question may be asked again
     */
    record Landing<T>(T answer, Runnable afterwards) {
        /** This landing with more work, which runs even if the earlier work fails. */
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

    /**
     * @param patience how long to wait for another caller's answer, at most {@link #LONGEST}; zero
     * means that maximum
     */
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
