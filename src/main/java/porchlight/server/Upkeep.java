package porchlight.server;

import java.time.Duration;
import java.time.InstantSource;
import porchlight.catalog.Catalog;
import porchlight.odata.Breaker;
import porchlight.pagecache.PageCache;
import porchlight.site.RequestLog;

/** All background work and its schedule. */
final class Upkeep {
    /** Expired data is never shown; within this time it is also removed from memory. */
    private static final Duration LEFTOVERS_GO_EVERY = Duration.ofMinutes(1);

    private static final Duration REQUESTS_LOGGED_EVERY = Duration.ofMillis(250);
    /** How soon other processes show what the leading process found; each check reads one row. */
    private static final Duration FOLLOW_EVERY = Duration.ofSeconds(2);

    private static final Duration BRAND_WATCHED_EVERY = Duration.ofSeconds(1);

    private Upkeep() {}

    static void begin(
            Background behind,
            Launch launch,
            Storage storage,
            Mls mls,
            Homes homes,
            Presentation show,
            PageCache pages,
            RequestLog requests) {
        var limit = launch.limit();
        behind.every(REQUESTS_LOGGED_EVERY, "log of requests", requests::write);
        behind.every(Breaker.PAUSE, "MLS after a pause", mls.connection()::probe);
        if (launch.brand().isWatched()) behind.every(BRAND_WATCHED_EVERY, "brand folder", launch.brand()::look);
        behind.later(launch.pace().encodingAfter(), show.assets()::encode);
        for (var each : homes.readAhead()) behind.paced(each.what(), each::refresh);
        behind.every(
                Launch.shorter(LEFTOVERS_GO_EVERY, limit.dividedBy(24)),
                "what is too old",
                () -> purge(homes, show, pages, launch.clock()));
        var retention = new Retention(
                storage.database(),
                storage.responses(),
                homes.catalog(),
                new Retention.Limits(limit, homes.kept()),
                launch.clock());
        behind.paced("sweep of the catalog", () -> {
            var began = launch.clock().instant();
            retention.step();
            // Before the catalog, so that nobody is told for a moment that keywords are ignored.
            homes.words().open();
            try {
                return switch (homes.leadership().role()) {
                    case LEADER, ALONE -> {
                        mls.discovery().settle();
                        yield homes.sweep().step();
                    }
                    case FOLLOWER -> follow(homes.catalog());
                };
            } finally {
                homes.words().step(began);
            }
        });
    }

    private static void purge(Homes homes, Presentation show, PageCache pages, InstantSource clock) {
        pages.purge();
        show.cards().purge(clock.instant());
        homes.openHouses().purge();
        homes.people().purge();
    }

    private static Duration follow(Catalog catalog) {
        catalog.follow();
        return FOLLOW_EVERY;
    }
}
