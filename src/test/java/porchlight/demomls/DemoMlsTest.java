package porchlight.demomls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.town.Trap;
import porchlight.harness.TestClock;

/** The demo MLS over HTTP, compared with the documentation of Spark's RESO Web API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoMlsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LISTINGS = 960;

    private final HttpClient http = HttpClient.newHttpClient();
    private DemoMls mls;
    /** Every listing, read page by page. */
    private List<JsonNode> all;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(LISTINGS).rateLimit(0));
        all = readAll(mls, "Property?$top=25");
    }

    @AfterAll
    void stop() {
        mls.close();
    }

    private record Answer(int status, JsonNode body, HttpResponse<byte[]> response) {}

    private Answer get(DemoMls server, String url, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url.startsWith("http") ? url : server.serviceRoot() + url));
        if (headers.length > 0) request.headers(headers);
        return answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    private static Answer answer(HttpResponse<byte[]> response) throws IOException {
        var isJson = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("application/json"))
                .isPresent();
        var zipped = response.headers().firstValue("Content-Encoding").isPresent();
        var body = zipped
                ? new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes()
                : response.body();
        return new Answer(response.statusCode(), isJson ? JSON.readTree(body) : JSON.missingNode(), response);
    }

    private JsonNode read(DemoMls server, String query) throws Exception {
        var answer = get(server, encoded(query), "Authorization", "Bearer " + DemoMls.TOKEN);
        assertEquals(200, answer.status(), query + " " + answer.body());
        return answer.body();
    }

    private JsonNode read(String query) throws Exception {
        return read(mls, query);
    }

    /** Encodes spaces, quotes, and everything else in option values. */
    private static String encoded(String query) {
        var parts = query.split("\\?", 2);
        if (parts.length == 1) return query;
        var options = new ArrayList<String>();
        for (var option : parts[1].split("&(?=\\$)")) {
            var pair = option.split("=", 2);
            options.add(pair[0] + "=" + URLEncoder.encode(pair[1], StandardCharsets.UTF_8));
        }
        return parts[0] + "?" + String.join("&", options);
    }

    private List<JsonNode> readAll(DemoMls server, String query) throws Exception {
        var rows = new ArrayList<JsonNode>();
        for (var page = read(server, query); ; ) {
            page.path("value").forEach(rows::add);
            if (!page.has("@odata.nextLink")) return rows;
            page = get(server, page.path("@odata.nextLink").asText(), "Authorization", "OAuth " + DemoMls.TOKEN)
                    .body();
        }
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    // The quick start

    private Answer grant(DemoMls server, String json) throws Exception {
        return post(server, "/v1/oauth2/grant", "application/json", json);
    }

    private Answer post(DemoMls server, String path, String type, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return answer(http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    }

    private static final String CLIENT = "\"client_id\":\"demo-client\",\"client_secret\":\"demo-secret\"";

    @Test
    void theFourStepsOfTheQuickStartGiveTheDocumentedShapes() throws Exception {
        var granted = grant(
                        mls,
                        "{" + CLIENT
                                + ",\"grant_type\":\"authorization_code\",\"code\":\"demo-code\",\"redirect_uri\":\"http://127.0.0.1/\"}")
                .body();
        assertEquals(List.of("access_token", "refresh_token", "expires_in"), names(granted));
        assertEquals(86_400, granted.path("expires_in").asInt());
        var bearer = "Bearer " + granted.path("access_token").asText();

        var found = get(
                        mls,
                        encoded(
                                "Property?$filter=City eq 'Portland' and BedroomsTotal ge 3 and StandardStatus eq 'Active'"
                                        + "&$top=5&$select=ListingKey,StreetName,City,ListPrice,BedroomsTotal"),
                        "Authorization",
                        bearer)
                .body();
        assertEquals(List.of("@odata.context", "@odata.nextLink", "value"), names(found), found.toString());
        assertEquals(5, found.path("value").size());
        for (var row : found.path("value")) {
            assertEquals(
                    List.of("ListingKey", "StreetName", "City", "ListPrice", "BedroomsTotal", "@odata.id"), names(row));
            assertEquals("Portland", row.path("City").asText());
            assertTrue(row.path("BedroomsTotal").asInt() >= 3);
            assertTrue(row.path("ListingKey").asText().matches("\\d{26}"));
        }

        var key = found.path("value").get(0).path("ListingKey").asText();
        var one = get(mls, "Property('" + key + "')", "Authorization", bearer).body();
        assertTrue(one.path("@odata.context").asText().endsWith("$metadata#Property/$entity"));
        assertEquals(key, one.path("ListingKey").asText());
        assertTrue(one.path("ModificationTimestamp").asText().endsWith("Z"));

        var withMedia = get(mls, "Property('" + key + "')?$expand=Media", "Authorization", bearer)
                .body();
        assertTrue(withMedia.path("Media").size() > 3);
        for (var media : withMedia.path("Media")) {
            assertTrue(media.has("MediaURL") && media.has("MediaCategory") && media.has("Order"));
            assertTrue(media.path("@odata.id").asText().contains(key));
        }
    }

    // Credentials

    @Test
    void codesAndRefreshTokensAreGoodForOneGrant() throws Exception {
        var authorize = HttpRequest.newBuilder(
                        URI.create(
                                "http://127.0.0.1:" + mls.port()
                                        + "/oauth2?response_type=code&client_id=demo-client&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fback"))
                .build();
        var location = http.send(authorize, HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertTrue(location.startsWith("http://127.0.0.1:9/back?code="));
        var code = location.split("code=")[1];
        var order = "{" + CLIENT + ",\"grant_type\":\"authorization_code\",\"code\":\"" + code
                + "\",\"redirect_uri\":\"http://127.0.0.1:9/back\"}";
        var first = grant(mls, order);
        assertEquals(200, first.status());
        var again = grant(mls, order);
        assertEquals(400, again.status());
        assertEquals("invalid_grant", again.body().path("error").asText());

        var refresh = "{" + CLIENT + ",\"grant_type\":\"refresh_token\",\"refresh_token\":\""
                + first.body().path("refresh_token").asText() + "\"}";
        var second = grant(mls, refresh);
        assertEquals(200, second.status());
        assertNotEquals(
                first.body().path("refresh_token").asText(),
                second.body().path("refresh_token").asText());
        assertEquals(400, grant(mls, refresh).status());
    }

    @Test
    void wrongGrantRequestsAreRefusedAsSparkDoes() throws Exception {
        var noJson = post(mls, "/v1/oauth2/grant", "application/x-www-form-urlencoded", "grant_type=x");
        assertEquals(400, noJson.status());
        assertEquals(1035, noJson.body().path("D").path("Code").asInt());
        assertFalse(noJson.body().path("D").path("Success").asBoolean(true));
        assertEquals(
                "invalid_request",
                grant(mls, "{" + CLIENT + ",\"grant_type\":\"password\"}")
                        .body()
                        .path("error")
                        .asText());
        assertEquals(
                "invalid_client",
                grant(
                                mls,
                                "{\"client_id\":\"demo-client\",\"client_secret\":\"wrong\",\"grant_type\":\"refresh_token\"}")
                        .body()
                        .path("error")
                        .asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer wrong", "Basic demo-token", "demo-token", "OAuth", "bearer"})
    void withoutAGoodTokenEverythingIs401(String authorization) throws Exception {
        for (var path : List.of("$metadata", "Property", "", "Property('1')")) {
            var answer = authorization.isEmpty() ? get(mls, path) : get(mls, path, "Authorization", authorization);
            assertEquals(401, answer.status());
            assertEquals(
                    "{\"error\":{\"code\":401,\"message\":\"Invalid API key and/or request signed improperly\"}}",
                    answer.body().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void grantedTokensExpire(boolean inEnvelope) throws Exception {
        var clock = new TestClock();
        try (var server = DemoMls.start(
                DemoOptions.standard().listings(10).clock(clock).tokens(Duration.ofHours(1), inEnvelope))) {
            var token = post(
                            server,
                            "/oidc/connect/token",
                            "application/x-www-form-urlencoded",
                            "grant_type=client_credentials&client_id=demo-client&client_secret=demo-secret")
                    .body()
                    .path("access_token")
                    .asText();
            assertEquals(
                    200,
                    get(server, "Property", "Authorization", "Bearer " + token).status());
            clock.pass(Duration.ofHours(1));
            var expired = get(server, "Property", "Authorization", "Bearer " + token);
            assertEquals(401, expired.status());
            var fault = inEnvelope
                    ? expired.body().path("D").path("Code")
                    : expired.body().path("error").path("code");
            assertEquals(1020, fault.asInt());
        }
    }

    // Queries, each compared with the rows themselves

    private static Predicate<JsonNode> number(String field, Predicate<Double> test) {
        return row -> row.path(field).isNumber() && test.test(row.path(field).asDouble());
    }

    private static Predicate<JsonNode> text(String field, Predicate<String> test) {
        return row -> row.path(field).isTextual() && test.test(row.path(field).asText());
    }

    private static Predicate<JsonNode> list(String field, String value) {
        return row -> {
            for (var item : row.path(field)) if (item.asText().equals(value)) return true;
            return false;
        };
    }

    private void finds(String filter, Predicate<JsonNode> rows) throws Exception {
        finds(filter, all, rows);
    }

    private void finds(String filter, List<JsonNode> all, Predicate<JsonNode> rows) throws Exception {
        var expected = all.stream()
                .filter(rows)
                .map(row -> row.path("ListingKey").asText())
                .sorted()
                .toList();
        var found = readAll(mls, "Property?$filter=" + filter + "&$select=ListingKey&$top=25&$count=true").stream()
                .map(row -> row.path("ListingKey").asText())
                .sorted()
                .toList();
        var missed = new HashSet<>(expected);
        missed.removeAll(found);
        assertTrue(missed.isEmpty(), () -> filter + " misses " + missed);
        assertEquals(expected.size(), found.size(), filter);
        assertTrue(expected.size() < all.size(), filter + " finds everything");
    }

    @Test
    void everyOperatorFindsWhatItSays() throws Exception {
        finds("City eq 'Portland'", text("City", "Portland"::equals));
        finds("City ne 'Portland'", row -> !row.path("City").asText().equals("Portland"));
        finds("City eq null", row -> row.path("City").isNull());
        finds("ListPrice gt 600000", number("ListPrice", price -> price > 600_000));
        finds(
                "ListPrice ge 500000 and ListPrice le 700000",
                number("ListPrice", price -> price >= 500_000 && price <= 700_000));
        finds("BedroomsTotal lt 3", number("BedroomsTotal", beds -> beds < 3));
        finds("BedroomsTotal eq 2 or BedroomsTotal eq 5", number("BedroomsTotal", beds -> beds == 2 || beds == 5));
        finds("not (City eq 'Portland')", row -> !row.path("City").asText().equals("Portland"));
        finds("StandardStatus in ('Pending','Closed')", text("StandardStatus", List.of("Pending", "Closed")::contains));
        finds("contains(PublicRemarks,'garden')", text("PublicRemarks", remarks -> remarks.contains("garden")));
        finds("startswith(City,'Bea')", text("City", city -> city.startsWith("Bea")));
        finds("endswith(City,'ton')", text("City", city -> city.endsWith("ton")));
        finds("tolower(City) eq 'portland'", text("City", "Portland"::equals));
        finds("Flooring/any(f:f eq 'Hardwood')", list("Flooring", "Hardwood"));
        finds("GarageYN eq true", row -> row.path("GarageYN").asBoolean());
        finds(
                "YearBuilt eq 1938 or (YearBuilt gt 2015 and GarageYN eq true)",
                row -> row.path("YearBuilt").asInt() == 1938
                        || row.path("YearBuilt").asInt() > 2015
                                && row.path("GarageYN").asBoolean());
        finds(
                "geo.intersects(Location,geography'POLYGON((-122.7 45.5,-122.6 45.5,-122.6 45.56,-122.7 45.56,-122.7 45.5))')",
                row -> {
                    var latitude = row.path("Latitude").asDouble();
                    var longitude = row.path("Longitude").asDouble();
                    return latitude > 45.5 && latitude < 45.56 && longitude > -122.7 && longitude < -122.6;
                });
        var day = all.get(7).path("OnMarketDate").asText();
        finds("OnMarketDate ge " + day, text("OnMarketDate", date -> date.compareTo(day) >= 0));
    }

    private static Predicate<JsonNode> some(String collection, Predicate<JsonNode> test) {
        return row -> {
            for (var member : row.path(collection)) if (test.test(member)) return true;
            return false;
        };
    }

    @Test
    void lambdasAndCountsLookIntoExpansionsAndFields() throws Exception {
        var rows = readAll(mls, "Property?$top=25&$expand=Media,OpenHouse");
        finds(
                "Media/any(m:m/MediaCategory eq 'Floor Plan')",
                rows,
                some("Media", text("MediaCategory", "Floor Plan"::equals)));
        finds(
                "Media/all(m:m/MediaCategory eq 'Photo')",
                rows,
                some("Media", text("MediaCategory", category -> !category.equals("Photo")))
                        .negate());
        finds("Media/$count gt 20", rows, row -> row.path("Media").size() > 20);
        finds("not Media/any()", rows, row -> row.path("Media").isEmpty());
        finds(
                "Media/any(m:m/Order le 2 and contains(m/MediaKey,'77'))",
                rows,
                some("Media", number("Order", order -> order <= 2).and(text("MediaKey", key -> key.contains("77")))));
        finds(
                "Media/any(m:m/Permission/any(p:p ne 'Public'))",
                rows,
                some(
                        "Media",
                        some("Permission", permission -> !permission.asText().equals("Public"))));
        var starts = new ArrayList<String>();
        for (var row : rows)
            for (var open : row.path("OpenHouse"))
                starts.add(open.path("OpenHouseStartTime").asText());
        var middle = starts.stream().sorted().toList().get(starts.size() / 2);
        var elsewhere = OffsetDateTime.parse(middle).withOffsetSameInstant(ZoneOffset.ofHours(-8));
        finds(
                "OpenHouse/any(o:o/OpenHouseStartTime gt " + elsewhere + ") and StandardStatus eq 'Active'",
                rows,
                some("OpenHouse", text("OpenHouseStartTime", start -> start.compareTo(middle) > 0))
                        .and(text("StandardStatus", "Active"::equals)));
        finds(
                "InteriorFeatures/$count gt 3",
                row -> row.path("InteriorFeatures").size() > 3);
        finds(
                "InteriorFeatures/any(f:startswith(f,'W') or f eq 'Pantry')",
                some(
                        "InteriorFeatures",
                        f -> f.asText().startsWith("W") || f.asText().equals("Pantry")));
        finds(
                "InteriorFeatures/all(f:f ne 'Pantry' and not contains(f,'Closet'))",
                some(
                                "InteriorFeatures",
                                f -> f.asText().equals("Pantry") || f.asText().contains("Closet"))
                        .negate());
    }

    @Test
    void quotesInValuesAreDoubled() throws Exception {
        var apostrophes = all.stream()
                .filter(text("SubdivisionName", name -> name.contains("'")))
                .toList();
        assertFalse(apostrophes.isEmpty());
        var name = apostrophes.get(0).path("SubdivisionName").asText();
        finds("SubdivisionName eq '" + name.replace("'", "''") + "'", text("SubdivisionName", name::equals));
    }

    @Test
    void ordersByManyKeysAndPagesWithoutLossOrRepetition() throws Exception {
        var rows = readAll(mls, "Property?$orderby=City desc,ListPrice&$top=25&$select=ListingKey,City,ListPrice");
        assertEquals(LISTINGS, rows.size());
        var keys = new HashSet<String>();
        for (int i = 0; i < rows.size(); i++) {
            assertTrue(keys.add(rows.get(i).path("ListingKey").asText()));
            if (i == 0) continue;
            var before = rows.get(i - 1);
            var cities = before.path("City")
                    .asText("")
                    .compareTo(rows.get(i).path("City").asText(""));
            var nulls = rows.get(i).path("City").isNull();
            assertTrue(nulls || cities >= 0);
            if (!nulls && cities == 0)
                assertTrue(before.path("ListPrice").asDouble()
                        <= rows.get(i).path("ListPrice").asDouble());
        }
    }

    @Test
    void pagesComeAsSparkSendsThem() throws Exception {
        var page = read("Property?$select=ListingKey&$count=true");
        assertEquals(List.of("@odata.context", "@odata.count", "@odata.nextLink", "value"), names(page));
        assertEquals(LISTINGS, page.path("@odata.count").asInt());
        assertEquals(10, page.path("value").size());
        var last = page.path("value").get(9).path("ListingKey").asText();
        assertTrue(page.path("@odata.nextLink").asText().endsWith("&%24skiptoken=" + last));
        assertEquals(
                25, read("Property?$select=ListingKey&$top=1000").path("value").size());
        assertTrue(read("Property?$select=ListingKey&$orderby=ListPrice")
                .path("@odata.nextLink")
                .asText()
                .contains("%24skip=10"));
        var end = read("Property?$select=ListingKey&$skip=" + (LISTINGS - 3));
        assertEquals(3, end.path("value").size());
        assertFalse(end.has("@odata.nextLink"));
    }

    @Test
    void expansionsTakeOptions() throws Exception {
        var rows = read("Property?$top=5&$select=ListingKey"
                        + "&$expand=Media($select=MediaKey,Order;$filter=MediaCategory eq 'Photo';$orderby=Order desc;$top=2),OpenHouse,Room")
                .path("value");
        for (var row : rows) {
            assertTrue(row.path("Media").size() <= 2);
            for (var media : row.path("Media")) assertEquals(List.of("MediaKey", "Order", "@odata.id"), names(media));
            assertTrue(row.path("OpenHouse").isArray() && row.path("Room").isArray());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Property?$filter=NoSuchField eq 1 | 400
            Property?$filter=City eq | 400
            Property?$filter=City eq 'Portland | 400
            Property?$filter=ListPrice eq 'cheap' | 400
            Property?$select=NoSuchField | 400
            Property?$expand=NoSuchThing | 400
            Property?$orderby=NoSuchField | 400
            Property?$top=-1 | 400
            Property?$top=many | 400
            Property('nothing') | 404
            Media | 404
            Field | 404
            NoSuchResource | 404
            Property('nothing')/Media | 404
            """)
    void wrongRequestsAreRefused(String query, int status) throws Exception {
        var answer = get(mls, encoded(query), "Authorization", "Bearer " + DemoMls.TOKEN);
        assertEquals(status, answer.status(), answer.body().toString());
        assertEquals(List.of("error"), names(answer.body()));
        assertTrue(answer.body().path("error").path("code").isInt());
        assertFalse(answer.body().path("error").path("message").asText().isEmpty());
    }

    @Test
    void whatIsNotSupportedIsRefused() throws Exception {
        try (var plain = DemoMls.start(DemoOptions.standard()
                .listings(10)
                .supports(false, false, false)
                .maxTop(25, true))) {
            for (var query : List.of(
                    "Property?$filter=contains(City,'a')",
                    "Property?$filter=City in ('a','b')",
                    "Property?$filter=Flooring/any(f:f eq 'Tile')",
                    "Property?$filter=geo.intersects(Location,geography'POLYGON((-123 45,-122 45,-122 46,-123 45))')",
                    "Property?$top=26"))
                assertEquals(
                        400,
                        get(plain, encoded(query), "Authorization", "Bearer " + DemoMls.TOKEN)
                                .status(),
                        query);
        }
    }

    // Payload

    @Test
    void headersAreThoseOfTheApi() throws Exception {
        var answer = get(mls, "Property", "Authorization", "Bearer " + DemoMls.TOKEN, "Accept-Encoding", "gzip");
        var response = answer.response();
        assertEquals("4.0", response.headers().firstValue("OData-Version").orElseThrow());
        assertTrue(response.headers().firstValue("x-request-id").isPresent());
        assertEquals(
                "application/json;odata.metadata=minimal",
                response.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("gzip", response.headers().firstValue("Content-Encoding").orElseThrow());
        assertEquals(10, answer.body().path("value").size());
    }

    @Test
    void privateFieldsAreMaskedForIdxKeysAndUnknownToTheirMetadata() throws Exception {
        var one = read("Property?$top=1").path("value").get(0).toString();
        for (var secret : List.of("PRIVATE-REMARKS", "OWNER-", "OCCUPANT-", "LOCK")) assertFalse(one.contains(secret));
        assertTrue(one.contains("PrivateRemarks@Core.Permissions") || !one.contains("PrivateRemarks"));
        var metadata = new String(
                get(mls, "$metadata", "Authorization", "Bearer " + DemoMls.TOKEN)
                        .response()
                        .body(),
                StandardCharsets.UTF_8);
        assertFalse(metadata.contains("PrivateRemarks"));
        try (var forMembers = DemoMls.start(DemoOptions.standard().listings(10).role(DemoOptions.Role.PRIVATE))) {
            var row = read(forMembers, "Property?$top=1").path("value").get(0);
            assertTrue(row.path("PrivateRemarks").isTextual());
            assertTrue(row.path("OccupantName").isTextual());
        }
    }

    @Test
    void buyersFieldsAreMaskedOnceABuyerIsInSight() throws Exception {
        for (var row : all) {
            var active = row.path("StandardStatus").asText().equals("Active");
            assertEquals(active, !row.has("BuyerAgentKey@Core.Permissions"));
            assertEquals(active, row.has("BuyerAgentKey"));
        }
    }

    @ParameterizedTest
    @EnumSource(Trap.class)
    void everyTrapIsLaid(Trap trap) throws Exception {
        var row = read("Property?$skip=" + trap.first() + "&$top=1&$expand=Media")
                .path("value")
                .get(0);
        var media = row.path("Media");
        var photos = new ArrayList<JsonNode>();
        for (var item : media) if (item.path("MediaCategory").asText().equals("Photo")) photos.add(item);
        assertTrue(
                switch (trap) {
                    case ENTIRE_LISTING_HIDDEN -> is(row, "InternetEntireListingDisplayYN", false);
                    case ADDRESS_HIDDEN, ADDRESS_HIDDEN_TOO -> is(row, "InternetAddressDisplayYN", false);
                    case NO_VALUATION -> is(row, "InternetAutomatedValuationDisplayYN", false);
                    case NO_COMMENTS -> is(row, "InternetConsumerCommentYN", false);
                    case DELAYED_MARKETING -> is(row, "DelayedMarketingYN", true);
                    case NOT_APPROVED -> is(row, "ApprovalStatus", false);
                    case NO_CITY -> row.path("City").isNull();
                    case NO_COORDINATES -> row.path("Latitude").isNull();
                    case NO_REMARKS -> row.path("PublicRemarks").isNull();
                    case MARKUP_IN_REMARKS -> row.path("PublicRemarks").asText().contains("<script");
                    case UNICODE_REMARKS -> !row.path("PublicRemarks").asText().matches("\\p{ASCII}*");
                    case HUGE_PRICE -> row.path("ListPrice").asDouble() > 20_000_000;
                    case NO_PHOTOS -> photos.isEmpty();
                    case ONE_PHOTO -> photos.size() == 1;
                    case TWO_PHOTOS -> photos.size() == 2;
                    case THREE_PHOTOS -> photos.size() == 3;
                    case FOUR_PHOTOS -> photos.size() == 4;
                    case FIVE_PHOTOS -> photos.size() == 5;
                    case MANY_PHOTOS -> photos.size() >= 60;
                    case DEAD_PHOTO ->
                        photos.stream()
                                .anyMatch(
                                        photo -> photo.path("MediaURL").asText().contains("0".repeat(26)));
                    case PREFERRED_PHOTO_NOT_FIRST ->
                        !is(photos.get(0), "PreferredPhotoYN", true)
                                && photos.stream().anyMatch(photo -> is(photo, "PreferredPhotoYN", true));
                    case SHUFFLED_MEDIA ->
                        media.size() > 3
                                && media.get(0).path("Order").asInt()
                                                + media.get(1).path("Order").asInt()
                                        != 3;
                    case PRIVATE_MEDIA ->
                        media.toString().contains("\"Permission\":[\"Private\"]")
                                || media.toString().contains("\"Permission\":[\"Agent Only\"]");
                    case HYPHEN_IN_LISTING_ID -> row.path("ListingId").asText().contains("-");
                    case SHARED_LISTING_ID ->
                        all.stream()
                                        .filter(text(
                                                "ListingId",
                                                row.path("ListingId").asText()::equals))
                                        .count()
                                == 2;
                    case NO_LIVING_AREA -> row.path("LivingArea").isNull();
                    case NO_ATTRIBUTION_CONTACT ->
                        row.path("AttributionContact").isNull();
                });
    }

    private static boolean is(JsonNode row, String field, boolean value) {
        return row.path(field).isBoolean() && row.path(field).asBoolean() == value;
    }

    @Test
    void theMarketHasEveryVariety() {
        for (var type : List.of(
                "Residential",
                "Residential Lease",
                "Residential Income",
                "Land",
                "Commercial Sale",
                "Commercial Lease")) assertTrue(all.stream().anyMatch(text("PropertyType", type::equals)), type);
        for (var type : List.of("Single Family Residence", "Condominium", "Townhouse", "Manufactured Home", "Duplex"))
            assertTrue(all.stream().anyMatch(text("PropertySubType", type::equals)), type);
        for (var status :
                List.of("Active", "Active Under Contract", "Pending", "Closed", "Withdrawn", "Expired", "Coming Soon"))
            assertTrue(all.stream().anyMatch(text("StandardStatus", status::equals)), status);
        assertTrue(all.stream().anyMatch(row -> is(row, "NewConstructionYN", true)));
        assertTrue(all.stream().anyMatch(row -> is(row, "SeniorCommunityYN", true)));
        assertTrue(all.stream()
                .anyMatch(row -> row.path("OriginalListPrice").asDouble()
                        > row.path("ListPrice").asDouble()));
    }

    @Test
    void theSameSeedIsTheSameMarketAndAnotherIsNot() throws Exception {
        var clock = new TestClock();
        var first = keysAndPrices(DemoOptions.standard().listings(40).clock(clock));
        assertEquals(first, keysAndPrices(DemoOptions.standard().listings(40).clock(clock)));
        assertNotEquals(
                first,
                keysAndPrices(DemoOptions.standard().listings(40).clock(clock).seed(7)));
    }

    private String keysAndPrices(DemoOptions options) throws Exception {
        try (var server = DemoMls.start(options)) {
            return readAll(server, "Property?$select=ListingKey,ListPrice,StreetName,PublicRemarks&$top=25").stream()
                    .map(row -> row.path("ListPrice") + row.path("StreetName").asText() + row.path("PublicRemarks"))
                    .toList()
                    .toString();
        }
    }

    @Test
    void lookupsAreTheValuesInUse() throws Exception {
        var rows = readAll(mls, "Lookup?$filter=LookupName eq 'PropertySubType'&$top=25");
        var values = rows.stream().map(row -> row.path("LookupValue").asText()).toList();
        for (var row : all)
            if (row.path("PropertySubType").isTextual())
                assertTrue(
                        values.contains(row.path("PropertySubType").asText()),
                        row.path("PropertySubType").asText());
        assertTrue(read("Lookup?$count=true").path("@odata.count").asInt() > 25);
        assertTrue(rows.get(0).has("LegacyODataValue"));
    }

    @Test
    void photosComeInTheWidthsAskedFor() throws Exception {
        var media = read("Property?$top=1&$expand=Media").path("value").get(0).path("Media");
        JsonNode photo = null;
        for (var item : media)
            if (photo == null && item.path("MediaCategory").asText().equals("Photo")) photo = item;
        var original = photo.path("MediaURL").asText();
        var small = original.replaceFirst("/photos/(\\w+)/", "/resize/$1/320x240/true/");
        for (var url : List.of(original, small)) {
            var response = get(mls, url).response();
            assertEquals(200, response.statusCode());
            assertEquals(
                    "image/jpeg", response.headers().firstValue("Content-Type").orElseThrow());
            assertTrue(
                    response.headers().firstValue("Cache-Control").orElseThrow().contains("max-age=31536000"));
            var image = javax.imageio.ImageIO.read(new ByteArrayInputStream(response.body()));
            assertTrue(url.equals(small) ? image.getWidth() == 320 : image.getWidth() >= 640);
        }
        assertEquals(
                404,
                get(mls, "http://127.0.0.1:" + mls.port() + "/photos/rose/" + "0".repeat(26) + "-o.jpg")
                        .status());
    }

    @Test
    void rulesOfTheMlsAreInItsSystemInfo() throws Exception {
        var system = get(
                        mls,
                        "http://127.0.0.1:" + mls.port() + "/v1/system",
                        "Authorization",
                        "Bearer " + DemoMls.TOKEN)
                .body()
                .path("D");
        assertTrue(system.path("Success").asBoolean());
        var result = system.path("Results").get(0);
        assertTrue(result.toString().contains("DisplayCompliance"));
        assertTrue(result.toString().contains("IdxDisclaimer"));
    }

    // Limits and faults

    @Test
    void moreRequestsThanTheLimitAreRefused() throws Exception {
        var clock = new TestClock();
        try (var server =
                DemoMls.start(DemoOptions.standard().listings(10).rateLimit(3).clock(clock))) {
            for (int i = 0; i < 3; i++) read(server, "Property");
            var refused = get(server, "Property", "Authorization", "Bearer " + DemoMls.TOKEN);
            assertEquals(429, refused.status());
            assertEquals(1550, refused.body().path("error").path("code").asInt());
            clock.pass(Duration.ofMinutes(5));
            read(server, "Property");
        }
    }

    @Test
    void aMissingUserAgentIsRefusedInStrictMode() throws Exception {
        try (var server = DemoMls.start(DemoOptions.standard().listings(10).strictUserAgent(true))) {
            var refused = get(server, "Property", "Authorization", "Bearer " + DemoMls.TOKEN);
            assertEquals(1016, refused.body().path("error").path("code").asInt());
            assertEquals(
                    200,
                    get(
                                    server,
                                    "Property",
                                    "Authorization",
                                    "Bearer " + DemoMls.TOKEN,
                                    "X-SparkApi-User-Agent",
                                    "Test/1")
                            .status());
        }
    }

    @Test
    void faultsAreArmedOverHttpForSoManyRequests() throws Exception {
        var armed = post(
                mls,
                "/admin/faults",
                "application/json",
                "{\"kind\":\"SESSION_EXPIRED\",\"times\":1,\"pathContains\":\"Teams\"}");
        assertEquals(204, armed.status());
        read("Office");
        var faulty = get(mls, "Teams", "Authorization", "Bearer " + DemoMls.TOKEN);
        assertEquals(401, faulty.status());
        assertEquals(1020, faulty.body().path("error").path("code").asInt());
        read("Teams");
        assertEquals(
                400,
                post(mls, "/admin/faults", "application/json", "{\"kind\":\"EARTHQUAKE\"}")
                        .status());
    }

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMITED, 429, 1550",
        "RATE_LIMITED_WITHOUT_RETRY_AFTER, 429, 1550",
        "UNAVAILABLE, 503, 1510",
        "TOO_SLOW, 503, 1515",
        "FILTER_TOO_SLOW, 503, 1516",
        "UNEXPECTED, 500, 1026",
        "USE_REPLICATION_HOST, 403, 1021",
        "RESTRICTED_KEY, 403, 1019",
        "SERVICE_LEVEL, 403, 1500",
        "SESSION_EXPIRED_WITHOUT_ITS_CODE, 401, 401",
        "PLAIN_HTTP_REFUSED, 403, 1030"
    })
    void refusalsHaveSparksCodes(Faults.Kind kind, int status, int code) throws Exception {
        mls.faults().arm(kind, 1, "Office", 0);
        var refused = get(mls, "Office", "Authorization", "Bearer " + DemoMls.TOKEN);
        assertEquals(status, refused.status());
        assertEquals(code, refused.body().path("error").path("code").asInt());
        assertEquals(
                kind == Faults.Kind.RATE_LIMITED,
                refused.response().headers().firstValue("Retry-After").isPresent());
        read("Office");
    }

    @Test
    void aStaleServerRepeatsItselfUntilItIsHealed() throws Exception {
        var key = all.get(300).path("ListingKey").asText();
        var price = all.get(300).path("ListPrice").asDouble();
        mls.faults().arm(Faults.Kind.STALE, Integer.MAX_VALUE, key, 0);
        var path = "Property('" + key + "')?$select=ListPrice";
        assertEquals(price, read(path).path("ListPrice").asDouble());
        post(mls, "/admin/listings/" + key, "application/json", "{\"ListPrice\": 111}");
        assertEquals(price, read(path).path("ListPrice").asDouble());
        mls.faults().clear();
        assertEquals(111, read(path).path("ListPrice").asDouble());
        post(mls, "/admin/listings/" + key, "application/json", "{\"ListPrice\": " + price + "}");
    }

    @Test
    void aChangedListingIsChangedEverywhere() throws Exception {
        var row = all.get(200);
        var key = row.path("ListingKey").asText();
        post(mls, "/admin/listings/" + key, "application/json", "{\"ListPrice\": 123456}");
        try {
            assertEquals(
                    123_456, read("Property('" + key + "')").path("ListPrice").asInt());
            assertEquals(
                    key,
                    read("Property?$filter=ListPrice eq 123456&$select=ListingKey")
                            .path("value")
                            .get(0)
                            .path("ListingKey")
                            .asText());
        } finally {
            post(mls, "/admin/listings/" + key, "application/json", "{\"ListPrice\": " + row.path("ListPrice") + "}");
        }
    }
}
