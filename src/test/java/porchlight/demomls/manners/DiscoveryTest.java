package porchlight.demomls.manners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import porchlight.database.FeedNotes;
import porchlight.database.SiteDatabase;
import porchlight.harness.TestClock;
import porchlight.listing.DisplayFilter;
import porchlight.listing.Expansions;
import porchlight.listing.FeedDiscovery;
import porchlight.listing.MlsProfiles;
import porchlight.listing.Supported;
import porchlight.odata.ODataClient;

/** What discovery finds out about each vendor's feed, and how many requests it takes. */
class DiscoveryTest {
    private static final int MOST_REQUESTS = 25;

    @ParameterizedTest
    @EnumSource(value = Vendor.class, mode = EnumSource.Mode.EXCLUDE, names = "MLS_GRID")
    void aPlanTakesFewRequests(Vendor vendor) throws Exception {
        var manners = vendor.manners();
        try (var found = new Found(vendor, manners)) {
            var plan = found.discovery.plan();
            assertTrue(
                    found.feed.requests().size() <= MOST_REQUESTS,
                    () -> found.feed.requests().toString());
            assertEquals(manners.contains, plan.contains());
            assertEquals(manners.count, plan.counts());
            assertEquals(manners.geo, plan.geo());
            assertEquals(manners.maxTop >= 24, plan.pageSize() >= 24);
            assertTrue(plan.filters("City") && plan.filters("ListPrice") && plan.sorts("ListPrice"));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Vendor.class, names = "MLS_GRID")
    void fieldsThatCannotBeSearchedAreFoundOut(Vendor vendor) throws Exception {
        var manners = vendor.manners();
        manners.perSecond = 0;
        try (var found = new Found(vendor, manners)) {
            var plan = found.discovery.plan();
            assertTrue(
                    found.feed.requests().size() <= MOST_REQUESTS,
                    () -> found.feed.requests().toString());
            assertTrue(plan.filters("ListingId") && plan.filters("ModificationTimestamp"));
            assertTrue(plan.filters("StandardStatus") && plan.filters("PropertyType"));
            for (var field : List.of("City", "ListPrice", "BedroomsTotal", "GarageYN", "ListingKey"))
                assertFalse(plan.filters(field), field);
            assertFalse(plan.sorts("ListPrice"));
        }
    }

    @Test
    void whatWasFoundOutIsRememberedForADayAndAsLongAsTheQuestionsStay() throws Exception {
        var clock = new TestClock();
        var notes =
                new FeedNotes(SiteDatabase.open("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", null, null));
        var profile = MlsProfiles.load(Walk.PROFILE);
        try (var feed = new Replay(Vendor.PARAGON.manners(), profile, Home.generate(60, 17, clock.instant()), clock)) {
            var plan = discovery(feed, notes, Supported.UNKNOWN, clock).plan();
            feed.forget();
            var again = discovery(feed, notes, Supported.UNKNOWN, clock).plan();
            assertEquals(
                    List.of("$metadata"),
                    feed.requests().stream().map(Replay.Request::path).toList());
            assertEquals(plan.toString(), again.toString());

            feed.forget();
            discovery(feed, notes, new Supported(null, false, null, null, null, null), clock)
                    .plan();
            assertTrue(feed.requests().size() > 1, "other settings, other questions");

            feed.forget();
            clock.pass(Duration.ofHours(25));
            discovery(feed, notes, Supported.UNKNOWN, clock).plan();
            assertTrue(feed.requests().size() > 1, "a day is over");
        }
    }

    private static FeedDiscovery discovery(Replay feed, FeedNotes notes, Supported supported, TestClock clock) {
        var profile = MlsProfiles.load(Walk.PROFILE);
        return new FeedDiscovery(
                new ODataClient(new OkHttpClient(), HttpUrl.get(feed.serviceRoot()), clock),
                new Expansions(null, null, null, null),
                supported,
                new DisplayFilter(profile, null, clock),
                profile,
                25,
                notes,
                clock,
                ForkJoinPool.commonPool(),
                Duration.ofSeconds(10));
    }

    private static final class Found implements AutoCloseable {
        private final Replay feed;
        private final FeedDiscovery discovery;

        Found(Vendor vendor, Manners manners) throws Exception {
            var clock = new TestClock();
            var profile = MlsProfiles.load(Walk.PROFILE);
            feed = new Replay(manners, profile, Home.generate(60, 17, clock.instant()), clock);
            var notes = new FeedNotes(SiteDatabase.open("jdbc:h2:mem:" + UUID.randomUUID(), null, null));
            discovery = discovery(feed, notes, Supported.UNKNOWN, clock);
        }

        @Override
        public void close() {
            feed.close();
        }
    }
}
