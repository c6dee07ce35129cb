package porchlight.listing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.Axe;
import porchlight.harness.TestBrowser;
import porchlight.harness.TestSite;
import porchlight.harness.WithBrowser;
import porchlight.site.Sources;

/** The MLS's license in a browser: on the site itself, and in a frame on another website. */
@WithBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DisplayRulesIT {
    private static final String QUESTION = "Before you see listings";

    private DemoMls mls;
    private HttpServer host;
    private TestSite site;
    private final TestBrowser browser;

    DisplayRulesIT(TestBrowser browser) {
        this.browser = browser;
    }

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(60));
        host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site = TestSite.on(
                mls.serviceRoot(),
                Map.of(
                        "MLS_PROFILE",
                        "src/test/profiles/strict-feed.yaml",
                        "TRUSTED_PROXIES",
                        "127.0.0.1",
                        "EMBED_ORIGINS",
                        "http://localhost:" + host.getAddress().getPort()),
                Sources.packaged(),
                InstantSource.system());
        var page =
                ("<!doctype html><html lang=\"en\"><title>Host</title><iframe title=\"Homes\" width=\"600\" height=\"700\""
                                + " src=\"" + site.url("/embed/results") + "\"></iframe>")
                        .getBytes(StandardCharsets.UTF_8);
        host.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
            }
        });
        host.start();
    }

    @AfterAll
    void stop() {
        site.close();
        host.stop(0);
        mls.close();
    }

    @Test
    void visitorAgreesOnceAndSeesWhatWasAskedFor() {
        var page = browser.visitor(390, true, ColorScheme.LIGHT);
        page.navigate(site.url("/homes?beds=2"));
        assertThat(page.getByRole(AriaRole.HEADING).first()).hasText(QUESTION);
        assertThat(page.locator(".listing-card")).hasCount(0);
        var faults = Axe.violations(page);
        assertEquals(List.of(), faults, faults.toString());
        page.locator("main button").click();
        page.waitForURL(site.url("/homes?beds=2"));
        assertThat(page.locator(".listing-card").first()).isVisible();
        page.navigate(site.url("/open-houses"));
        assertThat(page.getByRole(AriaRole.HEADING).first()).not().hasText(QUESTION);
        assertEquals(List.of(), browser.complaints());
    }

    /**
     * Browsers keep a cookie in a frame only with Partitioned, which requires TLS; here the proxy
     * headers claim it.
     */
    @Test
    void visitorAgreesInAFrameOfAnotherWebsiteAndOnlyThere() {
        var page = browser.visitor(800, true, ColorScheme.LIGHT);
        page.context().setExtraHTTPHeaders(Map.of("X-Forwarded-Proto", "https"));
        page.navigate("http://localhost:" + host.getAddress().getPort() + "/");
        var frame = page.frameLocator("iframe");
        assertThat(frame.getByRole(AriaRole.HEADING).first()).hasText(QUESTION);
        frame.locator("main button").click();
        assertThat(frame.locator(".listing-card").first()).isVisible();
        page.reload();
        assertThat(frame.locator(".listing-card").first()).isVisible();
        page.navigate(site.url("/homes"));
        assertThat(page.getByRole(AriaRole.HEADING).first()).hasText(QUESTION);
    }
}
