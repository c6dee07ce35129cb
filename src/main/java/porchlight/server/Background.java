package porchlight.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.odata.ODataException;

/** The site's background work. Closing it stops all of it. */
public final class Background implements Executor, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Background.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(15);

    private static final int RENEWALS_AT_A_TIME = 4;
    /** The queue length per thread of each pool. */
    private static final int WAITING = 64;

    private final ScheduledThreadPoolExecutor workers;
    private final ThreadPoolExecutor renewals;
    private final ThreadPoolExecutor stores;
    private final ThreadPoolExecutor beside;
    private final Duration headStart;

    /**
     * @param threads tasks at a time, not counting renewals
     * @param headStart how long recurring work waits after the start, so that visitors are served first
     */
    public Background(int threads, Duration headStart) {
        this.headStart = headStart;
        workers = new ScheduledThreadPoolExecutor(threads, Background::daemon);
        workers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        renewals = pool(RENEWALS_AT_A_TIME);
        stores = pool(1);
        beside = pool(Runtime.getRuntime().availableProcessors());
        for (var each : List.of(stores, beside)) each.setRejectedExecutionHandler((task, pool) -> task.run());
    }

    private static ThreadPoolExecutor pool(int threads) {
        var pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), Background::daemon);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * For renewing data that visitors requested. It can be a lot of work and may wait for an MLS that hangs, so nothing
     * else runs here. Rejects tasks when its queue is full; the next request for the data tries again.
     */
    public Executor renewals() {
        return renewals;
    }

    /** For storing what visitors have already received. When the queue is full, the caller does the work. */
    public Executor stores() {
        return stores;
    }

    /** For short computations that a page needs and that can run while the MLS is queried. */
    public Executor beside() {
        return beside;
    }

    @Override
    public void execute(Runnable task) {
        workers.execute(task);
    }

    /** Tasks completed since the start, not counting those that callers ran because a queue was full. */
    record Done(long renewals, long stores, long beside) {}

    Done done() {
        return new Done(
                renewals.getCompletedTaskCount(), stores.getCompletedTaskCount(), beside.getCompletedTaskCount());
    }

    /** Runs a task once, after a delay. */
    void later(Duration pause, Runnable task) {
        workers.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs a task soon and then repeatedly; a failure is logged and retried sooner. */
    public void every(Duration pause, String what, Runnable task) {
        paced(what, () -> {
            task.run();
            return pause;
        });
    }

    /** Runs a task soon and again after each delay it returns; failures are handled as in {@link #every}. */
    void paced(String what, Supplier<Duration> task) {
        var again = new Runnable() {
            private boolean failing;

            @Override
            public void run() {
                var next = AFTER_FAILURE;
                try {
                    next = task.get();
                    failing = false;
                } catch (RuntimeException fault) {
                    var reported = fault instanceof ODataException known && known.isAboutAccess();
                    if (!failing && !reported) log.warn("The {} cannot be read: {}", what, oneLine(fault));
                    failing = true;
                }
                try {
                    workers.schedule(this, next.toMillis(), TimeUnit.MILLISECONDS);
                } catch (RejectedExecutionException closing) {
                    // The last run.
                }
            }
        };
        workers.schedule(again, headStart.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Background work needs the database, so it must end first. It gets time to finish, because interrupting a thread
     * during a write closes the database file for all other threads.
     */
    @Override
    public void close() throws InterruptedException {
        renewals.getQueue().clear();
        for (var each : all()) each.shutdown();
        if (isOver(Duration.ofSeconds(3))) return;
        for (var each : all()) each.shutdownNow();
        if (!isOver(Duration.ofSeconds(2))) log.warn("Background work did not end in time");
    }

    private List<ThreadPoolExecutor> all() {
        return List.of(workers, renewals, stores, beside);
    }

    private boolean isOver(Duration time) throws InterruptedException {
        var until = System.nanoTime() + time.toNanos();
        for (var each : all())
            if (!each.awaitTermination(until - System.nanoTime(), TimeUnit.NANOSECONDS)) return false;
        return true;
    }

    /** The message may contain text from outside. */
    private static String oneLine(RuntimeException fault) {
        return String.valueOf(fault.getMessage()).replaceAll("\\p{Cntrl}+", " ");
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "porchlight-behind");
        thread.setDaemon(true);
        return thread;
    }
}
