package porchlight.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for background work, for at most two minutes, because build machines may be busy. */
public final class Waiting {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private Waiting() {}

    /** @throws org.awaitility.core.ConditionTimeoutException if the condition is not met within two minutes */
    public static void until(Callable<Boolean> condition) {
        until("what the test waits for", condition);
    }

    /** @param what is being waited for, for the failure message */
    public static void until(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Waiting::pause)
                .atMost(PATIENCE)
                .until(condition);
    }

    /** A tenth longer than the last: looking costs time that what is waited for needs. */
    private static Duration pause(int looks, Duration last) {
        if (last.compareTo(FIRST_PAUSE) < 0) return FIRST_PAUSE;
        var next = last.multipliedBy(11).dividedBy(10);
        return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
    }
}
