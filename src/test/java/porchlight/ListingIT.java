package porchlight;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;

/** A listing's page in a browser: cost, map, the way through a search. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListingIT {
    private DemoMls mls;
    private TestSite site;
    private TestBrowser browser;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(240));
        site = TestSite.on(mls.serviceRoot()).swept();
        browser = TestBrowser.start();
    }

    @AfterAll
    void stop() {
        browser.close();
        site.close();
        mls.close();
    }

    @AfterEach
    void consolesAreQuiet() {
        assertEquals(List.of(), browser.complaints());
    }

    private String first(String search) throws Exception {
        return site.page(search).select("a.listing-card__link").first().attr("href");
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void theCostFollowsWhatIsTypedAsTheServerComputesIt(int width) throws Exception {
        var path = first("/homes?subtype=Single+Family+Residence");
        var query = "?down=35&rate=5.25&term=15&tax=6000&insurance=1800&hoa=120";
        var expected = site.page(path + query).select("[data-total]").text();
        var page = browser.visitor(width, true, ColorScheme.LIGHT);
        page.navigate(site.url(path));
        for (var field : query.substring(1).split("&"))
            page.locator("#" + field.split("=")[0]).fill(field.split("=")[1]);
        assertThat(page.locator("[data-total]")).hasText(expected);
        assertEquals(site.url(path), page.url());
        page.context().close();

        var plain = browser.visitor(width, false, ColorScheme.LIGHT);
        plain.navigate(site.url(path));
        plain.locator("#down").fill("35");
        plain.locator("#rate").fill("5.25%");
        plain.locator("#term").fill("15");
        plain.locator("#tax").fill("$6,000");
        plain.locator("#insurance").fill("1800");
        plain.locator("#hoa").fill("120");
        plain.locator("#hoa").press("Enter");
        assertThat(plain).hasURL(Pattern.compile("\\?down=35&rate=5.25%25.*#costs$"));
        assertThat(plain.locator("[data-total]")).hasText(expected);
        plain.locator("#term").fill("soon");
        plain.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Compute"))
                .click();
        assertThat(plain.locator("#term-error")).containsText("number of years");
        assertThat(plain.locator("#term")).hasValue("soon");
        assertThat(plain.locator("#down")).hasValue("35");
        plain.context().close();
        assertTrue(browser.complaints().stream().allMatch(complaint -> complaint.contains("status of 400")));
    }

    @Test
    void theMapComesWhenItIsAskedForByKeyboard() throws Exception {
        var page = browser.visitor(390, true, ColorScheme.LIGHT);
        var asked = new ArrayList<String>();
        page.onRequest(request -> asked.add(request.url()));
        page.navigate(site.url(first("/homes?subtype=Single+Family+Residence")));
        assertTrue(
                asked.stream().noneMatch(url -> url.contains("leaflet") || url.contains("/assets/portland")),
                asked.toString());
        page.locator(".place__show").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".place__map .map__mark--pin")).isVisible();
        page.context().close();

        var plain = browser.visitor(390, false, ColorScheme.LIGHT);
        plain.navigate(site.url(first("/homes?subtype=Single+Family+Residence")));
        assertThat(plain.locator(".place__map")).isHidden();
        plain.locator(".place__near a").click();
        assertThat(plain).hasURL(Pattern.compile("/homes\\?near="));
        plain.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void aVisitorGoesThroughASearchAndBack(int width) {
        var page = browser.visitor(width, true, ColorScheme.LIGHT);
        page.navigate(site.url("/homes?beds=3"));
        var links = page.locator("a.listing-card__link");
        var second = links.nth(1).getAttribute("href");
        var third = links.nth(2).getAttribute("href");
        links.nth(1).click();
        assertThat(page).hasURL(site.url(second));
        assertThat(page.locator(".trail")).containsText("2 of");
        page.locator(".trail__next").click();
        assertThat(page).hasURL(site.url(third));
        page.locator(".trail__previous").click();
        assertThat(page).hasURL(site.url(second));
        var save = page.locator(".listing__tools [data-save]");
        assertThat(save).hasAttribute("aria-pressed", "false");
        save.click();
        assertThat(save).hasAttribute("aria-pressed", "true");
        page.reload();
        assertThat(page.locator(".listing__tools [data-save]")).hasAttribute("aria-pressed", "true");
        page.locator(".trail__back").click();
        assertThat(page).hasURL(site.url("/homes?beds=3"));
        // What was saved and what was seen are listed, the last first.
        page.navigate(site.url("/saved"));
        assertThat(page.locator("[data-list=saved] a.listing-card__link")).hasAttribute("href", second);
        var seen = page.locator("[data-list=seen] a.listing-card__link");
        assertThat(seen).hasCount(2);
        assertThat(seen.first()).hasAttribute("href", second);
        assertThat(seen.last()).hasAttribute("href", third);
        page.context().close();
        // Who did not come from a search is offered no way back.
        var other = browser.visitor(width, true, ColorScheme.LIGHT);
        other.navigate(site.url(second));
        assertThat(other.locator(".trail")).isHidden();
        other.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void withoutScriptsNothingIsOfferedThatDoesNothing(int width) throws Exception {
        var page = browser.visitor(width, false, ColorScheme.LIGHT);
        page.navigate(site.url("/homes?beds=3"));
        page.locator("a.listing-card__link").first().click();
        assertThat(page.locator(".listing__price")).isVisible();
        assertThat(page.locator(".trail")).isHidden();
        for (var button : page.locator(".listing__tools button").all())
            assertThat(button).isHidden();
        assertThat(page.locator(".listing__tools a")).isVisible();
        for (var link : site.page("/homes").select("a.listing-card__link")) {
            if (site.page(link.attr("href")).selectFirst(".source__badge") == null) continue;
            page.navigate(site.url(link.attr("href")));
            var badge = page.locator(".source__badge");
            badge.scrollIntoViewIfNeeded();
            assertThat(badge).isVisible();
            break;
        }
        page.context().close();
    }

    @Test
    void theSourceMlsBadgeTellsItsHostOfEachViewOnce() throws Exception {
        var page = browser.visitor(1440, true, ColorScheme.LIGHT);
        var seen = 0;
        for (var link : site.page("/homes").select("a.listing-card__link")) {
            var url = site.url(link.attr("href"));
            var badge = site.page(link.attr("href")).selectFirst(".source__badge");
            if (badge == null) continue;
            var told = badge.attr("data-beacon").replaceAll(".*/", "") + " " + url;
            page.navigate(url);
            page.locator(".source__badge").scrollIntoViewIfNeeded();
            page.waitForCondition(() -> mls.beacons().contains(told));
            if (++seen == 2) break;
        }
        assertEquals(2, seen);
        assertEquals(2, mls.beacons().size());
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/homes?type=Residential+Income",
                "/homes?type=Land",
                "/homes?type=Residential+Lease",
                "/homes?type=Commercial+Sale",
                "/homes?sort=price_cut"
            })
    void axeFindsNothingSeriousAndNothingIsWiderThanThePhone(String search) throws Exception {
        var path = first(search);
        var page = browser.visitor(390, true, ColorScheme.DARK);
        page.navigate(site.url(path));
        assertTrue((int) page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path);
        var findings = new ArrayList<String>();
        for (var violation : new AxeBuilder(page).analyze().getViolations())
            if (List.of("serious", "critical").contains(violation.getImpact()))
                violation.getNodes().forEach(node -> findings.add(violation.getId() + " " + node.getHtml()));
        assertEquals(List.of(), findings);
        page.context().close();
    }
}
