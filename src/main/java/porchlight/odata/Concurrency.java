package porchlight.odata;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Bounds how many requests are at the service at a time; others wait their turn, until their call times out. A burst is
 * soon over; of those who still wait after a second only some go on, since all would hold the threads that other pages
 * need, and most wait in vain: the others are answered with a local 503.
 */
final class Concurrency implements Interceptor {
    /** How soon a waiting request notices that its call was cancelled or timed out. */
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

    /** False when too many wait already. */
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
