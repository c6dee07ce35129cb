package porchlight.httpcache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/**
 * Reports faults of an origin in readable form: one short line per minute for each kind, with the
 * number of faults left out, however many requests fail. The details left out of these lines are
 * logged at debug level.
 */
public final class FaultLog {
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int LONGEST = 240;
    private static final int MOST_KINDS = 100;
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    private final Logger log;
    private final InstantSource clock;
    private final Map<String, Tally> tallies = new HashMap<>();

    public FaultLog(Logger log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    private record Tally(Instant reportedAt, long since) {}

    /**
     * Reports a fault, unless one of its kind was reported less than a minute ago.
     * @param kind groups faults that are counted together
     * @param text one line; truncated if too long
     * @param details such as the whole URL
     */
    public void warn(String kind, String text, Supplier<String> details) {
        var more = take(kind);
        if (more.isPresent())
            log.warn("{}{}", line(text), more.get() == 0 ? "" : " (and " + more.get() + " more of this kind)");
        if (log.isDebugEnabled()) log.debug("{}: {}", line(text), details.get());
    }

    /** How many were left out since the last report, if another report is due. */
    private synchronized Optional<Long> take(String kind) {
        var now = clock.instant();
        var tally = tallies.get(kind);
        // A clock that was set back must not silence reports.
        if (tally != null
                && !now.isBefore(tally.reportedAt())
                && now.isBefore(tally.reportedAt().plus(EVERY))) {
            tallies.put(kind, new Tally(tally.reportedAt(), tally.since() + 1));
            return Optional.empty();
        }
        if (tallies.size() >= MOST_KINDS) tallies.clear();
        tallies.put(kind, new Tally(now, 0));
        return Optional.of(tally == null ? 0 : tally.since());
    }

    private static String line(String text) {
        var line = CONTROLS.matcher(text).replaceAll(" ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
