package porchlight.listingpage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import porchlight.harness.TestBrowser;
import porchlight.harness.TestSite;
import porchlight.harness.TestTiles;
import porchlight.harness.WithBrowser;
import porchlight.harness.WithSite;
import porchlight.site.Sources;

/** A listing's page in a browser: cost, map, the way through a search. */
@Order(1)
@WithSite(listings = 240)
@WithBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListingIT {
    private final DemoMls mls;
    private final TestSite site;
    private final TestBrowser browser;

    ListingIT(DemoMls mls, TestSite site, TestBrowser browser) {
        this.mls = mls;
        this.site = site;
        this.browser = browser;
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
        plain.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Update"))
                .click();
        assertThat(plain.locator("#term-error")).containsText("from 1 to 50 years");
        assertThat(plain.locator("#term")).hasValue("soon");
        assertThat(plain.locator("#down")).hasValue("35");
        plain.context().close();
        assertTrue(browser.complaints().stream().allMatch(complaint -> complaint.contains("status of 400")));
    }

    @ParameterizedTest
    @CsvSource({"390, true", "1440, false"})
    void theMapComesIntoViewAndWhereDataAreSavedOnlyWhenAskedFor(int width, boolean saving) throws Exception {
        var page = browser.visitor(width, true, ColorScheme.LIGHT);
        if (saving) page.addInitScript("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })");
        var asked = new ArrayList<String>();
        page.onRequest(request -> asked.add(request.url()));
        page.navigate(site.url(first("/homes?subtype=Single+Family+Residence")));
        var look = "['.listing__address', '#inquiry-send', '.place__map'].map(each => { const style ="
                + " getComputedStyle(document.querySelector(each)); return [style.fontSize, style.color, style.marginTop,"
                + " style.height]; }).join()";
        var before = page.evaluate(look);
        assertTrue(
                asked.stream().noneMatch(url -> url.contains("leaflet") || url.contains("/assets/portland")),
                asked.toString());
        if (saving) {
            page.locator(".place__show").focus();
            page.keyboard().press("Enter");
        } else page.locator("#location-heading").scrollIntoViewIfNeeded();
        assertThat(page.locator(".place__map .map__mark--pin")).isVisible();
        if (saving) assertThat(page.locator(".place__map .map__canvas")).isFocused();
        // What the map wears changes nothing else.
        assertEquals(before, page.evaluate(look));
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({"390, LIGHT", "820, LIGHT", "1440, DARK"})
    void withoutScriptsTilesAreLargeEnoughToReadAndThePlaceIsInTheirMiddle(int width, ColorScheme scheme)
            throws Exception {
        try (var tiles = new TestTiles();
                var tiled =
                        TestSite.on(mls.serviceRoot(), tiles.settings(), Sources.packaged(), InstantSource.system())) {
            var plain = browser.visitor(width, false, scheme);
            plain.navigate(tiled.url(first("/homes?subtype=Single+Family+Residence")));
            var map = plain.locator("svg.place__picture");
            map.scrollIntoViewIfNeeded();
            plain.waitForCondition(() -> tiles.asked().size() >= 6);
            var box = map.boundingBox();
            // A tile's names are meant to be read at 256 pixels.
            assertTrue(map.locator("image").first().boundingBox().width > 200);
            assertTrue(box.height >= 320 && box.height <= 500, "height " + box.height);
            var spot = map.locator(".place__spot").boundingBox();
            assertEquals(box.x + box.width / 2, spot.x + spot.width / 2, 2);
            // Its tip is outlined as well.
            assertEquals(box.y + box.height / 2, spot.y + spot.height, 8);
            assertThat(plain.locator(".place small")).isVisible();
            assertThat(plain.locator(".place small")).hasText(TestTiles.CREDIT);
            plain.context().close();
        }
    }

    @ParameterizedTest
    @CsvSource({"390, LIGHT", "1440, DARK"})
    void withoutScriptsThePlaceIsOnAPictureAndOnAMapElsewhere(int width, ColorScheme scheme) throws Exception {
        try (var demonstration = TestSite.demonstration(mls.serviceRoot()).swept()) {
            thePlaceIsOnAPictureAndOnAMapElsewhere(demonstration, width, scheme);
        }
    }

    private void thePlaceIsOnAPictureAndOnAMapElsewhere(TestSite demonstration, int width, ColorScheme scheme)
            throws Exception {
        var home = demonstration
                .page("/homes?subtype=Single+Family+Residence")
                .select("a.listing-card__link")
                .first()
                .attr("href");
        var plain = browser.visitor(width, false, scheme);
        plain.navigate(demonstration.url(home));
        assertThat(plain.locator(".place__map")).isHidden();
        var picture = plain.locator("img.place__picture");
        picture.scrollIntoViewIfNeeded();
        assertThat(picture).hasJSProperty("complete", true);
        assertEquals(
                true,
                picture.evaluate("image => image.naturalWidth > 0 && image.currentSrc.includes('dark') === "
                        + (scheme == ColorScheme.DARK)));
        assertThat(plain.locator(".place__near a").last())
                .hasAttribute("href", Pattern.compile("^https://www\\.openstreetmap\\.org/\\?mlat=45\\.\\d+&mlon=-12"));
        plain.locator(".place__near a").first().click();
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
        assertThat(page.locator(".trail")).containsText("Home 2 of ");
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

    @Test
    void theWayThroughASearchGoesOnOverItsPages() {
        var page = browser.visitor(390, true, ColorScheme.LIGHT);
        page.navigate(site.url("/homes?beds=3&page=2"));
        var links = page.locator("a.listing-card__link");
        var first = links.first().getAttribute("href");
        page.navigate(site.url("/homes?beds=3"));
        var onFirst = links.count();
        var last = links.last().getAttribute("href");
        links.last().click();
        assertThat(page).hasURL(site.url(last));
        assertThat(page.locator(".trail")).containsText("Home " + onFirst + " of ");
        page.locator(".trail__next").click();
        assertThat(page).hasURL(site.url(first));
        assertThat(page.locator(".trail")).containsText("Home 25 of ");
        page.locator(".trail__previous").click();
        assertThat(page).hasURL(site.url(last));
        page.locator(".trail__next").click();
        assertThat(page).hasURL(site.url(first));
        page.locator(".trail__back").click();
        assertThat(page).hasURL(site.url("/homes?beds=3&page=2"));
        page.context().close();
    }

    /** Sum of the layout shifts that no input caused. */
    private static final String WATCH = "window.shifted = 0; new PerformanceObserver(list => { for (const entry of"
            + " list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value; })"
            + ".observe({ type: 'layout-shift', buffered: true })";

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void nothingMovesWhileThePageLoadsAndIsScrolled(int width) throws Exception {
        var page = browser.visitor(width, true, ColorScheme.LIGHT);
        page.addInitScript(WATCH);
        page.navigate(site.url(first("/homes?subtype=Single+Family+Residence")));
        for (var section : page.locator("main h2").all()) section.scrollIntoViewIfNeeded();
        assertThat(page.locator(".place__map .map__mark--pin")).isVisible();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        var shifted = ((Number) page.evaluate("window.shifted")).doubleValue();
        assertTrue(shifted <= 0.02, "layout shift " + shifted);
        page.context().close();
    }

    /** What has the focus: empty when it is seen, else what hides it. */
    private static final String SEEN = """
            () => {
              const own = document.activeElement;
              if (!own || own === document.body) return 'end';
              const boxes = [...own.getClientRects()].filter(box => box.width > 1 && box.height > 1);
              const within = boxes.some(box => {
                const at = document.elementFromPoint(
                  Math.min(Math.max((box.left + box.right) / 2, 1), innerWidth - 1),
                  Math.min(Math.max(box.top + Math.min(box.height / 2, 40), 1), innerHeight - 1));
                return at && (own.contains(at) || at.contains(own) || at.closest('label')?.control === own);
              });
              const bare = [undefined, '::after'].every(part => getComputedStyle(own, part).outlineStyle === 'none');
              return (within ? '' : 'covered ') + (bare ? 'without a ring ' : '');
            }
            """;

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void tabLeadsThroughThePageAndWhatHasTheFocusIsSeen(int width) throws Exception {
        var page = browser.visitor(width, true, ColorScheme.LIGHT);
        page.navigate(site.url(first("/homes?sort=price_cut")));
        var name = "() => { const own = document.activeElement; return own.tagName + ' ' + own.className + ' ' +"
                + " (own.id || own.textContent.trim().slice(0, 40)); }";
        var reached = new ArrayList<String>();
        for (int press = 0; press < 200; press++) {
            page.keyboard().press("Tab");
            var seen = String.valueOf(page.evaluate(SEEN));
            if (seen.equals("end")) break;
            var at = String.valueOf(page.evaluate(name));
            reached.add(at);
            assertEquals("", seen, at);
        }
        for (var part : List.of("gallery__photo", "gallery__all", "Save", "#down ", "inquiry-message", "inquiry-send"))
            assertTrue(
                    reached.stream()
                            .anyMatch(
                                    each -> each.contains(part.replace("#", "").strip())),
                    part + reached);
        assertTrue(reached.size() < 200, "Tab comes out of the page");
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void withoutScriptsAVisitorGoesThroughASearchHomeByHome(int width) {
        var page = browser.visitor(width, false, ColorScheme.LIGHT);
        page.navigate(site.url("/homes?beds=3"));
        var links = page.locator("a.listing-card__link");
        var first = links.first().getAttribute("href");
        var second = links.nth(1).getAttribute("href");
        assertEquals(true, page.evaluate("document.querySelector('#sort').offsetWidth > 100"));
        assertEquals(true, page.evaluate("document.documentElement.scrollWidth <= innerWidth"));
        page.getByText("Browse one at a time").click();
        assertThat(page).hasURL(site.url(first + "?in=beds%3D3"));
        assertThat(page.locator(".trail")).containsText("Home 1 of ");
        page.locator(".trail__next").click();
        assertThat(page).hasURL(site.url(second + "?in=beds%3D3"));
        page.locator(".trail__previous").click();
        assertThat(page).hasURL(site.url(first + "?in=beds%3D3"));
        page.locator(".trail__back").click();
        assertThat(page).hasURL(site.url("/homes?beds=3"));
        page.context().close();
        var scripted = browser.visitor(width, true, ColorScheme.LIGHT);
        scripted.navigate(site.url("/homes?beds=3"));
        assertThat(scripted.getByText("Browse one at a time")).isHidden();
        scripted.context().close();
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
        var before = List.copyOf(mls.beacons());
        var once = new HashMap<String, Integer>();
        for (var link : site.page("/homes").select("a.listing-card__link")) {
            var url = site.url(link.attr("href"));
            var badge = site.page(link.attr("href")).selectFirst(".source__badge");
            if (badge == null) continue;
            var beacon = badge.attr("data-beacon").replaceAll(".*/", "") + " " + url;
            page.navigate(url);
            page.locator(".source__badge").scrollIntoViewIfNeeded();
            page.waitForCondition(
                    () -> Collections.frequency(mls.beacons(), beacon) > Collections.frequency(before, beacon));
            once.put(beacon, Collections.frequency(before, beacon) + 1);
            if (++seen == 2) break;
        }
        assertEquals(2, seen);
        once.forEach((beacon, times) -> assertEquals(times, Collections.frequency(mls.beacons(), beacon), beacon));
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/homes?type=Residential+Income",
                "/homes?type=Land",
                "/homes?type=Residential+Lease",
                "/homes?type=Commercial+Sale",
                "/homes?subtype=Condominium",
                "/homes?sort=price_cut"
            })
    void axeFindsNothingSeriousAndNothingIsWiderThanTheScreen(String search) throws Exception {
        var path = first(search);
        for (var look : Map.of(390, ColorScheme.DARK, 1440, ColorScheme.LIGHT).entrySet()) {
            var page = browser.visitor(look.getKey(), true, look.getValue());
            page.navigate(site.url(path));
            assertTrue((int) page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path);
            assertEquals(List.of(), Axe.serious(page), look.toString());
            page.context().close();
        }
    }
}
