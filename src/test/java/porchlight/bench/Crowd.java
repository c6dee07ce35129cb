package porchlight.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Visitors who all come at once. */
public final class Crowd {
    private Crowd() {}

    /**
     * Microseconds of each.
     *
     * @param visit gives the length of what was answered, which must not be nothing
     */
    public static Histogram of(int visitors, Callable<Integer> visit) throws Exception {
        var times = new ConcurrentHistogram(3);
        var threads = Executors.newFixedThreadPool(visitors);
        try {
            Callable<Integer> timed = () -> {
                var began = System.nanoTime();
                var length = visit.call();
                times.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began));
                return length;
            };
            for (var length : threads.invokeAll(Collections.nCopies(visitors, timed))) assertTrue(length.get() > 0);
        } finally {
            threads.shutdownNow();
        }
        return times;
    }
}
