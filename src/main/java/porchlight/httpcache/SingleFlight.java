package porchlight.httpcache;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets one of several callers with the same question ask it, and gives all of them its answer or its failure. */
final class SingleFlight<T> {
    /** No question takes longer; if one does, those who wait for its answer go on without. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ConcurrentMap<String, CompletableFuture<T>> flights = new ConcurrentHashMap<>();

    /** What answers the question. */
    interface Question<T> {
        T ask() throws IOException;
    }

    T ask(String key, Question<T> question) throws IOException {
        var own = new CompletableFuture<T>();
        var first = flights.putIfAbsent(key, own);
        if (first != null) return await(first);
        try {
            var answer = question.ask();
            own.complete(answer);
            return answer;
        } catch (IOException | RuntimeException | Error fault) {
            own.completeExceptionally(fault);
            throw fault;
        } finally {
            flights.remove(key, own);
        }
    }

    private static <T> T await(CompletableFuture<T> flight) throws IOException {
        try {
            return flight.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
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
