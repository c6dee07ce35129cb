package porchlight;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the site does behind its answers. Closing it ends all of that. */
final class Background implements Executor, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Background.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(15);
    private static final Duration LATER = Duration.ofSeconds(3);

    private final ScheduledThreadPoolExecutor workers;

    /** @param threads at work at a time */
    Background(int threads) {
        workers = new ScheduledThreadPoolExecutor(threads, Background::daemon);
        workers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        workers.execute(task);
    }

    /** Runs a task once, when the first visitors have their pages. */
    void later(Runnable task) {
        workers.schedule(task, LATER.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs a task now and then again and again; a failure is noted, and tried again sooner. */
    void every(Duration pause, String what, Runnable task) {
        paced(what, () -> {
            task.run();
            return pause;
        });
    }

    /** Runs a task now and again after the pause it asks for; after a failure as {@link #every}. */
    void paced(String what, Supplier<Duration> task) {
        workers.execute(new Runnable() {
            private boolean failing;

            @Override
            public void run() {
                var next = AFTER_FAILURE;
                try {
                    next = task.get();
                    failing = false;
                } catch (RuntimeException fault) {
                    if (!failing) log.warn("The {} cannot be read: {}", what, fault.getMessage());
                    failing = true;
                }
                try {
                    workers.schedule(this, next.toMillis(), TimeUnit.MILLISECONDS);
                } catch (RejectedExecutionException closing) {
                    // The last run.
                }
            }
        });
    }

    /**
     * What works in the background needs the database, so it is to end first; and it is given time to: a thread
     * interrupted while it writes closes the database's file under all others.
     */
    @Override
    public void close() throws InterruptedException {
        workers.shutdown();
        if (workers.awaitTermination(3, TimeUnit.SECONDS)) return;
        workers.shutdownNow();
        if (!workers.awaitTermination(2, TimeUnit.SECONDS)) log.warn("Background work did not end in time");
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "porchlight-behind");
        thread.setDaemon(true);
        return thread;
    }
}
