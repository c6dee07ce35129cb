package porchlight.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.feed.FeedConnection;
import porchlight.listing.RelatedData;
import porchlight.odata.Expand;
import porchlight.odata.Filter;
import porchlight.odata.ODataException;
import porchlight.odata.ODataQuery;
import porchlight.settings.Settings.Capabilities;
import porchlight.settings.Settings.Expansions;
import porchlight.settings.Settings.Feed;

/** Settings that may help. One is suggested only after a site with it succeeded where the site without it failed. */
public final class Remedies {
    private static final List<Integer> PAGE_SIZES = List.of(500, 200, 100, 50, 25, 10);
    private static final List<String> FUNCTIONS = List.of("IN", "COUNT", "CONTAINS", "STARTSWITH", "LAMBDA", "GEO");

    private final Function<Feed, TrialSite> sites;
    private final Feed feed;
    private final FeedConnection connection;
    private final SentRequests requests;

    /** @param sites starts a site on a feed */
    public Remedies(Function<Feed, TrialSite> sites, Feed feed, FeedConnection connection, SentRequests requests) {
        this.sites = sites;
        this.feed = feed;
        this.connection = connection;
        this.requests = requests;
    }

    /** A setting as it would be written, and the feed with it. */
    record Remedy(String setting, Feed feed) {}

    interface Trial {
        boolean works(TrialSite site) throws InterruptedException;
    }

    /** A site with the current settings. */
    TrialSite site() {
        return sites.apply(feed);
    }

    /** The first setting with which a trial succeeds; null if there is none. */
    @Nullable
    String first(List<Remedy> remedies, Trial trial) throws InterruptedException {
        for (var remedy : remedies)
            try (var site = sites.apply(remedy.feed())) {
                requests.beginTrial();
                site.awaitBudget();
                if (trial.works(site)) return remedy.setting();
            } catch (ODataException | IllegalStateException fault) {
                // Another one may work.
            }
        return null;
    }

    List<Remedy> withoutAnyFunction() {
        return without(FUNCTIONS.toArray(String[]::new));
    }

    /** RESO_SUPPORTS_* for what the settings leave open. */
    List<Remedy> without(String... functions) {
        var known = feed.capabilities();
        return Stream.of(functions)
                .map(function ->
                        new Remedy("RESO_SUPPORTS_" + function + "=false", feed.with(without(known, function))))
                .filter(remedy -> !remedy.feed().capabilities().equals(known))
                .toList();
    }

    private static Capabilities without(Capabilities known, String function) {
        return new Capabilities(
                function.equals("IN") ? Boolean.FALSE : known.in(),
                function.equals("CONTAINS") ? Boolean.FALSE : known.contains(),
                function.equals("STARTSWITH") ? Boolean.FALSE : known.startsWith(),
                function.equals("LAMBDA") ? Boolean.FALSE : known.lambda(),
                function.equals("GEO") ? Boolean.FALSE : known.geo(),
                function.equals("COUNT") ? Boolean.FALSE : known.count());
    }

    List<Remedy> smallerPages() {
        return PAGE_SIZES.stream()
                .filter(top -> top < feed.maxTop())
                .map(top -> new Remedy("RESO_MAX_TOP=" + top, feed.with(top)))
                .toList();
    }

    /** RESO_EXPAND_*: common names that this feed accepts; trying each takes a request. */
    List<Remedy> expansions(RelatedData data) throws InterruptedException {
        var names = switch (data) {
            case PHOTOS -> List.of("Media", "Photos", "PropertyMedia");
            case OPEN_HOUSES -> List.of("OpenHouse", "OpenHouses");
            case ROOMS -> List.of("Rooms", "Room", "PropertyRooms");
            case UNITS -> List.of("UnitTypes", "Units", "PropertyUnitTypes");
        };
        var remedies = new ArrayList<Remedy>();
        for (var name : names) {
            var changed = feed.with(with(feed.expansions(), data, name));
            if (changed.expansions().equals(feed.expansions()) || !expands(name)) continue;
            var variable = data == RelatedData.PHOTOS ? "MEDIA" : data.name();
            remedies.add(new Remedy("RESO_EXPAND_" + variable + "=" + name, changed));
        }
        return remedies;
    }

    private static Expansions with(Expansions known, RelatedData data, String name) {
        return new Expansions(
                data == RelatedData.PHOTOS ? name : known.media(),
                data == RelatedData.OPEN_HOUSES ? name : known.openHouses(),
                data == RelatedData.ROOMS ? name : known.rooms(),
                data == RelatedData.UNITS ? name : known.units());
    }

    private boolean expands(String name) throws InterruptedException {
        var query = ODataQuery.of("Property")
                .filter(feed.filter() == null ? null : new Filter.Verbatim(feed.filter()))
                .expand(List.of(Expand.of(name, List.of())))
                .top(1);
        TrialSite.awaitBudget(connection);
        try {
            return connection.client().page(query).value().stream()
                    .allMatch(row -> row.path(name).isArray());
        } catch (ODataException refused) {
            return false;
        }
    }
}
