package porchlight.brand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** Notices that others require, where owners put them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoticesTest {
    private final DemoMls mls = DemoMls.start(DemoOptions.standard().listings(40));
    private Path folder;

    @BeforeEach
    void create(@TempDir Path directory) throws Exception {
        folder = Files.createDirectory(directory.resolve("brand"));
    }

    @AfterAll
    void stop() {
        mls.close();
    }

    private Notices read(String... lines) throws Exception {
        Files.writeString(folder.resolve("site.yaml"), String.join("\n", lines) + "\n");
        return SiteYaml.read(folder, Palette.ours(), Known.NO_SEARCHES).notices();
    }

    @Test
    void eachStandsWhereItBelongs() throws Exception {
        Files.createDirectory(folder.resolve("pages"));
        Files.writeString(
                folder.resolve("pages/procedures.md"), "---\ntitle: Procedures\n---\n\nWe ask for nothing.\n");
        Files.writeString(
                folder.resolve("site.yaml"),
                String.join(
                        "\n",
                        "notices:",
                        "  - text: Licensed in <Oregon> & Washington",
                        "  - text: Standardized Operating Procedures",
                        "    link: procedures",
                        "    place: header",
                        "  - text: |",
                        "      First.",
                        "",
                        "      Second.",
                        "    place: listing",
                        "    size: 14 pt",
                        "  - text: Fair housing",
                        "    link: https://fair.example/notice.pdf",
                        "    place: home",
                        ""));
        try (var site = TestSite.on(
                mls.serviceRoot(),
                Map.of("SITE_BRAND", folder.toString()),
                Sources.packaged(),
                InstantSource.system())) {
            var listing =
                    site.page("/homes").select("a.listing-card__link").first().attr("href");
            for (var path : List.of("/", "/terms", listing)) {
                var page = site.page(path);
                assertEquals(
                        "Licensed in <Oregon> & Washington",
                        page.select("footer .notice").text());
                assertEquals("/procedures", page.select("body > .notices a").attr("href"));
                assertEquals(
                        path.equals("/")
                                ? List.of("Fair housing")
                                : path.equals(listing) ? List.of("First. Second.") : List.of(),
                        page.select("main .notice").eachText());
            }
            assertEquals(200, site.get("/procedures").statusCode());
            var home = site.page("/");
            assertEquals(
                    "https://fair.example/notice.pdf",
                    home.select("main .notice a").attr("href"));
            var styles = site.get(home.select("link[rel=stylesheet]").first().attr("href"))
                    .body();
            assertTrue(styles.contains(".notice--3{font-size:max(1rem,14pt)}"));
        }
    }

    @Test
    void texasHasItsOwnWords() throws Exception {
        var texas = read(
                        "notices:",
                        "  - preset: texas",
                        "    brokerage-services: https://example.com/iabs.pdf",
                        "    consumer-protection: https://www.trec.texas.gov/cpn.pdf")
                .home();
        assertEquals(
                List.of(
                        "Texas Real Estate Commission Information About Brokerage Services",
                        "Texas Real Estate Commission Consumer Protection Notice"),
                texas.stream().map(notice -> notice.paragraphs().get(0)).toList());
        assertEquals(
                List.of("10pt", "10pt"),
                texas.stream().map(Notices.Notice::size).toList());
        assertEquals("https://example.com/iabs.pdf", texas.get(0).link());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "place: home                                     | 2 | has no words",
                "text: Hello; size: huge                         | 3 | is not a size",
                "text: Hello; size: 2px                          | 3 | is not a size",
                "text: Hello; size: 90pt                         | 3 | is not a size",
                "text: Hello; place: sidebar                     | 3 | not a choice",
                "text: Hello; link: javascript:alert(1)          | 3 | no address",
                "text: Hello; link: procedures                   | 3 | no page",
                "text: Hello; colour: red                        | 3 | no key colour",
                "preset: ohio; brokerage-services: /contact; consumer-protection: /contact | 2 | not a choice",
                "preset: texas; brokerage-services: /contact     | 2 | consumer-protection",
                "preset: texas; brokerage-services: /contact; consumer-protection: /contact; text: Hi | 5 | no key text"
            })
    void whatIsWrongIsSaid(String entry, int line, String what) {
        var lines = Arrays.stream(entry.split("; ")).map(each -> "    " + each).toArray(String[]::new);
        lines[0] = "  - " + lines[0].strip();
        var faults = assertThrows(InvalidBrand.class, () -> read("notices:\n" + String.join("\n", lines)))
                .faults();
        assertEquals(1, faults.size(), faults.toString());
        assertEquals("brand/site.yaml:" + line, faults.get(0).place());
        assertTrue(faults.get(0).what().contains(what), faults.get(0).what());
    }
}
