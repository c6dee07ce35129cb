package porchlight.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.harness.Axe;
import porchlight.harness.TestBrowser;
import porchlight.harness.TestSite;
import porchlight.harness.WithBrowser;
import porchlight.harness.WithSite;

/** Every page judged by axe, on a phone in the dark and on a desk by day. */
@WithSite(listings = 240)
@WithBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessibilityIT {
    private final TestSite site;
    private TestSite stranded;
    private final TestBrowser browser;

    AccessibilityIT(TestSite site, TestBrowser browser) {
        this.site = site;
        this.browser = browser;
    }

    @BeforeAll
    void start() throws Exception {
        stranded = TestSite.on("http://127.0.0.1:1/OData/");
    }

    @AfterAll
    void stop() {
        stranded.close();
    }

    @ParameterizedTest
    @CsvSource({"390, DARK", "1440, LIGHT"})
    void noPageHasASeriousFinding(int width, ColorScheme scheme) throws Exception {
        var listing = site.page("/homes").select("a.listing-card__link").first().attr("href");
        var page = browser.visitor(width, true, scheme);
        var findings = new ArrayList<String>();
        for (var path : List.of(
                "/",
                "/homes",
                "/homes?beds=3&garage=yes&sort=price",
                "/homes?min_price=lots&min_year=soon&garage=maybe&sort=cheap&status=Sold",
                "/homes?beds=10&max_price=50000",
                "/homes?bed=3&wheelchair=yes",
                "/homes?wheelchair=yes",
                "/back-on-market",
                listing,
                listing + "/photos",
                "/open-houses",
                "/sell",
                "/terms",
                "/privacy",
                "/accessibility",
                "/no-such-page")) {
            page.navigate(site.url(path));
            if (path.startsWith("/homes")) page.locator(".search-form__more").evaluate("more => more.open = true");
            judge(page, path, findings);
        }
        page.navigate(site.url(listing));
        page.locator(".gallery__photo").first().click();
        page.locator("dialog[open]").waitFor();
        judge(page, "lightbox", findings);
        page.navigate(stranded.url("/homes"));
        judge(page, "503", findings);
        assertEquals(List.of(), findings);
        page.context().close();
    }

    private static void judge(Page page, String what, List<String> findings) {
        Axe.serious(page).forEach(finding -> findings.add(what + ": " + finding));
    }
}
