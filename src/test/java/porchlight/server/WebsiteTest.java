package porchlight.server;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.harness.FeedRows;
import porchlight.harness.TestSite;
import porchlight.harness.WithSite;

/** Visitors without scripts: pages over HTTP, checked against what the MLS itself answers. */
@WithSite(listings = 480, shared = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebsiteTest {
    private static final String FOR_SALE =
            " and PropertyType ne 'Residential Lease' and PropertyType ne 'Commercial Lease'"
                    + " and InternetEntireListingDisplayYN ne false and DelayedMarketingYN ne true and ApprovalStatus ne false";

    private final DemoMls mls;
    private final TestSite site;

    WebsiteTest(DemoMls mls, TestSite site) {
        this.mls = mls;
        this.site = site;
    }

    private JsonNode ask(String query) throws Exception {
        return FeedRows.ask(mls, query);
    }

    private JsonNode listings(String filter) throws Exception {
        return ask("Property?$top=25&$count=true&$filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
    }

    private long count(String filter) throws Exception {
        return listings(filter).path("@odata.count").asLong();
    }

    private String pathOfFirst(String search) throws Exception {
        return site.page(search).select("a.listing-card__link").first().attr("href");
    }

    @Test
    void homeLeadsToSearchAndToTheNewestListings() throws Exception {
        var home = site.page("/");
        assertEquals("q", home.select("form[action=/homes] input[type=search]").attr("name"));
        assertEquals(
                8, home.select("[aria-labelledby=newest-heading] .listing-card").size());
        assertTrue(home.select("footer").text().contains("Rose City Listing Exchange as of"));
    }

    @Test
    void everyLinkOfHomeResultsAndListingLeadsToAPage() throws Exception {
        var paths = new LinkedHashSet<String>();
        for (var from : new String[] {"/", "/homes", pathOfFirst("/homes")})
            for (var link : site.page(from).select("a[href^=/]"))
                paths.add(link.attr("href").replaceFirst("#.*", ""));
        for (var path : paths) assertTrue(site.get(path).statusCode() < 303, path);
        assertTrue(paths.size() > 30, paths.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    city=Portland&beds=3 | StandardStatus eq 'Active' and City eq 'Portland' and BedroomsTotal ge 3
                    min_price=400000&max_price=700000 | StandardStatus eq 'Active' and ListPrice ge 400000 and ListPrice le 700000
                    baths=2&min_sqft=1500 | StandardStatus eq 'Active' and BathroomsTotalInteger ge 2 and LivingArea ge 1500
                    subtype=Condominium&subtype=Townhouse | StandardStatus eq 'Active' and (PropertySubType eq 'Condominium' or PropertySubType eq 'Townhouse')
                    status=Pending | StandardStatus eq 'Pending'
                    garage=yes | StandardStatus eq 'Active' and GarageYN eq true
                    max_lot=0.25&min_year=1950 | StandardStatus eq 'Active' and LotSizeAcres le 0.25 and YearBuilt ge 1950
                    """)
    void searchFindsWhatTheMlsFinds(String query, String filter) throws Exception {
        // Canonical order is the site's business; the browser follows.
        var response = site.get("/homes?" + query);
        var page = site.page(response.headers().firstValue("Location").orElse("/homes?" + query));
        var expected = count(filter + FOR_SALE);
        assertTrue(expected > 0, "the demo has such homes");
        assertTrue(
                page.select("h1").text().startsWith(String.format(Locale.US, "%,d ", expected)),
                page.select("h1").text() + " instead of " + expected);
    }

    @Test
    void rentalsAreFoundOnlyWhenAskedFor() throws Exception {
        var rent = site.page("/homes?type=Residential+Lease");
        assertTrue(rent.select("h1").text().contains("homes for rent"));
        assertTrue(rent.select(".listing-card__price").first().text().contains("/mo"));
        assertFalse(site.page("/homes?sort=price")
                .select(".listing-card__price")
                .text()
                .contains("/mo"));
    }

    @Test
    void pagesOfResultsFollowOneAnotherWithoutOverlap() throws Exception {
        var seen = new LinkedHashSet<String>();
        var path = "/homes";
        for (int page = 1; page <= 3; page++) {
            var results = site.page(path);
            var links = results.select("a.listing-card__link").eachAttr("href");
            assertTrue(links.size() >= 22 && links.size() <= 24, "page " + page + " has " + links.size());
            for (var link : links) assertTrue(seen.add(link), "twice: " + link);
            path = results.select(".pagination a[rel=next]").attr("href");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301, /homes?page=1, /homes",
        "301, /homes?beds=3&city=Portland, /homes?city=Portland&beds=3",
        "301, /homes?min_price=&beds=2, /homes?beds=2",
        "301, /homes?min_price=450k, /homes?min_price=450000",
        "301, /homes?status=Active, /homes",
        "301, /homes/, /homes",
        "301, /Homes?beds=3, /homes?beds=3",
        "301, //homes//or/Portland/, /homes/or/portland",
        "301, /homes/or/portland?page=1, /homes/or/portland",
        "302, /homes/or/portland?beds=3, /homes?city=Portland&beds=3",
        "301, /homes/or, /places#or",
        "302, /homes?q=97214, /homes?zip=97214",
        "302, /homes?q=3+bed+condo+under+600k+with+garage, /homes?max_price=600000&beds=3&subtype=Condominium&garage=yes",
        "302, /homes?q=MLS%23+RC26100005, /mls/RC26100005",
    })
    void searchesHaveOneAddress(int status, String asked, String canonical) throws Exception {
        var response = site.get(asked);
        assertEquals(status, response.statusCode());
        assertEquals(
                canonical,
                URI.create(response.headers().firstValue("Location").orElseThrow())
                        .toString()
                        .replaceFirst("^http://[^/]+", ""));
        assertTrue(site.get(canonical).statusCode() < 302);
    }

    @Test
    void campaignParametersNeitherRedirectNorSearch() throws Exception {
        var response = site.get("/homes?utm_source=mail&city=Portland");
        assertEquals(200, response.statusCode());
        assertTrue(response.body().contains("/homes/or/portland\""), "canonical link of the city");
    }

    @Test
    void badInputIsReportedBesideItsFieldAndKeptAndNotSentToTheMls() throws Exception {
        site.get("/homes");
        var before = mls.requests();
        var response = site.get("/homes?min_price=cheap&beds=99&zip=97&keywords=oak");
        assertEquals(400, response.statusCode());
        var page = org.jsoup.Jsoup.parse(response.body());
        for (var field : new String[] {"min_price", "beds", "zip"}) {
            var input = page.getElementById(field);
            assertEquals("true", input.attr("aria-invalid"), field);
            assertFalse(
                    page.getElementById(input.attr("aria-describedby")).text().isBlank(), field);
            assertEquals(1, page.select(".error-summary a[href=#" + field + "]").size(), field);
        }
        assertEquals("97", page.getElementById("zip").val());
        assertEquals("cheap", page.select("#min_price option[selected]").val());
        assertEquals("oak", page.getElementById("keywords").val());
        assertEquals(before, mls.requests());
    }

    @Test
    void chipsTakeAwayOneFilterEach() throws Exception {
        var page = site.page("/homes?city=Portland&beds=3");
        assertEquals(
                java.util.List.of("/homes?beds=3", "/homes?city=Portland", "/homes"),
                page.select(".chip").eachAttr("href"));
    }

    @Test
    void emptyResultsOfferAWayOn() throws Exception {
        var page = site.page("/homes?min_price=900000000");
        assertTrue(page.select(".empty h2").text().contains("No homes match"));
        assertEquals("/homes", page.select(".empty__hints a").attr("href"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/listing/123/x", "/mls/RC0", "/homes/or/atlantis", "/assets/x.css"})
    void whatIsNotThereIs404WithASearchBox(String path) throws Exception {
        var response = site.get(path);
        assertEquals(404, response.statusCode());
        assertTrue(response.body().contains("action=\"/homes\""));
    }

    @Test
    void aListingShowsItsFactsItsOfficeAndTheDisclaimer() throws Exception {
        var row = listings("StandardStatus eq 'Active' and PhotosCount gt 5 and InternetAddressDisplayYN eq true"
                        + FOR_SALE)
                .path("value")
                .get(0);
        var redirect = site.get("/listing/" + row.path("ListingKey").asText());
        assertEquals(301, redirect.statusCode());
        var path = redirect.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "");
        var page = site.page(path);
        assertTrue(page.select("h1").text().contains(row.path("City").asText()));
        assertTrue(page.select(".listing__price")
                .text()
                .contains(String.format(Locale.US, "$%,d", row.path("ListPrice").asLong())));
        assertTrue(page.select(".attribution")
                .text()
                .contains(row.path("ListOfficeName").asText()));
        assertTrue(page.select("footer").text().contains("deemed reliable but is not guaranteed"));
        assertEquals(5, page.select("a.gallery__photo").size());
        assertTrue(site.get(page.select("a.gallery__photo img").attr("src")).statusCode() == 200);
        assertEquals(301, site.get(path + "-x").statusCode());
        var photos = site.page(path + "/photos");
        assertTrue(photos.select("figure img").size() > 5);
        assertEquals(path, photos.select("a.photo-page__back").attr("href"));
    }

    @Test
    void anMlsNumberLeadsToItsListing() throws Exception {
        var row =
                listings("StandardStatus eq 'Active'" + FOR_SALE).path("value").get(0);
        var response = site.get("/mls/" + row.path("ListingId").asText());
        assertEquals(301, response.statusCode());
        assertTrue(response.headers()
                .firstValue("Location")
                .orElseThrow()
                .contains(row.path("ListingKey").asText()));
    }

    @Test
    void whatTheSellerHidesIsAsIfItWereNotThere() throws Exception {
        var hidden = listings("InternetEntireListingDisplayYN eq false")
                .path("value")
                .get(0);
        assertEquals(
                404,
                site.get("/listing/" + hidden.path("ListingKey").asText() + "/x")
                        .statusCode());
        var sold = listings("StandardStatus eq 'Closed'").path("value").get(0);
        assertEquals(
                404,
                site.get("/listing/" + sold.path("ListingKey").asText() + "/x").statusCode());
    }

    @Test
    void aHiddenAddressIsNowhereOnThePage() throws Exception {
        var row = listings("InternetAddressDisplayYN eq false and StandardStatus eq 'Active'")
                .path("value")
                .get(0);
        var redirect = site.get("/listing/" + row.path("ListingKey").asText());
        var path = redirect.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "");
        var html = site.get(path).body();
        assertTrue(html.contains("Address withheld at seller’s request"));
        var street = row.path("StreetName").asText();
        if (!street.isEmpty()) {
            assertFalse(
                    path.toLowerCase(Locale.ROOT)
                            .contains(street.toLowerCase(Locale.ROOT).replace(' ', '-')),
                    path);
            assertFalse(html.contains(row.path("StreetNumber").asText() + " "), "house number");
        }
    }

    @Test
    void aListingWithoutANumberGoesByItsKey() throws Exception {
        var key = listings("StandardStatus eq 'Active' and City eq 'Portland' and BedroomsTotal eq 3" + FOR_SALE)
                .path("value")
                .get(0)
                .path("ListingKey")
                .asText();
        var change = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mls.port() + "/admin/listings/" + key))
                .POST(HttpRequest.BodyPublishers.ofString("{\"ListPrice\": 876543, \"ListingId\": null}"))
                .build();
        HttpClient.newHttpClient().send(change, HttpResponse.BodyHandlers.discarding());
        var found = site.page("/homes?min_price=876543&max_price=876543");
        assertEquals(1, found.select(".listing-card").size());
        assertTrue(found.select(".listing-card__number").text().contains("MLS# " + key));
        assertEquals(301, site.get("/listing/" + key).statusCode());
    }

    @Test
    void aMalformedListingIsLeftOutAndThePageStands() throws Exception {
        var row = listings("StandardStatus eq 'Active' and City eq 'Portland' and BedroomsTotal eq 4" + FOR_SALE)
                .path("value")
                .get(0);
        var key = row.path("ListingKey").asText();
        var change = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mls.port() + "/admin/listings/" + key))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"ListPrice\": 987654, \"ListingId\": \"" + "9".repeat(300) + "\", \"YearBuilt\": \"old\"}"))
                .build();
        HttpClient.newHttpClient().send(change, HttpResponse.BodyHandlers.discarding());
        var found = site.page("/homes?min_price=987654&max_price=987654");
        assertEquals(0, found.select(".listing-card").size());
        assertEquals(410, site.get("/listing/" + key).statusCode());
        assertEquals(200, site.get("/homes?min_price=900000&max_price=1000000").statusCode());
    }

    @Test
    void pagesCarrySecurityAndCacheHeaders() throws Exception {
        var response = site.get("/homes");
        var policy = response.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.contains("script-src 'self'") && !policy.contains("unsafe"), policy);
        var control = response.headers().firstValue("Cache-Control").orElseThrow();
        assertTrue(control.matches("public, max-age=\\d+, stale-while-revalidate=\\d+, stale-if-error=\\d+"), control);
        var etag = response.headers().firstValue("ETag").orElseThrow();
        assertEquals(304, site.get("/homes", "If-None-Match", etag).statusCode());
        assertEquals(200, site.send("HEAD", "/homes").statusCode());
        assertEquals("", site.send("HEAD", "/homes").body());
        for (var path : List.of("/homes?beds=lots", "/homes/or/portland?beds=lots", "/embed/results?beds=lots")) {
            var refused = site.get(path);
            assertEquals(400, refused.statusCode(), path);
            assertEquals(
                    "no-cache", refused.headers().firstValue("Cache-Control").orElse(""), path);
        }
    }

    /** The first photo is what a phone shows last of its first screen: the others would only share its line. */
    @Test
    void theFirstPhotoOfAListGoesBeforeTheOthers() throws Exception {
        for (var path : List.of("/homes", "/homes/or/portland", "/open-houses")) {
            var photos = site.page(path).select(".listing-card__photo img");
            assertEquals(1, photos.select("[fetchpriority=high][loading=eager]").size(), path);
            assertEquals("high", photos.first().attr("fetchpriority"), path);
            assertEquals(photos.size() - 1, photos.select("[loading=lazy]").size(), path);
        }
    }

    @Test
    void aWarmPageAsksTheMlsNothing() throws Exception {
        site.get("/homes?beds=4");
        var before = mls.requests();
        site.get("/homes?beds=4");
        assertEquals(before, mls.requests());
    }

    @Test
    void pagesHaveNoInlineScriptOrStyle() throws Exception {
        for (var path : new String[] {"/", "/homes", pathOfFirst("/homes"), "/terms"}) {
            var page = site.page(path);
            assertEquals(
                    0,
                    page.select("[style], style, script:not([src], [type=application/ld+json])")
                            .size(),
                    path);
            assertEquals(1, page.select("h1").size(), path);
        }
    }
}
