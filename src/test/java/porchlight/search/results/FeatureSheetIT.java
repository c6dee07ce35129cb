package porchlight.search.results;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.harness.Axe;
import porchlight.harness.TestBrowser;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.harness.WithBrowser;
import porchlight.harness.WithSite;

/** The search of the filter sheet, which finds features that the sheet does not list. */
@WithSite(listings = 720)
@WithBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeatureSheetIT {
    private final TestSite site;
    private final TestBrowser browser;

    FeatureSheetIT(TestSite site, TestBrowser browser) {
        this.site = site;
        this.browser = browser;
    }

    /** The rarest style, which the sheet leaves out. */
    private String rare() throws Exception {
        Waiting.until(
                "the features are known",
                () -> !site.page("/homes").select("[data-features]").isEmpty());
        var all = site.page("/homes/filters?group=ArchitecturalStyle")
                .select(".check > span:nth-of-type(1)")
                .eachText();
        return all.get(all.size() - 1);
    }

    @ParameterizedTest
    @CsvSource({"390, true", "390, false", "1440, true", "1440, false"})
    void aFeatureIsFoundByTyping(int width, boolean scripts) throws Exception {
        var rare = rare();
        var page = browser.visitor(width, scripts, ColorScheme.LIGHT);
        page.navigate(site.url("/homes?max_beds=8"));
        page.locator(".search-form__more > summary").click();
        var found = page.locator("main .check:visible").filter(new Locator.FilterOptions().setHasText(rare));
        assertThat(found).hasCount(0);
        var field = page.locator("#find-feature");
        field.fill(rare.toLowerCase(java.util.Locale.ROOT));
        if (!scripts) field.press("Enter");
        assertThat(found).hasCount(1);
        assertThat(page.locator("[data-group=Heating] .check:visible")).hasCount(0);
        found.locator("input").check();
        if (!scripts) page.locator("main .button--primary:visible").last().click();
        assertThat(page).hasURL(site.url("/homes?max_beds=8&feature=ArchitecturalStyle%3A" + rare.replace(" ", "+")));
        assertThat(page.locator(".chips")).containsText(rare);
        if (scripts) {
            // What was typed goes on to narrow the new sheet.
            assertThat(field).hasValue(rare.toLowerCase(java.util.Locale.ROOT));
            assertThat(found.locator("input")).isChecked();
            assertThat(page.locator("[data-features] .check:visible")).hasCount(1);
            field.fill("");
            assertThat(page.locator("[data-group=Heating] .check:visible").first())
                    .isVisible();
            field.fill("lot size");
            assertThat(page.locator("#min_lot")).isVisible();
            assertThat(page.locator("#min_year")).isHidden();
            field.fill("zzzqq");
            assertThat(page.locator("[data-none]")).hasText(Pattern.compile("^No home"));
        }
        assertEquals(List.of(), browser.complaints());
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({"390, DARK", "1440, LIGHT"})
    void thePageOfAllFeaturesHasNoSeriousFinding(int width, ColorScheme scheme) throws Exception {
        rare();
        var page = browser.visitor(width, true, scheme);
        page.navigate(site.url("/homes/filters?beds=2&find=heat"));
        assertEquals(List.of(), Axe.serious(page));
        page.context().close();
    }
}
