package porchlight.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import porchlight.TestClock;
import porchlight.listing.DisplayFilter;
import porchlight.listing.Expansions;
import porchlight.listing.FeedDiscovery;
import porchlight.listing.MlsProfiles;
import porchlight.listing.Supported;
import porchlight.odata.ODataClient;

/** What is found out about each vendor's feed, and at what price. */
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
            for (var field : java.util.List.of("City", "ListPrice", "BedroomsTotal", "GarageYN", "ListingKey"))
                assertFalse(plan.filters(field), field);
            assertFalse(plan.sorts("ListPrice"));
        }
    }

    private static final class Found implements AutoCloseable {
        private final Replay feed;
        private final FeedDiscovery discovery;

        Found(Vendor vendor, Manners manners) throws Exception {
            var clock = new TestClock();
            var profile = MlsProfiles.load(Walk.PROFILE);
            feed = new Replay(manners, Field.property(profile), Home.generate(60, 17, clock.instant()), clock);
            discovery = new FeedDiscovery(
                    new ODataClient(new OkHttpClient(), HttpUrl.get(feed.serviceRoot()), clock),
                    new Expansions(null, null, null, null),
                    Supported.UNTOLD,
                    new DisplayFilter(profile, null, clock),
                    profile,
                    25,
                    clock,
                    ForkJoinPool.commonPool(),
                    Duration.ofSeconds(10));
        }

        @Override
        public void close() {
            if (Boolean.getBoolean("zoo.print"))
                feed.requests()
                        .forEach(each ->
                                org.slf4j.LoggerFactory.getLogger(getClass()).info("{}", each));
            feed.close();
        }
    }
}
