package porchlight.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** A team that the owner completes in the brand folder. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnPeopleTest {
    @TempDir
    static Path brand;

    private DemoMls mls;
    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        Files.writeString(brand.resolve("site.yaml"), "name: Elm\n");
        Files.createDirectories(brand.resolve("people"));
        Files.createDirectories(brand.resolve("media"));
        ImageIO.write(
                new BufferedImage(480, 600, BufferedImage.TYPE_INT_RGB),
                "png",
                brand.resolve("media/greta.png").toFile());
        person("greta", """
                name: Greta Lind
                member: A1089
                portrait: media/greta.png
                title: Principal broker
                phone: 503-555-0177
                languages: [English, Swedish]
                areas: [Sellwood, Woodstock]
                order: 1
                """, "Greta knows *every* porch.");
        person("office", """
                name: Sam Doe
                title: Office manager
                order: 2
                """, "Sam answers the phone.");
        person("marcus", """
                name: Marcus Hidden
                member: A1086
                visible: false
                """, "");
        person("left", """
                name: Lee Left
                member: A9999
                """, "");
        mls = DemoMls.start(DemoOptions.standard().listings(960));
        site = TestSite.on(
                        mls.serviceRoot(),
                        Map.of("SITE_OFFICE_IDS", DemoMls.OWN_OFFICE, "SITE_BRAND", brand.toString()),
                        Sources.packaged(),
                        java.time.InstantSource.system())
                .swept();
        Waiting.until(
                "the team", () -> site.page("/agents").select(".person-card").size() > 2);
    }

    private static void person(String file, String front, String bio) throws Exception {
        Files.writeString(brand.resolve("people/" + file + ".md"), "---\n" + front + "---\n" + bio + "\n");
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    @Test
    void theOwnersOrderComesFirst() throws Exception {
        var names = site.page("/agents").select(".person-card__name").eachText();
        assertEquals(List.of("Greta Lind", "Sam Doe"), names.subList(0, 2));
        assertEquals(12, names.size(), "one is hidden, one is added");
        var others = names.subList(2, names.size());
        assertEquals(others.stream().sorted().toList(), others);
    }

    @Test
    void whatTheOwnerSaysReplacesTheMls() throws Exception {
        var page = site.page("/agents/greta");
        assertEquals("Greta Lind", page.select("h1").text());
        var facts = page.select(".person__facts").text();
        for (var fact : List.of("503-555-0177", "English, Swedish", "Sellwood, Woodstock", "L900089"))
            assertTrue(facts.contains(fact), facts);
        assertEquals("every", page.select(".person__bio em").text());
        var portrait = page.select(".person__about img.portrait").attr("src");
        assertTrue(portrait.startsWith("/assets/"), portrait);
        assertEquals(200, site.get(portrait).statusCode());
        assertFalse(page.select(".listing-card").isEmpty(), "their homes are those of the member");
        var agent = new ObjectMapper()
                .readTree(page.select("script[type=application/ld+json]").html())
                .path("@graph")
                .get(0);
        assertTrue(agent.path("image").asText().endsWith(portrait), agent.toString());
    }

    @Test
    void staffHaveAPageWithoutHomes() throws Exception {
        var page = site.page("/agents/office");
        assertEquals("Sam answers the phone.", page.select(".person__bio").text());
        assertEquals(0, page.select("#homes-heading").size());
        assertFalse(page.select("script[type=application/ld+json]").html().contains("#agent"));
    }

    @Test
    void whoIsHiddenOrGoneHasNoPage() throws Exception {
        for (var path : List.of("/agents/marcus", "/agents/left"))
            assertEquals(404, site.get(path).statusCode(), path);
        assertFalse(site.page("/agents").text().contains("Marcus"));
    }

    @Test
    void searchEnginesLearnOfThem() throws Exception {
        var places = site.get("/sitemaps/pages.xml").body();
        for (var path : List.of("/agents", "/agents/greta", "/agents/office"))
            assertTrue(places.contains(path + "</loc>"), path);
        assertFalse(places.contains("/agents/marcus<"));
    }
}
