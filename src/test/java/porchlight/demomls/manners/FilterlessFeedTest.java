package porchlight.demomls.manners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import porchlight.harness.TestSite;
import porchlight.search.SearchField;
import porchlight.search.Sort;

/** Feeds that refuse all or nearly all conditions, each for its own reason. */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class FilterlessFeedTest {
    private static final int HOMES = 60;

    /** A search value for every parameter. */
    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry("q", List.of("Portland", "3 bed homes under 600k with a view", "MacArthur St", "100 Main St")),
            Map.entry("city", List.of("Portland", "St. Helens")),
            Map.entry("zip", List.of("97214")),
            Map.entry("county", List.of("Yamhill")),
            Map.entry("subdivision", List.of("Quarter 1")),
            Map.entry("school", List.of("School 1")),
            Map.entry("min_price", List.of("500000")),
            Map.entry("max_price", List.of("450000")),
            Map.entry("beds", List.of("3")),
            Map.entry("baths", List.of("2")),
            Map.entry("max_beds", List.of("2")),
            Map.entry("max_baths", List.of("1")),
            Map.entry("stories", List.of("1")),
            Map.entry("min_garage", List.of("2")),
            Map.entry("min_parking", List.of("2")),
            Map.entry("min_sqft", List.of("1500")),
            Map.entry("max_sqft", List.of("2000")),
            Map.entry("min_lot", List.of("1")),
            Map.entry("max_lot", List.of("2")),
            Map.entry("min_year", List.of("1990")),
            Map.entry("max_year", List.of("1990")),
            Map.entry("type", List.of("Residential", "Land", "Residential Lease")),
            Map.entry("subtype", List.of("Condominium")),
            Map.entry("status", List.of("Pending")),
            Map.entry("garage", List.of("yes")),
            Map.entry("pool", List.of("yes")),
            Map.entry("waterfront", List.of("yes")),
            Map.entry("has_view", List.of("yes")),
            Map.entry("fireplace", List.of("yes")),
            Map.entry("new_construction", List.of("yes")),
            Map.entry("senior", List.of("yes")),
            Map.entry("feature", List.of("Heating:Natural Gas", "Levels:One&feature=Basement:Full")),
            Map.entry("max_hoa", List.of("0", "100")),
            Map.entry("max_days", List.of("14")),
            Map.entry("open_house", List.of("yes")),
            Map.entry("price_cut", List.of("yes")),
            Map.entry("back_on_market", List.of("yes")),
            Map.entry("ours", List.of("yes")),
            Map.entry("max_monthly", List.of("3000")),
            Map.entry("down", List.of("10&max_monthly=3000")),
            Map.entry("rate", List.of("5&max_monthly=3000")),
            Map.entry("term", List.of("15&max_monthly=3000")),
            Map.entry("keywords", List.of("granite")),
            Map.entry("bounds", List.of("-123.0,45.2,-122.6,45.6")),
            Map.entry("polygon", List.of("-123.0 45.2,-122.6 45.2,-122.8 45.6")),
            Map.entry("near", List.of("45.4,-122.8")),
            Map.entry("radius", List.of("3&near=45.4,-122.8")),
            Map.entry(
                    "sort",
                    Stream.of(Sort.values())
                            .filter(sort -> sort != Sort.NEWEST)
                            .map(Sort::value)
                            .toList()),
            Map.entry("page", List.of("2")),
            Map.entry("view", List.of("map")));

    /**
     * @param refused conditions and orders that are refused, as regular expressions for a decoded
     * query
     */
    private record Feed(String name, Manners manners, String refused) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Feed> feeds() {
        var nothing = Vendor.SPARK.manners();
        nothing.filterable = Set.of();
        var little = Vendor.PARAGON.manners();
        little.filterable = Set.of("ListingKey", "StandardStatus", "PropertyType");
        var lambda = Vendor.SPARK.manners();
        lambda.undeclared.add("ViewYN");
        var unnamed = Vendor.BRIDGE.manners();
        unnamed.contains = false;
        var unordered = Vendor.SPARK.manners();
        unordered.contains = false;
        return List.of(
                new Feed("no field", nothing, "-"),
                new Feed("statuses and types only", little, "-"),
                new Feed("no word about why", unnamed, "filter="),
                new Feed("no order either", unordered, "filter=|orderby="),
                new Feed("no part of a field with several values", lambda, "/any\\("),
                new Feed("numbers above two", Vendor.SPARK.manners(), "(Bedrooms|Bathrooms)\\w+ ge [23]"));
    }

    private static List<String> searches() {
        var all = new ArrayList<String>();
        for (var param : SearchField.NAMES)
            for (var value : VALUES.get(param)) all.add("/homes?" + param + "=" + value.replace(" ", "+"));
        return all;
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void everySearchHasAPageBeforeAndAfterTheCatalogIsComplete(Feed kind) throws Exception {
        var refused = Pattern.compile(kind.refused());
        var loading = new AtomicBoolean(true);
        Predicate<Replay.Request> broken = request -> request.path().equals("Property")
                && (refused.matcher(request.query()).find()
                        || loading.get() && request.query().matches(".*select=[^&]*SeniorCommunityYN.*"));
        try (var walk = new Walk(kind.name(), kind.manners(), HOMES, Map.of("SITE_OFFICE_IDS", "ZOO1"), broken)) {
            walk.learned();
            for (var search : searches()) {
                var page = page(walk.site(), search);
                var notices = page.select(".notice").text();
                if (kind.manners().filterable != null
                        && kind.manners().filterable.isEmpty()) {
                    // The results are of any place and kind, and are not described as anything
                    // else.
                    assertFalse(page.select(".results__heading").text().contains(" in "), page.title());
                    if (!search.matches(".*\\?(sort|page|view)=.*"))
                        assertTrue(!page.select("[data-notice=ignored]").isEmpty(), search + " " + notices);
                    if (!search.matches(".*\\?(sort|page|view|q|keywords)=.*"))
                        assertTrue(notices.contains("still loading"), search + " " + notices);
                }
                if (!page.select("[data-notice=ignored]").isEmpty()) isSaidBesideTheField(page, search);
            }
            assertFalse(isComplete(walk.site()));

            loading.set(false);
            walk.swept();
            walk.lists();
            assertEquals(List.of(), walk.problems());
            for (var search : searches())
                assertFalse(page(walk.site(), search).text().contains("still loading"), search);
        }
    }

    /** Criteria that have a form field; an area drawn on the map has none. */
    private static void isSaidBesideTheField(Document page, String search) {
        var field = search.replaceFirst("/homes\\?(\\w+)=.*", "$1");
        var box = page.getElementById(field);
        if (box == null || box.attr("type").equals("hidden") || field.equals("q")) return;
        var note = page.getElementById(field + "-unheeded");
        var said = note == null ? box.parent().text() : note.text();
        assertTrue(said.contains("Not used"), search + ": " + said);
    }

    private static Document page(TestSite site, String search) throws Exception {
        var found = site.get(search);
        for (var moved = found.headers().firstValue("Location"); moved.isPresent(); ) {
            found = site.get(moved.get());
            moved = found.headers().firstValue("Location");
        }
        assertEquals(200, found.statusCode(), search);
        return Jsoup.parse(found.body());
    }

    private static boolean isComplete(TestSite site) throws Exception {
        return site.management("/metrics").body().contains("porchlight_catalog_complete 1.0");
    }
}
