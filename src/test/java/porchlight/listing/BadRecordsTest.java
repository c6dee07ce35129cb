package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.demomls.Faults.Kind;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** A malformed record affects only itself, and no log line is too long to read. */
@Isolated("counts the lines of the log")
class BadRecordsTest {
    private final PrintStream console = System.err;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private DemoMls mls;

    @BeforeEach
    void start() {
        mls = DemoMls.start(DemoOptions.standard().listings(120));
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        System.setErr(console);
        mls.close();
    }

    private List<String> lines() {
        return logged.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private JsonNode home(String filter) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(mls.serviceRoot() + "Property?$top=1&$filter="
                        + URLEncoder.encode(filter, StandardCharsets.UTF_8)))
                .header("Authorization", "Bearer " + DemoMls.TOKEN)
                .build();
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body())
                .path("value")
                .get(0);
    }

    private void change(String key, Map<String, Object> fields) throws Exception {
        var change = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mls.port() + "/admin/listings/" + key))
                .POST(HttpRequest.BodyPublishers.ofString(new ObjectMapper().writeValueAsString(fields)))
                .build();
        assertTrue(HttpClient.newHttpClient()
                        .send(change, HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                < 300);
    }

    @Test
    void controlCharactersNeverReachAnIndexALogLineOrAHeader() throws Exception {
        var controls = "a\r\nSet-Cookie: x=1\t\u0000\u0007\u0085\u2028b";
        var home = home("StandardStatus eq 'Active' and PropertyType eq 'Residential'"
                + " and InternetAddressDisplayYN eq true");
        var key = home.path("ListingKey").asText();
        change(
                key,
                Map.of(
                        "StreetName",
                        "Main" + controls,
                        "UnparsedAddress",
                        "12 Main" + controls,
                        "StreetNumber",
                        "12\n34",
                        "SubdivisionName",
                        controls,
                        "City",
                        "Port" + controls,
                        "ListAgentFullName",
                        controls,
                        "ListingId",
                        "26\n1"));

        try (var site = TestSite.on(mls.serviceRoot()).swept()) {
            var listing = site.get("/listing/" + key);
            assertEquals(301, listing.statusCode());
            assertTrue(listing.headers().firstValue("Set-Cookie").isEmpty());
            var page = site.page(listing.headers().firstValue("Location").orElseThrow());
            assertEquals(
                    List.of(),
                    page.select("h1").stream()
                            .filter(heading -> heading.text().chars().anyMatch(Character::isISOControl))
                            .toList());
            assertEquals(200, site.get("/places").statusCode());
            assertEquals(200, site.get("/sitemap.xml").statusCode());
        }
        assertFalse(lines().stream().anyMatch(line -> line.startsWith("Set-Cookie")), lines()::toString);
        assertFalse(lines().stream().anyMatch(line -> line.contains("cannot be read")), lines()::toString);
    }

    @Test
    void aRefusedRequestIsOneShortLineAMinute() throws Exception {
        var clock = new TestClock();
        try (var site = TestSite.on(mls.serviceRoot(), Map.of(), Sources.packaged(), clock)) {
            site.swept();
            logged.reset();
            mls.faults().arm(Kind.TRUNCATED);
            for (int page = 0; page < 5; page++)
                assertEquals(
                        503,
                        site.get("/homes?min_price=" + (100_000 + 1_000 * page)).statusCode());
            assertEquals(1, faults().size(), faults()::toString);

            clock.pass(java.time.Duration.ofSeconds(61));
            assertEquals(503, site.get("/homes?min_price=90000").statusCode());
            assertEquals(2, faults().size(), faults()::toString);
            assertTrue(faults().get(1).endsWith("(and 4 more of this kind)"), faults()::toString);
        }
        for (var line : lines()) assertTrue(line.length() < 300, line);
    }

    private List<String> faults() {
        return lines().stream().filter(line -> line.contains("MLS fault")).toList();
    }
}
