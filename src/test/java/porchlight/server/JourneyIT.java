package porchlight.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.harness.TestBrowser;
import porchlight.harness.TestSite;
import porchlight.harness.WithBrowser;
import porchlight.harness.WithSite;

/** Visitors in a browser, from home to a home's photos. */
@WithSite(listings = 720)
@WithBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneyIT {
    private final TestSite site;
    private final TestBrowser browser;

    JourneyIT(TestSite site, TestBrowser browser) {
        this.site = site;
        this.browser = browser;
    }

    @AfterEach
    void consolesAreQuiet() {
        assertEquals(List.of(), browser.complaints());
    }

    private Page visitor(int width, boolean scripts) {
        return browser.visitor(width, scripts, ColorScheme.LIGHT);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static boolean isDrawn(Locator image) {
        image.scrollIntoViewIfNeeded();
        image.page().waitForCondition(() -> (boolean) image.evaluate("image => image.complete"));
        return (int) image.evaluate("image => image.naturalWidth") > 0;
    }

    @ParameterizedTest
    @CsvSource({"390, true", "390, false", "1440, true", "1440, false"})
    void fromHomeThroughSearchToAHomesPhotos(int width, boolean scripts) {
        var page = visitor(width, scripts);
        page.navigate(site.url("/"));
        var line = page.getByLabel("City, ZIP, address, or MLS number");
        line.fill("Portland 3+ beds");
        line.press("Enter");
        assertThat(page).hasURL(Pattern.compile("/homes(/|\\?)"));
        assertThat(page.locator(".chips")).containsText("Portland");
        assertThat(page.locator(".chips")).containsText("3+");
        var first = page.locator(".listing-card").first();
        assertThat(first).containsText("Portland");
        var price = first.locator(".listing-card__price").textContent().strip();
        assertThat(first.locator("img").first()).isVisible();
        first.locator("a.listing-card__link").click();
        assertThat(page).hasURL(Pattern.compile("/listing/\\d+/"));
        assertThat(page.locator(".listing__price")).containsText(price.split("\\s")[0]);
        assertTrue(isDrawn(page.locator(".gallery__photo img").first()));
        if (scripts) inTheLightbox(page);
        else onThePhotoPage(page);
        page.context().close();
    }

    private static void inTheLightbox(Page page) {
        var listing = page.url();
        var opener = page.locator(".gallery__photo").first();
        opener.click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).isVisible();
        assertThat(dialog.locator(".lightbox__counter")).containsText(Pattern.compile("1 (of|/) \\d+"));
        assertTrue(isDrawn(dialog.locator(".lightbox__slide").first().locator("img")));
        page.keyboard().press("ArrowRight");
        assertThat(dialog.locator(".lightbox__counter")).containsText(Pattern.compile("2 (of|/) \\d+"));
        assertThat(page).hasURL(Pattern.compile("#photo-2$"));
        assertTrue(isDrawn(dialog.locator(".lightbox__slide").nth(1).locator("img")));
        page.keyboard().press("Escape");
        assertThat(dialog).isHidden();
        assertThat(opener).isFocused();
        page.waitForURL(listing);
        opener.click();
        assertThat(dialog).isVisible();
        page.goBack();
        assertThat(dialog).isHidden();
        assertEquals(listing, page.url());
        // A link to a photo opens it.
        page.navigate(listing + "#photo-4");
        assertThat(dialog.locator(".lightbox__counter")).containsText(Pattern.compile("4 (of|/) \\d+"));
        page.reload();
        assertThat(dialog.locator(".lightbox__counter")).containsText(Pattern.compile("4 (of|/) \\d+"));
        button(page, "Close photos").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
    }

    private static void onThePhotoPage(Page page) {
        page.locator(".gallery__photo").first().click();
        assertThat(page).hasURL(Pattern.compile("/photos#photo-1$"));
        assertTrue(isDrawn(page.locator("#photo-1 img")));
        assertTrue(isDrawn(page.locator("#photo-3 img")));
        assertTrue(page.locator(".photo-page__list li").count() > 4);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Back to the listing"))
                .click();
        assertThat(page.locator(".gallery")).isVisible();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void filtersNarrowAndChipsWiden(boolean scripts) {
        var page = visitor(1440, scripts);
        page.navigate(site.url("/homes"));
        var all = page.locator(".results__heading").textContent();
        page.locator("[data-menu=rooms] > summary").click();
        page.getByLabel("Bedrooms").selectOption("4");
        page.locator(".search-form__more summary").click();
        page.locator("#garage").check();
        page.locator(".search-form__actions button").click();
        assertThat(page).hasURL(Pattern.compile("\\?(beds=4&garage=yes)$"));
        assertThat(page.locator(".results__heading")).not().hasText(all);
        assertThat(page.locator("#beds")).hasValue("4");
        page.locator(".chip", new Page.LocatorOptions().setHasText("4+")).click();
        assertThat(page).hasURL(Pattern.compile("\\?garage=yes$"));
        page.locator(".chip--clear").click();
        assertThat(page.locator(".results__heading")).hasText(all);
        page.context().close();
    }

    @Test
    void aChosenOrderAppliesAtOnceWithScripts() {
        var page = visitor(1440, true);
        page.navigate(site.url("/homes?beds=3"));
        page.getByLabel("Sort by").selectOption("price");
        assertThat(page).hasURL(Pattern.compile("\\?beds=3&sort=price$"));
        page.context().close();
    }

    @Test
    void wrongInputIsReportedBesideItsFieldAndKept() {
        var page = visitor(390, true);
        page.navigate(site.url("/homes?min_year=soon"));
        assertThat(page.locator(".error-summary")).isVisible();
        assertThat(page.locator("#min_year")).hasValue("soon");
        assertThat(page.locator("#min_year-error")).isVisible();
        page.locator(".error-summary a").click();
        assertThat(page.locator("#min_year")).isFocused();
        page.context().close();
        // The console notes the answer's status, nothing else.
        assertTrue(browser.complaints().stream()
                .allMatch(complaint -> complaint.contains("the server responded with a status of 4")));
    }

    @Test
    void nothingIsWiderThanTheWindow() {
        var page = visitor(390, true);
        page.navigate(site.url("/homes"));
        var listing = page.locator("a.listing-card__link").first().getAttribute("href");
        for (var path : List.of("/", "/homes?beds=3&garage=yes", listing, listing + "/photos", "/terms")) {
            page.navigate(site.url(path));
            for (var width : List.of(320, 390, 820, 1440)) {
                page.setViewportSize(width, 900);
                var wider = (int) page.evaluate("document.documentElement.scrollWidth - innerWidth");
                assertTrue(wider <= 0, path + " is wider than " + width + " by " + wider);
            }
        }
        page.context().close();
    }
}
