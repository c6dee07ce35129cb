package porchlight.server;

import java.time.Duration;
import porchlight.database.FeedNotes;
import porchlight.database.SharedBudget;
import porchlight.feed.FeedConnection;
import porchlight.feed.FeedMeter;
import porchlight.feed.SparkRequiredFields;
import porchlight.httpcache.CacheInterceptor;
import porchlight.listing.DisplayFilter;
import porchlight.listing.Expansions;
import porchlight.listing.FeedDiscovery;
import porchlight.listing.MlsProfile;
import porchlight.listing.Supported;
import porchlight.odata.ODataClient;
import porchlight.odata.RateLimit;
import porchlight.odata.TokenUnavailable;

/**
 * Access to the MLS: connection, cache, client, and what is known about its feed.
 *
 * @param profile its display rules, including those that the feed itself adds
 * @param answers its responses, cached and renewed
 * @param discovery finds out how to query the feed
 */
public record Mls(
        FeedConnection connection,
        MlsProfile profile,
        CacheInterceptor answers,
        ODataClient client,
        DisplayFilter rules,
        FeedDiscovery discovery) {

    /** Short enough that a page which also calls the MLS still takes less than ten seconds. */
    private static final Duration DISCOVERY_PATIENCE = Duration.ofMillis(1_500);

    static Mls open(Launch launch, Storage storage, Background behind, Metrics metrics) {
        var feed = launch.feed();
        var clock = launch.clock();
        var answers = new CacheInterceptor(
                storage.responses(),
                storage.freshness(),
                clock,
                behind.renewals(),
                behind.stores(),
                ODataClient::isEntity,
                fault -> fault instanceof TokenUnavailable);
        var connection = launch.connect().open(budget(launch, storage), new FeedMeter(metrics.registry()));
        var profile = SparkRequiredFields.takenOver(launch.profile(), connection, feed.serviceRoot());
        var client = new ODataClient(connection.http(answers), feed.serviceRoot(), clock);
        var rules = new DisplayFilter(profile, feed.filter(), clock);
        var expansions = feed.expansions();
        var supports = feed.capabilities();
        var discovery = new FeedDiscovery(
                client,
                new Expansions(expansions.media(), expansions.openHouses(), expansions.rooms(), expansions.units()),
                new Supported(
                        supports.in(),
                        supports.contains(),
                        supports.startsWith(),
                        supports.lambda(),
                        supports.geo(),
                        supports.count()),
                rules,
                profile,
                feed.maxTop(),
                new FeedNotes(storage.database()),
                clock,
                behind,
                DISCOVERY_PATIENCE);
        discovery.begin();
        return new Mls(connection, profile, answers, client, rules, discovery);
    }

    private static RateLimit.Shared budget(Launch launch, Storage storage) {
        var feed = launch.feed();
        return storage.shared()
                ? new SharedBudget(
                        storage.database(),
                        feed.serviceRoot().toString(),
                        feed.rateBudget().requests(),
                        feed.rateBudget().per())
                : RateLimit.Shared.NONE;
    }
}
