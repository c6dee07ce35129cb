package porchlight.ownpage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** A site with pages, menus, and searches of its owner's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnPagesTest {
    private static final String SITE = """
            name: Elm Street Homes
            home: [text, searches, newest, people]
            menu:
              - label: Buy
                to: /homes
              - label: About
                to: about
                below:
                  - label: Our team
                    to: team
                  - label: Association
                    to: https://www.nar.realtor
            footer:
              - heading: Areas
                links:
                  - label: Portland
                    to: /homes/or/portland
            social:
              - label: Instagram
                to: https://instagram.com/elm
            searches:
              - slug: portland-houses
                title: Houses in Portland
                search: /homes?city=Portland&subtype=Single+Family+Residence
                text: Front yards, porches, and everything behind them.
            """;
    private static final String ABOUT = """
            ---
            title: About Elm Street
            description: Who we are.
            ---
            We have sold *homes* since **1988**, [call us](tel:+15035550100).

            ## What we do

            * Sell
            * Buy <b not html

            | Year | Homes |
            |------|-------|
            | 2025 | 212   |

            ![Our office](../media/office.png)

            ::search

            ::search city="Portland" title="Homes in Portland"

            ::ours

            ::agent name=jane-doe

            ::market city=Portland

            ::contact title="Write to us"
            """;

    private DemoMls mls;
    private TestSite site;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        var brand = directory.resolve("brand");
        Files.createDirectories(brand.resolve("pages"));
        Files.createDirectories(brand.resolve("places/or"));
        Files.createDirectories(brand.resolve("media"));
        Files.writeString(brand.resolve("site.yaml"), SITE);
        Files.writeString(brand.resolve("home.md"), "Welcome to *our* street.\n");
        Files.writeString(brand.resolve("pages/about.md"), ABOUT.replace(" <b not html", ""));
        Files.writeString(brand.resolve("pages/team.md"), "---\ntitle: Our team\nindexed: false\n---\nTwo people.\n");
        Files.createDirectories(brand.resolve("people"));
        Files.writeString(
                brand.resolve("people/jane-doe.md"), "---\nname: Jane Doe\ntitle: Managing broker\n---\nHi.\n");
        Files.writeString(brand.resolve("places/or/portland.md"), "Bridges, *rain*, and roses.\n");
        Files.copy(Path.of("static/img/icon-192.png"), brand.resolve("media/office.png"));
        mls = DemoMls.start(DemoOptions.standard().listings(400));
        site = TestSite.on(
                mls.serviceRoot(),
                Map.of("SITE_BRAND", brand.toString(), "SITE_OFFICE_IDS", DemoMls.OWN_OFFICE),
                Sources.packaged(),
                InstantSource.system());
        Waiting.until(
                "the catalog",
                () -> site.page("/about").select(".own-page__market dd").size() > 1);
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    @Test
    void aPageShowsItsTextAndTheSitesOwnBlocks() throws Exception {
        var page = site.page("/about");
        assertEquals("About Elm Street | Elm Street Homes", page.title());
        assertEquals("About Elm Street", page.select("h1").text());
        assertEquals("Who we are.", page.select("meta[name=description]").attr("content"));
        assertEquals("About Elm Street", page.select("meta[property=og:title]").attr("content"));
        var text = page.selectFirst(".own-page__text");
        assertNotNull(text);
        assertEquals(
                "We have sold homes since 1988, call us.",
                text.select("p").first().text());
        assertEquals("tel:+15035550100", text.select("p a").attr("href"));
        assertEquals("what-we-do", text.select("h2").attr("id"));
        assertEquals(List.of("Sell", "Buy"), text.select("ul li").eachText());
        assertEquals(List.of("Year", "Homes"), text.select("th").eachText());
        var picture = text.selectFirst("img");
        assertNotNull(picture);
        assertEquals("Our office", picture.attr("alt"));
        assertEquals("192", picture.attr("width"));
        assertEquals(200, site.get(picture.attr("src")).statusCode());
        assertEquals(1, page.select("form.home-search").size());
        var homes = page.select(".own-page__homes");
        assertEquals(
                List.of("Homes in Portland", "Our listings"), homes.select("h2").eachText());
        assertEquals(8, homes.get(0).select("article").size());
        assertEquals("/homes?city=Portland", homes.get(0).select(".band__more").attr("href"));
        assertTrue(homes.get(0).select(".listing-card__place").eachText().stream()
                .allMatch(place -> place.contains("Portland")));
        assertEquals("/our-listings", homes.get(1).select(".band__more").attr("href"));
        var agent = page.selectFirst(".own-page__agent .person-card");
        assertNotNull(agent);
        assertEquals("Jane Doe", agent.select("a[href=/agents/jane-doe]").text());
        assertEquals("Managing broker", agent.select(".person-card__title").text());
        assertEquals("Write to us", page.select(".own-page__contact h2").text());
        assertEquals("/contact", page.select(".own-page__contact form").attr("action"));
        assertFalse(page.select(".site-footer__as-of").isEmpty(), "figures have a date");
    }

    @Test
    void theFormOnAPageSendsAMessage() throws Exception {
        var form = site.page("/about").selectFirst(".own-page__contact form");
        assertNotNull(form);
        var answer = site.post(
                "/contact",
                Map.of(
                        "token", form.select("[name=token]").attr("value"),
                        "name", "Ada",
                        "email", "ada@example.com",
                        "message", "Hello"));
        assertEquals(303, answer.statusCode());
    }

    @Test
    void menusLeadWhereTheOwnerWants() throws Exception {
        var page = site.page("/about");
        var menu = page.selectFirst(".site-header__nav");
        assertNotNull(menu);
        assertEquals(
                List.of("/homes", "/about", "/team", "https://www.nar.realtor"),
                menu.select("a:not(.site-header__phone)").eachAttr("href"));
        assertEquals("About", menu.select("a[aria-current=page]").text());
        assertEquals(
                "/homes/or/portland", page.select(".site-footer__columns a").attr("href"));
        assertEquals("Instagram", page.select(".site-footer__social a").text());
        // What every site must have stays.
        assertEquals(1, page.select(".site-footer__links a[href=/privacy]").size());
    }

    @Test
    void theHomePageHasTheOwnersSections() throws Exception {
        var page = site.page("/");
        assertEquals("Welcome to our street.", page.select(".home-text").text());
        assertEquals("/searches/portland-houses", page.select(".place-link").attr("href"));
        assertTrue(page.select(".people__team a").eachText().contains("Jane Doe"));
        assertEquals(1, page.select("#newest-heading").size());
        assertEquals(0, page.select("#places-heading").size());
    }

    @Test
    void aNamedSearchIsAPageThatCanBeFound() throws Exception {
        var page = site.page("/searches/portland-houses");
        assertTrue(
                page.select("h1").text().matches("Houses in Portland: \\d+ homes"),
                page.select("h1").text());
        assertEquals(
                site.url("/searches/portland-houses"),
                page.select("link[rel=canonical]").attr("href"));
        assertEquals("", page.select("meta[name=robots]").attr("content"));
        assertTrue(page.select(".results__lead").text().startsWith("Front yards"));
        var cards = page.select("article");
        assertEquals(24, cards.size());
        var all = site.page("/homes?city=Portland&subtype=Single+Family+Residence");
        assertEquals(all.select("article h3").eachText(), cards.select("h3").eachText());
        assertEquals(404, site.get("/searches/none").statusCode());
        assertEquals(
                "/homes?city=Portland&subtype=Single+Family+Residence&beds=3",
                site.get("/searches/portland-houses?beds=3")
                        .headers()
                        .firstValue("Location")
                        .orElse("")
                        .replace("beds=3&subtype=Single+Family+Residence", "subtype=Single+Family+Residence&beds=3"));
    }

    @Test
    void aNamedSearchCanBeEmbedded() throws Exception {
        var answer = site.get("/embed/results?search=portland-houses&theme=dark");
        assertEquals(302, answer.statusCode());
        var path = answer.headers().firstValue("Location").orElseThrow();
        assertEquals("/embed/results?city=Portland&subtype=Single+Family+Residence&theme=dark", path);
        assertEquals(
                site.page("/searches/portland-houses").select("article h3").eachText(),
                site.page(path).select("article h3").eachText());
        assertEquals(404, site.get("/embed/results?search=none").statusCode());
    }

    @Test
    void placesHaveTheOwnersWords() throws Exception {
        assertEquals(
                "Bridges, rain, and roses.",
                site.page("/homes/or/portland").select(".about__words").text());
    }

    @ParameterizedTest
    @CsvSource({"/about, true", "/team, false", "/searches/portland-houses, true"})
    void searchEnginesGetTheListOfPages(String path, boolean listed) throws Exception {
        assertEquals(listed, site.get("/sitemaps/pages.xml").body().contains(site.url(path) + "<"));
        assertEquals(
                !listed,
                site.page(path).select("meta[name=robots]").attr("content").startsWith("noindex"));
    }

    @Test
    void otherPathsAreMissingAsBefore() throws Exception {
        for (var path : List.of("/nothing", "/about.md", "/pages"))
            assertEquals(404, site.get(path).statusCode(), path);
    }
}
