package porchlight.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.RawHttp;
import porchlight.harness.TestSite;

/** How much one request may ask, as src/docs/security.md says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryLimitsTest {
    private DemoMls mls;
    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(30).rateLimit(0));
        site = TestSite.on(mls.serviceRoot()).swept();
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    private static String repeated(String param, int times) {
        return IntStream.range(0, times).mapToObj(i -> param + i).collect(Collectors.joining("&"));
    }

    private RawHttp.Answer get(String target) throws Exception {
        return RawHttp.send(site.url(""), "GET", target, "", "");
    }

    private void isRefused(int status, String target) throws Exception {
        var answer = get(target);
        assertEquals(status, answer.status(), answer.head());
        assertTrue(answer.body().length() < 20_000, answer.body().length() + " characters for a plain page");
        assertFalse(Jsoup.parse(answer.body()).select("h1").text().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/homes", "/", "/saved", "/compare", "/embed/results", "/api/pins", "/feed.atom", "/oembed"})
    void atMostTwoHundredParametersAreRead(String path) throws Exception {
        isRefused(400, path + "?" + repeated("subtype=", 201));
        isRefused(400, path + "?" + repeated("x", 201));
        isRefused(400, path + "?" + repeated("%73ubtype=", 201));
        assertTrue(get(path + "?" + repeated("utm", 200)).status() != 414);
    }

    @Test
    void aQueryHas32KilobytesAnd64WithAPolygon() throws Exception {
        for (var path : new String[] {"/homes", "/saved", "/contact", "/embed"}) {
            assertTrue(get(path + "?x=" + "a".repeat(32 * 1024 - 2)).status() < 400, path);
            isRefused(414, path + "?x=" + "a".repeat(32 * 1024 - 1));
            isRefused(414, path + "?polygon=" + "a".repeat(64 * 1024 - 7));
        }
        assertEquals(400, get("/homes?polygon=" + "1".repeat(64 * 1024 - 8)).status());
        assertTrue(get("/homes?polygon=" + "1".repeat(64 * 1024 - 8)).body().contains("Drawn area is too long"));
    }

    @Test
    void aLineOfTheSearchHasThreeHundredCharacters() throws Exception {
        var most = "pool " + "x".repeat(295);
        assertEquals(302, get("/homes?q=" + most.replace(' ', '+')).status());
        assertEquals(400, get("/homes?q=" + most.replace(' ', '+') + "x").status());
        for (var page : new String[] {"/", "/homes", "/embed/search"})
            assertEquals("300", site.page(page).select("input[name=q]").attr("maxlength"), page);
    }

    /** An answer is no longer for what was sent than the page itself and what was sent. */
    @Test
    void whatIsShownAgainIsBounded() throws Exception {
        var plain = get("/homes?beds=x").body().length();
        for (var query : new String[] {
            repeated("subtype=no+such+kind+of+home+", 200),
            repeated("status=none-", 200),
            repeated("city=Nowhere+", 200),
            repeated("zip=9", 200),
            "keywords=" + "%3C".repeat(10_000)
        }) {
            var answer = get("/homes?" + query);
            assertEquals(400, answer.status(), query);
            assertTrue(
                    answer.body().length() < plain + 2 * query.length() + 20_000,
                    answer.body().length() + " for " + query.length());
        }
        var builder = get("/embed?city=" + "a".repeat(30_000)).body();
        assertTrue(builder.length() < 40_000, builder.length() + " characters");
    }

    /** A redirect to another spelling repeats the query, and may be three times as long as what was sent. */
    @Test
    void longRedirectsAreSent() throws Exception {
        for (var target : new String[] {
            "/Terms?x=" + ",".repeat(32_000), "/homes/?q=" + "%2F".repeat(10_000), "//homes?x=" + "a".repeat(32_000)
        }) {
            var answer = get(target);
            assertEquals(301, answer.status(), target.substring(0, 20));
        }
        isRefused(414, "/homes/or/" + "%2F/".repeat(1_000));
    }

    @Test
    void aFormHas96Kilobytes() throws Exception {
        var form = Map.of("message", "a".repeat(96 * 1024 - "message=".length()));
        assertEquals(422, site.post("/contact", form).statusCode());
        assertEquals(
                413,
                site.post("/contact", Map.of("message", form.get("message") + "a"))
                        .statusCode());
    }
}
