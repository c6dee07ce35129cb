package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.harness.TestSite;
import porchlight.harness.WithSite;

/** A parameter that no search has never widens a search unnoticed. */
@WithSite(shared = false, settings = "MLS_PROFILE=src/test/profiles/lying-feed.yaml")
class ParameterNamesTest {
    private final TestSite site;
    private final DemoMls mls;

    ParameterNamesTest(TestSite site, DemoMls mls) {
        this.site = site;
        this.mls = mls;
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /homes?max_prise=600000 | max_price | /homes?max_price=600000
            /homes?maxprice=600000&beds=3 | max_price | /homes?max_price=600000&beds=3
            /homes?max-price=600000 | max_price | /homes?max_price=600000
            /homes?bed=3 | beds | /homes?beds=3
            /homes?ebds=3 | beds | /homes?beds=3
            /homes?Beds=3 | beds | /homes?beds=3
            /homes?BATHS=2 | baths | /homes?baths=2
            /homes?%62ed=3 | beds | /homes?beds=3
            /homes?be%64s%20=3 | beds | /homes?beds=3
            /homes?subtype%5B%5D=Condominium | subtype | /homes?subtype=Condominium
            /homes?nea=45.5,-122.6 | near | /homes?near=45.5%2C-122.6
            /homes?tpye=Land | type | /homes?type=Land
            /homes?srot=price | sort | /homes?sort=price
            /homes?bed=many | beds | /homes?beds=many
            /homes/or/portland?bed=3 | beds | /homes/or/portland?beds=3
            /embed/results?bed=3&theme=dark | beds | /embed/results?beds=3&theme=dark
            /embed/results?them=dark | theme | /embed/results?theme=dark
            /embed/results?bed=3&layout=carousel | beds | /embed/results?beds=3&layout=carousel
            /embed/search?max_prize=1 | max_price | /embed/search?max_price=1
            """)
    void aMisspelledNameIsReportedWithWhatItMayMean(String path, String meant, String link) throws Exception {
        var before = mls.requests();
        var answer = site.get(path);

        assertEquals(400, answer.statusCode());
        assertEquals("no-store", header(answer, "Cache-Control"));
        var summary = Jsoup.parse(answer.body()).select(".error-summary");
        assertTrue(summary.text().contains("Did you mean " + meant + "?"), summary.text());
        assertEquals(List.of(link), summary.select(".meant a").eachAttr("href"));
        assertEquals(before, mls.requests());
    }

    @Test
    void whatWasTypedUnderAMisspelledNameIsInItsField() throws Exception {
        var page = Jsoup.parse(
                site.get("/homes?q=3+beds&max_prise=600000&zipp=97214").body());

        assertEquals("600000", page.select("#max_price option[selected]").val());
        assertEquals("97214", page.select("#zip").val());
        assertEquals("3", page.select("#beds option[selected]").val());
        assertEquals(
                List.of("#max_price", "#zip"),
                page.select(".error-summary li > a:first-child").eachAttr("href"));
        assertEquals(
                "/homes?q=3+beds&zip=97214&max_price=600000",
                page.select(".error-summary .meant a").attr("href"),
                "all names are corrected at once");
    }

    @Test
    void scriptsAndFeedReadersAreRefusedToo() throws Exception {
        var pins = site.get("/api/pins?zoom=11&bed=3");
        assertEquals(400, pins.statusCode());
        assertEquals(
                "There is no filter named “bed”. Did you mean beds?",
                new ObjectMapper().readTree(pins.body()).at("/errors/bed").asText());
        assertEquals(400, site.get("/api/pins?zom=11&zoom=11").statusCode());
        assertEquals(400, site.get("/feed.atom?bed=3").statusCode());
        var feed = site.get("/feed.atom?beds=3&wheelchair=yes");
        assertEquals(200, feed.statusCode());
        assertEquals("no-store", header(feed, "Cache-Control"));
        assertTrue(feed.body().contains("“wheelchair,” so it’s left out of this search"));
        assertFalse(feed.body().contains("wheelchair="));
    }

    /** Names that nobody confuses with a parameter, though they are as short. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "id", "p", "ref", "lang", "sid", "color", "1733011200", "wheelchair", "bedrooms"})
    void anyOtherNameIsLeftOutAndReported(String name) throws Exception {
        for (var path : List.of("/homes", "/homes/or/portland", "/homes?beds=3&", "/embed/results", "/embed/search")) {
            var answer = site.get((path.endsWith("&") ? path : path + "?") + name + "=7");

            assertEquals(200, answer.statusCode(), path);
            assertEquals("no-store", header(answer, "Cache-Control"), path);
            var page = Jsoup.parse(answer.body());
            assertEquals(
                    List.of("There is no filter named “" + name + ",” so it’s left out of this search."),
                    page.select(".notice li").eachText(),
                    path);
            assertFalse(page.select("link[rel=canonical]").attr("href").contains(name + "="), path);
            assertTrue(page.select("a[href*=" + name + "=7]").isEmpty(), path);
        }
    }

    @Test
    void aPageWithoutUnknownNamesIsNotOneWithThem() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertTrue(site.get("/homes?beds=2&wheelchair=yes").body().contains("“wheelchair,”"));
            var plain = site.get("/homes?beds=2");
            assertFalse(plain.body().contains("wheelchair"));
            assertTrue(header(plain, "Cache-Control").startsWith("public, max-age="), header(plain, "Cache-Control"));
        }
        var pages = pages();
        for (int i = 0; i < 20; i++) site.get("/homes?beds=2&color=" + i + "&x" + i);
        assertEquals(pages, pages());
    }

    private String pages() throws Exception {
        return site.management("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("porchlight_pages "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void unknownNamesAreReportedWhereASearchWouldMove() throws Exception {
        for (var path : List.of(
                "/homes?q=3+beds+under+600k&color=red",
                "/homes?max_price=600k&beds=3&color=red",
                "/homes/or/portland?beds=3&color=red",
                "/homes/or/portland?page=1&color=red")) {
            var answer = site.get(path);
            assertEquals(200, answer.statusCode(), path);
            assertTrue(answer.body().contains("“color,”"), path);
        }
        assertTrue(
                Jsoup.parse(site.get("/homes?max_price=600k&beds=3&color=red").body())
                        .select("link[rel=canonical]")
                        .attr("href")
                        .endsWith("/homes?max_price=600000&beds=3"));
    }

    @Test
    void manyOrHostileNamesAreNoLongPage() throws Exception {
        var many = new StringBuilder("/homes?");
        for (int i = 0; i < 100; i++) many.append("unknown").append(i).append("=1&");
        assertEquals(5, site.page(many.toString()).select(".notice li").size());

        var hostile = site.page("/homes?%3Cscript%3Ealert(1)%3C%2Fscript%3E%00%E2%80%AE" + "z".repeat(500) + "=1");
        assertTrue(hostile.select(".notice script").isEmpty());
        var notice = hostile.select(".notice li").text();
        assertTrue(notice.startsWith("There is no filter named “<script>alert(1)</script>\uFFFD\uFFFDzz"), notice);
        assertTrue(notice.length() < 120, notice);
    }

    /** They only say where a visitor comes from. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "utm_source=mail&utm_campaign=x",
                "UTM_Source=mail",
                "utm_id=1",
                "gclid=1",
                "fbclid=1",
                "msclkid=1",
                "gad_source=1",
                "mc_eid=1",
                "%67clid=1",
                "=1",
                "&"
            })
    void namesOfCampaignsAreDroppedSilently(String campaign) throws Exception {
        for (var path : List.of("/homes?beds=2&", "/homes/or/portland?", "/embed/results?beds=2&")) {
            var answer = site.get(path + campaign);
            assertEquals(200, answer.statusCode(), path);
            assertTrue(Jsoup.parse(answer.body()).select(".notice").isEmpty(), path);
            assertTrue(header(answer, "Cache-Control").startsWith("public, max-age="), path);
        }
    }
}
