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

/** What the site does behind its answers. Closing it ends all of that. */
public final class Background implements Executor, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Background.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(15);

    private static final int RENEWALS_AT_A_TIME = 4;
    /** At each pool, for a thread. */
    private static final int WAITING = 64;

    private final ScheduledThreadPoolExecutor workers;
    private final ThreadPoolExecutor renewals;
    private final ThreadPoolExecutor stores;
    private final ThreadPoolExecutor beside;
    private final Duration headStart;

    /**
     * @param threads at work at a time, beside renewals
     * @param headStart of visitors before what comes again and again begins
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
     * For what visitors' requests want renewed, which may be much: it waits for a MLS that may hang, and nothing else is
     * to wait behind it. Refuses what is too much; it is asked for again when somebody wants it again.
     */
    public Executor renewals() {
        return renewals;
    }

    /** For keeping what visitors have been given already. What is too much to wait is done by who brings it. */
    public Executor stores() {
        return stores;
    }

    /** For what a visitor's page needs and can be computed while the MLS is asked; all of it short. */
    public Executor beside() {
        return beside;
    }

    @Override
    public void execute(Runnable task) {
        workers.execute(task);
    }

    /** Tasks done since the start; what callers did themselves for lack of room is not counted. */
    record Done(long renewals, long stores, long beside) {}

    Done done() {
        return new Done(
                renewals.getCompletedTaskCount(), stores.getCompletedTaskCount(), beside.getCompletedTaskCount());
    }

    /** Runs a task once, after a pause. */
    void later(Duration pause, Runnable task) {
        workers.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs a task soon and then again and again; a failure is noted, and tried again sooner. */
    public void every(Duration pause, String what, Runnable task) {
        paced(what, () -> {
            task.run();
            return pause;
        });
    }

    /** Runs a task soon and again after the pause it asks for; after a failure as {@link #every}. */
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
     * What works in the background needs the database, so it is to end first; and it is given time to: a thread
     * interrupted while it writes closes the database's file under all others.
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

    /** Its words may come from outside. */
    private static String oneLine(RuntimeException fault) {
        return String.valueOf(fault.getMessage()).replaceAll("\\p{Cntrl}+", " ");
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "porchlight-behind");
        thread.setDaemon(true);
        return thread;
    }
}
