package porchlight.server;

import java.time.Duration;
import java.util.List;
import porchlight.catalog.Catalog;
import porchlight.catalog.Sweep;
import porchlight.catalog.words.Words;
import porchlight.database.Leadership;
import porchlight.database.RememberedNames;
import porchlight.database.SiteSecrets;
import porchlight.listing.FeedLookups;
import porchlight.listing.OfficeDirectory;
import porchlight.listing.OfficeMembers;
import porchlight.listing.OpenHouseCalendar;
import porchlight.listing.ParsingRules;
import porchlight.listing.PhotoLinks;
import porchlight.listing.PhotoUrls;
import porchlight.listing.PropertyParser;
import porchlight.listing.PropertyResource;
import porchlight.listing.PropertySweep;
import porchlight.pagecache.ReadAhead;
import porchlight.people.OurPeople;
import porchlight.place.CurrentPlaces;
import porchlight.place.PlaceIndex;
import porchlight.search.FeedCapabilities;
import porchlight.search.Finder;
import porchlight.settings.Settings;

/**
 * The MLS's homes, from its API and from the catalog.
 *
 * @param kept how long the catalog may keep records that the MLS has not confirmed
 */
public record Homes(
        PropertyResource properties,
        PhotoLinks links,
        Catalog catalog,
        Duration kept,
        Words words,
        Sweep sweep,
        Leadership leadership,
        OpenHouseCalendar openHouses,
        FeedLookups lookups,
        OfficeDirectory offices,
        CurrentPlaces places,
        Finder finder,
        OurPeople people) {

    /** A replica unused for this long is rebuilt from scratch. */
    private static final Duration REPLICA_KEPT_FOR = Duration.ofDays(30);

    /** What pages show without waiting for it. */
    List<ReadAhead> readAhead() {
        return List.of(openHouses, lookups, offices, places, people);
    }

    static Homes open(Launch launch, Storage storage, Mls mls, Background behind) {
        var settings = launch.settings();
        var feed = launch.feed();
        var clock = launch.clock();
        var profile = mls.profile();
        var limit = launch.limit();
        var kept = settings.mlsLicense() == Settings.License.REPLICATION ? REPLICA_KEPT_FOR : limit;
        var served = feed.serviceRoot() + (feed.filter() == null ? "" : " " + feed.filter());
        var jdbc = settings.database();
        var secrets = SiteSecrets.open(jdbc.jdbcUrl(), storage.database(), LeadModule.data(launch.directory()));
        var links = new PhotoLinks(feed.serviceRoot(), () -> secrets.of("media"));
        var photos = new PhotoUrls(feed.serviceRoot(), links, profile.photoResizes());
        var parser = new PropertyParser(profile, photos, clock);
        var read = served + " by " + ParsingRules.digest(launch.profile());
        var catalog = new Catalog(
                storage.database(), read, () -> secrets.of("departed"), new Catalog.Limits(limit, kept), clock, behind);
        var words = new Words(catalog, new Words.Place(storage.words(), settings.wordIndexHomes(), read), limit);
        var budget = mls.connection().budget();
        var sweep = new Sweep(
                catalog,
                new PropertySweep(
                        mls.connection().client(), mls.discovery(), parser, profile, mls.rules(), words, feed.maxTop()),
                budget,
                launch.pace().sweepRest(),
                clock);
        var leadership = new Leadership(jdbc.jdbcUrl(), jdbc.user(), jdbc.password(), "sweep of " + served, clock);
        var properties =
                new PropertyResource(mls.client(), mls.discovery(), parser, profile, mls.rules(), catalog, clock);
        var openHouses = new OpenHouseCalendar(properties, feed.maxTop(), limit, clock);
        var lookups = new FeedLookups(mls.client(), mls.discovery(), PlaceIndex.namedFields(profile), feed.maxTop());
        var finder = new Finder(
                properties,
                catalog,
                words,
                new FeedCapabilities(properties, catalog, profile, clock),
                openHouses,
                profile,
                settings.costs(),
                budget::isLow);
        return new Homes(
                properties,
                links,
                catalog,
                kept,
                words,
                sweep,
                leadership,
                openHouses,
                lookups,
                new OfficeDirectory(mls.client(), mls.discovery(), properties, profile.ours()),
                new CurrentPlaces(catalog, profile, lookups),
                finder,
                new OurPeople(
                        new OfficeMembers(mls.client(), mls.discovery(), photos, profile.ours()),
                        new OurPeople.Own(finder::ours, () -> catalog.snapshot().version()),
                        launch.brand(),
                        new RememberedNames(storage.database(), () -> secrets.of("people")),
                        limit,
                        clock));
    }
}
