package porchlight.listingpage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.FeedRows;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** What a listing's page tells, checked against what the MLS answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListingPageTest {
    private static final String SHOWN = "StandardStatus eq 'Active' and InternetEntireListingDisplayYN ne false and ";
    private static final String PLAIN_HOUSE =
            "PropertyType eq 'Residential' and PropertySubType eq 'Single Family Residence' and ";

    private DemoMls mls;
    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(480));
        site = TestSite.on(mls.serviceRoot()).swept();
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    private JsonNode ask(String path) throws Exception {
        return FeedRows.ask(mls, path);
    }

    private JsonNode listing(String filter) throws Exception {
        var all = ask("Property?$top=1&$orderby=ListingKey&$expand=OpenHouse,HistoryTransactional,Unit&$filter="
                + URLEncoder.encode(filter, StandardCharsets.UTF_8));
        assertFalse(all.path("value").isEmpty(), "the demo has none: " + filter);
        return all.path("value").get(0);
    }

    private String path(JsonNode listing) throws Exception {
        return site.get("/mls/" + listing.path("ListingId").asText())
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private Document page(JsonNode listing) throws Exception {
        return site.page(path(listing));
    }

    private void change(JsonNode listing, String fields) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mls.port() + "/admin/listings/"
                        + listing.path("ListingKey").asText()))
                .POST(HttpRequest.BodyPublishers.ofString(fields))
                .build();
        assertEquals(
                204,
                HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode());
    }

    private static String fact(Document page, String label) {
        return page.select(".facts div").stream()
                .filter(row -> row.select("dt").text().equals(label))
                .map(row -> row.select("dd").text())
                .findFirst()
                .orElse("");
    }

    @Test
    void aSearchIsGoneThroughHomeByHomeWhileTheListingsPageStaysOne() throws Exception {
        var results = site.page("/homes?beds=3&sort=price");
        var homes = new ArrayList<>(results.select("a.listing-card__link").eachAttr("href"));
        homes.addAll(site.page("/homes?beds=3&sort=price&page=2")
                .select("a.listing-card__link")
                .eachAttr("href"));
        assertFalse(homes.toString().contains("?"), "cards lead to the one address of a listing");
        var href = results.select("a.results__walk[rel=nofollow]").attr("href");
        for (int at = 0; at < 26; at++) {
            assertTrue(href.startsWith(homes.get(at) + "?in="), "home " + (at + 1) + ": " + href);
            var page = site.page(href);
            assertEquals(
                    site.url(homes.get(at)), page.select("link[rel=canonical]").attr("href"));
            assertTrue(page.select(".trail__count").text().startsWith("Home " + (at + 1) + " of "));
            var back = at < 24 ? "/homes?beds=3&sort=price" : "/homes?beds=3&sort=price&page=2";
            assertEquals(back, page.select(".trail__back").attr("href"));
            var previous = page.select(".trail__previous").attr("href");
            assertTrue(at == 0 ? previous.isEmpty() : previous.startsWith(homes.get(at - 1) + "?in="), previous);
            href = page.select(".trail__next").attr("href");
        }
        var plain = site.get(homes.get(0));
        assertTrue(plain.headers().firstValue("Cache-Control").orElse("").startsWith("public"));
        assertFalse(plain.body().contains("?in="));
        assertTrue(
                site.get(href).headers().firstValue("Cache-Control").orElse("").startsWith("private"));
        assertTrue(site.get("/robots.txt").body().contains("Disallow: /*?in="));
        // A figure for the costs leaves the visitor on the way; a search that is none or lost the home does not
        // mislead.
        assertEquals(
                "beds=3&sort=price&page=2",
                site.page(href).select(".costs input[name=in]").val());
        assertTrue(site.page(homes.get(0) + "?in=beds%3Dthree")
                .select(".trail > *")
                .isEmpty());
        assertTrue(site.page(homes.get(0) + "?in=beds%3D%25zz")
                .select(".trail > *")
                .isEmpty());
        var lost = site.page(homes.get(0) + "?in=beds%3D3%26sort%3Dprice%26page%3D2");
        assertEquals(1, lost.select(".trail a").size());
    }

    @Test
    void photosComeInTheWidthsThatAreAnnounced() throws Exception {
        var path = site.page("/homes?subtype=Single+Family+Residence")
                .select("a.listing-card__link")
                .attr("href");
        var widths = new TreeMap<String, Integer>();
        for (var page : List.of("/homes", path, path + "/photos", "/embed/listing/" + path.split("/")[2]))
            for (var candidates : site.page(page).select("img[srcset]").eachAttr("srcset"))
                for (var candidate : candidates.split(", "))
                    widths.put(candidate.split(" ")[0], Integer.parseInt(candidate.replaceAll(".* |w", "")));
        assertTrue(widths.size() > 100, widths.size() + " candidates");
        for (var candidate : widths.entrySet()) {
            if (candidate.getKey().contains("0".repeat(26))) continue;
            var photo = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(site.url(candidate.getKey())))
                                    .header("Accept", "image/jpeg")
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertEquals(candidate.getValue(), ImageIO.read(photo.body()).getWidth(), candidate.getKey());
        }
    }

    @Test
    void factsAreGroupedInWordsWithUnits() throws Exception {
        var house = listing(SHOWN + PLAIN_HOUSE + "GarageYN eq true and AssociationFee gt 0");
        var page = page(house);
        var groups = page.select(".fact-group h3").eachText();
        assertTrue(groups.containsAll(
                List.of("Interior", "Exterior", "Building", "Utilities and energy", "Schools", "Taxes")));
        assertTrue(fact(page, "HOA fee").matches("\\$\\d+(\\.\\d\\d)?, monthly"), fact(page, "HOA fee"));
        assertTrue(fact(page, "Annual property tax").matches("\\$[\\d,]+(\\.\\d\\d)?"));
        assertEquals(house.path("HighSchool").asText(), fact(page, "High school"));
        assertTrue(page.select(".facts dd").eachText().stream().noneMatch(String::isEmpty));
        assertFalse(page.select(".key-facts").text().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PropertyType eq 'Land'                | Lot                       | lot, per acre or of land, zoning
            PropertyType eq 'Residential Lease'   | Lease                     | lease, allowed or pets
            PropertyType eq 'Residential Income'  | Income and expenses       | units, per unit, cap rate, annual gross income
            PropertyType eq 'Commercial Sale'     | Business                  | square feet, per square foot, cap rate
            PropertyType eq 'Commercial Lease'    | Lease                     | square feet, per square foot per year
            """)
    void eachTypeOfPropertyTellsFirstWhatMattersForIt(String filter, String firstGroup, String labels)
            throws Exception {
        var page = page(listing(SHOWN + filter));
        assertEquals(
                filter.contains("Commercial") ? "property" : filter.contains("Land") ? "land" : "home",
                page.select("#contact-heading").text().replace("Ask about this ", ""));
        assertEquals(firstGroup, page.select(".fact-group h3").first().text());
        var facts = page.select(".key-facts span").eachText();
        for (var label : labels.split(", "))
            assertTrue(
                    facts.stream()
                            .anyMatch(each ->
                                    List.of(label.split(" or ")).stream().anyMatch(each::contains)),
                    label + " in " + facts);
    }

    @Test
    void withoutScriptsThePlaceIsDrawnAsExactlyAsItMayBeKnown() throws Exception {
        var shown = path(listing(SHOWN + PLAIN_HOUSE + "InternetAddressDisplayYN ne false"));
        // The drawn ground is the demonstration's: no other MLS is there.
        assertNull(site.page(shown).selectFirst("noscript img.place__picture"));
        assertEquals(404, site.get(shown + "/map.svg").statusCode());
        assertEquals("", site.page(shown).select("[data-behavior=place-map]").attr("data-ground"));
        try (var demonstration = TestSite.demonstration(mls.serviceRoot()).swept()) {
            drawnAsExactlyAsItMayBeKnown(demonstration, shown);
        }
    }

    private void drawnAsExactlyAsItMayBeKnown(TestSite site, String shown) throws Exception {
        var picture = site.page(shown).selectFirst("noscript img.place__picture");
        assertNotNull(picture);
        assertEquals(shown + "/map.svg", picture.attr("src"));
        var marked = site.get(picture.attr("src"));
        assertEquals(
                "image/svg+xml;charset=utf-8",
                marked.headers().firstValue("Content-Type").orElse(""));
        assertFalse(marked.body().contains("<circle"), marked.body());
        assertTrue(marked.body().length() < 60_000, marked.body().length() + " characters");
        assertTrue(site.get(shown + "/map-dark.svg").body().contains("#1a221e"));
        assertEquals(
                301,
                site.get(shown.replaceFirst("[^/]+$", "elsewhere") + "/map.svg").statusCode());
        assertEquals(
                404, site.get("/listing/20991231000000000000000000/x/map.svg").statusCode());
        var hidden = path(listing(SHOWN + "InternetAddressDisplayYN eq false and PropertyType eq 'Residential'"));
        var circle = site.get(hidden + "/map.svg").body();
        assertTrue(circle.contains("<circle"), circle);
        assertTrue(site.page(hidden).select("img.place__picture").attr("alt").contains("circle"));
    }

    @Test
    void withoutScriptsTheOwnersTilesLieAroundThePlaceWithTheirCredit() throws Exception {
        try (var tiled = TestSite.on(
                        mls.serviceRoot(),
                        Map.of(
                                "MAP_TILE_URL", "https://tiles.example.com/{z}/{x}/{y}.png",
                                "MAP_ATTRIBUTION", "© Example Tiles"),
                        Sources.packaged(),
                        InstantSource.system())
                .swept()) {
            var house = listing(SHOWN + PLAIN_HOUSE + "InternetAddressDisplayYN ne false");
            var answer = tiled.get(path(house));
            var page = org.jsoup.Jsoup.parse(answer.body());
            var tiles = page.select("svg.place__picture image");
            assertTrue(tiles.size() >= 6 && tiles.size() <= 12, tiles.toString());
            assertTrue(page.select("noscript").text().contains("© Example Tiles"));
            assertTrue(answer.headers()
                    .firstValue("Content-Security-Policy")
                    .orElse("")
                    .contains("img-src 'self' data: https:"));
            // Slippy map tilenames: the tile over the middle holds the place.
            var across = 1 << 15;
            var latitude = Math.toRadians(house.path("Latitude").asDouble());
            var column = (int) ((house.path("Longitude").asDouble() + 180) / 360 * across);
            var row = (int) ((1 - Math.log(Math.tan(latitude) + 1 / Math.cos(latitude)) / Math.PI) / 2 * across);
            var middle = page.selectFirst(
                    "svg.place__picture image[href=https://tiles.example.com/15/" + column + "/" + row + ".png]");
            assertNotNull(middle, tiles.toString());
            var x = Integer.parseInt(middle.attr("x"));
            var y = Integer.parseInt(middle.attr("y"));
            assertTrue(x <= 384 && x + 256 >= 384 && y <= 192 && y + 256 >= 192, middle.toString());
        }
    }

    @Test
    void whatIsRentedHasNoMortgageAndUnitsHaveATable() throws Exception {
        assertNull(page(listing(SHOWN + "PropertyType eq 'Residential Lease'")).selectFirst("#costs"));
        var units = listing(SHOWN + "PropertyType eq 'Residential Income'");
        assertEquals(
                units.path("Unit").size(),
                page(units).select("[aria-labelledby=units-heading] tbody tr").size());
    }

    @Test
    void historyTellsEachPriceOfTheFeedWithItsDay() throws Exception {
        var reduced = listing(SHOWN + PLAIN_HOUSE + "MajorChangeType eq 'Price Reduced'");
        var page = page(reduced);
        var rows = page.select("[aria-labelledby=history-heading] tbody tr");
        var changes = new ArrayList<JsonNode>();
        for (var row : reduced.path("HistoryTransactional"))
            if (row.path("FieldName").asText().equals("ListPrice")) changes.add(row);
        assertEquals(changes.size() + 1, rows.size());
        assertTrue(rows.last().text().contains("Listed for sale"));
        assertTrue(rows.last()
                .text()
                .contains(dollars(reduced.path("OriginalListPrice").asLong())));
        assertTrue(
                rows.first().text().contains(dollars(reduced.path("ListPrice").asLong())));
        assertTrue(rows.first().text().contains("−$"));
        assertEquals(
                reduced.path("PriceChangeTimestamp").asText().substring(0, 10),
                rows.first().select("time").attr("datetime"));
        var chart = page.selectFirst(".price-chart");
        assertNotNull(chart);
        assertEquals("true", chart.attr("aria-hidden"));
        assertTrue(chart.select("[style]").isEmpty());
    }

    @Test
    void whereTheMlsForbidsHistoryAndTheOwnerAssumesOtherCostsThePageFollows() throws Exception {
        var reduced = listing(SHOWN + PLAIN_HOUSE + "MajorChangeType eq 'Price Reduced'");
        assertFalse(page(reduced).select("[aria-labelledby=history-heading]").isEmpty());
        var profile = Files.createTempFile("profile", ".yaml");
        Files.writeString(profile, "extends: demo\ndemonstration: false\nhistory: { shown: false }\n");
        try (var other = TestSite.on(
                mls.serviceRoot(),
                Map.of("MLS_PROFILE", profile.toString(), "COST_DEFAULTS", "down=10,rate=6,term=15,insurance=1.2"),
                Sources.packaged(),
                InstantSource.system())) {
            var page = other.page(path(reduced));
            assertTrue(page.select(
                            "[aria-labelledby=history-heading], .listing__price s, main > :not(.similar) .badge--cut")
                    .isEmpty());
            assertFalse(page.text()
                    .contains(dollars(reduced.path("OriginalListPrice").asLong())));
            assertEquals("10", page.select("#down").val());
            assertEquals("6", page.select("#rate").val());
            assertEquals("15", page.select("#term").val());
            var price = reduced.path("ListPrice").asLong();
            // 15 years at 6 %: 0.843857 % of the loan a month.
            assertEquals(
                    dollars(Math.round(price * 0.9 * 0.00843856828)),
                    page.select("[data-part=loan]").text());
            assertEquals(
                    dollars(Math.round(price * 0.001)),
                    page.select("[data-part=insurance]").text());
            // With less than 20 % down, 0.6 % of the loan a year.
            assertEquals(
                    dollars(Math.round(Math.round(price * 0.9) * 0.006 / 12)),
                    page.select("[data-part=pmi]").text());
            assertEquals(
                    page.select(".costs__parts dd").eachText().stream()
                            .mapToLong(part -> Long.parseLong(part.replaceAll("\\D", "")))
                            .sum(),
                    Long.parseLong(page.select("[data-total]").text().replaceAll("\\D", "")));
            assertEquals(
                    "$0",
                    other.page(path(reduced) + "?down=20")
                            .select("[data-part=pmi]")
                            .text());
            assertTrue(page.select(".costs .listing__note").text().contains("10% down"));
        } finally {
            Files.delete(profile);
        }
    }

    @Test
    void aPriceThatRoseIsShownWithItsDay() throws Exception {
        var house = listing(SHOWN + PLAIN_HOUSE + "ListPrice lt 900000 and MajorChangeType eq 'New Listing'");
        var before = house.path("ListPrice").asLong() - 20_000;
        try (var fresh = TestSite.on(mls.serviceRoot())) {
            change(
                    house,
                    "{\"OriginalListPrice\": " + before + ", \"PriceChangeTimestamp\": \"2026-02-03T20:00:00Z\"}");
            var price = fresh.page(path(house)).select(".listing__price");
            assertTrue(price.text().endsWith("up from " + dollars(before) + " on February 3, 2026"), price.text());
            assertTrue(price.select("s").isEmpty());
        } finally {
            change(
                    house,
                    "{\"OriginalListPrice\": " + house.path("OriginalListPrice") + ", \"PriceChangeTimestamp\": "
                            + (house.path("PriceChangeTimestamp").isNull()
                                    ? "null"
                                    : house.path("PriceChangeTimestamp").toString())
                            + "}");
        }
    }

    private static String dollars(long amount) {
        return String.format(java.util.Locale.US, "$%,d", amount);
    }

    @Test
    void changesTheSweepSawAreHistoryOnlyUnderAReplicationLicense() throws Exception {
        var clock = new TestClock();
        var database = "jdbc:h2:mem:seen;DB_CLOSE_DELAY=-1";
        var licensed = Map.of("DATABASE_URL", database, "MLS_LICENSE", "replication");
        try (var changing = DemoMls.start(DemoOptions.standard().listings(60).clock(clock))) {
            String path;
            long price;
            try (var before = TestSite.on(changing.serviceRoot(), licensed, Sources.packaged(), clock)
                    .swept()) {
                path = before.page("/homes?subtype=Single+Family+Residence")
                        .select("a.listing-card__link")
                        .last()
                        .attr("href");
                var page = before.page(path);
                price = Long.parseLong(page.select(".listing__price data").attr("value"));
                assertFalse(history(page).contains("changes that"));
            }
            // The feed tells the last price alone: the one in between is known to who saw it.
            for (var now : List.of(price - 7_000, price - 12_000)) {
                clock.pass(Duration.ofDays(4));
                var change = "{\"ListPrice\": " + now + ", \"ModificationTimestamp\": \"" + clock.instant() + "\"}";
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + changing.port()
                                                + "/admin/listings/" + path.split("/")[2]))
                                        .POST(HttpRequest.BodyPublishers.ofString(change))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding());
                try (var after = TestSite.on(changing.serviceRoot(), licensed, Sources.packaged(), clock)
                        .swept()) {
                    Waiting.until(() -> after.page("/saved?keys=" + path.split("/")[2])
                            .text()
                            .contains(dollars(now)));
                    var history = history(after.page(path));
                    assertTrue(history.contains("changes that"), history);
                    assertTrue(history.contains(dollars(price - 7_000)) && history.contains(dollars(now)), history);
                }
            }
            clock.pass(Duration.ofHours(13));
            // Without the license nothing of it is left.
            try (var other = TestSite.on(
                            changing.serviceRoot(), Map.of("DATABASE_URL", database), Sources.packaged(), clock)
                    .swept()) {
                var history = history(other.page(path));
                assertTrue(history.contains(dollars(price - 12_000)), history);
                assertFalse(history.contains("changes that") || history.contains(dollars(price - 7_000)), history);
            }
            try (var connection = java.sql.DriverManager.getConnection(database);
                    var rows = connection.createStatement().executeQuery("SELECT COUNT(*) FROM seen_change")) {
                rows.next();
                assertEquals(0, rows.getInt(1));
            }
        }
    }

    private static String history(Document page) {
        return page.select("section[aria-labelledby=history-heading]").text();
    }

    @Test
    void statusesThatMayNotBeShownAreNoHistory() throws Exception {
        var pending = listing("StandardStatus eq 'Pending' and InternetEntireListingDisplayYN ne false");
        var rows = page(pending)
                .select("[aria-labelledby=history-heading] tbody tr")
                .eachText();
        assertEquals(1, rows.stream().filter(row -> row.contains("Pending")).count(), rows.toString());
        assertFalse(rows.toString().contains("HISTORY-"), rows.toString());
    }

    @Test
    void theMonthlyCostAddsUpAndFollowsWhatIsTyped() throws Exception {
        var house = listing(SHOWN + PLAIN_HOUSE + "AssociationYN eq false and ListPrice lt 900000");
        var path = path(house);
        var usual = site.page(path);
        assertTrue(usual.select(".listing__payment")
                .text()
                .contains(usual.select("[data-total]").text()));
        var price = house.path("ListPrice").asLong();
        var page = site.page(path + "?down=50&rate=0&term=10&tax=1200&insurance=2400&hoa=75");
        var loan = Math.round(price / 2.0 / 120);
        assertEquals(dollars(loan), page.select("[data-part=loan]").text());
        assertEquals("$100", page.select("[data-part=tax]").text());
        assertEquals("$200", page.select("[data-part=insurance]").text());
        assertEquals("$75", page.select("[data-part=hoa]").text());
        assertEquals(dollars(loan + 375), page.select("[data-total]").text());
        assertEquals("50", page.select("#down").val());
        assertTrue(page.select("link[rel=canonical]").attr("href").endsWith(path));
        // 30 years at 6 %: 0.599551 % of the loan a month.
        var fixed = site.page(path + "?down=0&rate=6&term=30&tax=0&insurance=0&hoa=0");
        var payment = Math.round(price * 0.00599550525);
        assertEquals(dollars(payment), fixed.select("[data-part=loan]").text());
        // Nothing is paid down: mortgage insurance is 0.6 % of the loan a year.
        assertEquals(
                dollars(payment + Math.round(price * 0.006 / 12)),
                fixed.select("[data-total]").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate=soon", "down=120", "term=0", "term=7.5", "tax=-1", "insurance=1e9", "hoa=%00"})
    void whatCannotBeComputedIsReportedBesideItsFieldWithoutTheMls(String query) throws Exception {
        var before = mls.requests();
        var answer = site.get("/listing/20990000000000000000000000/never-asked?" + query
                + "&down=10".repeat(query.startsWith("down") ? 0 : 1));
        assertEquals(400, answer.statusCode());
        assertEquals(before, mls.requests());
        var page = org.jsoup.Jsoup.parse(answer.body());
        var field = query.split("=")[0];
        assertEquals("true", page.select("#" + field).attr("aria-invalid"));
        assertFalse(page.select("#" + field + "-error").text().isEmpty());
        assertEquals("#" + field, page.select(".error-summary a").attr("href"));
        if (!field.equals("down")) assertEquals("10", page.select("#down").val());
    }

    @Test
    void anOpenHouseIsACalendarFileInUtc() throws Exception {
        var listing = withOpenHouse("InternetAddressDisplayYN eq true");
        var page = page(listing);
        var link = page.select(".open-houses a[href$=.ics]").first();
        assertNotNull(link);
        var file = site.get(link.attr("href"));
        assertEquals(200, file.statusCode());
        assertEquals(
                "text/calendar; charset=utf-8",
                file.headers().firstValue("Content-Type").orElseThrow());
        for (var line : file.body().split("\r\n")) assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 75, line);
        var lines = List.of(file.body().replace("\r\n ", "").split("\r\n"));
        assertEquals("BEGIN:VCALENDAR", lines.get(0));
        assertEquals("END:VCALENDAR", lines.get(lines.size() - 1));
        var key = link.attr("href").replaceAll(".*/|\\.ics", "");
        var answer = ask("OpenHouse('" + key + "')");
        assertTrue(lines.contains(
                "DTSTART:" + answer.path("OpenHouseStartTime").asText().replaceAll("[-:]", "")));
        assertTrue(lines.contains(
                "DTEND:" + answer.path("OpenHouseEndTime").asText().replaceAll("[-:]", "")));
        var location = lines.stream()
                .filter(line -> line.startsWith("LOCATION:"))
                .findFirst()
                .orElseThrow();
        assertTrue(location.contains(listing.path("StreetName").asText()));
        assertTrue(location.contains("\\,"), "commas are escaped");
    }

    /** A listing with a public open house to come. */
    private JsonNode withOpenHouse(String filter) throws Exception {
        var coming = ask("OpenHouse?$top=25&$orderby=OpenHouseStartTime&$filter="
                + URLEncoder.encode(
                        "OpenHouseType eq 'Public' and OpenHouseStartTime gt "
                                + java.time.Instant.now()
                                        .plusSeconds(3600)
                                        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                        StandardCharsets.UTF_8));
        for (var row : coming.path("value")) {
            var found = ask("Property?$top=1&$filter="
                    + URLEncoder.encode(
                            "ListingKey eq '" + row.path("ListingKey").asText() + "' and " + SHOWN + filter,
                            StandardCharsets.UTF_8));
            if (!found.path("value").isEmpty()) return found.path("value").get(0);
        }
        throw new IllegalStateException("no open house to come");
    }

    @Test
    void calendarFilesOfHiddenAddressesTellNoStreetAndThoseOfListingsNeverShownAreNotThere() throws Exception {
        var listing = withOpenHouse("InternetAddressDisplayYN eq true");
        var link = page(listing).select(".open-houses a[href$=.ics]").attr("href");
        try (var fresh = TestSite.on(mls.serviceRoot())) {
            change(listing, "{\"InternetAddressDisplayYN\": false}");
            var hidden = fresh.get(link).body().replace("\r\n ", "");
            assertTrue(hidden.contains("BEGIN:VEVENT"));
            assertFalse(hidden.contains(listing.path("StreetName").asText()), hidden);
        }
        try (var fresh = TestSite.on(mls.serviceRoot())) {
            change(listing, "{\"InternetEntireListingDisplayYN\": false}");
            assertEquals(404, fresh.get(link).statusCode());
        } finally {
            change(listing, "{\"InternetEntireListingDisplayYN\": true, \"InternetAddressDisplayYN\": true}");
        }
        assertEquals(404, site.get("/open-houses/no-such-key.ics").statusCode());
        assertEquals(404, site.get("/open-houses/" + "x".repeat(200) + ".ics").statusCode());
        var past = ask("OpenHouse?$top=1&$filter="
                + URLEncoder.encode(
                        "OpenHouseEndTime lt "
                                + java.time.Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                        StandardCharsets.UTF_8));
        var over = past.path("value").get(0).path("OpenHouseKey").asText();
        assertEquals(404, site.get("/open-houses/" + over + ".ics").statusCode());
    }

    @Test
    void aHiddenAddressIsOnTheMapAsACircleOfItsLocalityOnly() throws Exception {
        var hidden = listing(SHOWN + "InternetAddressDisplayYN eq false");
        var page = page(hidden);
        var map = page.selectFirst("[data-behavior=place-map]");
        assertNotNull(map);
        assertTrue(Long.parseLong(map.attr("data-radius")) > 500);
        var html = page.outerHtml();
        assertFalse(html.contains(hidden.path("Latitude").asText()));
        assertFalse(html.contains(hidden.path("StreetName").asText()), "street");
        assertFalse(fact(page, "Directions").contains(hidden.path("StreetName").asText()));
        assertTrue(page.select(".place__near a")
                .attr("href")
                .contains("zip=" + hidden.path("PostalCode").asText()));
        assertEquals(
                "https://www.openstreetmap.org/#map=13/" + map.attr("data-lat") + "/" + map.attr("data-lng"),
                page.select(".place__near a").last().attr("href"));
        assertEquals(200, site.get(page.select(".place__near a").attr("href")).statusCode());
        var shown = page(listing(SHOWN + PLAIN_HOUSE + "InternetAddressDisplayYN eq true"));
        assertEquals("0", shown.select("[data-behavior=place-map]").attr("data-radius"));
    }

    @Test
    void theSourceMlsBadgeAndItsHostAreThereOnlyWhereTheRecordHasThem() throws Exception {
        var without = listing(SHOWN + PLAIN_HOUSE + "SourceMLSURL eq null");
        assertNull(page(without).selectFirst(".source__badge"));
        try (var fresh = TestSite.on(mls.serviceRoot())) {
            change(without, "{\"SourceMLSURL\": \"https://badges.example.com/v/abc\"}");
            for (int time = 0; time < 2; time++) {
                var answer = fresh.get(path(without));
                var policy =
                        answer.headers().firstValue("Content-Security-Policy").orElseThrow();
                assertTrue(policy.contains("connect-src 'self' https://badges.example.com;"), policy);
                assertTrue(answer.body().contains("https://badges.example.com/v/abc.png"));
            }
            var other = fresh.get("/homes")
                    .headers()
                    .firstValue("Content-Security-Policy")
                    .orElseThrow();
            assertTrue(other.contains("connect-src 'self';"), other);
        } finally {
            change(without, "{\"SourceMLSURL\": null}");
        }
    }

    @Test
    void attributionStandsBesideThePriceAndWithTheSource() throws Exception {
        var listing = listing(SHOWN + PLAIN_HOUSE + "AttributionContact ne null");
        var page = page(listing);
        var head = page.select(".listing__head").text();
        for (var field : List.of("ListOfficeName", "ListAgentFullName", "AttributionContact", "ListingId"))
            assertTrue(head.contains(listing.path(field).asText()), field);
        var source = page.select(".source").text();
        for (var field : List.of("ListOfficeName", "AttributionContact", "ListingId"))
            assertTrue(source.contains(listing.path(field).asText()), field);
        assertTrue(source.contains("Last updated"), source);
    }
}
