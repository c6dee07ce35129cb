package porchlight.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** A visitor who followed an agent's personal link stays with them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PersonalLinkTest {
    private static final String WITH = "with=fiona-calloway";

    private DemoMls mls;
    private TestSite site;

    @BeforeAll
    void start() {
        mls = DemoMls.start(DemoOptions.standard().listings(960));
        site = TestSite.on(
                        mls.serviceRoot(),
                        Map.of("SITE_OFFICE_IDS", DemoMls.OWN_OFFICE),
                        Sources.packaged(),
                        java.time.InstantSource.system())
                .swept();
        Waiting.until(
                "the team", () -> !site.page("/agents").select(".person-card").isEmpty());
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    @Test
    void theLinkLeadsToTheHomePage() throws Exception {
        var redirect = site.get("/with/fiona-calloway");
        assertEquals(302, redirect.statusCode());
        assertEquals("/?" + WITH, redirect.headers().firstValue("Location").orElseThrow());
        assertEquals(404, site.get("/with/nobody").statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/homes",
                "/homes?beds=3&sort=price",
                "/homes?polygon=wrong",
                "/homes/or/portland",
                "/places",
                "/open-houses",
                "/our-listings",
                "/agents",
                "/agents/mei-brandt",
                "/contact",
                "/search-tips",
                "/saved",
                "/terms",
                "/nowhere",
                "LISTING",
                "LISTING/photos"
            })
    void everyLinkAndFormLeadsOnWithThem(String path) throws Exception {
        var asked = path.replace("LISTING", listing());
        var page = page(asked);
        var pages = 0;
        for (var link : page.select("a[href^=/], [formaction^=/]")) {
            var to = link.hasAttr("href") ? link.attr("href") : link.attr("formaction");
            if (to.matches("/(?:media|assets|embed)\\b.*|[^?]*\\.\\w+(?:\\?.*)?")) continue;
            assertTrue(to.matches("[^#]*[?&]" + WITH + "(?:[&#].*)?"), to);
            assertEquals(1, to.split("with=", -1).length - 1, to);
            pages++;
        }
        assertTrue(pages > 10, asked);
        for (var form : page.select("form"))
            if (form.attr("method").equals("post"))
                assertTrue(form.attr("action").contains(WITH), form.outerHtml());
            else assertEquals("fiona-calloway", form.select("[name=with]").val(), form.outerHtml());
        assertTrue(page.select("meta[name=robots]").attr("content").contains("noindex"), asked);
        assertFalse(page.select("link[rel=canonical]").attr("href").contains("with="));
        assertEquals("with Fiona Calloway", page.select(".site-header__agent").text());
    }

    private String listing() throws Exception {
        return site.page("/homes").select("a.listing-card__link").first().attr("href");
    }

    private Document page(String path) throws Exception {
        var response = site.get(path + (path.contains("?") ? "&" : "?") + WITH);
        return org.jsoup.Jsoup.parse(response.body());
    }

    @Test
    void pagesWithAndWithoutAreKeptApart() throws Exception {
        for (int times = 0; times < 3; times++) {
            assertEquals(1, page("/homes").select(".site-header__agent").size());
            assertEquals(0, site.page("/homes").select(".site-header__agent").size());
            var stranger = site.page("/homes?with=nobody");
            assertEquals(0, stranger.select(".site-header__agent").size());
            assertEquals(0, stranger.select("a[href*=with]").size());
            assertEquals(
                    site.page("/homes").select("main").text(),
                    stranger.select("main").text());
        }
    }

    @Test
    void redirectsKeepThem() throws Exception {
        var redirect = site.get("/listing/" + listing().split("/")[2] + "?" + WITH);
        assertTrue(redirect.headers().firstValue("Location").orElseThrow().endsWith("?" + WITH));
    }

    @Test
    void formsSayWhoReadsThem() throws Exception {
        var panel = page(listing()).select(".contact-panel");
        assertEquals("Fiona Calloway", panel.select(".agent-line__name").text());
        assertEquals("Test Realty", panel.select(".agent-line__firm").text());
        assertEquals(
                "Test Realty will know that your message is for Fiona Calloway.",
                panel.select(".contact-form__agent").text());
        assertEquals("fiona-calloway", panel.select("[name=agent]").val());
        // On a colleague's own page, it is for the colleague.
        assertEquals(
                "mei-brandt",
                page("/agents/mei-brandt")
                        .select("form.contact-form [name=agent]")
                        .val());
    }
}
