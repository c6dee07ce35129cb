package porchlight.brand;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.Axe;
import porchlight.harness.TestBrowser;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.harness.WithBrowser;
import porchlight.site.Sources;

/** The example brands judged by axe. */
@WithBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrandIT {
    private final DemoMls mls = DemoMls.start(DemoOptions.standard().listings(120));
    private final TestBrowser browser;

    BrandIT(TestBrowser browser) {
        this.browser = browser;
    }

    @AfterAll
    void stop() {
        mls.close();
    }

    @ParameterizedTest
    @CsvSource({"lakeside, 390, DARK", "lakeside, 1440, LIGHT", "tangerine, 390, LIGHT", "tangerine, 1440, DARK"})
    void noPageHasASeriousFinding(String brand, int width, ColorScheme scheme) throws Exception {
        var folder = Path.of("src/docs/brands", brand).toString();
        var settings = Map.of("SITE_BRAND", folder, "SITE_OFFICE_IDS", DemoMls.OWN_OFFICE);
        try (var site = TestSite.on(mls.serviceRoot(), settings, Sources.packaged(), InstantSource.system())
                .swept()) {
            Waiting.until(
                    "the team",
                    () -> site.page("/agents").select(".person-card").size() > 1);
            var agent = site.page("/agents").select(".person-card a").first().attr("href");
            var listing =
                    site.page("/homes").select("a.listing-card__link").first().attr("href");
            var page = browser.visitor(width, true, scheme);
            var findings = new ArrayList<String>();
            for (var path : paths(brand, listing, agent)) {
                page.navigate(site.url(path));
                var logo = page.locator(".site-header__home .logo img").boundingBox();
                if (logo.width < 100 || logo.height < 20) findings.add(path + ": the logo is not seen");
                for (var finding : Axe.serious(page)) findings.add(path + ": " + finding);
            }
            assertEquals(List.of(), findings);
            page.context().close();
        }
    }

    private static List<String> paths(String brand, String listing, String agent) {
        return brand.equals("lakeside")
                ? List.of("/", "/homes", listing, "/about", agent, "/searches/on-the-water", "/homes/or/lake-oswego")
                : List.of("/", "/homes", "/homes?min_price=lots", listing, "/who-we-are", "/agents", "/our-listings");
    }
}
