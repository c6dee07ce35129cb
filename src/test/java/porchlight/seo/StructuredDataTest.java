package porchlight.seo;

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
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import porchlight.demomls.DemoMls;
import porchlight.harness.FeedRows;
import porchlight.harness.TestSite;
import porchlight.harness.WithSite;

/** What pages tell programs about themselves, judged by the vocabulary they use. */
@WithSite(listings = 240, shared = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StructuredDataTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaOrg vocabulary;
    private final DemoMls mls;
    private final TestSite site;

    StructuredDataTest(DemoMls mls, TestSite site) {
        this.mls = mls;
        this.site = site;
    }

    @BeforeAll
    void start() throws Exception {
        vocabulary = SchemaOrg.vocabulary();
    }

    private JsonNode rows(String query) throws Exception {
        return FeedRows.ask(mls, query).path("value");
    }

    private JsonNode listings(String filter) throws Exception {
        return rows("Property?$top=25&$filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
    }

    private String path(JsonNode row) throws Exception {
        return site.get("/listing/" + row.path("ListingKey").asText())
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceFirst("^http://[^/]+", "");
    }

    /** The graph of a page, of which the vocabulary has nothing to complain. */
    private JsonNode graph(String path) throws Exception {
        var scripts = site.page(path).select("script[type=application/ld+json]");
        assertEquals(1, scripts.size(), path);
        var graph = JSON.readTree(scripts.get(0).data());
        assertEquals(List.of(), vocabulary.faults(graph), path);
        return graph.path("@graph");
    }

    private static JsonNode node(JsonNode graph, String type) {
        for (var node : graph) if (node.path("@type").asText().equals(type)) return node;
        throw new AssertionError("no " + type + " in " + graph);
    }

    private static List<String> types(JsonNode graph) {
        return StreamSupport.stream(graph.spliterator(), false)
                .map(node -> node.path("@type").asText())
                .toList();
    }

    @Test
    void theVocabularyKnowsWhatIsWrong() throws Exception {
        var wrong = """
                {"@context": "https://schema.org", "@graph": [
                  {"@type": "Offer", "price": true, "colour": "red", "availability": "https://schema.org/Sometimes",
                   "itemOffered": {"@type": "SingleFamilyResidence", "yearBuilt": 1938}, "url": null,
                   "seller": {"@id": "https://example.com/#nobody"}}, {"@type": "Cottage"}]}""";
        var faults = vocabulary.faults(JSON.readTree(wrong));
        for (var part : List.of("Offer.price", "colour", "Sometimes", "itemOffered", "Offer.url", "#nobody", "Cottage"))
            assertTrue(faults.stream().anyMatch(fault -> fault.contains(part)), part + " in " + faults);
    }

    @Test
    void everyKindOfListingIsDescribedInTheVocabulary() throws Exception {
        var kinds = new ArrayList<String>();
        for (var filter : List.of(
                "PropertySubType eq 'Single Family Residence'",
                "PropertySubType eq 'Condominium'",
                "PropertySubType eq 'Townhouse'",
                "PropertyType eq 'Land'",
                "PropertyType eq 'Residential Lease'",
                "PropertyType eq 'Residential Income'")) {
            for (var row :
                    listings("StandardStatus eq 'Active' and InternetEntireListingDisplayYN ne false and " + filter)) {
                var graph = graph(path(row));
                kinds.addAll(types(graph));
                if (types(graph).contains("Event")) break;
            }
        }
        assertTrue(kinds.containsAll(List.of(
                "RealEstateListing",
                "SingleFamilyResidence",
                "Apartment",
                "House",
                "Place",
                "RealEstateAgent",
                "BreadcrumbList")));
    }

    @Test
    void aListingTellsItsPriceItsHomeAndWhoListsIt() throws Exception {
        var row = listings(
                        "StandardStatus eq 'Active' and PropertySubType eq 'Single Family Residence' and BedroomsTotal ge 2"
                                + " and InternetAddressDisplayYN eq true and InternetEntireListingDisplayYN ne false"
                                + " and PropertyType eq 'Residential'")
                .get(0);
        var path = path(row);
        var graph = graph(path);
        var page = node(graph, "RealEstateListing");
        assertEquals(site.url(path), page.path("url").asText());
        assertEquals(row.path("ListPrice").asLong(), page.at("/offers/price").asLong());
        assertEquals(
                "https://schema.org/InStock", page.at("/offers/availability").asText());
        assertTrue(page.path("offers")
                .toString()
                .contains(row.path("ListOfficeName").asText()));
        var home = node(graph, "SingleFamilyResidence");
        assertEquals(
                row.path("BedroomsTotal").asInt(), home.path("numberOfBedrooms").asInt());
        assertEquals(row.path("LivingArea").asInt(), home.at("/floorSize/value").asInt());
        assertEquals("FTK", home.at("/floorSize/unitCode").asText());
        assertEquals(
                row.path("PostalCode").asText(), home.at("/address/postalCode").asText());
        assertTrue(home.at("/address/streetAddress")
                .asText()
                .startsWith(row.path("StreetNumber").asText()));
        assertEquals(page.at("/mainEntity/@id").asText(), home.path("@id").asText());
    }

    @Test
    void aPublicOpenHouseIsAnEventInTheMlsTimeZone() throws Exception {
        var listing = site.page("/open-houses").select("a.listing-card__link").eachAttr("href");
        for (var path : listing) {
            var graph = graph(path);
            if (!types(graph).contains("Event")) continue;
            var event = node(graph, "Event");
            assertTrue(
                    event.path("startDate").asText().matches(".*T\\d\\d:\\d\\d(:\\d\\d)?-0[78]:00"), event.toString());
            assertEquals(
                    "https://schema.org/EventScheduled",
                    event.path("eventStatus").asText());
            assertFalse(event.at("/location/address/streetAddress").asText().isEmpty());
            return;
        }
        throw new AssertionError("no open house among " + listing);
    }

    @Test
    void aHiddenAddressIsInNoNode() throws Exception {
        var row = listings("InternetAddressDisplayYN eq false and StandardStatus eq 'Active'"
                        + " and InternetEntireListingDisplayYN ne false")
                .get(0);
        var graph = graph(path(row));
        for (var word : List.of("streetAddress", "GeoCoordinates", "latitude", "Event"))
            assertFalse(graph.toString().contains(word), word);
        assertFalse(graph.toString().contains(row.path("StreetNumber").asText() + " "));
    }

    @Test
    void remarksCannotEndTheScript() throws Exception {
        // One whose page no other test asks for, so that none is cached.
        var row = listings("StandardStatus eq 'Pending' and InternetEntireListingDisplayYN ne false")
                .get(0);
        var remarks = "</script><script>alert(1)</script><!-- & ]]> \u2028 \\\\ \\\"quoted\\\"";
        var change = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mls.port() + "/admin/listings/"
                        + row.path("ListingKey").asText()))
                .POST(HttpRequest.BodyPublishers.ofString("{\"PublicRemarks\": \"" + remarks + "\"}"))
                .build();
        assertEquals(
                200,
                HttpClient.newHttpClient()
                                .send(change, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        / 100
                        * 100);
        var path = path(row);
        var html = site.get(path).body();
        assertFalse(html.contains("<script>alert"), "no script of the remarks");
        assertEquals(
                // A line separator is no character for a line of text: the parser has taken it out.
                "</script><script>alert(1)</script><!-- & ]]>  \\ \"quoted\"",
                node(graph(path), "RealEstateListing").path("description").asText());
    }

    @Test
    void homeAndPlacesTellWhatTheyAre() throws Exception {
        assertEquals(List.of("RealEstateAgent", "WebSite"), types(graph("/")));
        var city = graph("/homes/or/portland");
        assertEquals(List.of("ItemList", "BreadcrumbList"), types(city));
        var first = city.get(0).at("/itemListElement/0/url").asText();
        assertEquals(
                site.url(site.page("/homes/or/portland")
                        .select("a.listing-card__link")
                        .attr("href")),
                first);
        assertEquals(List.of("BreadcrumbList"), types(graph("/places")));
    }
}
