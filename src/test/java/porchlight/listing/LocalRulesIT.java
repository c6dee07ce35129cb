package porchlight.listing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestBrowser;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** Requirements of individual MLSs, in a browser that enforces the Content-Security-Policy. */
class LocalRulesIT {
    /** The profile contains the hash of these bytes. */
    private static final String WATCH =
            "document.documentElement.dataset.watched = \"yes\"; fetch(\"https://watch.example/seen?of=\" +"
                    + " encodeURIComponent(location.pathname), {method: \"POST\", mode: \"no-cors\"});";

    @Test
    void theMlssCodeRunsAndTellsItsHostAndTheAgentIsNoLargerThanTheBrokerage() throws Exception {
        var requests = new CopyOnWriteArrayList<String>();
        try (var mls = DemoMls.start(DemoOptions.standard().listings(60));
                var site = TestSite.on(
                                mls.serviceRoot(),
                                Map.of("MLS_PROFILE", LocalRulesTest.PROFILE),
                                Sources.packaged(),
                                InstantSource.system())
                        .swept();
                var browser = TestBrowser.start()) {
            var page = browser.visitor(390, true, ColorScheme.LIGHT);
            page.context().route("https://watch.example/**", route -> {
                requests.add(route.request().url());
                route.fulfill(new Route.FulfillOptions()
                        .setHeaders(Map.of("Access-Control-Allow-Origin", "*", "Content-Type", "text/javascript"))
                        .setBody(route.request().url().endsWith(".js") ? WATCH : ""));
            });
            page.navigate(site.url("/homes"));
            assertThat(page.locator("html[data-watched=yes]")).hasCount(1);
            page.waitForCondition(() -> requests.size() >= 3);
            assertTrue(requests.contains("https://watch.example/seen?of=%2Fhomes"), requests.toString());
            assertTrue(requests.contains("https://watch.example/seen.png"), requests.toString());

            var sizes = page.locator(".site-header__brokerage")
                    .evaluateAll("all => all.map(e => parseFloat(getComputedStyle(e).fontSize))");
            assertEquals(2, ((List<?>) sizes).size());
            assertEquals(((List<?>) sizes).get(0), ((List<?>) sizes).get(1));
            var firm = page.locator(".listing-card__firm").first();
            assertThat(firm).isVisible();
            assertEquals("16px", firm.evaluate("e => getComputedStyle(e).fontSize"));
        }
    }
}
