package porchlight.odata;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Bounds how many requests are at the service at a time; others wait their turn, until their call times out. */
final class Concurrency implements Interceptor {
    /** How soon a waiting request notices that its call was cancelled or timed out. */
    private static final long CHECK_MILLIS = 50;

    private final Semaphore turns;

    Concurrency(int atATime) {
        turns = new Semaphore(atATime, true);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        awaitTurn(chain);
        try {
            return chain.proceed(chain.request());
        } finally {
            turns.release();
        }
    }

    private void awaitTurn(Chain chain) throws IOException {
        try {
            while (!turns.tryAcquire(CHECK_MILLIS, TimeUnit.MILLISECONDS))
                if (chain.call().isCanceled()) throw new InterruptedIOException("no turn in time");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a turn");
        }
    }
}
