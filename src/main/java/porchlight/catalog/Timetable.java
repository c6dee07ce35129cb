package porchlight.catalog;

import java.time.Duration;
import porchlight.odata.RateLimit;

/**
 * How often the sweep can read a feed, with half of the MLS's request budget and one request for each page. Passes over
 * the whole feed follow each other without a break if they take longer than the time between them should be.
 *
 * @param listings in the feed
 * @param rows listings on a page
 * @param pageEvery the time between two pages
 */
public record Timetable(long listings, int rows, Duration pageEvery) {
    static final Duration CHANGES_EVERY = Duration.ofMinutes(2);
    static final Duration KEYS_EVERY = Duration.ofHours(1);
    static final Duration ALL_EVERY = Duration.ofHours(6);

    /** Pages that come faster would delay visitors. */
    private static final Duration BETWEEN_PAGES = Duration.ofMillis(250);

    /** @throws IllegalArgumentException if pages have no rows */
    public Timetable {
        if (rows < 1) throw new IllegalArgumentException("pages without rows");
    }

    /** Evenly, because half of a budget that is spent at once leaves a pause in which no change is found. */
    static Duration pageEvery(RateLimit budget) {
        var share = budget.per().multipliedBy(2).dividedBy(budget.requests());
        return share.compareTo(BETWEEN_PAGES) > 0 ? share : BETWEEN_PAGES;
    }

    /** How long it takes to read a page of every listing. */
    public Duration pass() {
        return pageEvery.multipliedBy((listings + rows - 1) / rows);
    }

    /** Whether what leaves the feed without notice is noticed as soon as in a small feed. */
    public boolean isPrompt() {
        return pass().compareTo(KEYS_EVERY) <= 0;
    }

    /**
     * Whether each listing is confirmed again before it must be deleted.
     *
     * @param limit the age at which it must be gone
     */
    public boolean isCurrent(Duration limit) {
        return pass().compareTo(usable(limit)) <= 0;
    }

    /** The number of listings up to which a feed like this {@link #isCurrent}. */
    public long most(Duration limit) {
        return usable(limit).dividedBy(pageEvery) * rows;
    }

    /** Deleting takes its time, so it begins before the limit. */
    private static Duration usable(Duration limit) {
        return limit.multipliedBy(9).dividedBy(10);
    }
}
