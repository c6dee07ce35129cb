package porchlight.brand;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.Axe;
import porchlight.harness.TestBrowser;
import porchlight.harness.TestSite;
import porchlight.harness.WithBrowser;
import porchlight.site.Sources;

/** Required notices as visitors see them: their words, their size, and whether they are noticed. */
@WithBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoticesIT {
    private static final double POINT = 96 / 72.0;

    private final DemoMls mls = DemoMls.start(DemoOptions.standard().listings(60));
    private final TestBrowser browser;
    private TestSite site;

    NoticesIT(TestBrowser browser) {
        this.browser = browser;
    }

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("site.yaml"), """
                hero: { picture: none }
                notices:
                  - preset: texas
                    brokerage-services: https://example.com/iabs.pdf
                    consumer-protection: https://example.com/cpn.pdf
                  - text: New York State Fair Housing Notice
                    link: https://example.com/fair.pdf
                    place: header
                    size: 14pt
                  - text: Licensed in Texas
                    place: footer
                    size: 20px
                """);
        site = TestSite.on(
                        mls.serviceRoot(),
                        Map.of("SITE_BRAND", directory.toString()),
                        Sources.packaged(),
                        InstantSource.system())
                .swept();
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    @ParameterizedTest
    @CsvSource({"390, DARK", "820, LIGHT", "1440, LIGHT", "1440, DARK"})
    void wordsSizeAndPlaceAreAsRequired(int width, ColorScheme scheme) {
        var page = browser.visitor(width, true, scheme);
        page.navigate(site.url("/"));
        // 22 TAC §531.20(b)(1)(A) and §531.18(b)(2)(A): these labels, at least 10 points, readily noticeable at home.
        for (var label : List.of(
                "Texas Real Estate Commission Information About Brokerage Services",
                "Texas Real Estate Commission Consumer Protection Notice")) {
            var link = page.locator("main .notice a").getByText(label);
            assertThat(link).hasText(label);
            assertTrue(size(link) >= 10 * POINT, label);
            var box = link.boundingBox();
            assertTrue(box.y >= 0 && box.y + box.height <= 844, label + " is seen without scrolling");
            assertTrue(box.x >= 0 && box.x + box.width <= width, label + " fits");
            assertTrue(
                    (boolean) link.evaluate("link => getComputedStyle(link).textDecorationLine.includes('underline')"));
        }
        var fair = page.locator("body > .notices a");
        assertThat(fair).hasText("New York State Fair Housing Notice");
        assertTrue(size(fair) >= 14 * POINT);
        assertTrue(fair.boundingBox().y < 844);
        var footer = page.locator("footer .notice p");
        assertThat(footer).hasText("Licensed in Texas");
        assertTrue(size(footer) >= 20);
        assertEquals(List.of(), Axe.serious(page));
        assertEquals(width, ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue());
        page.context().close();
    }

    /** In pixels. */
    private static double size(com.microsoft.playwright.Locator text) {
        return Double.parseDouble(text.evaluate("text => getComputedStyle(text).fontSize")
                .toString()
                .replace("px", ""));
    }
}
