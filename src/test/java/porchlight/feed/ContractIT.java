package porchlight.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.odata.Expand;
import porchlight.odata.Filter;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataException;
import porchlight.odata.ODataException.Kind;
import porchlight.odata.ODataHttp;
import porchlight.odata.ODataPage;
import porchlight.odata.ODataQuery;
import porchlight.odata.OrderBy;
import porchlight.odata.RateLimit;
import porchlight.odata.StaticToken;
import porchlight.site.Sources;

/**
 * What the site needs of a RESO Web API server. Runs against the demo MLS, or any server by {@code -Dreso.serviceRoot}
 * and {@code -Dreso.token}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractIT {
    private static final ODataQuery PROPERTY = ODataQuery.of("Property");
    private static final List<String> KEY = List.of("ListingKey");
    private static final List<OrderBy> BY_KEY = List.of(OrderBy.ascending("ListingKey"));

    private @Nullable DemoMls demo;
    private String serviceRoot;
    private String token;
    private ODataClient client;

    @BeforeAll
    void connect() {
        var given = System.getProperty("reso.serviceRoot");
        if (given == null) demo = DemoMls.start(DemoOptions.standard().listings(480));
        serviceRoot = given == null ? demo.serviceRoot() : given;
        token = System.getProperty("reso.token", DemoMls.TOKEN);
        var clock = InstantSource.system();
        var http = ODataHttp.client(
                HttpUrl.get(serviceRoot),
                new StaticToken("Bearer", token),
                new RateLimit(1_000, java.time.Duration.ofMinutes(5), clock),
                "Porchlight-Contract/1",
                List.of(),
                clock,
                ODataHttp.Limits.standard());
        client = new ODataClient(http, HttpUrl.get(serviceRoot), clock);
    }

    @AfterAll
    void disconnect() {
        if (demo != null) demo.close();
    }

    private List<JsonNode> rows(ODataQuery query) {
        return client.page(query).value();
    }

    private static List<String> keys(List<JsonNode> rows) {
        return rows.stream().map(row -> row.path("ListingKey").asText()).toList();
    }

    private JsonNode sample() {
        return rows(PROPERTY.select(List.of("ListingKey", "City", "ListPrice", "StandardStatus"))
                        .filter(Filter.and(List.of(
                                Filter.eq("StandardStatus", "Active"),
                                Filter.gt("City", ""),
                                Filter.gt("ListPrice", 0))))
                        .top(1))
                .get(0);
    }

    @Test
    void theServiceDocumentNamesProperty() {
        assertTrue(client.serviceDocument().contains("Property"));
    }

    @Test
    void metadataDeclareWhatAListingCannotBeWithout() {
        var type = Objects.requireNonNull(client.metadata().entitySets().get("Property"));
        for (var field : List.of("ListingKey", "ListingId", "StandardStatus", "ListPrice", "City"))
            assertTrue(type.properties().contains(field), field);
        assertTrue(type.navigation().contains("Media"));
    }

    @Test
    void aPageHasTheRowsAndFieldsAskedFor() {
        var page = client.page(
                PROPERTY.select(List.of("ListingKey", "ListPrice")).top(5).counted());
        assertEquals(5, page.value().size());
        assertTrue(Objects.requireNonNull(page.count()) >= 5);
        for (var row : page.value()) {
            var names = new HashSet<String>();
            row.fieldNames().forEachRemaining(names::add);
            names.removeIf(name -> name.contains("@"));
            assertEquals(Set.of("ListingKey", "ListPrice"), names);
        }
    }

    @Test
    void conditionsHoldForEveryRow() {
        var sample = sample();
        var city = sample.path("City").asText();
        var price = sample.path("ListPrice").decimalValue();
        for (var row : rows(PROPERTY.filter(Filter.and(List.of(
                        Filter.eq("City", city), Filter.ge("ListPrice", price), Filter.eq("StandardStatus", "Active"))))
                .top(20))) {
            assertEquals(city, row.path("City").asText());
            assertTrue(row.path("ListPrice").decimalValue().compareTo(price) >= 0);
            assertEquals("Active", row.path("StandardStatus").asText());
        }
        for (var row :
                rows(PROPERTY.filter(Filter.or(List.of(Filter.lt("ListPrice", price), Filter.gt("ListPrice", price))))
                        .top(20)))
            assertFalse(row.path("ListPrice").decimalValue().compareTo(price) == 0);
        assertEquals(0L, count(Filter.eq("City", "No'Such\"Place & 100%+")));
    }

    private @Nullable Long count(Filter filter) {
        return client.page(PROPERTY.select(KEY).filter(filter).top(1).counted()).count();
    }

    @Test
    void countsOfAConditionAndItsOppositeAddUp() {
        var city = Filter.eq("City", sample().path("City").asText());
        var all = Objects.requireNonNull(
                client.page(PROPERTY.select(KEY).top(1).counted()).count());
        assertEquals(all, Objects.requireNonNull(count(city)) + Objects.requireNonNull(count(Filter.not(city))));
    }

    @Test
    void rowsComeInTheOrderAskedFor() {
        var prices = rows(PROPERTY.select(List.of("ListPrice"))
                        .filter(Filter.gt("ListPrice", 0))
                        .orderBy(List.of(OrderBy.descending("ListPrice"), OrderBy.ascending("ListingKey")))
                        .top(20))
                .stream()
                .map(row -> row.path("ListPrice").decimalValue())
                .toList();
        for (int i = 1; i < prices.size(); i++)
            assertTrue(prices.get(i - 1).compareTo(prices.get(i)) >= 0, prices.toString());
    }

    @Test
    void pagesBySkipNeitherRepeatNorLeaveOut() {
        var first = keys(rows(PROPERTY.select(KEY).orderBy(BY_KEY).top(20)));
        var again = new ArrayList<String>();
        for (int skip = 0; skip < 20; skip += 5)
            again.addAll(keys(rows(PROPERTY.select(KEY).orderBy(BY_KEY).top(5).skip(skip))));
        assertEquals(first, again);
    }

    @Test
    void nextLinksLeadOn() {
        var seen = new HashSet<String>();
        ODataPage<JsonNode> page = client.page(PROPERTY.select(KEY));
        for (int pages = 0; pages < 4; pages++) {
            for (var key : keys(page.value())) assertTrue(seen.add(key), key + " came twice");
            if (page.nextLink() == null) break;
            page = client.next(page.nextLink());
        }
        assertTrue(seen.size() > 1);
    }

    @Test
    void anEntityIsFoundByItsKeyAndAnUnknownOneIsNot() {
        var key = sample().path("ListingKey").asText();
        var entity = client.entity(PROPERTY.select(List.of("ListingKey", "City")), key)
                .orElseThrow();
        assertEquals(key, entity.value().path("ListingKey").asText());
        assertTrue(client.entity(PROPERTY, "no-such-key").isEmpty());
    }

    @Test
    void mediaComeWithTheirListing() {
        var key = sample().path("ListingKey").asText();
        var media = client.entity(
                        PROPERTY.select(KEY).expand(List.of(Expand.of("Media", List.of("MediaKey", "MediaURL")))), key)
                .orElseThrow()
                .value()
                .path("Media");
        assertTrue(media.isArray());
        for (var row : media) assertNotNull(row.get("MediaKey"));
    }

    @Test
    void wrongQuestionsAreRefusedInWords() {
        var refused =
                assertThrows(ODataException.class, () -> client.page(PROPERTY.filter(Filter.eq("NoSuchField", 1))));
        assertTrue(Set.of(Kind.REFUSED, Kind.UNAVAILABLE).contains(refused.kind()), refused.getMessage());
        assertEquals(
                404,
                assertThrows(ODataException.class, () -> client.page(ODataQuery.of("NoSuchResource")))
                        .status());
    }

    @Test
    void theSiteWorksOnIt() throws Exception {
        try (var site = TestSite.on(
                serviceRoot, Map.of("RESO_ACCESS_TOKEN", token), Sources.packaged(), InstantSource.system())) {
            var results = site.page("/homes");
            assertTrue(results.select("h1").text().matches("\\d[\\d,]* homes? for sale.*"), results.text());
            var card = results.select("a.listing-card__link").first();
            assertNotNull(card);
            var listing = site.get(card.attr("href"));
            assertEquals(200, listing.statusCode());
            assertEquals(200, site.get(card.attr("href") + "/photos").statusCode());
            assertEquals(404, site.get("/listing/no-such-key").statusCode());
            assertEquals(200, site.get("/homes?beds=2&sort=-price").statusCode());
            assertEquals(200, site.get("/").statusCode());
        }
    }
}
