package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;
import porchlight.demomls.DemoMls;
import porchlight.harness.FeedRows;
import porchlight.harness.TestSite;
import porchlight.harness.WithSite;
import porchlight.site.Sources;

/** What is around the list of results: lines understood by the feed's names, suggestions, pins, lists by link, the feed. */
@WithSite(listings = 720, shared = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTest {
    private final DemoMls mls;
    private final TestSite site;

    SearchTest(DemoMls mls, TestSite site) {
        this.mls = mls;
        this.site = site;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonNode json(String path) throws Exception {
        var answer = site.get(path);
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.headers().firstValue("Content-Type").orElseThrow().startsWith("application/json"));
        assertEquals("noindex", answer.headers().firstValue("X-Robots-Tag").orElseThrow());
        return new ObjectMapper().readTree(answer.body());
    }

    private JsonNode rows(String filter) throws Exception {
        return FeedRows.ask(mls, "Property?$top=25&$filter=" + encoded(filter)).path("value");
    }

    private String firstSuggestion(String typed) throws Exception {
        var first = json("/api/suggest?q=" + encoded(typed)).path("suggestions").path(0);
        return first.path("kind").asText() + ": " + first.path("text").asText();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            port | City: Portland
            potrland | City: Portland
            lake os | City: Lake Oswego
            oswego | City: Lake Oswego
            O'Bry | City: O'Bryant's Ferry
            obryants ferry | City: O'Bryant's Ferry
            laurelhrst | Neighborhood: Laurelhurst
            mt tab | Neighborhood: Mt. Tabor
            97214 | ZIP code: 97214
            clackamas c | County: Clackamas County
            beaverton hi | School: Beaverton High
            """)
    void placesAreSuggestedByTheirBeginningsAndDespiteSlips(String typed, String suggestion) throws Exception {
        assertEquals(suggestion, firstSuggestion(typed));
    }

    @Test
    void homesAreSuggestedByAddressAndNumberButNeverAHiddenAddress() throws Exception {
        var shown = rows("StandardStatus eq 'Active' and InternetAddressDisplayYN eq true")
                .get(0);
        var street = shown.path("StreetNumber").asText() + " "
                + shown.path("UnparsedAddress").asText().split(" ", 2)[1].split(",")[0];
        assertTrue(firstSuggestion(street).startsWith("Address: " + street.split(" #")[0]), street);
        var number = shown.path("ListingId").asText();
        assertEquals("MLS number: " + number, firstSuggestion(number.toLowerCase(java.util.Locale.ROOT)));
        for (var hidden : rows("StandardStatus eq 'Active' and InternetAddressDisplayYN eq false")) {
            var address = hidden.path("UnparsedAddress").asText().split(",")[0];
            for (int length = 4; length <= address.length(); length += 3) {
                var offers = json("/api/suggest?q=" + encoded(address.substring(0, length)));
                for (var offer : offers.path("suggestions"))
                    assertFalse(
                            offer.path("href")
                                    .asText()
                                    .contains(hidden.path("ListingKey").asText()),
                            address + " is told");
            }
            // Its number may be known; its address is not beside it.
            var byNumber =
                    json("/api/suggest?q=" + encoded(hidden.path("ListingId").asText()));
            assertFalse(byNumber.toString().contains(hidden.path("StreetName").asText() + " "), byNumber.toString());
        }
    }

    @Test
    void aHiddenAddressIsFoundByNoSearchForIt() throws Exception {
        for (var hidden : rows("StandardStatus eq 'Active' and InternetAddressDisplayYN eq false")) {
            var key = hidden.path("ListingKey").asText();
            var address = hidden.path("UnparsedAddress").asText().split(",")[0];
            assertFalse(site.get("/homes?q=" + encoded(address)).body().contains(key), address);
            if (!hidden.path("Latitude").isNumber()) continue;
            double at = hidden.path("Latitude").asDouble();
            double along = hidden.path("Longitude").asDouble();
            var bounds = encoded(String.format(
                    java.util.Locale.ROOT, "%.4f,%.4f,%.4f,%.4f", along - .001, at - .001, along + .001, at + .001));
            assertFalse(site.get("/homes?bounds=" + bounds).body().contains(key));
            assertFalse(json("/api/pins?zoom=19&bounds=" + bounds).toString().contains(key));
        }
    }

    /** Forty meters around a home tell where it is; so does a list of what is not farther than half a mile. */
    @Test
    void aHiddenAddressIsInNoAreaHoweverItIsDrawn() throws Exception {
        var tried = 0;
        for (var hidden : rows("StandardStatus eq 'Active' and InternetAddressDisplayYN eq false")) {
            if (!hidden.path("Latitude").isNumber()) continue;
            var key = hidden.path("ListingKey").asText();
            double at = hidden.path("Latitude").asDouble();
            double along = hidden.path("Longitude").asDouble();
            var corners = new StringBuilder();
            for (var corner : new double[][] {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}})
                corners.append(corners.isEmpty() ? "" : ",")
                        .append(String.format(
                                java.util.Locale.ROOT,
                                "%.5f %.5f",
                                along + .00025 * corner[0],
                                at + .00018 * corner[1]));
            var near = encoded(String.format(java.util.Locale.ROOT, "%.5f,%.5f", at, along));
            for (var path : java.util.List.of(
                    "/homes?polygon=" + encoded(corners.toString()),
                    "/homes?near=" + near + "&radius=0.5",
                    "/homes?near=" + near + "&radius=0.5&sort=-price",
                    "/embed/results?near=" + near + "&radius=0.5")) {
                var answer = site.get(path);
                if (answer.statusCode() / 100 == 3)
                    answer = site.get(answer.headers().firstValue("Location").orElseThrow());
                assertEquals(200, answer.statusCode(), path);
                assertFalse(answer.body().contains(key), path);
            }
            for (int zoom = 10; zoom <= 19; zoom++) {
                var reach = 40.0 / (1 << zoom);
                var pins = json("/api/pins?zoom=" + zoom + "&bounds="
                        + encoded(String.format(
                                java.util.Locale.ROOT,
                                "%.5f,%.5f,%.5f,%.5f",
                                along - reach,
                                at - reach,
                                along + reach,
                                at + reach)));
                assertFalse(pins.toString().contains(key), "zoom " + zoom);
            }
            tried++;
        }
        assertTrue(tried > 3, tried + " homes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "%", "  ", "'", "\u0000", "<script>", "🏡🏡", "\\", "((((", "-- --"})
    void strangeLinesAreOfferedNothingOrSomethingButNoFault(String typed) throws Exception {
        assertTrue(json("/api/suggest?q=" + encoded(typed)).path("suggestions").isArray());
        assertTrue(json("/api/suggest?q=" + encoded(typed.repeat(150)))
                .path("suggestions")
                .isArray());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            3 bed laurelhurst | subdivision=Laurelhurst&beds=3
            condos in the pearl district under 500k | subdivision=Pearl District&max_price=500000&subtype=Condominium
            south waterfront | subdivision=South Waterfront
            homes near Beaverton High | school=Beaverton High
            Portland, OR 97214 with garage | city=Portland&zip=97214&garage=yes
            open house Sunday in Portland | city=Portland&open_house=sunday
            price drop this week | max_days=7&price_cut=yes
            new this week in clackamas county | county=Clackamas&max_days=7
            NE Alameda St | q=NE Alameda St
            xyzzy | q=xyzzy
            3 beds xyzzy plugh | q=xyzzy plugh&beds=3
            Portland or Beaverton under 600k | city=Beaverton&city=Portland&max_price=600000
            Laurelhurst or Alameda | subdivision=Alameda&subdivision=Laurelhurst
            Laurelhurst or 97202 | q=Laurelhurst or 97202
            SE Portland | q=SE&city=Portland
            southeast portland | q=SE&city=Portland
            NE Alameda | q=NE Alameda
            Beaverton High School | school=Beaverton High
            no garage in Portland | q=no garage&city=Portland
            ash | q=ash
            ave | q=ave
            2 bed | beds=2
            """)
    void linesAreUnderstoodByTheFeedsNames(String line, String query) throws Exception {
        var answer = site.get("/homes?q=" + encoded(line));
        var path = answer.headers().firstValue("Location").orElse("/homes?q=" + encoded(line));
        assertEquals("/homes?" + query, URLDecoder.decode(path, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            built in the last 10 years | min_year | 10
            less than 5 years old | min_year | 5
            homes 20 years old or newer | min_year | 20
            built this year | min_year | 0
            over 100 years old | max_year | 100
            house older than 50 years | max_year | 50
            80+ years old | max_year | 80
            """)
    void agesAreYearsCountedFromToday(String line, String limit, int years) throws Exception {
        var built =
                java.time.Year.now(java.time.ZoneId.of("America/Los_Angeles")).getValue() - years;
        var path = site.get("/homes?q=" + encoded(line))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertTrue(path.contains(limit + "=" + built) && !path.contains("q="), path);
        // Of a roof, it says nothing about the home.
        var roof = site.get("/homes?q=" + encoded("roof " + line));
        if (years == 5)
            assertFalse(roof.headers().firstValue("Location").orElse("").contains(limit));
    }

    @Test
    void aPartOfACityIsItsPointOfTheCompass() throws Exception {
        var page = site.page("/homes?q=SE&city=Portland");
        var streets = page.select(".listing-card__street").eachText();
        assertEquals(24, streets.size());
        for (var street : streets) assertTrue(street.matches("\\S+ SE .*"), street);
        // The catalog agrees with the MLS.
        var found = page.select("h1").text().split(" ")[0].replace(",", "");
        var pins = json("/api/pins?zoom=9&q=SE&city=Portland");
        assertEquals(found, pins.path("total").asText());
    }

    @Test
    void severalPlacesOfAKindAreKeptByTheForm() throws Exception {
        var page = site.page("/homes?city=Beaverton&city=Portland&zip=97214");
        assertEquals(
                List.of("Beaverton", "Portland"),
                page.select(".search-form input[name=city][checked]").eachAttr("value"));
        assertTrue(page.select(".search-form select[name=city]").isEmpty());
        assertEquals("97214", page.select(".search-form input[name=zip]").val());
        assertTrue(
                page.select("h1").text().endsWith(" in Beaverton or Portland, 97214"),
                page.select("h1").text());
        assertEquals(
                "/homes?city=Beaverton&zip=97214",
                page.select("a.chip:contains(Portland)").attr("href"));
        var one = site.page("/homes?city=Portland");
        assertEquals(
                "Portland", one.select("select[name=city] option[selected]").val());
        assertTrue(one.select(".search-form input[name=city]").isEmpty());
    }

    @Test
    void everyPhraseOfTheTipsIsUnderstood() throws Exception {
        assertEquals(
                "/search-tips",
                site.page("/homes?q=15+or+higher&beds=3").select(".notice a").attr("href"));
        var lines = site.page("/search-tips").select("main a.chip");
        assertTrue(lines.size() > 30);
        // The city with most homes is the example.
        assertTrue(lines.first().text().contains(" in Portland "), lines.first().text());
        for (var line : lines) {
            var answer = site.get(line.attr("href"));
            assertEquals(302, answer.statusCode(), line.text());
            var meaning = answer.headers().firstValue("Location").orElseThrow();
            assertTrue(meaning.startsWith("/homes?") && !meaning.contains("q="), line.text() + ": " + meaning);
        }
    }

    @Test
    void wordsThatWereNotUnderstoodAreNamed() throws Exception {
        var page = site.page("/homes?q=15+or+higher&beds=3");
        assertTrue(page.select(".notice")
                .text()
                .contains("We didn’t understand “15 or higher,” so it isn’t part of this search."));
        assertTrue(page.select(".chip").text().contains("not used"));
        assertEquals(
                site.page("/homes?beds=3").select("h1").text(),
                page.select("h1").text());
        var words = site.page("/homes?q=xyzzy+plugh&beds=3");
        assertTrue(words.select(".notice").text().contains("We looked for “xyzzy plugh” in descriptions: no homes."));
        assertEquals("No homes for sale", words.select("h1").text());
        var street = site.page("/homes?q=NE+Alameda+St");
        assertTrue(street.select(".notice").text().contains("Showing matches for “NE Alameda St”"));
        assertFalse(street.select(".listing-card").isEmpty());
        assertTrue(street.select(".listing-card__street").first().text().contains("Alameda St"));
    }

    @Test
    void whatNothingOfIsUnderstoodShowsNoHomesAnywhere() throws Exception {
        var page = site.page("/homes?q=good+schools");
        assertEquals("good schools", page.select("#q").val());
        assertEquals("noindex, follow", page.select("meta[name=robots]").attr("content"));
        assertTrue(page.select(".listing-card").isEmpty());
        assertTrue(page.select(".notice").text().contains("We don’t rate schools"));
        assertTrue(
                page.select(".empty a[href*=city]").size() > 2,
                page.select(".empty").text());
        for (var more : List.of("", "&bounds=-123.2,45.2,-122.2,45.8"))
            assertEquals(
                    0,
                    json("/api/pins?zoom=10&q=good+schools" + more)
                            .path("total")
                            .asInt(),
                    more);
        assertFalse(site.get("/feed.atom?q=good+schools").body().contains("<entry>"));
        assertTrue(site.page("/embed/search?q=good+schools")
                .select(".listing-card")
                .isEmpty());
    }

    @Test
    void pinsAndClustersAreTheWholeResult() throws Exception {
        for (var zoom : new int[] {8, 11, 14, 19}) {
            var pins = json("/api/pins?city=Portland&zoom=" + zoom);
            var placed = pins.path("pins").size();
            for (var cluster : pins.path("clusters")) {
                placed += cluster.path("count").asInt();
                var bounds = cluster.path("bounds");
                assertTrue(bounds.path(0).asDouble() <= cluster.path("lng").asDouble()
                        && cluster.path("lng").asDouble() <= bounds.path(2).asDouble());
            }
            assertEquals(pins.path("total").asInt() - pins.path("unplaced").asInt(), placed);
            assertTrue(pins.path("unplaced").asInt() > 0);
            assertTrue(pins.path("clusters").size() < 250);
        }
        var one = json("/api/pins?subdivision=Alameda&zoom=17").path("pins").path(0);
        // Its card on the map needs no page of the list.
        assertFalse(one.path("photo").asText().isEmpty(), one.toString());
        assertTrue(one.path("price").asText().matches("\\$[0-9.]+[KM]?"), one.toString());
        assertEquals(200, site.get(one.path("path").asText()).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zoom=3&bounds=1,2,3", "zoom=x", "zoom=20", "zoom=-1", "", "zoom=5&beds=lots"})
    void badMapsAreRefusedWithMessages(String query) throws Exception {
        var answer = site.get("/api/pins?" + query);
        assertEquals(400, answer.statusCode());
        var errors = new ObjectMapper().readTree(answer.body()).path("errors");
        assertEquals(1, errors.size());
    }

    @Test
    void extremesAreRefusedBesideTheirFieldAndKept() throws Exception {
        var before = mls.requests();
        var corners = IntStream.range(0, 1_500)
                .mapToObj(i -> String.format(
                        java.util.Locale.ROOT, "%.5f %.5f", -122.6 + Math.cos(i) / 10, 45.5 + Math.sin(i) / 10))
                .collect(Collectors.joining(","));
        var bad = Map.of(
                "q",
                "x".repeat(10_000),
                "city",
                "y".repeat(10_000),
                "min_price",
                "9".repeat(10_000),
                "beds",
                "1e9",
                "keywords",
                "z ".repeat(5_000),
                "zip",
                "９７２１４",
                "polygon",
                corners,
                "bounds",
                "-122.5,45.6,-122.7,45.5",
                "near",
                "45.5",
                "open_house",
                "someday");
        for (var entry : bad.entrySet()) {
            var answer = site.get("/homes?" + entry.getKey() + "=" + encoded(entry.getValue()));
            assertEquals(400, answer.statusCode(), entry.getKey());
            var page = Jsoup.parse(answer.body());
            assertEquals(
                    1,
                    page.select(".error-summary a[href=#" + entry.getKey() + "]")
                            .size(),
                    entry.getKey());
            var field = page.getElementById(entry.getKey());
            assertEquals(
                    entry.getValue().strip(),
                    field.tagName().equals("select")
                            ? field.select("option[selected]").val()
                            : field.val().strip(),
                    entry.getKey());
        }
        // A figure of eight.
        var crossing = site.get("/homes?polygon=" + encoded("-122.7 45.5,-122.6 45.6,-122.6 45.5,-122.7 45.6"));
        assertEquals(400, crossing.statusCode());
        // Bytes that are no UTF-8, and halves of escapes.
        for (var raw : List.of("city=%C3%28", "city=%FF%FE", "q=%ED%A0%80", "beds=%25"))
            assertTrue(List.of(200, 302, 400).contains(site.get("/homes?" + raw).statusCode()), raw);
        assertEquals(before, mls.requests(), "something was asked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // There and back, and back over a part of the way.
                "-122.7 45.5,-122.6 45.6,-122.7 45.5,-122.6 45.4",
                "-122.7 45.5,-122.6 45.5,-122.6 45.6,-122.6 45.55",
                "-122.7 45.5,-122.5 45.5,-122.6 45.5,-122.6 45.6",
                // Three on a line.
                "-122.7 45.5,-122.6 45.5,-122.5 45.5",
                "-122.7 45.4,-122.6 45.5,-122.5 45.6",
                "-122.1 45.1,-122.2 45.2,-122.3 45.3",
                // A corner on another side, and on another corner.
                "-122.7 45.5,-122.5 45.5,-122.5 45.6,-122.6 45.5,-122.7 45.6",
                "-122.7 45.5,-122.6 45.55,-122.5 45.5,-122.5 45.6,-122.6 45.55,-122.7 45.6",
                // Sides on each other.
                "-122.8 45.5,-122.5 45.5,-122.5 45.6,-122.55 45.6,-122.55 45.5,-122.7 45.5,-122.7 45.6,-122.8 45.6",
                // Fewer places than corners.
                "-122.7 45.5,-122.7 45.50,-122.70 45.5,-122.6 45.6"
            })
    void anAreaWhoseSidesMeetIsNone(String corners) throws Exception {
        var before = mls.requests();
        var answer = site.get("/homes?polygon=" + encoded(corners));
        assertEquals(400, answer.statusCode());
        var page = Jsoup.parse(answer.body());
        assertEquals(
                "Your area needs 3 to 100 points, and its sides can’t cross or touch",
                page.select(".error-summary a[href=#polygon]").text());
        assertEquals(corners, page.getElementById("polygon").val());
        assertEquals(before, mls.requests());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Closed, with other zeros, clicked twice, with a corner on a side, the other way around.
                "-122.7 45.5,-122.6 45.5,-122.6 45.56,-122.7 45.56,-122.70 45.50",
                "-122.7 45.5,-122.6 45.5,-122.6 45.5,-122.6 45.56,-122.7 45.56,-122.7 45.56",
                "-122.7 45.5,-122.65 45.5,-122.6 45.5,-122.6 45.56,-122.7 45.56,-122.7 45.53",
                "-122.7 45.56,-122.6 45.56,-122.6 45.5,-122.7 45.5"
            })
    void theSameAreaInOtherWordsHasTheSameHomes(String corners) throws Exception {
        var plain = site.page("/homes?polygon=" + encoded("-122.7 45.5,-122.6 45.5,-122.6 45.56,-122.7 45.56"));
        assertTrue(plain.select("h1").text().matches("[1-9].*"));
        var other = site.page("/homes?polygon=" + encoded(corners));
        assertEquals(plain.select("h1").text(), other.select("h1").text());
        assertEquals(
                plain.select(".listing-card").eachAttr("data-key"),
                other.select(".listing-card").eachAttr("data-key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/homes?beds=3&page=9000",
                "/homes?beds=6&page=15",
                "/homes?city=Gresham&keywords=kitchen&page=15",
                "/homes?open_house=yes&page=15",
                "/homes/or/portland?page=15",
                "/homes?beds=20&page=2"
            })
    void aPageThatIsNotThereKeepsTheSearchAndLeadsBack(String path) throws Exception {
        var answer = site.get(path);
        assertEquals(404, answer.statusCode());
        assertEquals("no-cache", answer.headers().firstValue("Cache-Control").orElse(""));
        var page = Jsoup.parse(answer.body());
        assertTrue(
                page.select("h1").text().startsWith("There is no page"),
                page.select("h1").text());
        assertTrue(page.head().select("meta[name=robots]").attr("content").contains("noindex"));
        var first = path.replaceFirst("[?&]page=.*", "");
        for (var param : List.of("beds", "keywords", "open_house", "city"))
            if (path.contains(param + "=")) {
                var field = page.getElementById(param);
                var kept = field.tagName().equals("select")
                        ? field.select("option[selected]").val()
                        : field.val();
                assertTrue(path.contains(param + "=" + kept) && !kept.isEmpty(), param);
            }
        assertFalse(page.select(".chips .chip").isEmpty());
        assertFalse(page.select("script[src*=map], link[href*=map]").isEmpty(), "the map beside it");
        var ways = page.select(".empty__hints a").eachAttr("href");
        assertEquals(first, ways.get(0));
        assertEquals(200, site.get(first).statusCode());
        if (ways.size() == 1) {
            assertEquals(0, site.page(first).select(".pagination").size());
            return;
        }
        assertEquals(2, ways.size());
        var last = site.page(ways.get(1));
        assertFalse(last.select(".listing-card").isEmpty());
        assertEquals("", last.select("a[rel=next]").attr("href"));
    }

    /** What no parameter means, and what some do not. */
    private static List<String> badValuesOf(String param) {
        var kept = switch (param) {
            case "q" -> List.<String>of();
            case "city", "county", "subdivision", "school", "subtype", "keywords" -> List.of("%%", "—");
            case "min_price", "max_price", "min_sqft", "max_sqft", "min_lot", "max_lot", "min_year", "max_year" ->
                List.of("lots", "-1", "1e9", "9".repeat(30), "٤٥٠٠٠٠");
            case "beds", "baths", "max_hoa", "max_days", "page" ->
                List.of("some", "-1", "2.5", "99999999999999999999", "二");
            case "radius" -> List.of("far", "0", "51", "1e1");
            case "near" -> List.of("45.5", "91,0", "45.5;-122.6", "here", "NaN,NaN");
            case "bounds" -> List.of("1,2,3", "-122.5,45.6,-122.7,45.5", "-181,45,-122,46", "a,b,c,d");
            case "polygon" -> List.of("-122.7 45.5", "-122.7 45.5,-122.6 45.6,-122.6 45.5,-122.7 45.6", "x y,z");
            default -> List.of("nonsense", "ｙｅｓ", "' or 1 eq 1");
        };
        return Stream.concat(kept.stream(), Stream.of("x1".repeat(5_000))).toList();
    }

    /** Several of a kind are read, each in a box of its own. */
    private static final java.util.Set<String> PLACES = java.util.Set.of("city", "zip", "county", "subdivision");

    private static boolean isRepeatable(String param) {
        return param.equals("subtype") || param.equals("status");
    }

    private static String shown(Element field) {
        if (field.tagName().equals("select"))
            return field.select("option[selected]").val();
        return field.attr("type").equals("checkbox")
                ? String.join(
                        "|",
                        field.parents()
                                .select("fieldset")
                                .first()
                                .select("input[checked]")
                                .eachAttr("value"))
                : field.val();
    }

    /** Refused with a message beside the field, of which there is one, and what was typed in it. */
    private void isRefused(String param, String query, String typed) throws Exception {
        var what = query.length() > 100 ? query.substring(0, 100) : query;
        var answer = site.get("/homes?" + (param.equals("radius") ? "near=45.5231%2C-122.6765&" : "") + query);
        assertEquals(400, answer.statusCode(), what);
        var page = Jsoup.parse(answer.body());
        assertTrue(page.title().startsWith("Error: "), what);
        assertEquals(List.of("#" + param), page.select(".error-summary a").eachAttr("href"), what);
        assertEquals(1, page.select("[id=" + param + "]").size(), what);
        var message = page.getElementById(param + "-error");
        assertTrue(message != null && message.hasText(), what);
        assertEquals(page.select(".error-summary a").text(), message.text().replaceFirst("^Error: ", ""), what);
        var field = page.getElementById(param);
        assertFalse(page.select("details:not([open]) [id=" + param + "]").size() > 0, "closed: " + what);
        assertEquals(typed.strip(), shown(field).strip(), what);
        if (!isRepeatable(param) && !field.attr("type").equals("checkbox"))
            assertEquals("true", field.attr("aria-invalid"), what);
    }

    @Test
    void anyWrongParameterIsReportedBesideItsFieldAndKept() throws Exception {
        site.get("/homes");
        var before = mls.requests();
        for (var param : SearchField.NAMES) {
            for (var bad : badValuesOf(param)) isRefused(param, param + "=" + encoded(bad), bad);
            // Latin-1 and half a surrogate pair.
            for (var bytes : List.of("%E9t%E9", "%ED%A0%80"))
                isRefused(param, param + "=" + bytes, URLDecoder.decode(bytes, StandardCharsets.UTF_8));
            if (!isRepeatable(param) && !PLACES.contains(param)) isRefused(param, param + "=1&" + param + "=2", "1");
        }
        for (var param : List.of("subtype", "status", "city", "subdivision")) {
            var many = IntStream.range(0, 40)
                    .mapToObj(i -> param + "=Kind" + (10 + i))
                    .collect(Collectors.joining("&"));
            isRefused(
                    param,
                    many,
                    IntStream.range(0, 40).mapToObj(i -> "Kind" + (10 + i)).collect(Collectors.joining("|")));
        }
        // Wherever else searches are read.
        for (var path :
                List.of("/embed/results?beds=lots", "/api/pins?zoom=9&beds=lots", "/homes/or/portland?beds=lots"))
            assertEquals(400, site.get(path).statusCode(), path);
        assertEquals(before, mls.requests(), "something was asked");
    }

    @Test
    void mistakesAreExplainedInWordsWithoutMakingAnythingUp() throws Exception {
        var page = Jsoup.parse(site.get("/homes?near=9&beds=many&max_year=5000").body());
        assertEquals(
                "Max year built must be between 0 and 2200",
                page.select(".error-summary a[href=#max_year]").text());
        assertEquals("many", page.select("#beds option[selected]").text());
        assertEquals("1 mile", page.select("#radius option[selected]").text());
    }

    @Test
    void aListOfHomesIsALink() throws Exception {
        var keys = site.page("/homes?city=Portland")
                .select(".listing-card")
                .eachAttr("data-key")
                .subList(0, 3);
        var page = site.page("/saved?keys=" + String.join(",", keys) + ",20269999999999999999999999");
        assertEquals(keys, page.select(".listing-card").eachAttr("data-key"));
        assertTrue(page.text().contains("One of these homes is no longer on the market"));
        assertEquals("noindex", page.select("meta[name=robots]").attr("content"));
        assertTrue(page.select("footer").text().contains("as of"));
        var compared = site.page("/compare?keys=" + String.join(",", keys));
        assertEquals(3, compared.select(".compare__table thead th").size());
        assertTrue(compared.select(".compare__table").text().contains("Listing office"));
        for (var strange : List.of("", "%27%20or%201%20eq%201", ",,,", "a%00b", "x".repeat(5_000)))
            assertEquals(200, site.get("/saved?keys=" + strange).statusCode(), strange);
        assertEquals(200, site.get("/compare").statusCode());
        assertEquals(200, site.get("/saved").statusCode());
    }

    @Test
    void aSearchIsAFeedOnlyWhereTheMlsAllowsIt(@TempDir Path directory) throws Exception {
        assertEquals(404, site.get("/feed.atom?beds=3").statusCode());
        assertTrue(site.page("/homes?beds=3").select("a[href^=/feed.atom]").isEmpty());
        var profile = directory.resolve("feeds.yaml");
        Files.writeString(
                profile, Files.readString(Path.of("src/test/profiles/demo-feed.yaml")) + "\nfeed: { atom: true }\n");
        try (var open = TestSite.on(
                        mls.serviceRoot(),
                        Map.of("MLS_PROFILE", profile.toString()),
                        Sources.packaged(),
                        InstantSource.system())
                .swept()) {
            var href = open.page("/homes?beds=3&subtype=Condominium")
                    .select("a[type=application/atom+xml]")
                    .attr("href");
            assertEquals("/feed.atom?beds=3&subtype=Condominium", href);
            var answer = open.get(href);
            assertTrue(answer.headers().firstValue("Content-Type").orElseThrow().startsWith("application/atom+xml"));
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            var feed = factory.newDocumentBuilder().parse(new InputSource(new StringReader(answer.body())));
            var atom = "http://www.w3.org/2005/Atom";
            var entries = feed.getElementsByTagNameNS(atom, "entry");
            assertTrue(entries.getLength() > 0);
            assertEquals(
                    entries.getLength(),
                    open.page("/homes?beds=3&subtype=Condominium")
                            .select(".listing-card")
                            .size());
            assertTrue(answer.body().contains("Listing office"));
            assertEquals(400, open.get("/feed.atom?beds=lots").statusCode());
        }
    }
}
