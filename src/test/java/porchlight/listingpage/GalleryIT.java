package porchlight.listingpage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.harness.Axe;
import porchlight.harness.FeedRows;
import porchlight.harness.RewrittenFeed;
import porchlight.harness.TestBrowser;
import porchlight.harness.TestSite;
import porchlight.harness.WithBrowser;
import porchlight.harness.WithSite;

/** A home's photos, as many as there are, looked at by finger, mouse and keyboard. */
@Order(1)
@WithSite(listings = 240)
@WithBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GalleryIT {
    private final DemoMls mls;
    private final TestSite site;
    private final TestBrowser browser;

    GalleryIT(DemoMls mls, TestSite site, TestBrowser browser) {
        this.mls = mls;
        this.site = site;
        this.browser = browser;
    }

    @AfterEach
    void consolesAreQuiet() {
        assertEquals(List.of(), browser.complaints());
    }

    /** The page of the first displayable listing with so many photos. */
    private String listingWith(String photos) throws Exception {
        var filter =
                "PhotosCount " + photos + " and InternetEntireListingDisplayYN ne false and DelayedMarketingYN ne true"
                        + " and ApprovalStatus ne false and (StandardStatus eq 'Active' or StandardStatus eq 'Pending')";
        var key = FeedRows.ask(
                        mls,
                        "Property?$top=1&$select=ListingKey&$filter="
                                + URLEncoder.encode(filter, StandardCharsets.UTF_8))
                .path("value")
                .path(0)
                .path("ListingKey")
                .asText();
        assertFalse(key.isEmpty(), "a listing whose PhotosCount is " + photos);
        return site.get("/listing/" + key).headers().firstValue("Location").orElseThrow();
    }

    private Page visitor(int width, boolean scripts) {
        return browser.visitor(width, scripts, ColorScheme.LIGHT);
    }

    private static Locator dialog(Page page) {
        return page.getByRole(AriaRole.DIALOG);
    }

    private static Locator counter(Page page) {
        return dialog(page).locator(".lightbox__counter");
    }

    private static Locator button(Page page, String name) {
        return dialog(page)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void showsPhoto(Page page, int number) {
        assertThat(counter(page)).containsText(Pattern.compile("^" + number + " of "));
        var image = dialog(page).locator(".lightbox__slide").nth(number - 1).locator("img");
        assertThat(image).isInViewport();
        page.waitForCondition(() -> (boolean) image.evaluate("image => image.complete && image.naturalWidth > 0"));
    }

    @ParameterizedTest
    @CsvSource({"0, 390", "1, 390", "2, 1440", "3, 1440", "4, 1440", "5, 390", "5, 1440"})
    void everyNumberOfPhotosFillsItsGallery(int photos, int width) throws Exception {
        var page = visitor(width, true);
        page.navigate(site.url(listingWith("eq " + photos)));
        assertThat(page.locator(".gallery__photo")).hasCount(photos);
        if (photos == 0) {
            assertThat(page.locator(".gallery")).containsText("This listing has no photos yet");
            assertThat(page.locator(".gallery__all")).hasCount(0);
            page.navigate(page.url() + "/photos");
            assertThat(page.locator("main")).containsText("This listing has no photos yet");
        } else {
            // Side by side they are a block without holes.
            if (width > 600)
                assertTrue((boolean) page.locator(".gallery__photos").evaluate("""
                    grid => {
                      const frame = grid.getBoundingClientRect();
                      const bottoms = [...grid.children].map(photo => photo.getBoundingClientRect().bottom);
                      return frame.bottom - Math.max(...bottoms) < 2 && grid.children[0].getBoundingClientRect().left - frame.left < 2
                        && frame.height > 300 && frame.height < 800;
                    }"""));
            page.locator(".gallery__photo").first().click();
            showsPhoto(page, 1);
            assertThat(counter(page)).containsText("1 of " + photos);
            assertThat(button(page, "Next photo")).hasCount(photos == 1 ? 0 : 1);
            assertEquals(List.of(), Axe.serious(page));
            page.keyboard().press("End");
            showsPhoto(page, photos);
            page.keyboard().press("Escape");
            assertThat(dialog(page)).isHidden();
        }
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void aLongGalleryIsReadByKeyboardAloneAndLoadsOnlyWhatIsNear(int width) throws Exception {
        var page = visitor(width, true);
        var path = listingWith("eq 88");
        page.navigate(site.url(path));
        var listing = page.url();
        var second = page.locator(".gallery__photo").nth(1);
        second.focus();
        page.keyboard().press("Enter");
        showsPhoto(page, 2);
        var count = Integer.parseInt(counter(page).textContent().replaceFirst(".* of (\\d+).*", "$1"));
        assertEquals(88, count);
        var loaded = dialog(page).locator(".lightbox__slide img");
        assertThat(loaded).hasCount(3);
        page.keyboard().press("ArrowRight");
        showsPhoto(page, 3);
        page.keyboard().press("End");
        showsPhoto(page, count);
        assertThat(page).hasURL(Pattern.compile("#photo-" + count + "$"));
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowLeft");
        showsPhoto(page, count - 1);
        assertTrue(loaded.count() < 9, "not every photo is loaded");
        assertTrue(dialog(page).locator(".lightbox__thumbs img").count() < count, "nor every small one");
        page.keyboard().press("Home");
        showsPhoto(page, 1);
        // Tab reaches the small photos, of which one is in the way of Tab.
        button(page, "Photo 1").focus();
        page.keyboard().press("ArrowRight");
        showsPhoto(page, 2);
        assertThat(dialog(page).locator(".lightbox__thumbs button[aria-current]"))
                .isFocused();
        button(page, "Photo 6").click();
        showsPhoto(page, 6);
        assertEquals(
                "Photo 6 of " + count,
                dialog(page)
                        .locator(".lightbox__slide")
                        .nth(5)
                        .locator("img")
                        .getAttribute("alt")
                        .replaceFirst(":.*", ""));
        page.keyboard().press("Escape");
        assertThat(dialog(page)).isHidden();
        assertThat(second).isFocused();
        page.waitForURL(listing);
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void backClosesForwardOpensAndALinkLeadsToAPhoto(int width) throws Exception {
        var page = visitor(width, true);
        page.navigate(site.url("/homes"));
        page.navigate(site.url(listingWith("eq 88") + "#photo-7"));
        showsPhoto(page, 7);
        page.goBack();
        assertThat(dialog(page)).isHidden();
        assertFalse(page.url().contains("#"), page.url());
        page.goForward();
        showsPhoto(page, 7);
        page.reload();
        showsPhoto(page, 7);
        button(page, "Close photos").click();
        assertThat(dialog(page)).isHidden();
        assertThat(page).not().hasURL(Pattern.compile("#"));
        // A link to a photo that does not exist shows the last.
        page.evaluate("location.hash = 'photo-999'");
        assertThat(counter(page)).containsText(Pattern.compile("^(\\d+) of \\1"));
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void photosOpenedAgainBeforeTheNextFrameStayOpen(int width) throws Exception {
        var page = visitor(width, true);
        page.navigate(site.url(listingWith("eq 88")));
        page.locator(".gallery__photo").first().click();
        showsPhoto(page, 1);
        // A browser tells of a dialog's closing with the next frame, which on a busy phone is late.
        page.evaluate("() => { addEventListener('popstate', () => { location.hash = 'photo-4'; }, { once: true });"
                + " history.back(); }");
        showsPhoto(page, 4);
        page.evaluate("() => new Promise(later => requestAnimationFrame(() => requestAnimationFrame(later)))");
        page.waitForTimeout(500);
        showsPhoto(page, 4);
        assertThat(page).hasURL(Pattern.compile("#photo-4$"));
        page.reload();
        showsPhoto(page, 4);
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void photosZoomByKeysButtonsAndDoubleClickAndThenPan(int width) throws Exception {
        var page = visitor(width, true);
        page.navigate(site.url(listingWith("eq 88") + "#photo-1"));
        showsPhoto(page, 1);
        var image = dialog(page).locator(".lightbox__slide").first().locator("img");
        var fitting = image.boundingBox().width;
        page.keyboard().press("+");
        assertTrue(image.boundingBox().width > 1.5 * fitting);
        button(page, "Zoom in").click();
        assertTrue(image.boundingBox().width > 2.4 * fitting);
        var left = image.boundingBox().x;
        page.keyboard().press("ArrowRight");
        assertTrue(image.boundingBox().x < left, "an arrow pans");
        assertThat(counter(page)).containsText(Pattern.compile("^1 of"));
        page.keyboard().press("0");
        assertEquals(fitting, image.boundingBox().width, 1);
        image.dblclick();
        assertTrue(image.boundingBox().width > 2 * fitting);
        button(page, "Next photo").click();
        showsPhoto(page, 2);
        assertEquals(fitting, image.boundingBox().width, 1);
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void withoutScriptsEveryPhotoIsAPlainLink(int width) throws Exception {
        var page = visitor(width, false);
        page.navigate(site.url(listingWith("eq 88")));
        page.locator(".gallery__all").click();
        assertThat(page).hasURL(Pattern.compile("/photos$"));
        assertTrue(page.locator(".photo-page__list li").count() > 50);
        var third = page.locator("#photo-3 a");
        assertThat(third.locator("img")).hasAttribute("alt", Pattern.compile("^Photo 3 of \\d+: "));
        third.click();
        assertThat(page).hasURL(Pattern.compile("\\.jpg$"));
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void thePhotoPageOpensTheSameViewer(int width) throws Exception {
        var page = visitor(width, true);
        page.navigate(site.url(listingWith("eq 88") + "/photos#photo-2"));
        assertThat(dialog(page)).hasCount(0);
        page.locator("#photo-2 a").click();
        showsPhoto(page, 2);
        page.goBack();
        assertThat(dialog(page)).isHidden();
        assertThat(page).hasURL(Pattern.compile("/photos#photo-2$"));
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void aPhotoThatDoesNotLoadGivesWayToADrawing(int width) throws Exception {
        var page = visitor(width, true);
        page.route(
                "**/media/**",
                route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions().setStatus(404)));
        page.navigate(site.url(listingWith("eq 5")));
        assertThat(page.locator(".gallery__photo").first()).hasClass(Pattern.compile("photo-missing"));
        page.locator(".gallery__photo").first().click();
        assertThat(dialog(page).locator(".lightbox__slide").first().locator("figure"))
                .hasClass(Pattern.compile("photo-missing"));
        // A photo asked for while the window closes would have nobody to answer it.
        page.unrouteAll();
        page.context().close();
        assertTrue(browser.complaints().stream().allMatch(complaint -> complaint.contains("404")));
    }

    @Test
    void aPhotoWhoseSizesAreNotThereIsShownAsTheMlsHasIt() throws Exception {
        var page = visitor(390, true);
        page.route(
                "**/media/*/resize/**",
                route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions().setStatus(404)));
        page.navigate(site.url(listingWith("eq 5")));
        var first = page.locator(".gallery__photo").first();
        page.waitForCondition(() -> (boolean)
                first.locator("img").evaluate("image => image.naturalWidth > 0 && !image.src.includes('resize')"));
        assertFalse(first.getAttribute("class").contains("photo-missing"));
        first.click();
        showsPhoto(page, 1);
        page.keyboard().press("ArrowRight");
        showsPhoto(page, 2);
        page.unrouteAll();
        page.context().close();
        assertTrue(browser.complaints().stream().allMatch(complaint -> complaint.contains("404")));
    }

    @Test
    void fingersSwipeToTheNextPhotoPinchItLargerAndPullTheViewerShut() throws Exception {
        var page = visitor(390, true);
        var fingers = page.context().newCDPSession(page);
        var enabled = new com.google.gson.JsonObject();
        enabled.addProperty("enabled", true);
        enabled.addProperty("maxTouchPoints", 2);
        fingers.send("Emulation.setTouchEmulationEnabled", enabled);
        page.navigate(site.url(listingWith("eq 88") + "#photo-1"));
        showsPhoto(page, 1);
        touch(fingers, "touchStart", 330, 400);
        for (int x = 310; x >= 50; x -= 20) touch(fingers, "touchMove", x, 400);
        touch(fingers, "touchEnd");
        showsPhoto(page, 2);
        var image = dialog(page).locator(".lightbox__slide").nth(1).locator("img");
        var width = image.boundingBox().width;
        touch(fingers, "touchStart", 180, 400, 210, 400);
        for (int apart = 10; apart <= 80; apart += 10) touch(fingers, "touchMove", 180 - apart, 400, 210 + apart, 400);
        touch(fingers, "touchEnd");
        page.waitForCondition(() -> image.boundingBox().width > 2 * width);
        assertThat(counter(page)).containsText(Pattern.compile("^2 of"));
        button(page, "Close photos").click();
        assertThat(dialog(page)).isHidden();
        page.locator(".gallery__photo").first().click();
        showsPhoto(page, 1);
        touch(fingers, "touchStart", 190, 300);
        for (int down = 20; down <= 160; down += 20) touch(fingers, "touchMove", 190, 300 + down);
        touch(fingers, "touchEnd");
        assertThat(dialog(page)).isHidden();
        page.context().close();
    }

    private static void touch(com.microsoft.playwright.CDPSession fingers, String type, int... places) {
        var points = new com.google.gson.JsonArray();
        for (int i = 0; i < places.length; i += 2) {
            var point = new com.google.gson.JsonObject();
            point.addProperty("x", places[i]);
            point.addProperty("y", places[i + 1]);
            point.addProperty("id", i / 2);
            points.add(point);
        }
        var event = new com.google.gson.JsonObject();
        event.addProperty("type", type);
        event.add("touchPoints", points);
        fingers.send("Input.dispatchTouchEvent", event);
    }

    @ParameterizedTest
    @CsvSource({"390, true", "1440, true", "390, false"})
    void aHomeIsPassedOnByLinkMailAndPaper(int width, boolean scripts) throws Exception {
        var page = visitor(width, scripts);
        page.navigate(site.url(listingWith("eq 88")));
        var share = page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Share this home"));
        assertThat(share.getByRole(AriaRole.LINK))
                .hasAttribute("href", Pattern.compile("^mailto:\\?subject=.+&body=http.+"));
        assertThat(share.getByRole(AriaRole.BUTTON)).hasCount(scripts ? 2 : 0);
        if (scripts) {
            page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            share.getByRole(AriaRole.BUTTON).first().click();
            assertThat(share.getByRole(AriaRole.STATUS)).hasText("Link copied");
            assertEquals(page.url(), page.evaluate("navigator.clipboard.readText()"));
            page.evaluate("window.print = () => { document.title = 'printed'; }");
            share.getByRole(AriaRole.BUTTON).last().click();
            assertThat(page).hasTitle("printed");
        }
        // On paper: one sheet with three photos, code and disclaimer, and nothing else.
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.PRINT));
        var sheet = page.locator(".print-sheet");
        assertThat(sheet).isVisible();
        assertThat(sheet.locator(".print-sheet__photos img")).hasCount(3);
        assertThat(sheet).containsText("Listing office");
        assertThat(sheet).containsText("Interior features");
        assertThat(sheet).containsText("deemed reliable but is not guaranteed");
        assertThat(page.locator(".gallery")).isHidden();
        assertThat(page.locator(".site-header")).isHidden();
        var paper = page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true));
        var text = new String(paper, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertEquals(
                1, Pattern.compile("/Type\\s*/Page\\b").matcher(text).results().count(), "sheets");
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void aTourPlaysOnThePageOnceItIsAskedFor(int width) throws Exception {
        try (var feed = new RewrittenFeed(mls.serviceRoot())
                        .replace("https://tours.example.com/", "https://youtu.be/dQabc12345x?k=");
                var framing = TestSite.on(feed.serviceRoot())) {
            var page = visitor(width, true);
            var asked = new java.util.concurrent.atomic.AtomicInteger();
            page.route("https://www.youtube-nocookie.com/**", route -> {
                asked.incrementAndGet();
                route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                        .setContentType("text/html")
                        .setBody("<!doctype html><title>Player</title><p>Playing"));
            });
            page.navigate(framing.url(listingWithTour()));
            var tour = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Virtual tour"));
            assertThat(tour).isVisible();
            assertEquals(0, asked.get());
            tour.click();
            assertThat(page.frameLocator("#tours iframe").locator("p")).hasText("Playing");
            page.context().close();
        }
    }

    private String listingWithTour() throws Exception {
        for (var link : site.page("/homes").select("a.listing-card__link"))
            if (!site.page(link.attr("href")).select("#tours a").isEmpty()) return link.attr("href");
        throw new AssertionError("no tour on the first page of results");
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void aFloorPlanHasAPlaceOfItsOwn(int width) throws Exception {
        for (var link : site.page("/homes").select("a.listing-card__link")) {
            if (site.page(link.attr("href")).select("#plans").isEmpty()) continue;
            var page = visitor(width, true);
            page.navigate(site.url(link.attr("href")));
            var plan = page.locator("#plans img").first();
            plan.scrollIntoViewIfNeeded();
            page.waitForCondition(() -> (boolean) plan.evaluate("image => image.complete && image.naturalWidth > 0"));
            assertThat(plan).hasAttribute("alt", Pattern.compile("^Floor plan"));
            assertEquals(List.of(), Axe.serious(page));
            page.context().close();
            return;
        }
        throw new AssertionError("no floor plan on the first page of results");
    }
}
