package porchlight.server;

import java.time.Duration;

/**
 * How soon a site does what no visitor waits for.
 *
 * @param headStart of the first visitors before what is read ahead of them, which would keep them waiting
 * @param encodingAfter from the start until styles and scripts are compressed as well as they can be; those that are
 *     asked for sooner are compressed then
 * @param sweepRest between two looks at whether a pass of the sweep is due
 */
public record Pace(Duration headStart, Duration encodingAfter, Duration sweepRest) {
    private static final Duration ENCODING_AFTER = Duration.ofSeconds(3);
    private static final Duration SWEEP_REST = Duration.ofSeconds(20);
    private static final Duration NEVER = Duration.ofDays(1);

    /** That of a site for visitors. */
    public static Pace after(Duration headStart) {
        return new Pace(headStart, ENCODING_AFTER, SWEEP_REST);
    }

    /** That of a site which does nothing but answer. */
    public static Pace onDemand() {
        return new Pace(NEVER, NEVER, SWEEP_REST);
    }
}
