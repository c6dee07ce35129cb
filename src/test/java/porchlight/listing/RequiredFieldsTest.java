package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.FeedRows;
import porchlight.harness.LyingMls;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/**
 * Fields that the MLS requires to be shown, according to Spark's {@code /v1/system} and the
 * profile.
 */
@ResourceLock(Resources.SYSTEM_ERR)
class RequiredFieldsTest {
    private static final String FROM_SPARK = "compliance: { source: spark-v1 }";

    @TempDir
    private Path directory;

    private DemoMls mls;

    @BeforeEach
    void start() {
        mls = DemoMls.start(DemoOptions.standard().listings(60).role(DemoOptions.Role.PRIVATE));
    }

    @AfterEach
    void stop() {
        mls.close();
    }

    private TestSite site(String serviceRoot, String rules) throws Exception {
        var profile = Files.writeString(
                directory.resolve("mls.yaml"), "extends: demo\ndemonstration: false\n" + rules + "\n");
        return TestSite.on(
                        serviceRoot,
                        Map.of("MLS_PROFILE", profile.toString()),
                        Sources.packaged(),
                        InstantSource.system())
                .swept();
    }

    private JsonNode row(String listing) throws Exception {
        return FeedRows.ask(mls, "Property('" + listing.split("/")[2] + "')");
    }

    private static List<String> listings(TestSite site) throws Exception {
        return site.page("/homes").select("a.listing-card__link").eachAttr("href");
    }

    @Test
    void whatSparkRequiresOfListingPagesIsOnThem() throws Exception {
        try (var site = site(mls.serviceRoot(), FROM_SPARK)) {
            for (var listing : listings(site).subList(0, 5)) {
                var phone = row(listing).path("ListOfficePhone").asText();
                assertFalse(phone.isEmpty());
                for (var path : List.of(listing, "/embed/listing/" + listing.split("/")[2]))
                    assertTrue(
                            site.page(path)
                                    .select("main")
                                    .text()
                                    .matches("(?s).*Listing office phone:? \\Q" + phone + "\\E.*"),
                            path);
            }
            assertFalse(site.get("/homes").body().contains("Listing office phone"), "lists need it not");
        }
        try (var site = site(mls.serviceRoot(), "")) {
            assertFalse(site.get(listings(site).get(0)).body().contains("Listing office phone"), "nobody asked for it");
        }
    }

    @Test
    void whatItRequiresOfListsIsOnCardsAndWhatCannotBeShownIsWarnedOf() throws Exception {
        var log = new ByteArrayOutputStream();
        var err = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (var liar = new LyingMls(mls)) {
            liar.answer(
                    "/v1/system",
                    () -> new MockResponse.Builder()
                            .setHeader("Content-Type", "application/json")
                            .body("""
                            {"D":{"Success":true,"Results":[{"DisplayCompliance":{"1":{"View":{
                              "Summary":{"DisplayCompliance":["ListOfficeName","ListOfficePhone","ListAgentName","Wombat"]},
                              "Detail":{"DisplayCompliance":["PrivateRemarks","YearBuilt","NewConstructionYN"]},
                              "Hologram":{"DisplayCompliance":["ListPrice"]}}}}}]}}
                            """)
                            .build());
            try (var site = site(liar.serviceRoot(), FROM_SPARK)) {
                for (var path : List.of("/", "/homes", "/embed/results"))
                    for (var card : site.page(path).select(".listing-card")) {
                        assertTrue(card.text().contains("Listing office phone: "), path + ": " + card.text());
                        assertTrue(card.text().contains("Listing agent full name: "), path + ": " + card.text());
                    }
                var listing = listings(site).get(0);
                var attribution = site.page(listing).select(".attribution").text();
                assertTrue(
                        attribution.contains(
                                "Year built " + row(listing).path("YearBuilt").asText()),
                        attribution);
                assertTrue(attribution.matches("(?s).*New construction (Yes|No) .*"), attribution);
                assertFalse(site.get(listing)
                        .body()
                        .contains(row(listing).path("PrivateRemarks").asText("none at all")));
            }
        } finally {
            System.setErr(err);
        }
        var warned = log.toString(StandardCharsets.UTF_8);
        for (var warning : List.of(
                "requires Wombat (Summary), which is not shown: the feed does not have it",
                "requires PrivateRemarks (Detail), which is not shown: no public site may show it",
                "requires ListPrice (Hologram), which is not shown: this site has no such view"))
            assertTrue(warned.contains(warning), warning + " in " + warned);
    }

    @Test
    void theProfileMayNameThemItselfAndAHiddenAddressStaysHidden() throws Exception {
        var rules =
                "compliance: { summary: [ListOfficePhone, UnparsedAddress], detail: [UnparsedAddress, Latitude, YearBuilt] }";
        try (var feed = new LyingMls(mls);
                var site = site(feed.serviceRoot(), rules)) {
            // One home lacks a value.
            assertTrue(site.page("/homes")
                            .select(".listing-card:contains(Listing office phone: ):contains(Unparsed address: )")
                            .size()
                    > 20);
            var listing = listings(site).get(0);
            var row = row(listing);
            assertTrue(site.get(listing).body().contains("Unparsed address"));
            feed.lie(listing.split("/")[2], home -> home.put("InternetAddressDisplayYN", false));
            try (var discreet = site(feed.serviceRoot(), rules)) {
                var path = discreet.get("/listing/" + row.path("ListingKey").asText())
                        .headers()
                        .firstValue("Location")
                        .orElseThrow();
                var page = discreet.get(path).body();
                assertTrue(page.contains("Year built"));
                for (var telling : List.of("UnparsedAddress", "Latitude"))
                    assertFalse(page.contains(row.path(telling).asText("none at all")), telling);
                var attribution =
                        org.jsoup.Jsoup.parse(page).select(".attribution").text();
                assertFalse(attribution.contains("Unparsed address"), attribution);
            }
        }
    }

    @Test
    void anMlsThatDoesNotTellStopsNobody() throws Exception {
        try (var liar = new LyingMls(mls)) {
            liar.answer("/v1/system", () -> new MockResponse.Builder().code(500).build());
            try (var site = site(liar.serviceRoot(), "compliance: { source: spark-v1, detail: [ListOfficePhone] }")) {
                assertTrue(site.page(listings(site).get(0))
                        .select(".attribution")
                        .text()
                        .contains("Listing office phone"));
            }
        }
    }
}
