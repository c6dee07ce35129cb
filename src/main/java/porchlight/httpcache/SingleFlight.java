package porchlight.httpcache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/**
 * Collapses requests: the first of several callers with the same question answers it for all of
 * them. Nobody waits for the work done with the answer afterwards; callers that ask before that
 * work is done get the same answer.
 */
public final class SingleFlight<T> {
    private final ConcurrentMap<String, CompletableFuture<T>> flights = new ConcurrentHashMap<>();
    private final Executor behind;

    /** @param behind runs the work done afterwards */
    public SingleFlight(Executor behind) {
        this.behind = behind;
    }

    /** How the first caller finds the answer. */
    public interface Question<T, X extends Exception> {
        Landing<T> ask() throws X;
    }

    /** What every other caller does while the first one finds the answer. */
    public interface Waiting<T, X extends Exception> {
        T await(CompletableFuture<T> flight) throws X;
    }

    /**
     * An answer.
     * @param afterwards work to do with the answer before the question may be asked again
     */
    public record Landing<T>(T answer, Runnable afterwards) {
        /** An answer after which nothing is left to do. */
        public Landing(T answer) {
            this(answer, () -> {});
        }

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

    /** The answer to a question. Its failure reaches all callers. */
    public <X extends Exception> T ask(String key, Question<T, X> question, Waiting<T, X> waiting) throws X {
        var own = new CompletableFuture<T>();
        var first = flights.putIfAbsent(key, own);
        if (first != null) return waiting.await(first);
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
        } catch (Throwable fault) {
            own.completeExceptionally(fault);
            flights.remove(key, own);
            throw fault;
        }
    }
}
