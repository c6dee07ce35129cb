package porchlight.lead;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether leads can be stored, according to the last attempt; logs each change once. */
final class Availability {
    private static final Logger log = LoggerFactory.getLogger(Availability.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final InstantSource clock;
    private @Nullable Instant failingSince;
    private @Nullable Instant lookedAt;

    Availability(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void failed(@Nullable String why) {
        if (failingSince == null) {
            log.error("No lead can be kept, and visitors are told so: {}", why);
            failingSince = clock.instant();
        }
        lookedAt = clock.instant();
    }

    synchronized void recovered() {
        if (failingSince != null) log.info("Leads can be kept again");
        failingSince = null;
        lookedAt = clock.instant();
    }

    private synchronized boolean isDue() {
        var now = clock.instant();
        return lookedAt == null || Duration.between(lookedAt, now).abs().compareTo(LOOK_EVERY) >= 0;
    }

    /** @param probe calls {@link #failed} or {@link #recovered} */
    Optional<Instant> since(Runnable probe) {
        if (isDue()) probe.run();
        synchronized (this) {
            return Optional.ofNullable(failingSince);
        }
    }
}
