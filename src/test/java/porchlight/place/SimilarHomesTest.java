package porchlight.place;

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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.harness.TestSite;
import porchlight.harness.WithSite;

/** What a listing's page offers beside it. */
@WithSite(listings = 480)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimilarHomesTest {
    private final DemoMls mls;
    private final TestSite site;

    SimilarHomesTest(DemoMls mls, TestSite site) {
        this.mls = mls;
        this.site = site;
    }

    private List<JsonNode> rows(String filter) throws Exception {
        var url = mls.serviceRoot() + "Property?$top=25&$orderby=ListingKey&$filter="
                + URLEncoder.encode(filter, StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + DemoMls.TOKEN)
                .build();
        var rows = new ArrayList<JsonNode>();
        new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body())
                .path("value")
                .forEach(rows::add);
        return rows;
    }

    private JsonNode row(String filter) throws Exception {
        return rows(filter).get(0);
    }

    private List<String> similarTo(JsonNode listing) throws Exception {
        var path = site.get("/mls/" + listing.path("ListingId").asText())
                .headers()
                .firstValue("Location")
                .orElseThrow();
        return site.page(path).select(".similar .listing-card").eachAttr("data-key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PropertySubType eq 'Single Family Residence'",
                "PropertySubType eq 'Condominium'",
                "PropertyType eq 'Residential Lease'",
                "PropertyType eq 'Land'",
                "InternetAddressDisplayYN eq false"
            })
    void aPageOffersActiveListingsOfTheSameTypeAndNotItself(String filter) throws Exception {
        var listing = row("StandardStatus eq 'Active' and InternetEntireListingDisplayYN ne false and " + filter);
        var keys = similarTo(listing);
        assertFalse(keys.isEmpty());
        assertTrue(keys.size() <= 8);
        assertEquals(keys.size(), new HashSet<>(keys).size());
        assertFalse(keys.contains(listing.path("ListingKey").asText()));
        assertEquals(keys, similarTo(listing), "the same every time");
        for (var key : keys) {
            var other = row("ListingKey eq '" + key + "'");
            assertEquals(listing.path("PropertyType"), other.path("PropertyType"));
            assertEquals("Active", other.path("StandardStatus").asText());
        }
    }

    @Test
    void theyAreNearerInPlaceAndPriceThanOthers() throws Exception {
        var type = "StandardStatus eq 'Active' and InternetEntireListingDisplayYN ne false"
                + " and InternetAddressDisplayYN eq true and PropertySubType eq 'Single Family Residence'";
        var listing = row(type + " and City eq 'Portland'");
        var offered = new ArrayList<JsonNode>();
        for (var key : similarTo(listing)) offered.add(row("ListingKey eq '" + key + "'"));
        var all = rows(type);
        assertTrue(distance(listing, offered) < distance(listing, all));
        assertTrue(priceGap(listing, offered) < priceGap(listing, all));
    }

    private static double distance(JsonNode from, List<JsonNode> to) {
        return to.stream()
                .filter(other -> other.path("Latitude").isNumber())
                .mapToDouble(other -> Math.hypot(
                        other.path("Latitude").asDouble()
                                - from.path("Latitude").asDouble(),
                        other.path("Longitude").asDouble()
                                - from.path("Longitude").asDouble()))
                .average()
                .orElseThrow();
    }

    private static double priceGap(JsonNode from, List<JsonNode> to) {
        return to.stream()
                .mapToDouble(other -> Math.abs(Math.log(other.path("ListPrice").asDouble()
                        / from.path("ListPrice").asDouble())))
                .average()
                .orElseThrow();
    }
}
