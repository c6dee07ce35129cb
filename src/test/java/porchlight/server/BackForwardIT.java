package porchlight.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.harness.TestBrowser;
import porchlight.harness.TestSite;
import porchlight.harness.WithSite;

/** Back shows the page as it was left, at once: nothing on it keeps browsers from holding it. */
@WithSite(listings = 240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackForwardIT {
    private final TestSite site;
    private TestBrowser browser;

    BackForwardIT(TestSite site) {
        this.site = site;
    }

    @BeforeAll
    void start() throws Exception {
        browser = TestBrowser.keepingPages();
    }

    @AfterAll
    void stop() {
        browser.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/homes", "/homes?view=map", "/homes/or/portland", "listing"})
    void backRestoresThePageThatWasLeft(String path) throws Exception {
        var from = path.equals("listing") ? listing() : path;
        var page = browser.visitor(1440, true, ColorScheme.LIGHT);
        page.navigate(site.url(from));
        page.evaluate("() => { globalThis.left = true;"
                + " addEventListener('pageshow', (shown) => { globalThis.persisted = shown.persisted; }); }");
        page.locator("footer a[href='/privacy']").click();
        assertThat(page).hasURL(site.url("/privacy"));
        page.evaluate("() => history.back()");
        assertThat(page).hasURL(site.url(from));
        page.waitForFunction("() => document.readyState === 'complete'");
        assertEquals(
                "restored",
                page.evaluate("() => globalThis.left && globalThis.persisted ? 'restored'"
                        + " : JSON.stringify(performance.getEntriesByType('navigation')[0].notRestoredReasons)"));
        page.context().close();
    }

    private String listing() throws Exception {
        return site.page("/homes")
                .selectFirst(".listing-card a[href^=/listing/]")
                .attr("href");
    }
}
