package porchlight.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** The widget over HTTP: who may frame it, what it weighs, what host pages can and cannot say to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbedTest {
    private static final List<String> FRAMED =
            List.of("/embed/search", "/embed/results", "/embed/results?layout=carousel", "/embed/results?beds=many");

    private DemoMls mls;
    private TestSite site;
    private TestSite closed;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(240));
        site = TestSite.on(
                        mls.serviceRoot(),
                        Map.of("EMBED_ORIGINS", "https://www.example.com https://blog.example.org"),
                        Sources.packaged(),
                        InstantSource.system())
                .swept();
        closed = TestSite.on(mls.serviceRoot());
    }

    @AfterAll
    void stop() {
        closed.close();
        site.close();
        mls.close();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private String listing() throws Exception {
        return site.page("/homes").select("a.listing-card__link").first().attr("href");
    }

    private String key() throws Exception {
        return listing().split("/")[2];
    }

    @Test
    void onlyFramedPagesMayBeFramedAndOnlyByNamedOrigins() throws Exception {
        for (var path : FRAMED) {
            var framed = site.get(path);
            assertTrue(header(framed, "Content-Security-Policy")
                    .endsWith("frame-ancestors 'self' https://www.example.com https://blog.example.org"));
            assertEquals("noindex", header(framed, "X-Robots-Tag"));
            assertEquals("", header(framed, "Set-Cookie"));
            assertTrue(header(closed.get(path), "Content-Security-Policy").endsWith("frame-ancestors 'self'"));
        }
        for (var path : List.of("/", "/homes", "/embed", "/terms", listing()))
            assertTrue(header(site.get(path), "Content-Security-Policy").endsWith("frame-ancestors 'none'"), path);
        assertTrue(header(site.get("/embed/nothing"), "Content-Security-Policy").contains("www.example.com"));
    }

    @Test
    void disclaimerAndAttributionAreInEveryFrame() throws Exception {
        for (var path : List.of("/embed/results", "/embed/results?layout=carousel", "/embed/listing/" + key())) {
            var page = site.page(path);
            assertTrue(page.select("footer").text().contains("Rose City Listing Exchange as of"), path);
            assertTrue(page.text().contains("Listing office:"), path);
            assertTrue(page.text().contains("MLS#"), path);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            top | _top | /listing/
            tab | _blank | /listing/
            frame | _self | /embed/listing/
            nonsense | _top | /listing/
            """)
    void listingsOpenWhereTheHostWants(String open, String target, String path) throws Exception {
        var link = site.page("/embed/results?city=Portland&open=" + open)
                .select("a.listing-card__link")
                .first();
        assertEquals(target, link.attr("target"));
        assertTrue(link.attr("href").startsWith(path));
    }

    @Test
    void looksAndFiltersTravelThroughTheFrame() throws Exception {
        var page = site.page("/embed/results?city=Portland&theme=dark&accent=%23aa0000&corners=3&open=frame");
        assertTrue(page.select("link[href^=/embed/theme.css]").attr("href").contains("theme=dark"));
        for (var name : List.of("city", "theme", "accent", "corners", "open"))
            assertEquals(
                    1, page.select("form input[type=hidden][name=" + name + "]").size(), name);
        for (var link : page.select(".chips a, .pagination a, a.listing-card__link"))
            assertTrue(
                    link.attr("href").contains("theme=dark&accent=%23aa0000&corners=3&open=frame"), link.attr("href"));
    }

    @Test
    void aPageThatIsNotThereLeadsBackInTheFrame() throws Exception {
        var path = "/embed/results?city=Portland&theme=dark&page=4000";
        assertEquals(404, site.get(path).statusCode());
        var page = site.page(path);
        assertEquals("Portland", page.select(".chips .chip").text().replaceFirst(",.*", ""));
        var back = page.select(".embed__empty a");
        assertEquals(2, back.size());
        for (var way : back) {
            assertTrue(way.attr("href").contains("city=Portland")
                    && way.attr("href").contains("theme=dark"));
            assertFalse(site.page(way.attr("href")).select(".listing-card").isEmpty());
        }
    }

    @Test
    void theSameSearchAsOnTheSite() throws Exception {
        assertEquals(
                site.page("/homes?city=Portland&beds=3").select("h1").text(),
                site.page("/embed/results?city=Portland&beds=3").select("h1").text());
        assertEquals(
                site.page("/homes?city=Portland&beds=3").select("h1").text(),
                site.page("/embed/results?q=Portland+3+beds").select("h1").text());
        assertEquals(
                site.page("/homes?city=Gresham&beds=4").select("h1").text(),
                site.page("/embed/results?city=Portland&beds=2&q=Gresham+4+beds")
                        .select("h1")
                        .text());
        var number = site.page(listing()).select(".attribution").text().replaceAll(".*MLS# (\\S+).*", "$1");
        assertTrue(header(site.get("/embed/results?q=" + number), "Location").endsWith("/embed/listing/" + key()));
        assertEquals(400, site.get("/embed/results?beds=many").statusCode());
        assertEquals(404, site.get("/embed/listing/nothing").statusCode());
        assertEquals(404, site.get("/embed/results?page=4000&layout=carousel").statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "theme=neon",
                "accent=red",
                "accent=%23ffffff%3B%7Dbody%7Bdisplay%3Anone",
                "corners=999",
                "corners=-1",
                "accent=url(//x)"
            })
    void whatIsNoLookIsIgnored(String parameter) throws Exception {
        assertEquals(":root{}\n", site.get("/embed/theme.css?" + parameter).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffcc00", "00ff88", "777777", "000000", "ffffff", "1c5c47", "ff69b4"})
    void anyAccentIsMadeReadable(String accent) throws Exception {
        var css = site.get("/embed/theme.css?accent=%23" + accent).body();
        var pair = css.replaceAll("(?s).*--brand:light-dark\\(#(\\w{6}),#(\\w{6})\\).*", "$1 $2")
                .split(" ");
        assertTrue(contrast(pair[0], "ffffff") >= 4.5 && contrast(pair[0], "f1ede2") >= 4.5, css);
        assertTrue(contrast(pair[1], "1b2420") >= 4.5 && contrast(pair[1], "0d1f18") >= 4.5, css);
    }

    private static double contrast(String one, String other) {
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + .05) / (Math.min(first, second) + .05);
    }

    private static double luminance(String hex) {
        double sum = 0;
        double[] weights = {.2126, .7152, .0722};
        for (int i = 0; i < 3; i++) {
            var value = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16) / 255.0;
            sum += weights[i] * (value <= .04045 ? value / 12.92 : Math.pow((value + .055) / 1.055, 2.4));
        }
        return sum;
    }

    @Test
    void everythingStaysWithinItsWeight() throws Exception {
        assertTrue(compressed("/embed.js") <= 3_000);
        assertTrue(compressed("/embed/results") <= 12_000, "HTML " + compressed("/embed/results"));
        var page = site.page("/embed/results?theme=dark&accent=%23aa0000");
        var styles = 0;
        for (var link : page.select("link[rel=stylesheet]")) styles += compressed(link.attr("href"));
        assertTrue(styles <= 8_000, "CSS " + styles);
        var scripts = 0;
        for (var script : page.select("script")) scripts += compressed(script.attr("src"));
        assertTrue(scripts <= 6_000, "JS " + scripts);
    }

    private int compressed(String path) throws IOException, InterruptedException {
        Brotli4jLoader.ensureAvailability();
        return Encoder.compress(site.get(path).body().getBytes(StandardCharsets.UTF_8)).length;
    }

    @Test
    void theLoaderKeepsItsAddressAndMayBeUsedAnywhere() throws Exception {
        var loader = site.get("/embed.js");
        assertEquals("text/javascript; charset=utf-8", header(loader, "Content-Type"));
        assertEquals("public, max-age=3600, stale-while-revalidate=86400", header(loader, "Cache-Control"));
        assertEquals("cross-origin", header(loader, "Cross-Origin-Resource-Policy"));
        assertFalse(loader.body().contains("innerHTML") || loader.body().contains("eval("));
    }

    @Test
    void theBuilderWritesCodeAndTellsWhoMayUseIt() throws Exception {
        var page = site.page(
                "/embed?kind=carousel&city=Lake+Oswego&max_price=900000&theme=dark&accent=%23aa0000&corners=4");
        var code = page.select(".builder__code").eachText();
        assertEquals(4, code.size());
        var element = Jsoup.parse(code.get(0)).select("porchlight-search").first();
        assertEquals("Lake Oswego", element.attr("city"));
        assertEquals("carousel", element.attr("kind"));
        assertEquals("dark", element.attr("theme"));
        assertEquals("4", element.attr("radius"));
        assertTrue(element.select("a").attr("href").endsWith("/homes?city=Lake+Oswego&max_price=900000"));
        var div = Jsoup.parse(code.get(1)).select("div[data-porchlight=search]").first();
        assertEquals("Lake Oswego", div.attr("data-city"));
        assertTrue(page.select("iframe").attr("src").startsWith("/embed/results?city=Lake+Oswego"));
        assertEquals(
                200,
                site.get(page.select("iframe").attr("src").replace(" ", "%20")).statusCode());
        assertTrue(page.select(".notice").isEmpty());
        assertTrue(site.page("/embed?host=https://evil.example")
                .select(".notice")
                .text()
                .contains("EMBED_ORIGINS"));
        assertTrue(site.page("/embed?host=www.example.com").select(".notice").isEmpty());
        assertTrue(closed.page("/embed").select(".notice").text().contains("EMBED_ORIGINS"));
        var wrong = site.page("/embed?accent=red&corners=999");
        assertTrue(wrong.select("#accent-error").size() == 1
                && wrong.select("#corners-error").size() == 1);
        assertEquals("red", wrong.select("#accent").attr("value"));
        var link = site.url(listing());
        var one = site.page("/embed?kind=listing&listing=" + link);
        assertEquals(link, one.select("#listing").attr("value"));
        assertEquals(
                key(),
                Jsoup.parse(one.select(".builder__code").first().text())
                        .select("porchlight-search")
                        .attr("listing"));
        assertEquals(
                1,
                site.page("/embed?kind=listing&listing=no+link")
                        .select("#listing-error")
                        .size());
        assertFalse(site.get("/embed?city=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
                .body()
                .contains("<script>alert"));
    }

    @Test
    void pastedAddressesBecomeCards() throws Exception {
        var path = listing();
        var discovery =
                site.page(path).select("link[type=application/json+oembed]").attr("href");
        assertTrue(discovery.startsWith(site.url("/oembed?url=")));
        var json = new ObjectMapper()
                .readTree(site.get("/oembed?maxwidth=300&url=" + site.url(path)).body());
        assertEquals("1.0", json.path("version").asText());
        assertEquals("rich", json.path("type").asText());
        assertEquals(300, json.path("width").asInt());
        var html = Jsoup.parse(json.path("html").asText());
        var frame = html.select("iframe").attr("src");
        // Until the frame is there, and where it may not be.
        assertEquals(site.url(path), html.select("blockquote a").attr("href"));
        assertEquals(
                site.page("/embed/listing/" + key()).select("h1").text(),
                html.select("blockquote").text());
        assertEquals(
                site.page(path).select("meta[property=og:image]").attr("content"),
                json.path("thumbnail_url").asText());
        assertEquals(1200, json.path("thumbnail_width").asInt());
        assertEquals(630, json.path("thumbnail_height").asInt());
        assertEquals(site.url("/embed/listing/" + key()), frame);
        assertEquals(
                "link",
                new ObjectMapper()
                        .readTree(closed.get("/oembed?url=" + closed.url(path)).body())
                        .path("type")
                        .asText());
        assertEquals(404, site.get("/oembed?url=https://evil.example" + path).statusCode());
        assertEquals(404, site.get("/oembed?url=" + site.url("/terms")).statusCode());
        assertEquals(404, site.get("/oembed").statusCode());
        assertEquals(501, site.get("/oembed?format=xml&url=" + site.url(path)).statusCode());
    }

    @Test
    void aSingleBathIsNoBaths() throws Exception {
        var path = site.page("/homes").select(".listing-card").stream()
                .filter(card -> card.text().contains(" 1 ba "))
                .map(card -> card.select("a.listing-card__link").attr("href"))
                .findFirst()
                .orElseThrow();
        for (var page : List.of(path, "/embed/listing/" + path.split("/")[2])) {
            var text = site.page(page).text();
            assertTrue(text.contains("1 bathroom"), page);
            assertFalse(text.contains("1 bathrooms"), page);
        }
    }
}
