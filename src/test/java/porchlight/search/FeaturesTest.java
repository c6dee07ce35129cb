package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.FeedRows;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** What the filter sheet and the page of all features offer, and what they must not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeaturesTest {
    private static final int HOMES = 240;

    @TempDir
    private static Path directory;

    private final List<JsonNode> rows = new ArrayList<>();
    private DemoMls mls;
    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(HOMES));
        rows.addAll(FeedRows.of(mls, HOMES));
        site = TestSite.on(mls.serviceRoot()).swept();
        Waiting.until(
                "the features are known",
                () -> !site.page("/homes").select("[data-features] fieldset").isEmpty());
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    private static boolean isForSale(JsonNode row) {
        return row.path("StandardStatus").asText().equals("Active")
                && !row.path("PropertyType").asText().endsWith("Lease")
                && !FeedRows.isNo(row, "InternetEntireListingDisplayYN")
                && !FeedRows.isNo(row, "ApprovalStatus")
                && !row.path("DelayedMarketingYN").asBoolean()
                && row.path("ListPrice").asDouble() < 1e14;
    }

    /** How many homes for sale have each value of a field. */
    private Map<String, Integer> counts(String field) {
        var counts = new TreeMap<String, Integer>();
        for (var row : rows) {
            if (!isForSale(row)) continue;
            var values = new HashSet<String>();
            row.path(field).forEach(value -> values.add(value.asText()));
            values.forEach(value -> counts.merge(value, 1, Integer::sum));
        }
        return counts;
    }

    private static Map<String, Integer> offered(Element section) {
        return section.select(".check").stream()
                .collect(Collectors.toMap(
                        check -> check.select("input").val().replaceFirst("^[^:]+:", ""),
                        check -> Integer.parseInt(check.select(".check__count").text())));
    }

    /** The address that a form leads to, with the boxes that are ticked. */
    private static String sent(Element form) {
        return form.attr("action") + "?"
                + form.select("input[name]").stream()
                        .filter(input -> !input.attr("type").equals("checkbox") || input.hasAttr("checked"))
                        .filter(input -> !input.val().isEmpty())
                        .map(input -> input.attr("name") + "=" + URLEncoder.encode(input.val(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    private static long found(Document page) {
        var heading = page.select("h1").text();
        return heading.startsWith("No ") ? 0 : Long.parseLong(heading.split(" ")[0].replace(",", ""));
    }

    /** As a feature by itself is: not every feed can compare every field. */
    @Test
    void aFeatureWithinAChoiceIsAnsweredByTheCatalogToo() throws Exception {
        var expected = rows.stream()
                .filter(FeaturesTest::isForSale)
                .filter(row -> row.path("PoolPrivateYN").asBoolean()
                        || StreamSupport.stream(row.path("LotFeatures").spliterator(), false)
                                .anyMatch(value -> value.asText().equals("Corner Lot")))
                .count();
        var before = mls.requests();
        assertEquals(expected, found(site.page("/homes?q=corner+lot+or+pool")));
        assertEquals(before, mls.requests());
    }

    @Test
    void theSheetHasTheMostFrequentFeaturesOfEachGroup() throws Exception {
        var page = site.page("/homes");
        var sections = page.select("[data-features] fieldset");
        assertEquals(
                List.of("Levels", "Basement", "Cooling", "Heating", "Laundry", "Parking", "Architectural style"),
                sections.select("legend").eachText().subList(0, 7));
        for (var section : sections) {
            var field = section.attr("data-group");
            if (field.equals("GreenEnergy")) continue;
            var all = counts(field.equals("Furnished") ? "none" : field);
            if (field.equals("Furnished")) continue;
            var shown = offered(section);
            assertEquals(
                    all.values().stream()
                            .sorted(java.util.Comparator.reverseOrder())
                            .limit(6)
                            .toList(),
                    section.select(".check__count").eachText().stream()
                            .map(Integer::valueOf)
                            .toList(),
                    field);
            shown.forEach((value, count) -> assertEquals(all.get(value), count, field + ":" + value));
            assertEquals(all.size() > 6, !section.select(".features__more").isEmpty(), field);
        }
    }

    @Test
    void theOthersAreOnAPageOfTheirOwn() throws Exception {
        var more = site.page("/homes?max_beds=9")
                .select("[data-features] .features__more")
                .first();
        var page = site.page(more.attr("href"));
        var section = page.select("fieldset[data-group]");
        assertEquals(1, section.size());
        assertTrue(section.select(".check").size() > 6);
        assertEquals("9", page.select("form[action=/homes] [name=max_beds]").val());
    }

    @Test
    void withoutScriptsTheSheetsSearchLeadsToWhatItFinds() throws Exception {
        var sheet = site.page("/homes?beds=2&feature=Heating%3AElectric");
        assertEquals(
                List.of("Heating:Electric"),
                sheet.select(".search-form [name=feature][checked]").eachAttr("value"));
        var field = sheet.getElementById("find-feature");
        assertEquals("find-features", field.attr("form"));
        var page = site.page(sent(sheet.getElementById("find-features")) + "&find=heat+pump");
        assertEquals("heat pump", page.getElementById("find").val());
        assertEquals(
                Set.of("Cooling", "Heating"),
                Set.copyOf(page.select("fieldset[data-group]").eachAttr("data-group")));
        var form = page.selectFirst("form[action=/homes]");
        assertEquals(
                List.of("beds"), form.select("input[type=hidden]").eachAttr("name"), "the rest of the search is kept");
        form.select("input[value=Cooling:Heat Pump]").attr("checked", "");
        var results = site.page(sent(form));
        assertEquals(
                List.of("2+ beds", "Cooling: Heat Pump", "Heating: Electric"),
                results.select(".chip:not(.chip--clear) span:first-child").eachText());
        assertEquals(
                rows.stream()
                        .filter(FeaturesTest::isForSale)
                        .filter(row -> row.path("BedroomsTotal").asInt() >= 2)
                        .filter(row -> row.path("Cooling").toString().contains("Heat Pump"))
                        .filter(row -> row.path("Heating").toString().contains("Electric"))
                        .count(),
                found(results));
        assertTrue(site.page("/homes/filters?find=zzzqq").select("main").text().contains("No home"));
    }

    @Test
    void aWrongSearchIsReportedThereToo() throws Exception {
        assertEquals(400, site.get("/homes/filters?beds=many").statusCode());
        assertEquals(400, site.get("/homes/filters?feature=Cooling%3AZzzqq").statusCode());
    }

    /** Changes a listing in the MLS. */
    private static void change(DemoMls mls, JsonNode row, String json) throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mls.port() + "/admin/listings/"
                                        + row.path("ListingKey").asText()))
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        assertEquals(204, answer.statusCode());
    }

    private static TestSite naming(DemoMls mls, String fields) throws Exception {
        var profile = Files.writeString(
                directory.resolve("filters.yaml"),
                Files.readString(Path.of("src/test/profiles/demo-feed.yaml")) + "\nsearch: { filters: [" + fields
                        + "] }\n");
        return TestSite.on(
                        mls.serviceRoot(),
                        Map.of("MLS_PROFILE", profile.toString()),
                        Sources.packaged(),
                        InstantSource.system())
                .swept();
    }

    @Test
    void aFieldThatTheProfileNamesJoinsWithWhatPagesShowOfIt() throws Exception {
        try (var other = DemoMls.start(DemoOptions.standard().listings(120))) {
            var all = FeedRows.of(other, 120);
            var shown = all.stream().filter(FeaturesTest::isForSale).toList();
            var number = 0;
            for (var row : shown)
                change(other, row, "{\"Zoning\":\"Zone " + number++ + "\",\"BuildingName\":\"Old Mill\"}");
            change(other, shown.get(0), "{\"InternetAddressDisplayYN\":false,\"BuildingName\":\"Hidden House\"}");
            change(
                    other,
                    shown.get(1),
                    "{\"InternetEntireListingDisplayYN\":false,\"BuildingName\":\"Withheld House\"}");
            try (var named = naming(other, "Zoning, BuildingName, Roof, Basement")) {
                var sections = named.page("/homes").select("[data-features] fieldset");
                assertTrue(sections.eachAttr("data-group").containsAll(List.of("Zoning", "BuildingName", "Roof")));
                assertEquals(1, sections.select("[data-group=Basement]").size());
                // Many values are searched rather than listed.
                assertEquals(6, sections.select("[data-group=Zoning] .check").size());
                var listed = named.page("/homes/filters?group=Zoning").select(".check");
                assertEquals(Math.min(48, shown.size() - 1), listed.size());
                for (var zone : List.of("Zone 2", "Zone " + (shown.size() - 1)))
                    assertEquals(
                            zone,
                            named.page("/homes/filters?find=" + zone.replace(" ", "+")).select(".check").stream()
                                    .map(check -> check.select("span").first().text())
                                    .filter(zone::equals)
                                    .findFirst()
                                    .orElse("none"));
                assertEquals(1, found(named.page("/homes?feature=Zoning%3AZone+2")));
                // A home without an address does not show its building's name, and one that is withheld shows nothing.
                assertEquals(shown.size() - 2, found(named.page("/homes?feature=BuildingName%3AOld+Mill")));
                for (var secret : List.of("Hidden House", "Withheld House")) {
                    assertFalse(named.page("/homes/filters?find=house").text().contains(secret));
                    assertEquals(
                            400,
                            named.get("/homes?feature=BuildingName%3A" + secret.replace(" ", "+"))
                                    .statusCode());
                }
            }
        }
    }

    @Test
    void whileHomesAreLoadingTheMlsIsAskedAndItsLookupNamesWhatThereIs() throws Exception {
        try (var loading = TestSite.on(
                mls.serviceRoot(), Map.of("RESO_RATE_LIMIT", "24/PT1H"), Sources.packaged(), InstantSource.system())) {
            var page = loading.page("/homes?feature=Cooling%3ACentral+Air&feature=Cooling%3AHeat+Pump");
            assertTrue(loading.management("/readyz").body().contains("not complete yet"));
            var expected = rows.stream()
                    .filter(FeaturesTest::isForSale)
                    .filter(row -> Stream.of("Central Air", "Heat Pump")
                            .anyMatch(value -> row.path("Cooling").toString().contains(value)))
                    .count();
            assertEquals(expected, found(page), 1);
            assertEquals(0, page.select(".notice").size());
            // Chosen features remain in the form, whatever is known.
            assertEquals(
                    List.of("Cooling:Central Air", "Cooling:Heat Pump"),
                    page.select(".search-form [name=feature]:is([checked], [type=hidden])")
                            .eachAttr("value"));
        }
    }
}
