package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.FeedRows;
import porchlight.harness.RewrittenFeed;
import porchlight.harness.Seed;
import porchlight.harness.TestSite;
import porchlight.listing.Address;

/** The search line of the running site finds the homes of a feed by their addresses, as people write those. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddressSearchTest {
    private static final int LISTINGS = 720;
    private static final int LINES = 140;

    private DemoMls mls;
    private TestSite site;
    private List<JsonNode> rows;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(LISTINGS));
        site = TestSite.on(mls.serviceRoot()).swept();
        rows = FeedRows.of(mls, LISTINGS).stream()
                .filter(row -> row.path("StandardStatus").asText().equals("Active"))
                .filter(row -> !FeedRows.isNo(row, "InternetEntireListingDisplayYN"))
                .toList();
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    private static String homes(String line) {
        return "/homes?q=" + URLEncoder.encode(line, StandardCharsets.UTF_8);
    }

    private record Landed(String path, org.jsoup.nodes.Document page) {}

    /** Where a line leads to. */
    private Landed landed(String line) throws Exception {
        var path = homes(line);
        var answer = site.get(path);
        for (int hops = 0; answer.statusCode() / 100 == 3 && hops < 5; hops++) {
            path = answer.headers().firstValue("Location").orElseThrow();
            answer = site.get(path);
        }
        assertEquals(200, answer.statusCode(), line);
        return new Landed(path, Jsoup.parse(answer.body()));
    }

    /** The keys of the homes on the page a line leads to. */
    private TreeSet<String> found(String line) throws Exception {
        var landed = landed(line);
        var keys = new TreeSet<String>();
        if (landed.path().startsWith("/listing/")) keys.add(landed.path().split("/")[2]);
        else
            for (var link : landed.page().select("main article a[href^=/listing/]"))
                keys.add(link.attr("href").split("/")[2]);
        return keys;
    }

    private static String key(JsonNode row) {
        return row.path("ListingKey").asText();
    }

    private static Address address(JsonNode row) {
        var parts = row.path("UnparsedAddress").asText().split(", ");
        return new Address(
                parts[0],
                row.path("City").asText(),
                row.path("StateOrProvince").asText(),
                row.path("PostalCode").asText(),
                null,
                null,
                false,
                false);
    }

    @Test
    void homesOfTheFeedAreFoundHoweverTheirAddressIsSpelled() throws Exception {
        var seed = Seed.ofThisRun();
        var random = seed.random();
        var shown = rows.stream()
                .filter(row -> !FeedRows.isNo(row, "InternetAddressDisplayYN"))
                .toList();
        var missed = new ArrayList<String>();
        for (int i = 0; i < LINES; ) {
            var row = shown.get(random.nextInt(shown.size()));
            // Some are kept off the site for other reasons.
            if (site.get("/mls/" + row.path("ListingId").asText()).statusCode() / 100 != 3) continue;
            i++;
            var line = Spelling.of(address(row), random);
            var keys = found(line);
            // One home in a line, or the few of its building.
            if (!keys.contains(key(row)) || keys.size() > 12)
                missed.add(row.path("UnparsedAddress").asText() + " as \"" + line + "\": " + keys);
        }
        assertTrue(missed.isEmpty(), seed + "\n" + String.join("\n", missed));
    }

    @Test
    void aHiddenAddressAnswersLikeOneThatNoHomeHas() throws Exception {
        var hidden = rows.stream()
                .filter(row -> FeedRows.isNo(row, "InternetAddressDisplayYN"))
                .toList();
        assertFalse(hidden.isEmpty());
        for (var row : hidden) {
            var known = address(row);
            for (var street : List.of(known.street(), known.street().replaceFirst("^\\d+", "99999"))) {
                var heading = landed(street).page().selectFirst("h1").text();
                assertEquals("[]", found(street).toString(), street);
                assertTrue(heading.startsWith("No homes"), street + ": " + heading);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mount Tabor | subdivision=Mt.+Tabor
            Saint Johns | subdivision=St.+Johns
            St Johns | subdivision=St.+Johns
            """)
    void saintsAndMountsAreFoundByEitherSpelling(String line, String query) throws Exception {
        assertEquals(
                "/homes?" + query,
                site.get(homes(line)).headers().firstValue("Location").orElseThrow());
    }

    /** The feed is asked by number and by how the name begins while the site does not know all homes. */
    @Test
    void anAddressIsFoundBeforeTheCatalogIsComplete() throws Exception {
        try (var feed = new RewrittenFeed(mls.serviceRoot()).refuse(target -> target.contains("skiptoken"));
                var early = TestSite.on(feed.serviceRoot())) {
            var seen = 0;
            for (var row : rows) {
                if (FeedRows.isNo(row, "InternetAddressDisplayYN")
                        || !row.path("StreetSuffix").asText().equals("St")
                        || row.path("PropertyType").asText().endsWith("Lease")) continue;
                if (site.get("/mls/" + row.path("ListingId").asText()).statusCode() / 100 != 3) continue;
                var line = row.path("StreetNumber").asText() + " "
                        + row.path("StreetName").asText().toLowerCase(java.util.Locale.ROOT) + " Street";
                var answer = early.get(homes(line));
                for (int hops = 0; answer.statusCode() / 100 == 3 && hops < 5; hops++)
                    answer = early.get(answer.headers().firstValue("Location").orElseThrow());
                assertTrue(answer.body().contains("/listing/" + key(row)), line);
                if (++seen == 6) break;
            }
            assertEquals(6, seen);
            var unknown = early.get(homes("99999 NE Jarrett Street"));
            assertEquals(0, Jsoup.parse(unknown.body()).select("main article").size());
            assertFalse(early.management("/readyz").body().contains("listings, complete"));
        }
    }

    /** A form's field is understood as the line is. */
    @Test
    void aPlaceOfAFormIsFoundByEitherSpelling() throws Exception {
        for (var name : List.of("Mount+Tabor", "mt+tabor", "MOUNT+TABOR"))
            assertEquals(
                    "/homes?subdivision=Mt.+Tabor",
                    site.get("/homes?subdivision=" + name)
                            .headers()
                            .firstValue("Location")
                            .orElse(""),
                    name);
    }

    @Test
    void aNumberWithAMisspelledStreetShowsNoHomes() throws Exception {
        for (var line : List.of("1247 divsion", "1247 SE Divsion", "90210 Nowheer, Portland")) {
            var heading = landed(line).page().selectFirst("h1").text();
            assertTrue(heading.startsWith("No homes"), line + ": " + heading);
            assertEquals("[]", found(line).toString(), line);
        }
    }

    @Test
    void aListingIsFoundByItsNumberInAnyForm() throws Exception {
        for (var row : rows.subList(0, 10)) {
            var number = row.path("ListingId").asText();
            var digits = number.replaceAll("\\D", "");
            for (var line : List.of(
                    number,
                    digits,
                    "MLS RC " + digits,
                    number.toLowerCase(java.util.Locale.ROOT),
                    "#" + number,
                    "MLS# " + digits))
                assertEquals("[" + key(row) + "]", found(line).toString(), line);
        }
    }

    /** Streets of the feed with their suffix and direction spelled out, begun as people type them. */
    @Test
    void aSuggestedStreetLeadsToAsManyHomesAsItSays() throws Exception {
        var streets = rows.stream()
                .map(row -> row.path("StreetName").asText())
                .distinct()
                .sorted()
                .collect(Collectors.toList());
        var seen = 0;
        for (var name : streets) {
            var offers = new ObjectMapper()
                    .readTree(site.get("/api/suggest?q=" + URLEncoder.encode(name, StandardCharsets.UTF_8))
                            .body())
                    .path("suggestions");
            for (var offer : offers) {
                if (!offer.path("kind").asText().equals("Street")) continue;
                seen++;
                var heading =
                        site.page(offer.path("href").asText()).selectFirst("h1").text();
                assertEquals(
                        offer.path("count").asInt(),
                        Integer.parseInt(heading.split(" ")[0].replace(",", "")),
                        offer.path("text").asText());
            }
        }
        assertTrue(seen > 20, "only " + seen + " streets are suggested");
    }

    @Test
    void anAddressIsSuggestedInAnySpelling() throws Exception {
        var row = rows.stream()
                .filter(each -> each.path("StreetSuffix").asText().equals("St")
                        && each.path("StreetDirPrefix").asText().equals("NE")
                        && !FeedRows.isNo(each, "InternetAddressDisplayYN"))
                .findFirst()
                .orElseThrow();
        var number = row.path("StreetNumber").asText();
        var name = row.path("StreetName").asText();
        for (var typed : List.of(
                number + " Northeast " + name + " Street",
                number + " northeast " + name + " stre",
                number + " N.E. " + name + " St.",
                number + " " + name)) {
            var offers = site.get("/api/suggest?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8))
                    .body();
            assertTrue(offers.contains("/listing/" + key(row) + "/"), typed + ": " + offers);
        }
    }
}
