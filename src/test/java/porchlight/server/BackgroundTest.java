package porchlight.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import porchlight.harness.Waiting;

class BackgroundTest {
    @Test
    void renewalsThatHangAreFewAreRefusedBeyondThatAndHoldUpNothingElse() throws Exception {
        var go = new CountDownLatch(1);
        var ended = new AtomicInteger();
        try (var behind = new Background(1, Duration.ZERO)) {
            var begun = 0;
            try {
                for (; begun < 10_000; begun++)
                    behind.renewals().execute(() -> {
                        try {
                            go.await();
                            ended.incrementAndGet();
                        } catch (InterruptedException closing) {
                            Thread.currentThread().interrupt();
                        }
                    });
            } catch (RejectedExecutionException enough) {
                assertTrue(begun > 10, "only " + begun);
            }
            assertTrue(begun < 200, begun + " were taken");
            var rounds = new CountDownLatch(3);
            behind.every(Duration.ofMillis(1), "count", rounds::countDown);
            assertTrue(rounds.await(30, TimeUnit.SECONDS), "other work waits behind renewals");
            go.countDown();
            var taken = begun;
            Waiting.until(() -> ended.get() >= taken);
            assertEquals(taken, ended.get());
        }
    }

    @Test
    void whatIsUnderWayEndsBeforeItIsClosedAndNothingBeginsAfterwards() throws Exception {
        var behind = new Background(1, Duration.ZERO);
        var begun = new CountDownLatch(2);
        var ended = new AtomicInteger();
        Runnable work = () -> {
            begun.countDown();
            try {
                // As a write to the database's file, which an interrupt would close.
                Thread.sleep(300);
                ended.incrementAndGet();
            } catch (InterruptedException broken) {
                Thread.currentThread().interrupt();
            }
        };
        behind.execute(work);
        behind.renewals().execute(work);
        assertTrue(begun.await(30, TimeUnit.SECONDS));
        behind.close();
        assertEquals(2, ended.get());
        assertThrows(RejectedExecutionException.class, () -> behind.renewals().execute(work));
        assertThrows(RejectedExecutionException.class, () -> behind.execute(work));
    }

    @Test
    void whatVisitorsWaitForIsDoneByThemselvesWhereItIsTooMuchOrTooLate() throws Exception {
        var behind = new Background(1, Duration.ZERO);
        var go = new CountDownLatch(1);
        var visitor = Thread.currentThread();
        var own = new AtomicInteger();
        for (var each : List.of(behind.stores(), behind.beside())) {
            own.set(0);
            for (int i = 0; i < 1_000 && own.get() == 0; i++)
                each.execute(() -> {
                    if (Thread.currentThread() == visitor) own.incrementAndGet();
                    else awaitQuietly(go);
                });
            assertEquals(1, own.get());
        }
        go.countDown();
        behind.close();
        behind.beside().execute(own::incrementAndGet);
        assertEquals(2, own.get());
    }

    private static void awaitQuietly(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
