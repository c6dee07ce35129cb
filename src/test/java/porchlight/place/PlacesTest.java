package porchlight.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.FeedRows;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.listing.Slug;
import porchlight.site.Sources;

/** What the pages of places tell of their market, computed once more here from all of the MLS's records. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlacesTest {
    private static final int LISTINGS = 480;
    /** Homes that the MLS counts and the parser leaves out. */
    private static final int LEFT_OUT = 2;

    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

    private final TestClock clock = new TestClock();
    private final List<JsonNode> forSale = new ArrayList<>();
    private DemoMls mls;
    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(LISTINGS).clock(clock));
        site = TestSite.on(mls.serviceRoot(), Map.of(), Sources.packaged(), clock)
                .swept();
        for (var row : FeedRows.of(mls, LISTINGS))
            if (row.path("StandardStatus").asText().equals("Active")
                    && !row.path("PropertyType").asText().endsWith("Lease")
                    && !FeedRows.isNo(row, "InternetEntireListingDisplayYN")
                    && !FeedRows.isNo(row, "ApprovalStatus")
                    && !row.path("DelayedMarketingYN").asBoolean()
                    && row.path("ListPrice").asDouble() < 1e14) forSale.add(row);
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    private List<JsonNode> homes(String field, String value) {
        Predicate<JsonNode> inPortland = row -> row.path("City").asText().equals("Portland");
        return forSale.stream()
                .filter(inPortland.and(row -> row.path(field).asText().equals(value)))
                .toList();
    }

    private static long median(long[] numbers) {
        java.util.Arrays.sort(numbers);
        int half = numbers.length / 2;
        return numbers.length % 2 == 1 ? numbers[half] : Math.round((numbers[half - 1] + numbers[half]) / 2.0);
    }

    private static String dollars(long amount) {
        return String.format(Locale.US, "$%,d", amount);
    }

    private static String medianPrice(List<JsonNode> homes) {
        return dollars(median(
                homes.stream().mapToLong(row -> row.path("ListPrice").asLong()).toArray()));
    }

    private static int counted(Document page) {
        return Integer.parseInt(page.select("h1").text().split(" ")[0]);
    }

    private static String figure(Document page, String name) {
        for (var term : page.select(".place-figures dt"))
            if (term.text().equals(name)) return term.nextElementSibling().text();
        throw new AssertionError("no " + name);
    }

    /** The rows of the table beside a chart: what each says, and how many homes. */
    private static int sum(Document page, String chart) {
        var figure = page.select("figure.chart:has(figcaption:containsOwn(" + chart + "))")
                .first();
        assertEquals(figure.select("tbody tr").size(), figure.select("svg rect").size(), chart);
        assertTrue(figure.select("svg").attr("aria-label").contains("median"));
        return figure.select("tbody td").eachText().stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    @ParameterizedTest
    @CsvSource({
        "/homes/or/portland, City, Portland",
        "/homes/or/portland/houses, PropertySubType, Single Family Residence",
        "/homes/or/portland/condos, PropertySubType, Condominium"
    })
    void thePageOfAPlaceTellsItsMarket(String path, String field, String value) throws Exception {
        var homes = homes(field, value);
        var page = site.page(path);
        assertEquals(homes.size(), counted(page), LEFT_OUT);
        assertEquals(medianPrice(homes), figure(page, "Median price"));
        assertEquals(
                dollars(median(homes.stream()
                        .filter(row -> row.path("LivingArea").asInt() > 100)
                        .mapToLong(row -> Math.round(row.path("ListPrice").asDouble()
                                / row.path("LivingArea").asDouble()))
                        .toArray())),
                figure(page, "Median price per sq ft"));
        var today = LocalDate.ofInstant(clock.instant(), ZONE);
        var days = homes.stream()
                .filter(row -> row.path("OnMarketDate").isTextual())
                .mapToLong(row -> ChronoUnit.DAYS.between(
                        LocalDate.parse(row.path("OnMarketDate").asText()), today))
                .toArray();
        assertEquals(String.valueOf(median(days)), figure(page, "Median days on market"));
        var cut = homes.stream()
                .filter(row -> row.path("MajorChangeType").asText().equals("Price Reduced"))
                .count();
        assertEquals(Math.round(100.0 * cut / homes.size()) + "%", figure(page, "Price reduced"));
        assertEquals(homes.size(), sum(page, "List prices"));
        assertEquals(days.length, sum(page, "Days on market"));
        assertTrue(page.select(".about__source").text().startsWith("Calculated by "));
        assertEquals("", page.select("meta[name=robots]").attr("content"));
        assertFalse(page.select(".about a[href^=/homes/or/]").isEmpty());
    }

    @Test
    void theSitemapTellsWhenTheNewestListingOfAPlaceChanged() throws Exception {
        var names = new HashMap<String, String>();
        for (var url : Jsoup.parse(site.get("/sitemaps/pages.xml").body(), Parser.xmlParser())
                .select("url"))
            names.put(
                    URI.create(url.select("loc").text()).getPath(),
                    url.select("lastmod").text());
        assertEquals("", names.get("/homes"));
        var newest = new TreeMap<String, Instant>();
        for (var row : forSale) {
            var city = "/homes/or/" + Slug.of(row.path("City").asText());
            var at = Instant.parse(row.path("ModificationTimestamp").asText()).truncatedTo(ChronoUnit.SECONDS);
            for (var place : List.of(city, city + "/" + row.path("PostalCode").asText()))
                newest.merge(place, at, (one, other) -> one.isAfter(other) ? one : other);
        }
        newest.keySet().retainAll(names.keySet());
        assertTrue(newest.size() > 10, newest.toString());
        newest.forEach((place, at) -> assertEquals(at.toString(), names.get(place), place));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /homes/or/portland?city=Beaverton | 302 | /homes?city=Beaverton
            /homes/or/portland?beds=3&city=Beaverton&page=2 | 302 | /homes?city=Beaverton&beds=3&page=2
            /homes/or/portland/97214?zip=97201 | 302 | /homes?city=Portland&zip=97201
            /homes/or/portland?city=Portland | 301 | /homes/or/portland
            /homes/or/portland?city=Portland&page=2 | 301 | /homes/or/portland?page=2
            /homes/or/portland?city= | 301 | /homes/or/portland
            /homes/or/portland?page=1 | 301 | /homes/or/portland
            """)
    void anotherPlaceInThePlaceOfItsOwnIsLookedFor(String path, int status, String to) throws Exception {
        // What is kept of the page itself must not answer.
        site.page(path.replaceFirst("[?].*", ""));
        var answer = site.get(path);
        assertEquals(status, answer.statusCode());
        assertEquals(to, answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", ""));
    }

    @Test
    void theKindsOfHomesOfACityAreCountedAndLeadToTheirPages() throws Exception {
        var page = site.page("/homes/or/portland");
        var perKind = homes("City", "Portland").stream()
                .collect(
                        Collectors.groupingBy(row -> row.path("PropertySubType").asText()));
        for (var row : page.select(".about__types tbody tr")) {
            var kind = switch (row.selectFirst("th").text()) {
                case "Houses" -> "Single Family Residence";
                case "Condos" -> "Condominium";
                case "Townhouses" -> "Townhouse";
                default -> null;
            };
            if (kind == null) continue;
            assertEquals(
                    List.of(String.valueOf(perKind.get(kind).size()), medianPrice(perKind.get(kind))),
                    row.select("td").eachText().subList(0, 2),
                    kind);
        }
        for (var link : page.select(".place-links a")) {
            var there = site.page(link.attr("href"));
            var count = link.selectFirst(".place-links__count").text();
            assertEquals(Integer.parseInt(count), counted(there), LEFT_OUT, link.attr("href"));
            // A page of one or two homes is nothing to be found by.
            assertEquals(
                    Integer.parseInt(count) < 3 ? "noindex, follow" : "",
                    there.select("meta[name=robots]").attr("content"),
                    link.attr("href"));
        }
        assertTrue(page.select(".place-links a[href=/homes/or/portland/97214]").size() == 1);
    }

    @Test
    void neighborsAreTheNearestPlacesOfTheirKind() throws Exception {
        var near = site.page("/homes/or/portland").select("[aria-labelledby=near-here] a");
        assertTrue(near.size() >= 3);
        for (var link : near) assertTrue(link.attr("href").matches("/homes/(or|wa)/[^/]+"), link.attr("href"));
        var code = homes("City", "Portland").stream()
                .map(row -> row.path("PostalCode").asText())
                .sorted(Comparator.comparingInt(
                        each -> -homes("PostalCode", each).size()))
                .findFirst()
                .orElseThrow();
        for (var link : site.page("/homes/or/portland/" + code).select("[aria-labelledby=near-here] a"))
            assertTrue(link.attr("href").matches("/homes/(or|wa)/[^/]+/9\\d{4}"), link.attr("href"));
    }

    @Test
    void theNewestComeFirstAndOpenHousesAreThoseOfThePlace() throws Exception {
        var page = site.page("/homes/or/portland");
        var here = homes("City", "Portland").stream()
                .collect(Collectors.toMap(row -> row.path("ListingKey").asText(), row -> row));
        var listed = page.select("[data-cards] .listing-card").eachAttr("data-key").stream()
                .map(key -> here.get(key).path("OnMarketDate").asText())
                .toList();
        assertEquals(listed.stream().sorted(Comparator.reverseOrder()).toList(), listed);
        var open = page.select("[aria-labelledby=open-here] .listing-card").eachAttr("data-key");
        assertFalse(open.isEmpty());
        for (var key : open) assertTrue(hasOpenHouse(here.get(key)), key);
        assertTrue(open.size() == 4
                || open.size()
                        == here.values().stream().filter(this::hasOpenHouse).count());
    }

    private boolean hasOpenHouse(JsonNode row) {
        for (var openHouse : row.path("OpenHouse"))
            if (OffsetDateTime.parse(openHouse.path("OpenHouseEndTime").asText())
                            .toInstant()
                            .isAfter(clock.instant())
                    && openHouse.path("OpenHouseType").asText().endsWith("Public")
                    && !Set.of("Canceled")
                            .contains(openHouse.path("OpenHouseStatus").asText())) return true;
        return false;
    }

    @Test
    void aPageOfAPlaceCostsOneRequestAndItsFiguresNone() throws Exception {
        site.page("/homes/or/portland/townhouses");
        var before = mls.requests();
        assertFalse(
                site.page("/homes/or/beaverton/houses").select(".place-figures").isEmpty());
        assertEquals(before + 1, mls.requests());
    }
}
