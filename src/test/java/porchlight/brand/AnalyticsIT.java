package porchlight.brand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.Axe;
import porchlight.harness.TestBrowser;
import porchlight.harness.TestSite;
import porchlight.harness.WithBrowser;
import porchlight.site.Sources;

/** What the owner's counting service learns of visitors, and when. */
@WithBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalyticsIT {
    private static final String GOOGLE = "analytics:\n  ga4: { id: G-AB12CD34 }\n";
    private static final String PLAUSIBLE =
            "analytics:\n  plausible: { domain: elm.example, host: \"https://stats.example\" }\n";

    private final DemoMls mls = DemoMls.start(DemoOptions.standard().listings(40));
    private final TestBrowser browser;
    private final List<String> loaded = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    AnalyticsIT(TestBrowser browser) {
        this.browser = browser;
    }

    @AfterAll
    void stop() {
        mls.close();
    }

    private TestSite site(String yaml) throws IOException {
        loaded.clear();
        var brand = Files.createDirectories(directory.resolve("brand"));
        Files.writeString(brand.resolve("site.yaml"), yaml);
        return TestSite.on(
                mls.serviceRoot(), Map.of("SITE_BRAND", brand.toString()), Sources.packaged(), InstantSource.system());
    }

    /** A page whose foreign scripts are answered here. */
    private Page visitor() {
        var page = browser.visitor(390, true, ColorScheme.LIGHT);
        page.context().route(address -> !address.contains("localhost") && !address.contains("127.0.0.1"), route -> {
            loaded.add(route.request().url());
            route.fulfill(
                    new Route.FulfillOptions().setContentType("text/javascript").setBody(""));
        });
        return page;
    }

    @Test
    void aServiceThatRecognizesNobodyCountsAtOnce() throws Exception {
        try (var site = site(PLAUSIBLE)) {
            var page = visitor();
            page.navigate(site.url("/terms"));
            page.waitForSelector("script[data-domain='elm.example']", attached());
            assertEquals(0, page.locator(".consent").count());
            page.waitForCondition(() -> loaded.contains("https://stats.example/js/script.js"));
            assertTrue(page.navigate(site.url("/privacy")).text().contains("sets no cookies"));
            page.context().close();
        }
    }

    @Test
    void aServiceWithACookieWaitsForConsent() throws Exception {
        try (var site = site(GOOGLE)) {
            var page = visitor();
            page.navigate(site.url("/terms"));
            page.waitForSelector(".consent:visible");
            assertEquals(List.of(), loaded);
            assertEquals(List.of(), Axe.serious(page));
            page.click("[data-consent=no]");
            assertFalse(page.isVisible(".consent"));
            page.navigate(site.url("/privacy"));
            assertFalse(page.isVisible(".consent"));
            assertEquals(List.of(), loaded);
            page.click("[data-consent-again]");
            page.click("[data-consent=yes]");
            page.waitForCondition(() -> loaded.contains("https://www.googletagmanager.com/gtag/js?id=G-AB12CD34"));
            loaded.clear();
            page.navigate(site.url("/terms"));
            page.waitForCondition(() -> loaded.size() == 1);
            assertFalse(page.isVisible(".consent"));
            page.context().close();
        }
    }

    @Test
    void globalPrivacyControlIsAnAnswer() throws Exception {
        for (var yaml : List.of(PLAUSIBLE, GOOGLE))
            try (var site = site(yaml)) {
                var page = visitor();
                page.addInitScript("Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })");
                page.navigate(site.url("/privacy"));
                page.waitForFunction("document.readyState === 'complete'");
                assertFalse(page.isVisible("[data-consent-again]"));
                assertEquals(0, page.locator(".consent:visible").count());
                assertEquals(List.of(), loaded);
                page.context().close();
            }
    }

    @Test
    void nothingElseMayBeLoaded() throws Exception {
        try (var site = site(PLAUSIBLE)) {
            var policy = site.get("/terms")
                    .headers()
                    .firstValue("Content-Security-Policy")
                    .orElseThrow();
            assertTrue(policy.contains("script-src 'self' https://stats.example/js/script.js;"), policy);
            assertTrue(policy.contains("connect-src 'self' https://stats.example;"), policy);
            var frame = site.get("/embed/search")
                    .headers()
                    .firstValue("Content-Security-Policy")
                    .orElseThrow();
            assertFalse(frame.contains("stats.example"), frame);
        }
        try (var site = site("name: Elm")) {
            assertFalse(site.page("/terms").html().contains("analytics"));
        }
    }

    private static Page.WaitForSelectorOptions attached() {
        return new Page.WaitForSelectorOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);
    }
}
