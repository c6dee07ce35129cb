package porchlight.listingpage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** Homes off the market, where a profile lets their sale be shown. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SoldHomesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");
    private static final LocalDate SINCE =
            LocalDate.ofInstant(NOW, ZoneId.of("America/Los_Angeles")).minusDays(6);
    private static final String CLOSED = "/homes?status=Closed";

    private DemoMls mls;
    private TestSite site;
    private TestSite shy;
    private List<JsonNode> closed;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(500).clock(() -> NOW));
        site = site("sold-feed");
        shy = site("sold-shy-feed");
        var url = mls.serviceRoot() + "Property?$top=25&$filter="
                + URLEncoder.encode(
                        "StandardStatus eq 'Closed' and InternetEntireListingDisplayYN ne false and PropertyType eq 'Residential'",
                        StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + DemoMls.TOKEN)
                .build();
        closed = new ArrayList<>();
        new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body())
                .path("value")
                .forEach(closed::add);
        assertTrue(lately().findAny().isPresent() && closed.size() > lately().count(), closed.size() + " closed");
    }

    private TestSite site(String profile) throws Exception {
        return TestSite.on(
                        mls.serviceRoot(),
                        Map.of("MLS_PROFILE", "src/test/profiles/" + profile + ".yaml"),
                        Sources.packaged(),
                        () -> NOW)
                .swept();
    }

    @AfterAll
    void stop() {
        site.close();
        shy.close();
        mls.close();
    }

    private static boolean isLate(JsonNode home) {
        return !LocalDate.parse(home.path("CloseDate").asText()).isBefore(SINCE);
    }

    private Stream<JsonNode> lately() {
        return closed.stream().filter(SoldHomesTest::isLate);
    }

    private static String dollars(JsonNode amount) {
        return String.format(Locale.US, "$%,d", amount.asLong());
    }

    private static String page(TestSite site, JsonNode home) throws Exception {
        var moved = site.get("/listing/" + home.path("ListingKey").asText());
        return moved.statusCode() == 301
                ? moved.headers().firstValue("Location").orElseThrow()
                : "";
    }

    @Test
    void aSaleIsShownWithPriceDayAndBothFirms() throws Exception {
        for (var home : lately().toList()) {
            var page = site.page(page(site, home));
            assertTrue(
                    page.select(".listing__price")
                            .text()
                            .startsWith("Sold for " + dollars(home.path("ClosePrice")) + " on November"),
                    page.select(".listing__price").text());
            assertEquals(
                    "Closed", page.select(".listing__status .badge--status").text());
            assertTrue(page.select(".attribution").text().contains("Listing office"));
            assertTrue(page.select(".attribution")
                    .text()
                    .contains("Buyer’s office " + home.path("BuyerOfficeName").asText()));
            assertTrue(page.select(".listing__payment, #costs").isEmpty());
            assertTrue(page.select("script[type=application/ld+json]").html().contains("SoldOut"));
            assertTrue(page.select("footer")
                    .text()
                    .contains("may be listed or sold by various participants in Rose City Listing Exchange"));
        }
    }

    @Test
    void whatWasSoldLongerAgoIsNowhere() throws Exception {
        for (var home : closed) {
            if (isLate(home)) continue;
            assertEquals("", page(site, home), home.path("CloseDate").asText());
            assertFalse(site.get(CLOSED).body().contains(home.path("ListingKey").asText()));
        }
    }

    @Test
    void soldHomesAreFoundByWhoAsksForThemAndStandAmongNoOthers() throws Exception {
        var cards = site.page("/homes?type=Residential&status=Closed").select(".listing-card");
        assertEquals(lately().count(), cards.size());
        for (var card : cards) {
            assertTrue(card.select(".listing-card__price").text().startsWith("Sold for $"), card.text());
            assertTrue(card.select(".listing-card__attribution").text().contains("buyer’s office: "), card.text());
        }
        assertTrue(
                site.page("/homes").select("input[name=status][value=Closed]").size() > 0);
        var sitemap = site.get("/sitemaps/listings-1-of-1.xml").body();
        for (var home : lately().toList()) {
            var key = home.path("ListingKey").asText();
            for (var path : List.of(
                    "/",
                    "/homes",
                    "/places/or/portland/" + home.path("PostalCode").asText()))
                assertFalse(site.get(path).body().contains(key), path);
            assertFalse(sitemap.contains(key));
        }
    }

    @Test
    void anMlsMayWantThePriceThePhotosAndTheBuyersFirmKept() throws Exception {
        for (var home : closed) {
            var path = page(shy, home);
            var answer = shy.get(path);
            assertFalse(answer.body().contains(dollars(home.path("ClosePrice"))), path);
            assertFalse(
                    answer.body().contains(Long.toString(home.path("ClosePrice").asLong())), path);
            assertFalse(answer.body().contains("Buyer’s office"), path);
            var page = org.jsoup.Jsoup.parse(answer.body());
            assertTrue(
                    page.select(".listing__price").text().startsWith("Sold on "),
                    page.select(".listing__price").text());
            assertTrue(page.select(".gallery__photo").size() <= 1, path);
            assertTrue(shy.page(path + "/photos").select(".photo-page__list li").size() <= 1, path);
        }
    }

    @Test
    void withoutTheMlssLeaveNothingSoldIsShown() throws Exception {
        try (var silent = site("demo-feed")) {
            for (var home : closed) assertEquals("", page(silent, home));
            assertTrue(silent.page("/homes")
                    .select("input[name=status][value=Closed]")
                    .isEmpty());
        }
    }
}
