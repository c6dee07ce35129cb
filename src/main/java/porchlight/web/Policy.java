package porchlight.web;

import java.time.Duration;
import java.util.List;

/**
 * The rules for every answer of a route, regardless of the client and the handler.
 *
 * @param freshFor how long others may cache its answers, unless the handler says otherwise
 * @param cost charged to the client's budget: 1 is a page that takes one call to the MLS; other costs are in proportion
 *     to the processor time and the calls needed when nothing is cached
 * @param indexed whether search engines may index it; single pages can still opt out
 * @param logged whether requests are logged
 * @param anyHost whether it is served under host names other than the site's own, as for monitors that connect by IP
 *     address
 * @param names of the parameters that it knows, all others being reported to the visitor; empty if others are ignored
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
        boolean anyHost,
        List<String> names) {
    /** The form is validated, stored on disk, and mailed. */
    private static final int FORM = 5;

    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Duration AN_HOUR = Duration.ofHours(1);

    /** What the route shows, and to whom. */
    public enum Contents {
        /** MLS records for people, who must accept the MLS's license first if it requires that. */
        MLS_PAGE,
        /** MLS records for programs, which get a 403 until the license is accepted. */
        MLS_DATA,
        /** Nothing from the MLS. */
        OWN
    }

    /** Which frames the page may appear in and contain. */
    public enum Framing {
        NONE,
        /** May be framed by the websites that the owner lists. */
        FRAMED,
        /** Frames pages of this site. */
        FRAMES_OUR_OWN
    }

    /** A page with MLS records. */
    public static final Policy MLS_PAGE = new Policy(
            new Caching.Bounded(),
            A_MINUTE,
            Contents.MLS_PAGE,
            Framing.NONE,
            Budget.PAGES,
            1,
            true,
            true,
            false,
            List.of());

    /** A file or a script response with MLS records. */
    public static final Policy MLS_DATA = new Policy(
            new Caching.Bounded(),
            A_MINUTE,
            Contents.MLS_DATA,
            Framing.NONE,
            Budget.PAGES,
            1,
            true,
            true,
            false,
            List.of());

    /** A page or file with nothing from the MLS. */
    public static final Policy OWN = new Policy(
            new Caching.AsHandled(),
            AN_HOUR,
            Contents.OWN,
            Framing.NONE,
            Budget.PAGES,
            1,
            true,
            true,
            false,
            List.of());

    /** The policy for paths that have no route. */
    static final Policy NO_ROUTE = MLS_PAGE;

    /** Whether people open it, and may mistype its address; programs get theirs from pages. */
    public boolean isForPeople() {
        return contents != Contents.MLS_DATA && budget != Budget.FREE;
    }

    public Policy kept(List<String> params) {
        return with(new Caching.Kept(params));
    }

    /** Cached by path alone. */
    public Policy kept() {
        return kept(List.of());
    }

    public Policy keptAsSpelled(List<String> params) {
        return with(new Caching.KeptAsSpelled(params));
    }

    /** With the lifetime set by its handler. */
    public Policy asHandled() {
        return with(new Caching.AsHandled());
    }

    /** For routes that receive forms. */
    public Policy sent() {
        return asHandled().costing(FORM);
    }

    private Policy with(Caching value) {
        return new Policy(value, freshFor, contents, framing, budget, cost, indexed, logged, anyHost, names);
    }

    public Policy freshFor(Duration value) {
        return new Policy(caching, value, contents, framing, budget, cost, indexed, logged, anyHost, names);
    }

    public Policy framed() {
        return new Policy(caching, freshFor, contents, Framing.FRAMED, budget, cost, false, logged, anyHost, names);
    }

    public Policy framingOurOwn() {
        return new Policy(
                caching, freshFor, contents, Framing.FRAMES_OUR_OWN, budget, cost, indexed, logged, anyHost, names);
    }

    public Policy from(Budget value) {
        return new Policy(caching, freshFor, contents, framing, value, cost, indexed, logged, anyHost, names);
    }

    public Policy costing(int value) {
        return new Policy(caching, freshFor, contents, framing, budget, value, indexed, logged, anyHost, names);
    }

    public Policy unindexed() {
        return new Policy(caching, freshFor, contents, framing, budget, cost, false, logged, anyHost, names);
    }

    public Policy unlogged() {
        return new Policy(caching, freshFor, contents, framing, budget, cost, indexed, false, anyHost, names);
    }

    /** With a report of parameters that have other names; an answer with such a report is stored nowhere. */
    public Policy knowing(List<String> value) {
        return new Policy(caching, freshFor, contents, framing, budget, cost, indexed, logged, anyHost, value);
    }

    public Policy underAnyHost() {
        return new Policy(caching, freshFor, contents, framing, budget, cost, indexed, logged, true, names);
    }
}
