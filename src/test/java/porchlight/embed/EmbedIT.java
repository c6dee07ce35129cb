package porchlight.embed;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.Axe;
import porchlight.harness.TestBrowser;
import porchlight.harness.TestSite;
import porchlight.harness.WithBrowser;
import porchlight.site.Sources;

/** The widget in a browser, on host pages of other origins that have a strict policy of their own. */
@WithBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbedIT {
    private DemoMls mls;
    private HttpServer host;
    private TestSite site;
    private final TestBrowser browser;

    EmbedIT(TestBrowser browser) {
        this.browser = browser;
    }

    private volatile String content = "";
    /** Whether the host page has scripts and styles of its own. */
    private volatile boolean wordPress;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(240));
        host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site = TestSite.on(
                        mls.serviceRoot(),
                        Map.of(
                                "EMBED_ORIGINS",
                                "http://localhost:" + host.getAddress().getPort()),
                        Sources.packaged(),
                        InstantSource.system())
                .swept();
        host.createContext("/", exchange -> {
            try (exchange) {
                var page = ("<!doctype html><html lang=\"en\"><title>Host</title><h1>Host</h1>" + content
                                + "<script async src=\"" + site.url("/embed.js") + "\"></script>")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                exchange.getResponseHeaders()
                        .set(
                                "Content-Security-Policy",
                                wordPress
                                        ? "frame-src " + site.url("")
                                        : "default-src 'none'; script-src " + site.url("") + "; frame-src "
                                                + site.url(""));
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

    /** A visitor of a host page that has the content; the named host is allowed to frame, the numbered one is not. */
    private Page visit(String name, String content, int width, boolean scripts) {
        this.content = content;
        var page = browser.visitor(width, scripts, ColorScheme.LIGHT);
        page.navigate("http://" + name + ":" + host.getAddress().getPort() + "/");
        return page;
    }

    private Page visit(String content) {
        return visit("localhost", content, 1000, true);
    }

    private static FrameLocator frame(Page page) {
        return page.frameLocator("iframe");
    }

    private static double height(Locator iframe) {
        return iframe.boundingBox().height;
    }

    /** Waits until the frame is as high as what is in it. */
    private static void fits(Page page, Locator iframe, FrameLocator frame) {
        page.waitForCondition(() -> {
            var wanted = frame.locator(".embed__content").boundingBox();
            return wanted != null && Math.abs(height(iframe) - wanted.height) <= 3;
        });
    }

    private String key() throws Exception {
        return site.page("/homes")
                .select("a.listing-card__link")
                .first()
                .attr("href")
                .split("/")[2];
    }

    @ParameterizedTest
    @ValueSource(strings = {"search", "results", "carousel", "listing"})
    void everyKindIsShownAtItsHeightInBothSpellings(String kind) throws Exception {
        for (var tag : List.of("porchlight-search ", "div data-porchlight=\"search\" data-")) {
            var prefix = tag.contains("data-") ? "data-" : "";
            var page = visit("<" + tag + "kind=\"" + kind + "\" " + prefix + "listing=\"" + key() + "\" " + prefix
                    + "city=\"Portland\"><a href=\"" + site.url("/homes") + "\">Search</a></" + tag.split(" ")[0]
                    + ">");
            var heading = kind.equals("results") || kind.equals("carousel") ? "Portland" : "";
            assertThat(frame(page).locator("h1")).containsText(heading);
            fits(page, page.locator("iframe"), frame(page));
            assertThat(page.getByText("Search", new Page.GetByTextOptions().setExact(true)))
                    .isHidden();
            page.context().close();
        }
    }

    @Test
    void visitorsSearchInTheFrameAndOpenAHomeOnTheSite() {
        var page = visit("<porchlight-search city=\"Portland\"></porchlight-search>");
        var frame = frame(page);
        var all = frame.locator("h1").textContent();
        frame.getByLabel("Bedrooms").selectOption("5");
        frame.getByRole(AriaRole.BUTTON, new FrameLocator.GetByRoleOptions().setName("Search"))
                .click();
        assertThat(frame.locator("h1")).not().hasText(all);
        assertThat(frame.locator(".chips")).containsText("Portland");
        assertThat(frame.locator(".embed__heading")).isFocused();
        fits(page, page.locator("iframe"), frame);
        assertTrue(page.url().startsWith("http://localhost:"));
        frame.locator("a.listing-card__link").first().click();
        assertThat(page).hasURL(Pattern.compile("^http://127\\.0\\.0\\.1:\\d+/listing/\\d+/"));
        page.context().close();
    }

    @Test
    void backWithinTheFrameLeadsBackWithinTheFrame() {
        var page = visit("<porchlight-search city=\"Portland\" open=\"frame\"></porchlight-search>");
        var frame = frame(page);
        var results = frame.locator("h1").textContent();
        frame.locator("a.listing-card__link").first().click();
        assertThat(frame.locator(".embed__listing")).isVisible();
        fits(page, page.locator("iframe"), frame);
        page.evaluate("history.back()");
        assertThat(frame.locator("h1")).hasText(results);
        fits(page, page.locator("iframe"), frame);
        page.context().close();
    }

    @Test
    void theHeightFollowsTheContent() {
        var page = visit("<porchlight-search city=\"Portland\"></porchlight-search>");
        fits(page, page.locator("iframe"), frame(page));
        var before = height(page.locator("iframe"));
        page.setViewportSize(320, 800);
        page.waitForCondition(() -> height(page.locator("iframe")) > before + 100);
        fits(page, page.locator("iframe"), frame(page));
        page.context().close();
    }

    @Test
    void aHostThatIsNotAllowedShowsTheFallbackAndWhy() {
        var page = visit(
                "127.0.0.1",
                "<porchlight-search><a href=\"" + site.url("/homes") + "\">Search homes</a></porchlight-search>",
                1000,
                true);
        assertThat(page.getByText("EMBED_ORIGINS"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(15_000));
        assertThat(page.locator("iframe")).hasCount(0);
        page.getByText("Search homes").click();
        assertThat(page).hasURL(site.url("/homes"));
        page.context().close();
    }

    @Test
    void theHostsLanguageAndLeastHeightAreRespected() {
        var page = visit(
                "<div lang=\"es-US\"><porchlight-search kind=\"search\" min-height=\"1500\"></porchlight-search></div>"
                        + "<porchlight-search id=\"named\" kind=\"search\" title=\"Our homes\" near=\"45.52,-122.65\" within=\"3\"></porchlight-search>");
        assertThat(page.locator("div iframe")).hasAttribute("title", "Búsqueda de casas");
        assertThat(page.locator("#named iframe")).hasAttribute("title", "Our homes");
        assertThat(page.locator("#named iframe")).hasAttribute("src", Pattern.compile("near=45.52.*&radius=3"));
        fits(page, page.locator("#named iframe"), page.frameLocator("#named iframe"));
        assertEquals(1500, height(page.locator("div iframe")), 1);
        page.context().close();
    }

    @Test
    void forgedMessagesChangeNothing() {
        var page = visit("<porchlight-search city=\"Portland\"></porchlight-search><iframe></iframe>");
        var widget = page.locator("porchlight-search iframe");
        fits(page, widget, page.frameLocator("porchlight-search iframe"));
        var before = height(widget);
        page.evaluate("postMessage({ porchlight: 1, type: 'height', height: 123 }, '*')");
        page.frames().stream()
                .filter(frame -> frame.url().equals("about:blank"))
                .forEach(frame ->
                        frame.evaluate("parent.postMessage({ porchlight: 1, type: 'height', height: 123 }, '*')"));
        for (var message : List.of(
                "{ porchlight: 1, type: 'hello', extra: '<b>' }",
                "{ porchlight: 2, type: 'hello' }",
                "'hello'",
                "null",
                "{ porchlight: 1, type: 'navigate', url: 'https://evil.example' }"))
            page.evaluate("document.querySelector('porchlight-search').shadowRoot.querySelector('iframe')"
                    + ".contentWindow.postMessage(" + message + ", '*')");
        page.waitForTimeout(300);
        assertEquals(before, height(widget), 2);
        assertThat(page.frameLocator("porchlight-search iframe").locator("h1")).containsText("Portland");
        page.context().close();
    }

    @Test
    void twoWidgetsStandSideBySide() {
        var page = visit("<porchlight-search id=\"one\" kind=\"search\"></porchlight-search>"
                + "<porchlight-search id=\"two\" city=\"Portland\" theme=\"dark\" radius=\"2\"></porchlight-search>");
        for (var id : List.of("#one", "#two"))
            fits(page, page.locator(id + " iframe"), page.frameLocator(id + " iframe"));
        assertThat(page.frameLocator("#two iframe").locator("h1")).containsText("Portland");
        assertTrue(height(page.locator("#two iframe")) > height(page.locator("#one iframe")) + 200);
        page.context().close();
    }

    @Test
    void withoutScriptsTheFallbackLeadsToTheSiteAndAPlainFrameSearches() {
        var page = visit(
                "localhost",
                "<porchlight-search><a href=\"" + site.url("/homes")
                        + "\">Search homes</a></porchlight-search><iframe src=\""
                        + site.url("/embed/results?city=Portland")
                        + "\" width=\"600\" height=\"700\" title=\"x\"></iframe>",
                1000,
                false);
        assertThat(frame(page).locator("h1")).containsText("Portland");
        page.getByText("Search homes").click();
        assertThat(page).hasURL(site.url("/homes"));
        page.context().close();
    }

    @Test
    void aSandboxedFrameWorks() {
        var page = visit(
                "<iframe sandbox=\"allow-scripts allow-forms allow-same-origin allow-popups allow-top-navigation-by-user-activation\" src=\""
                        + site.url("/embed/results?city=Portland")
                        + "\" width=\"600\" height=\"700\" title=\"x\"></iframe>");
        frame(page).locator("a.listing-card__link").first().click();
        assertThat(page).hasURL(Pattern.compile("/listing/\\d+/"));
        page.context().close();
    }

    /**
     * WordPress's page: what {@code wp_filter_oembed_result} makes of a card, and what {@code wp-embed.js} does with
     * its messages.
     */
    private static String wordPress(String html) {
        var secret = "a1B2c3D4e5";
        return html.replace("<blockquote", "<blockquote class=\"wp-embedded-content\" data-secret=\"" + secret + "\"")
                        .replaceFirst(
                                "<iframe src=\"([^\"]+)\"",
                                "<iframe sandbox=\"allow-scripts\" security=\"restricted\" style=\"position: absolute;"
                                        + " visibility: hidden;\" src=\"$1#?secret=" + secret + "\" data-secret=\""
                                        + secret
                                        + "\"")
                + """
                <script>
                  addEventListener('message', (e) => {
                    const data = e.data;
                    if (!data || !(data.secret || data.message || data.value) || /[^a-zA-Z0-9]/.test(data.secret)) return;
                    for (const quote of document.querySelectorAll('blockquote[data-secret="' + data.secret + '"]'))
                      quote.style.display = 'none';
                    for (const source of document.querySelectorAll('iframe[data-secret="' + data.secret + '"]')) {
                      if (e.source !== source.contentWindow) continue;
                      source.removeAttribute('style');
                      if (data.message === 'height')
                        source.height = Math.min(1000, Math.max(200, parseInt(data.value, 10)));
                      if (data.message === 'link' && new URL(data.value).host === new URL(source.src).host
                          && document.activeElement === source) top.location.href = data.value;
                    }
                  });
                </script>""";
    }

    @Test
    void aCardWorksInWordPress() throws Exception {
        var path = site.page("/homes").select("a.listing-card__link").first().attr("href");
        var json = new ObjectMapper()
                .readTree(site.get("/oembed?maxwidth=600&url=" + site.url(path)).body());
        wordPress = true;
        try {
            var page = visit(wordPress(json.path("html").asText()));
            var card = page.locator("iframe");
            assertThat(card).isVisible();
            assertThat(page.locator("blockquote")).isHidden();
            var frame = frame(page);
            assertEquals("null", frame.locator("html").evaluate("() => origin"));
            // As high as what is in it.
            page.waitForCondition(() -> {
                var wanted = frame.locator(".embed__content").boundingBox();
                return wanted != null && Math.abs(height(card) - Math.min(1_000, wanted.height)) < 12;
            });
            var button = frame.locator("a.button--primary");
            assertThat(button).hasCSS("text-decoration-line", "none");
            var photo = frame.locator("img").first();
            page.waitForCondition(() -> (boolean) photo.evaluate("img => img.complete && img.naturalWidth > 100"));
            button.click();
            assertThat(page).hasURL(site.url(path));
            page.context().close();
        } finally {
            wordPress = false;
        }
    }

    /** Photos that this site passes on, as it does those of homes whose address is withheld. */
    @Test
    void aFrameOfItsOwnOriginShowsOurPhotosAndFonts() throws Exception {
        wordPress = true;
        try {
            var page = visit("<iframe sandbox=\"allow-scripts\" src=\"" + site.url("/embed/listing/" + withheld())
                    + "\" width=\"600\" height=\"700\" title=\"x\"></iframe>");
            var photo = frame(page).locator("img[src^='/']").first();
            page.waitForCondition(() -> (boolean) photo.evaluate("img => img.complete && img.naturalWidth > 100"));
            page.context().close();
        } finally {
            wordPress = false;
        }
    }

    /** The key of a home without its address, whose photos come through the site. */
    private String withheld() throws Exception {
        for (var link : site.page("/homes").select("a.listing-card__link")) {
            var key = link.attr("href").split("/")[2];
            if (!site.page("/embed/listing/" + key).select("img[src^=/]").isEmpty()) return key;
        }
        throw new AssertionError("no home with photos that the site passes on");
    }

    @Test
    void theBuilderShowsWhatIsChosenAtOnce() {
        var page = browser.visitor(1440, true, ColorScheme.LIGHT);
        page.navigate(site.url("/embed"));
        page.getByLabel("City").fill("Gresham");
        page.getByLabel("City").blur();
        assertThat(page.locator(".builder__code").first()).containsText("city=\"Gresham\"");
        assertThat(frame(page).locator("h1")).containsText("Gresham");
        page.getByLabel("Your website").fill("https://evil.example");
        page.getByLabel("Your website").blur();
        assertThat(page.locator(".notice")).containsText("EMBED_ORIGINS");
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({"280, DARK", "1000, LIGHT"})
    void framedPagesAreAccessibleAndFitNarrowColumns(int width, ColorScheme scheme) throws Exception {
        var page = browser.visitor(width, true, scheme);
        for (var path : List.of(
                "/embed/search",
                "/embed/results?city=Portland&accent=%23ffcc00",
                "/embed/results?layout=carousel&theme=dark",
                "/embed/results?beds=many",
                "/embed/listing/" + key(),
                "/embed")) {
            page.navigate(site.url(path));
            var wider = (int) page.evaluate("document.documentElement.scrollWidth - innerWidth");
            assertTrue(wider <= 0 || width == 280 && path.equals("/embed"), path + " is wider by " + wider);
            assertEquals(List.of(), Axe.serious(page), path);
        }
        page.context().close();
    }
}
