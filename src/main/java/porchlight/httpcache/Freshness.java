package porchlight.httpcache;

import java.time.Duration;

/**
 * How long stored responses may be used, depending on their age.
 * @param freshFor freshness lifetime (RFC 9111, 4.2): a response is fresh while this is greater
 * than its age
 * @param staleWhileRevalidate age up to which a stale response is used while it is revalidated in
 * the background (RFC 5861, 3)
 * @param staleIfError age up to which a stale response is used when the origin fails (RFC 5861, 4);
 * beyond this age nothing is used or kept
 */
public record Freshness(Duration freshFor, Duration staleWhileRevalidate, Duration staleIfError) {

    public Freshness {
        if (freshFor.isNegative()
                || staleWhileRevalidate.compareTo(freshFor) < 0
                || staleIfError.compareTo(staleWhileRevalidate) < 0)
            throw new IllegalArgumentException(
                    "not in order: " + freshFor + ", " + staleWhileRevalidate + ", " + staleIfError);
    }

    /** How a stored response may be used. */
    public enum State {
        FRESH,
        STALE_WHILE_REVALIDATE,
        STALE_IF_ERROR,
        EXPIRED
    }

    /**
     * The state of a response at a given age. A negative age (the clock was set back) is
     * meaningless and counts as expired.
     */
    public State at(Duration age) {
        if (age.isNegative()) return State.EXPIRED;
        if (freshFor.compareTo(age) > 0) return State.FRESH;
        if (staleWhileRevalidate.compareTo(age) > 0) return State.STALE_WHILE_REVALIDATE;
        return staleIfError.compareTo(age) > 0 ? State.STALE_IF_ERROR : State.EXPIRED;
    }
}
