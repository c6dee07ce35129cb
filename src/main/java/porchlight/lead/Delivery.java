package porchlight.lead;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the contents of the outbox. Each method of delivery has its own thread, so that a dead mail server does not
 * hold up the webhook. Failures are retried until the receiver accepts the lead or rejects it permanently. A receiver
 * may get a lead twice, with the same id, but never misses one.
 */
public final class Delivery implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Delivery.class);
    /** The maximum time until a delivery queued by another process, or an expired lease, is noticed. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Outbox outbox;
    private final Channels channels;
    private final List<? extends Carrier> carriers;
    private final InstantSource clock;
    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private volatile boolean closing;

    Delivery(Outbox outbox, Channels channels, List<? extends Carrier> carriers, InstantSource clock) {
        this.outbox = outbox;
        this.channels = channels;
        this.carriers = List.copyOf(carriers);
        this.clock = clock;
    }

    /** Starts delivery in the background. */
    public void start() {
        // Needed even without carriers: the changes that the owner's commands make must reach the index.
        if (carriers.isEmpty()) {
            var worker = new Worker(null);
            workers.add(worker);
            worker.start();
        }
        for (var carrier : carriers) {
            var worker = new Worker(carrier);
            workers.add(worker);
            worker.start();
        }
    }

    /** Called when something was queued. */
    public void wake() {
        workers.forEach(worker -> worker.news.release());
    }

    /**
     * Tries everything that is due, once each.
     *
     * @return how many were delivered
     */
    int deliverDue(Carrier carrier) {
        var taken = 0;
        while (!closing) {
            var claim = outbox.claim(carrier.channels());
            if (claim.isEmpty()) break;
            if (deliver(carrier, claim.get())) taken++;
        }
        return taken;
    }

    private boolean deliver(Carrier carrier, Outbox.Claim claim) {
        try {
            carrier.carry(claim);
            outbox.sent(claim);
            return true;
        } catch (Undeliverable fault) {
            failed(claim, fault);
        } catch (RuntimeException fault) {
            // A bug of ours is no reason to lose a lead. Its message may quote what was being sent.
            log.error(
                    "{} by {} failed by a fault of the program",
                    claim.lead(),
                    carrier.channels(),
                    withoutMessage(fault));
            failed(
                    claim,
                    Undeliverable.temporary(
                            "a fault of the program: " + fault.getClass().getSimpleName()));
        }
        return false;
    }

    private void failed(Outbox.Claim claim, Undeliverable fault) {
        if (fault.isPermanent()) {
            log.error("{} was refused by {}: {}", claim.lead(), kind(claim), fault.getMessage());
            outbox.refused(claim, String.valueOf(fault.getMessage()));
            return;
        }
        var pause =
                Backoff.after(claim.attempts() + 1, ThreadLocalRandom.current().nextDouble());
        var asked = fault.retryAfter();
        if (asked != null && asked.compareTo(pause) > 0 && asked.compareTo(Duration.ofDays(1)) <= 0) pause = asked;
        // A server may be down for days, with many leads waiting.
        if (claim.attempts() % 20 == 0)
            log.warn(
                    "{} was not taken by {} (attempt {}): {}; trying again in {}",
                    claim.lead(),
                    kind(claim),
                    claim.attempts() + 1,
                    fault.getMessage(),
                    pause);
        outbox.later(claim, clock.instant().plus(pause), String.valueOf(fault.getMessage()));
    }

    private static String kind(Outbox.Claim claim) {
        return claim.channel().startsWith(Channels.MAIL) || claim.channel().startsWith(Channels.AGENT)
                ? "the mail server"
                : claim.channel();
    }

    private static Throwable withoutMessage(RuntimeException fault) {
        var anonymous = new RuntimeException(fault.getClass().getName());
        anonymous.setStackTrace(fault.getStackTrace());
        return anonymous;
    }

    /** Delivers with one carrier until it is closed. */
    private final class Worker extends Thread {
        private final @Nullable Carrier carrier;
        private final Semaphore news = new Semaphore(0);
        private boolean begun;
        private int faults;

        Worker(@Nullable Carrier carrier) {
            super("porchlight-leads-"
                    + (carrier == null ? "nowhere" : carrier.channels().replaceAll("\\W", "")));
            this.carrier = carrier;
            setDaemon(true);
        }

        @Override
        public void run() {
            while (!closing) {
                var pause = LOOK;
                try {
                    if (carrier == null) outbox.look();
                    else {
                        if (!begun) outbox.begin(channels, carrier.channels());
                        begun = true;
                        deliverDue(carrier);
                    }
                    faults = 0;
                } catch (LeadsUnavailable unavailable) {
                    // The database has already logged it.
                } catch (RuntimeException fault) {
                    // A bug of ours. If this thread ended, no later lead would be sent.
                    log.error("{} failed by a fault of the program and goes on", getName(), withoutMessage(fault));
                    pause = Backoff.after(++faults, 1);
                }
                try {
                    if (news.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) news.drainPermits();
                } catch (InterruptedException stopping) {
                    return;
                }
            }
        }
    }

    /** Lets work in progress finish. An interrupted thread would close the database file for all others. */
    @Override
    public void close() throws InterruptedException {
        closing = true;
        wake();
        for (var worker : workers) worker.join(CLOSING.toMillis());
    }
}
