package porchlight.server;

import java.time.Duration;

/**
 * How soon a site does its background work.
 *
 * @param headStart how long reading ahead waits after the start, so that it does not delay the first visitors
 * @param encodingAfter the time from the start until styles and scripts are compressed at the highest level; those
 *     requested earlier are compressed on demand
 * @param sweepRest the delay between checks for a due sweep
 */
public record Pace(Duration headStart, Duration encodingAfter, Duration sweepRest) {
    private static final Duration ENCODING_AFTER = Duration.ofSeconds(3);
    private static final Duration SWEEP_REST = Duration.ofSeconds(20);
    private static final Duration NEVER = Duration.ofDays(1);

    /** The pace of a public site. */
    public static Pace after(Duration headStart) {
        return new Pace(headStart, ENCODING_AFTER, SWEEP_REST);
    }

    /** The pace of a site that only answers requests. */
    public static Pace onDemand() {
        return new Pace(NEVER, NEVER, SWEEP_REST);
    }
}
