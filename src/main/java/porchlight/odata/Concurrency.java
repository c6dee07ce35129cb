package porchlight.odata;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Limits how many requests are at the service at a time; others wait their turn until their call
 * times out. A burst is soon over. If requests still wait after a second, only some may continue to
 * wait and the rest get a local 503, because they would hold the threads that other pages need, and
 * most would wait in vain.
 */
final class Concurrency implements Interceptor {
    /** How soon a waiting request notices that its call was canceled or timed out. */
    private static final long CHECK_MILLIS = 50;

    private static final long BURST_MILLIS = 1_000;

    private final Semaphore turns;
    private final int mostPatient;
    private final AtomicInteger patient = new AtomicInteger();

    Concurrency(int atATime, int mostPatient) {
        this.turns = new Semaphore(atATime, true);
        this.mostPatient = mostPatient;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        if (!turns.tryAcquire() && !awaitTurn(chain))
            return LocalAnswer.error(chain.request(), 503, mostPatient + " requests wait for the service already")
                    .build();
        try {
            return chain.proceed(chain.request());
        } finally {
            turns.release();
        }
    }

    /** Returns false when too many requests are already waiting. */
    private boolean awaitTurn(Chain chain) throws IOException {
        try {
            if (turns.tryAcquire(BURST_MILLIS, TimeUnit.MILLISECONDS)) return true;
            try {
                if (patient.incrementAndGet() > mostPatient) return false;
                while (!turns.tryAcquire(CHECK_MILLIS, TimeUnit.MILLISECONDS))
                    if (chain.call().isCanceled()) throw new InterruptedIOException("no turn in time");
                return true;
            } finally {
                patient.decrementAndGet();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a turn");
        }
    }
}
