package porchlight.lead;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
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

/** Inquiries in a browser: phone and desk, with and without scripts, by keyboard, judged by axe. */
@WithBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeadIT {
    private final String memory = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final LeadStore store = new LeadStore(
            LeadDatabase.beside(memory, null, null, Path.of("target"), InstantSource.system()), InstantSource.system());
    private DemoMls mls;
    private TestSite site;
    private final TestBrowser browser;

    LeadIT(TestBrowser browser) {
        this.browser = browser;
    }

    private String listing;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(120));
        site = TestSite.on(
                mls.serviceRoot(),
                Map.of("DATABASE_URL", memory, "SITE_PHONE", "503-555-0100"),
                Sources.packaged(),
                InstantSource.system());
        listing = firstListing();
    }

    /** On a machine that is busy the first answers may be late. */
    private String firstListing() throws Exception {
        for (int tries = 0; ; tries++) {
            try {
                var cards = site.page("/homes").select("a.listing-card__link");
                if (!cards.isEmpty()) return cards.first().attr("href");
            } catch (HttpTimeoutException late) {
                if (tries > 10) throw late;
            }
            if (tries > 100) throw new IllegalStateException("no listings");
            Thread.sleep(200);
        }
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    @AfterEach
    void consolesAreQuiet() {
        assertTrue(
                browser.complaints().stream()
                        .allMatch(each -> each.contains("the server responded with a status of 422")),
                "complaints");
    }

    private Page visitor(int width, boolean scripts, ColorScheme scheme) {
        var page = browser.visitor(width, scripts, scheme);
        page.navigate(site.url(listing));
        return page;
    }

    private Inquiry kept(String message) {
        return store.all().stream()
                .map(lead -> lead.inquiry())
                .filter(inquiry -> message.equals(inquiry.message()))
                .findFirst()
                .orElseThrow();
    }

    private static Locator field(Page page, String label) {
        return page.locator(".contact-form").getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    }

    private static Locator send(Page page) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send to Test Realty"));
    }

    private static void judge(Page page) {
        assertEquals(List.of(), Axe.serious(page));
    }

    @ParameterizedTest
    @CsvSource({"390, true, DARK", "390, false, LIGHT", "1440, true, LIGHT", "1440, false, DARK"})
    void aShowingIsRequestedAfterAMistake(int width, boolean scripts, ColorScheme scheme) {
        var page = visitor(width, scripts, scheme);
        if (width < 1024) {
            page.locator(".contact-bar").getByText("Contact Test Realty").click();
            assertThat(page.locator(".contact-form")).isInViewport();
        }
        var day = field(page, "Preferred date");
        assertThat(day).isHidden();
        field(page, "Request a showing").check();
        assertThat(day).isVisible();
        var wish = LocalDate.now(java.time.ZoneOffset.UTC).plusDays(4);
        day.fill(wish.toString());
        page.locator("#inquiry-time1").selectOption("afternoon");
        var message = "Showing " + UUID.randomUUID();
        field(page, "Message").fill(message);
        field(page, "Email").fill("ann@");
        if (scripts) judge(page);
        send(page).click();

        assertThat(page).hasTitle(Pattern.compile("^Error: "));
        var summary = page.locator(".error-summary");
        assertThat(summary).isFocused();
        assertThat(summary.getByRole(AriaRole.LINK)).hasCount(2);
        assertThat(field(page, "Email")).hasValue("ann@");
        assertThat(field(page, "Message")).hasValue(message);
        assertThat(day).hasValue(wish.toString());
        if (scripts) judge(page);
        summary.getByText("Enter your name").click();
        assertThat(field(page, "Your name")).isFocused();
        page.keyboard().type("Ann Example");
        field(page, "Email").fill("ann@example.com");
        send(page).click();

        assertThat(page).hasURL(Pattern.compile("/thanks\\?listing=\\d+&about=showing$"));
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Thank you");
        if (scripts) judge(page);
        assertEquals(
                List.of(new Inquiry.Wish(wish, Inquiry.PartOfDay.AFTERNOON)),
                kept(message).showing().wishes());
        page.getByText("Back to the listing").click();
        assertThat(page).hasURL(site.url(listing));
        page.context().close();
    }

    @Test
    void theFormIsFilledByKeyboardAlone() {
        var page = visitor(1440, true, ColorScheme.LIGHT);
        field(page, "Ask a question").focus();
        var message = "By keyboard " + UUID.randomUUID();
        for (var typed : List.of("Ann", "ann@example.com", "503-555-0123", message)) {
            page.keyboard().press("Tab");
            page.keyboard().type(typed);
        }
        // Past the link to the privacy page.
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        assertThat(send(page)).isFocused();
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/thanks"));
        assertEquals("503-555-0123", kept(message).phone());
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 390, 820})
    void theBarIsLowAndEndsWhereTheFormBegins(int width) {
        var page = visitor(width, true, ColorScheme.LIGHT);
        var bar = page.locator(".contact-bar");
        page.locator(".key-facts").scrollIntoViewIfNeeded();
        assertThat(bar).isInViewport();
        var height = page.viewportSize().height;
        assertTrue(bar.boundingBox().height <= 0.15 * height, bar.boundingBox().height + " of " + height);
        assertThat(bar).containsText("not to the listing agent");
        page.locator("#inquiry-send").scrollIntoViewIfNeeded();
        var button = page.locator("#inquiry-send").boundingBox();
        var covering = bar.boundingBox();
        assertFalse(
                covering != null && covering.y < button.y + button.height && button.y < covering.y + covering.height,
                "the bar covers the button");
        page.context().close();
    }

    @Test
    void thePanelStaysBesideTheFactsOnADesk() {
        var page = visitor(1440, true, ColorScheme.LIGHT);
        assertThat(page.locator(".contact-bar")).isHidden();
        page.locator("#facts-heading").scrollIntoViewIfNeeded();
        page.mouse().wheel(0, 300);
        assertThat(page.locator("#contact-heading")).isInViewport();
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({"390, DARK", "1440, LIGHT"})
    void formsHaveNoSeriousFinding(int width, ColorScheme scheme) {
        var page = visitor(width, true, scheme);
        for (var path :
                List.of("/contact", "/sell", listing.replaceFirst("(/listing/\\d+)/.*", "$1/inquiry?about=problem"))) {
            page.navigate(site.url(path));
            judge(page);
            var wider = (int) page.evaluate("document.documentElement.scrollWidth - innerWidth");
            assertTrue(wider <= 0, path);
        }
        assertThat(page.locator("h1")).hasText("Report a problem with a listing");
        page.context().close();
    }

    @Test
    void partsOfAnAddressAreSuggestedAndWhatStandsBeforeThemStays() {
        var page = browser.visitor(390, true, ColorScheme.LIGHT);
        page.navigate(site.url("/sell"));
        var address = page.locator("#inquiry-address");
        address.pressSequentially("4711 Elm Street, por");
        var offers = page.locator("#suggestions [role=option]");
        assertThat(offers.first()).isVisible();
        assertThat(offers.first()).not().containsText("homes");
        address.press("ArrowDown");
        address.press("Enter");
        assertThat(address).hasValue(Pattern.compile("4711 Elm Street, Por.+"));
        assertThat(page).hasURL(site.url("/sell"));
        page.context().close();
    }

    @Test
    void aHomeIsOfferedWithoutScripts() {
        var page = browser.visitor(390, false, ColorScheme.LIGHT);
        page.navigate(site.url("/sell"));
        field(page, "Your name").fill("Sam Seller");
        field(page, "Email").fill("sam@example.com");
        send(page).click();
        assertThat(page.locator(".error-summary")).containsText("Enter the address of the home");
        field(page, "Address of the home").fill("8 Birch Ct, Portland");
        field(page, "Anything else we should know? (optional)").fill("Sold without scripts");
        send(page).click();
        assertThat(page).hasURL(Pattern.compile("/thanks\\?about=seller$"));
        assertEquals(Inquiry.Kind.SELLER, kept("Sold without scripts").kind());
        page.context().close();
    }
}
