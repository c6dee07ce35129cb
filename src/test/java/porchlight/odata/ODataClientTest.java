package porchlight.odata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.harness.TestClock;
import porchlight.odata.ODataException.Kind;

class ODataClientTest {
    private static final ODataQuery PROPERTY = ODataQuery.of("Property");

    private final TestClock clock = new TestClock();
    private final MockWebServer server = new MockWebServer();
    private HttpUrl root;
    private ODataClient client;

    @BeforeEach
    void start() throws IOException {
        server.start();
        root = server.url("/Reso/OData/");
        client = client(new ODataHttp.Limits(Duration.ofSeconds(3), Duration.ofSeconds(10), 8, 96));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ODataClient client(ODataHttp.Limits limits) {
        var budget = new RateLimit(100, Duration.ofMinutes(5), clock);
        var token = new StaticToken("Bearer", "t");
        return new ODataClient(
                ODataHttp.client(root, token, budget, "Porchlight/test", List.of(), clock, limits), root, clock);
    }

    @Test
    void aPageKeepsRowsNumbersAndNullsExactly() {
        answer(
                200,
                "{\"@odata.count\":7,\"value\":[{\"ListPrice\":450000.10,\"LotSizeAcres\":0.1234567890123456789,"
                        + "\"ListingKey\":\"20100000000000000000000000\",\"City\":null}]}");
        var page = client.page(PROPERTY);
        var row = page.value().get(0);
        assertEquals(new BigDecimal("450000.10"), row.get("ListPrice").decimalValue());
        assertEquals(
                new BigDecimal("0.1234567890123456789"), row.get("LotSizeAcres").decimalValue());
        assertEquals("20100000000000000000000000", row.get("ListingKey").asText());
        assertTrue(row.get("City").isNull());
        assertEquals(7, page.count());
        assertNull(page.nextLink());
        assertFalse(page.stale());
    }

    @Test
    void requestsSayWhatTheyAcceptAndWhoAsks() throws InterruptedException {
        answer(200, "{\"value\":[]}");
        client.page(PROPERTY.top(1));
        var request = server.takeRequest(5, TimeUnit.SECONDS);
        assertEquals("/Reso/OData/Property?%24top=1", request.getTarget());
        assertEquals("application/json", request.getHeaders().get("Accept"));
        assertEquals("Bearer t", request.getHeaders().get("Authorization"));
        assertEquals("Porchlight/test", request.getHeaders().get("User-Agent"));
        assertEquals("Porchlight/test", request.getHeaders().get("X-SparkApi-User-Agent"));
        assertEquals("gzip", request.getHeaders().get("Accept-Encoding"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Property?%24skiptoken=9", "/Reso/OData/Property?%24skiptoken=9", "ROOTProperty?%24skiptoken=9"})
    void nextLinksMayBeRelativeOrAbsolute(String link) throws InterruptedException {
        answer(200, "{\"@odata.nextLink\":\"" + link.replace("ROOT", root.toString()) + "\",\"value\":[]}");
        answer(200, "{\"value\":[{}]}");
        var next = client.page(PROPERTY).nextLink();
        assertNotNull(next);
        assertEquals(1, client.next(next).value().size());
        server.takeRequest(5, TimeUnit.SECONDS);
        assertEquals(
                "/Reso/OData/Property?%24skiptoken=9",
                server.takeRequest(5, TimeUnit.SECONDS).getTarget());
    }

    @Test
    @Timeout(9)
    void aRetrievalEndsWhenItsTimeIsUp() {
        server.enqueue(
                new MockResponse.Builder().headersDelay(30, TimeUnit.SECONDS).build());
        answer(200, "{\"value\":[]}");
        var hurried = client.during(Retrieval.within(Duration.ofMillis(300)));
        var fault = assertThrows(ODataException.class, () -> hurried.page(PROPERTY));
        assertEquals(Kind.UNREACHABLE, fault.kind());
        assertEquals(0, client.page(PROPERTY).value().size());
    }

    @Test
    void rowsAreReadOneAfterTheOther() {
        answer(200, "{\"value\":[{\"City\":\"Salem\"},{\"City\":\"Bend\"},{\"City\"");
        var plain = new ODataClient(new OkHttpClient(), root, clock);
        var cities = new ArrayList<String>();
        var fault = assertThrows(
                ODataException.class,
                () -> plain.page(PROPERTY, row -> cities.add(row.path("City").asText())));
        assertEquals(Kind.MALFORMED, fault.kind());
        assertEquals(List.of("Salem", "Bend"), cities);
    }

    @Test
    void annotationsMayLackTheirPrefix() {
        answer(200, "{\"@count\":\"12\",\"@nextLink\":\"Property?a=b\",\"value\":[]}");
        var page = client.page(PROPERTY);
        assertEquals(12, page.count());
        assertEquals(String.valueOf(root.resolve("Property?a=b")), page.nextLink());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://elsewhere.example/Property", "//elsewhere.example/x", "https://127.0.0.1:1/x"})
    void nextLinksNeverLeaveTheOrigin(String link) {
        answer(200, "{\"@odata.nextLink\":\"" + link + "\",\"value\":[]}");
        var next = client.page(PROPERTY).nextLink();
        assertNotNull(next);
        var fault = assertThrows(ODataException.class, () -> client.next(next));
        assertEquals(Kind.MALFORMED, fault.kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x/", "javascript:alert(1)", "data:,x", "http://", "https://[x"})
    void pageStandsThoughItsNextLinkIsNoneAndOnlyFollowingItFails(String link) {
        answer(200, "{\"@odata.nextLink\":\"" + link + "\",\"value\":[{}]}");
        var page = client.page(PROPERTY);
        assertEquals(1, page.value().size());
        var next = page.nextLink();
        assertNotNull(next);
        assertEquals(
                Kind.MALFORMED,
                assertThrows(ODataException.class, () -> client.next(next)).kind());
        assertEquals(1, server.getRequestCount());
    }

    @Test
    void aForeignLinkIsNotRequested() {
        var foreign = "http://127.0.0.1:1/Property";
        var fault = assertThrows(ODataException.class, () -> client.next(foreign));
        assertEquals(Kind.MALFORMED, fault.kind());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"error\":{\"code\":401,\"message\":\"Invalid API key\"}} | UNAUTHORIZED | 401 | 401",
                "400 | {\"error\":{\"code\":\"BadFilter\",\"message\":\"no\"}} | REFUSED | BadFilter | 400",
                "403 | {\"D\":{\"Success\":false,\"Code\":1021,\"Message\":\"m\"}} | UNAUTHORIZED | 1021 | 403",
                "200 | {\"D\":{\"Success\":false,\"Code\":1550,\"Message\":\"m\"}} | RATE_LIMITED | 1550 | 429",
                "200 | {\"D\":{\"Success\":false,\"Code\":1040}} | REFUSED | 1040 | 400",
                "200 | {\"D\":{\"Success\":false,\"Code\":77777}} | UNAVAILABLE | 77777 | 502",
                "502 | <html><body>Bad Gateway</body></html> | UNAVAILABLE | | 502",
                "503 | plain text | UNAVAILABLE | | 503",
                "429 | '' | RATE_LIMITED | | 429",
                "302 | '' | REFUSED | | 302"
            })
    void errorsOfAllShapesAreUnderstood(int status, String body, Kind kind, String code, int reported) {
        for (int i = 0; i < 3; i++) answer(status, body);
        var fault = failure();
        assertEquals(kind, fault.kind());
        assertEquals(code, fault.code());
        assertEquals(reported, fault.status());
        assertTrue(fault.getMessage().contains("/Reso/OData/Property"), fault.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"value\":[{\"ListingKey\":\"1\"},{\"Listi",
                "<html><body>Maintenance</body></html>",
                "",
                "[]",
                "{\"value\":[]} trailing",
                "{\"value\":{}}",
                "{\"D\":{\"Success\":true,\"Results\":[]}}"
            })
    void nonsenseUnder200IsMalformed(String body) {
        answer(200, body);
        answer(200, body);
        assertEquals(Kind.MALFORMED, failure().kind());
    }

    @Test
    void aCutAnswerCountsAsNone() {
        for (int i = 0; i < 2; i++)
            server.enqueue(new MockResponse.Builder()
                    .body("{\"value\":[" + "{},".repeat(20_000) + "{}]}")
                    .onResponseBody(new SocketEffect.CloseSocket())
                    .build());
        assertEquals(Kind.UNREACHABLE, failure().kind());
    }

    @Test
    void aServerThatNeverAnswersIsUnreachable() {
        client = client(new ODataHttp.Limits(Duration.ofMillis(500), Duration.ofMillis(300), 8, 96));
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        var fault = failure();
        assertEquals(Kind.UNREACHABLE, fault.kind());
        assertEquals(0, fault.status());
        assertTrue(fault.isTemporary());
    }

    @Test
    void aClosedPortIsUnreachable() {
        server.close();
        assertEquals(Kind.UNREACHABLE, failure().kind());
    }

    @Test
    void anEntityIsReadByItsKeyAndAbsentWhenNotFound() throws InterruptedException {
        answer(200, "{\"@odata.context\":\"c\",\"ListingKey\":\"O'1\"}");
        answer(404, "{\"error\":{\"code\":404,\"message\":\"Not found\"}}");
        answer(200, "{\"D\":{\"Success\":false,\"Code\":404,\"Message\":\"Not found\"}}");
        assertEquals(
                "O'1",
                client.entity(PROPERTY, "O'1")
                        .orElseThrow()
                        .value()
                        .get("ListingKey")
                        .asText());
        assertEquals(Optional.empty(), client.entity(PROPERTY, "2"));
        assertEquals(Optional.empty(), client.entity(PROPERTY, "3"));
        assertEquals(
                "/Reso/OData/Property('O''1')",
                server.takeRequest(5, TimeUnit.SECONDS).getTarget());
    }

    @Test
    void dateAndStalenessOfACachedAnswerComeFromItsHeaders() {
        server.enqueue(new MockResponse.Builder()
                .body("{\"value\":[]}")
                .addHeader("Date", "Sun, 01 Mar 2026 11:58:30 GMT")
                .addHeader("Cache-Status", "Porchlight; hit; detail=stale-if-error")
                .build());
        var page = client.page(PROPERTY);
        assertEquals(clock.instant().minusSeconds(90), page.asOf());
        assertTrue(page.stale());
    }

    @Test
    void gzippedAnswersAreRead() throws IOException {
        var zipped = new Buffer();
        try (var sink = Okio.buffer(new GzipSink(zipped))) {
            sink.writeUtf8("{\"value\":[{\"City\":\"Söhne\"}]}");
        }
        server.enqueue(new MockResponse.Builder()
                .body(zipped)
                .addHeader("Content-Encoding", "gzip")
                .build());
        assertEquals("Söhne", client.page(PROPERTY).value().get(0).get("City").asText());
    }

    @Test
    void metadataIsAskedForAsXml() throws InterruptedException {
        answer(
                200,
                "<Schema Namespace='N'><EntityType Name='P'><Property Name='City'/></EntityType>"
                        + "<EntityContainer><EntitySet Name='Property' EntityType='N.P'/></EntityContainer></Schema>");
        assertTrue(client.metadata().entityType("Property").orElseThrow().declares("City"));
        var request = server.takeRequest(5, TimeUnit.SECONDS);
        assertEquals("application/xml", request.getHeaders().get("Accept"));
        assertEquals("/Reso/OData/$metadata", request.getTarget());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<Schema><open> | MALFORMED",
                "{\"value\":[]} | MALFORMED",
                "{\"D\":{\"Success\":false,\"Code\":1000}} | UNAUTHORIZED"
            })
    void metadataThatIsNoXmlIsAFault(String body, Kind kind) {
        answer(200, body);
        answer(200, body);
        assertEquals(kind, assertThrows(ODataException.class, client::metadata).kind());
    }

    @Test
    void theServiceDocumentNamesTheEntitySets() {
        answer(
                200,
                "{\"value\":[{\"name\":\"Property\",\"url\":\"Property\"},"
                        + "{\"name\":\"Now\",\"kind\":\"FunctionImport\"},{\"name\":\"Lookup\",\"kind\":\"EntitySet\"}]}");
        assertEquals(List.of("Property", "Lookup"), client.serviceDocument());
    }

    private void answer(int status, String body) {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());
    }

    private ODataException failure() {
        return assertThrows(ODataException.class, () -> client.page(PROPERTY));
    }
}
