package porchlight.brand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.Axe;
import porchlight.harness.TestBrowser;
import porchlight.harness.TestSite;
import porchlight.harness.WithBrowser;
import porchlight.photo.PhotoFiles;
import porchlight.site.Sources;

/** The owner's picture on the home page, as browsers lay it out. */
@WithBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeroIT {
    private static final String WATCH = "window.shifted = 0; window.movers = []; new PerformanceObserver(list => { for"
            + " (const entry of list.getEntries()) if (!entry.hadRecentInput) { window.shifted += entry.value; for (const"
            + " source of entry.sources) window.movers.push(`${source.node?.nodeName}.${source.node?.className}`"
            + " + ` ${JSON.stringify(source.previousRect)} ${JSON.stringify(source.currentRect)}`); } })"
            + ".observe({ type: 'layout-shift', buffered: true })";

    /** Texts over the picture without a ground of their own, or whose contrast to it is below 4.5. */
    private static final String UNREADABLE = """
            () => {
              const photo = document.querySelector('.hero__photo').getBoundingClientRect();
              const rgb = (color) => color.match(/[\\d.]+/g).map(Number);
              const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
                .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
                .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
              const found = [];
              for (const text of document.querySelectorAll('.hero h1, .hero__lead, .home-search__label, .home-search__hint, .quick-links a')) {
                const box = text.getBoundingClientRect();
                let ground = text;
                const opaque = (element) => { const c = rgb(getComputedStyle(element).backgroundColor); return c.length < 4 || c[3] === 1; };
                while (!opaque(ground)) ground = ground.parentElement;
                const over = box.bottom > photo.top && box.top < photo.bottom && box.right > photo.left && box.left < photo.right;
                if (over && !ground.closest('.hero__text')) found.push('over the picture: ' + text.textContent);
                const [a, b] = [light(rgb(getComputedStyle(text).color)), light(rgb(getComputedStyle(ground).backgroundColor))].sort((x, y) => y - x);
                if ((a + 0.05) / (b + 0.05) < 4.5) found.push('unreadable: ' + text.textContent);
              }
              return found;
            }""";

    private final DemoMls mls = DemoMls.start(DemoOptions.standard().listings(60));
    private final TestBrowser browser;
    private TestSite site;

    HeroIT(TestBrowser browser) {
        this.browser = browser;
    }

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        Files.write(directory.resolve("street.jpg"), PhotoFiles.jpeg(2400, 1350));
        Files.writeString(
                directory.resolve("site.yaml"),
                "hero: { picture: street.jpg, alt: A street, heading: A heading long enough for two lines }\n");
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
    @EnumSource(names = {"LIGHT", "DARK"})
    void textIsReadableBesideAnyPictureAndNothingMoves(ColorScheme scheme) {
        for (int width : new int[] {390, 820, 1440, 2000}) {
            var page = browser.visitor(width, true, scheme);
            page.addInitScript(WATCH);
            page.navigate(site.url("/"));
            page.waitForLoadState(LoadState.NETWORKIDLE);
            assertEquals(List.of(), page.evaluate(UNREADABLE), "at " + width);
            var findings = new ArrayList<String>();
            for (var finding : Axe.serious(page)) findings.add(width + ": " + finding);
            assertEquals(List.of(), findings);
            var shifted = ((Number) page.evaluate("window.shifted")).doubleValue();
            assertTrue(
                    shifted <= 0.02,
                    "layout shift " + shifted + " at " + width + ": " + page.evaluate("window.movers"));
            var photo = page.locator(".hero__photo").boundingBox();
            assertEquals(width, photo.width, 1, "from edge to edge");
            var loaded = ((String) page.evaluate("document.querySelector('.hero__photo').currentSrc"));
            var wide = Integer.parseInt(loaded.replaceFirst(".*brand-hero-(\\d+)\\..*", "$1"));
            assertTrue(wide >= Math.min(width, 2000) || wide == 2000, loaded + " at " + width);
            var field = page.locator(".home-search__input").boundingBox();
            assertTrue(field.y + field.height < 844, "the search line is seen without scrolling at " + width);
            assertEquals(width, ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue());
            page.context().close();
        }
    }
}
