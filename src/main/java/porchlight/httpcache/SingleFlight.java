package porchlight.httpcache;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;

/** Lets one of several callers with the same question ask it, and gives all of them its answer or its failure. */
final class SingleFlight<T> {
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
            return flight.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for another request's answer");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException fault) throw new IOException(fault.getMessage(), fault);
            throw new IllegalStateException(failed.getCause());
        }
    }
}
