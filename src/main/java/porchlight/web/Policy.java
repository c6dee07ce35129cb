package porchlight.web;

import java.time.Duration;
import java.util.List;

/**
 * What holds for every answer of a route, whoever asks and whatever its handler says.
 *
 * @param freshFor how long others may keep what it answers, where its handler says nothing else
 * @param cost against the client's budget: 1 is a page that one call to the MLS fills, and all else is in proportion to the
 *     processor time and the calls that it takes when nothing of it is stored
 * @param indexed whether search engines may list it; pages may still say no for themselves
 * @param logged whether requests are logged
 * @param anyHost whether it is answered under host names that are not the site's own, as for monitors, who ask by address
 */
public record Policy(
        Caching caching,
        Duration freshFor,
        Contents contents,
        Framing framing,
        Budget budget,
        int cost,
        boolean indexed,
        boolean logged,
        boolean anyHost) {
    /** Checked, stored on disk, and mailed. */
    private static final int FORM = 5;

    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Duration AN_HOUR = Duration.ofHours(1);

    /** What it shows, and to whom. */
    public enum Contents {
        /** Records of the MLS for people, who are asked to agree to its license first where it wants that. */
        MLS_PAGE,
        /** Records of the MLS for programs, which hear 403 until somebody agreed. */
        MLS_DATA,
        /** Nothing of the MLS. */
        OWN
    }

    /** Which frames it may be in and have. */
    public enum Framing {
        NONE,
        /** Made to be framed by the websites that the owner names. */
        FRAMED,
        /** Frames pages of this site. */
        FRAMES_OUR_OWN
    }

    /** A page with records of the MLS. */
    public static final Policy MLS_PAGE = new Policy(
            new Caching.Bounded(), A_MINUTE, Contents.MLS_PAGE, Framing.NONE, Budget.PAGES, 1, true, true, false);

    /** A file or an answer to a script with records of the MLS. */
    public static final Policy MLS_DATA = new Policy(
            new Caching.Bounded(), A_MINUTE, Contents.MLS_DATA, Framing.NONE, Budget.PAGES, 1, true, true, false);

    /** A page or a file with nothing of the MLS. */
    public static final Policy OWN = new Policy(
            new Caching.AsHandled(), AN_HOUR, Contents.OWN, Framing.NONE, Budget.PAGES, 1, true, true, false);

    /** What no route answers. */
    static final Policy NO_ROUTE = MLS_PAGE;

    public Policy kept(List<String> params) {
        return with(new Caching.Kept(params));
    }

    /** Kept under its path alone. */
    public Policy kept() {
        return kept(List.of());
    }

    public Policy keptAsSpelled(List<String> params) {
        return with(new Caching.KeptAsSpelled(params));
    }

    /** With the lifetime that its handler gives it. */
    public Policy asHandled() {
        return with(new Caching.AsHandled());
    }

    /** For where a form is sent. */
    public Policy sent() {
        return asHandled().costing(FORM);
    }

    private Policy with(Caching value) {
        return new Policy(value, freshFor, contents, framing, budget, cost, indexed, logged, anyHost);
    }

    public Policy freshFor(Duration value) {
        return new Policy(caching, value, contents, framing, budget, cost, indexed, logged, anyHost);
    }

    public Policy framed() {
        return new Policy(caching, freshFor, contents, Framing.FRAMED, budget, cost, false, logged, anyHost);
    }

    public Policy framingOurOwn() {
        return new Policy(caching, freshFor, contents, Framing.FRAMES_OUR_OWN, budget, cost, indexed, logged, anyHost);
    }

    public Policy from(Budget value) {
        return new Policy(caching, freshFor, contents, framing, value, cost, indexed, logged, anyHost);
    }

    public Policy costing(int value) {
        return new Policy(caching, freshFor, contents, framing, budget, value, indexed, logged, anyHost);
    }

    public Policy unindexed() {
        return new Policy(caching, freshFor, contents, framing, budget, cost, false, logged, anyHost);
    }

    public Policy unlogged() {
        return new Policy(caching, freshFor, contents, framing, budget, cost, indexed, false, anyHost);
    }

    public Policy underAnyHost() {
        return new Policy(caching, freshFor, contents, framing, budget, cost, indexed, logged, true);
    }
}
