package porchlight.search;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Geolocation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
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
import porchlight.harness.TestBrowser;
import porchlight.harness.TestSite;
import porchlight.harness.TestTiles;
import porchlight.harness.WithBrowser;
import porchlight.harness.WithSite;
import porchlight.site.Sources;

/** The search in a browser: suggestions, filters that apply at once, the map, what visitors keep. */
@Order(1)
@WithSite(listings = 720)
@WithBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchIT {
    private static final String LINE = "City, ZIP, address, or MLS number";
    private static final Pattern COUNT = Pattern.compile("^[0-9,]+ ");

    private final DemoMls mls;
    private final TestSite site;
    private final TestBrowser browser;

    SearchIT(DemoMls mls, TestSite site, TestBrowser browser) {
        this.mls = mls;
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
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static long count(Page page) {
        var match = COUNT.matcher(page.locator(".results__heading").textContent());
        assertTrue(match.find(), page.locator(".results__heading").textContent());
        return Long.parseLong(match.group().strip().replace(",", ""));
    }

    @ParameterizedTest
    @CsvSource({"390, /", "1440, /homes"})
    void suggestionsAreChosenByKeyboard(int width, String from) {
        var page = visitor(width, true);
        page.navigate(site.url(from));
        var line = page.getByLabel(LINE);
        line.click();
        assertThat(line).hasAttribute("role", "combobox");
        line.pressSequentially("laurelhrst");
        var options = page.locator("#suggestions [role=option]");
        assertThat(options.first()).containsText("Laurelhurst");
        assertThat(line).hasAttribute("aria-expanded", "true");
        assertThat(line).hasAttribute("aria-autocomplete", "list");
        assertThat(page.locator("#" + line.getAttribute("aria-controls"))).hasAttribute("role", "listbox");
        assertThat(page.locator(".suggest-place [role=status]"))
                .hasText(Pattern.compile("^" + options.count() + " suggestions?, use the arrow keys$"));
        line.press("ArrowUp");
        assertThat(options.last()).hasAttribute("aria-selected", "true");
        line.press("ArrowDown");
        assertThat(line).hasValue("laurelhrst");
        assertFalse(line.evaluate("field => field.hasAttribute('aria-activedescendant')")
                .equals(true));
        line.press("ArrowDown");
        assertThat(options.first()).hasAttribute("aria-selected", "true");
        assertThat(line).hasAttribute("aria-activedescendant", "suggestion-0");
        assertThat(line).hasValue("Laurelhurst");
        line.press("Escape");
        assertThat(line).hasValue("laurelhrst");
        assertThat(line).hasAttribute("aria-expanded", "false");
        line.pressSequentially("x");
        line.press("Backspace");
        assertThat(options.first()).isVisible();
        line.press("ArrowDown");
        line.press("Enter");
        assertThat(page).hasURL(Pattern.compile("subdivision=Laurelhurst"));
        assertThat(page.locator(".chips")).containsText("Laurelhurst");
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void anAddressSuggestedLeadsToItsHome(int width) {
        var page = visitor(width, true);
        page.navigate(site.url("/homes?subtype=Single+Family+Residence"));
        var street = page.locator(".listing-card__street")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\d")))
                .first()
                .textContent();
        var line = page.getByLabel(LINE);
        line.click();
        line.pressSequentially(street);
        var option = page.getByRole(AriaRole.OPTION).first();
        assertThat(option).containsText(street);
        option.click();
        assertThat(page).hasURL(Pattern.compile("/listing/\\d+/"));
        assertThat(page.locator("h1")).containsText(street);
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void filtersApplyAsTheyAreChosen(int width) {
        var page = visitor(width, true);
        page.navigate(site.url("/homes"));
        var all = count(page);
        page.locator("[data-menu=rooms] > summary").click();
        page.getByLabel("Bedrooms").focus();
        page.getByLabel("Bedrooms").selectOption("4");
        assertThat(page).hasURL(Pattern.compile("\\?beds=4$"));
        assertThat(page.locator("#result-status")).hasText(COUNT);
        var four = count(page);
        assertTrue(four < all);
        // The menu stays open, says what is set, and the field is focused.
        assertThat(page.locator("#beds")).isFocused();
        assertThat(page.locator("[data-menu=rooms] > summary")).hasText("4+ bd");
        page.keyboard().press("Escape");
        assertThat(page.locator("#beds")).isHidden();
        assertThat(page.locator("[data-menu=rooms] > summary")).isFocused();
        page.locator(".search-form__more summary").click();
        var garage = page.locator("#garage");
        garage.check();
        assertThat(page).hasURL(Pattern.compile("beds=4&garage=yes$"));
        assertThat(page.locator("#garage")).isChecked();
        assertThat(page.locator(".chips")).containsText("Garage");
        assertTrue(count(page) <= four);
        // The button tells how many there are, and shows them.
        var show = page.locator(".search-form__actions button");
        assertThat(page.locator("#result-status"))
                .hasText(page.locator(".results__heading").textContent());
        assertThat(show)
                .hasText(Pattern.compile("^Show "
                        + page.locator(".results__heading").textContent().split(" ")[0] + " homes?$"));
        show.click();
        assertThat(page.locator(".search-form__panel")).isHidden();
        page.goBack();
        assertThat(page).hasURL(Pattern.compile("\\?beds=4$"));
        assertThat(page.locator(".chips")).not().containsText("Garage");
        assertThat(page.locator("#garage")).not().isChecked();
        page.locator(".chip").first().click();
        assertThat(page).hasURL(Pattern.compile("/homes$"));
        assertEquals(all, count(page));
        page.context().close();
    }

    private static final Map<String, Map<String, String>> FIELDS = Map.of(
            "price",
                    Map.of(
                            "min_price", "100000",
                            "max_price", "5000000",
                            "max_monthly", "10000",
                            "down", "10",
                            "rate", "5.5",
                            "term", "15"),
            "rooms", Map.of("beds", "1", "baths", "1"),
            "more",
                    Map.ofEntries(
                            Map.entry("city", "Portland"),
                            Map.entry("zip", "97214"),
                            Map.entry("subdivision", "Laurelhurst"),
                            Map.entry("county", "Multnomah"),
                            Map.entry("school", "Beaverton High"),
                            Map.entry("type", "Residential Income"),
                            Map.entry("min_sqft", "500"),
                            Map.entry("max_sqft", "5000"),
                            Map.entry("min_lot", "0.1"),
                            Map.entry("max_lot", "40"),
                            Map.entry("min_year", "1900"),
                            Map.entry("max_year", "2026"),
                            Map.entry("open_house", "weekend"),
                            Map.entry("max_days", "365"),
                            Map.entry("max_hoa", "900"),
                            Map.entry("keywords", "kitchen")));
    private static final List<String> CHECKS = List.of(
            "garage",
            "pool",
            "waterfront",
            "has_view",
            "fireplace",
            "new_construction",
            "senior",
            "price_cut",
            "back_on_market");

    /** As fast as somebody can who does not wait for the homes. */
    @ParameterizedTest
    @CsvSource({"390, true", "1440, true", "390, false", "1440, false"})
    void everyFieldOfTheFormBecomesAPartOfTheSearch(int width, boolean scripts) {
        var page = visitor(width, scripts);
        page.navigate(site.url("/homes"));
        page.locator("[data-menu=kinds] > summary").click();
        choose(page, "#subtype");
        for (var menu : FIELDS.entrySet()) {
            page.locator("[data-menu=" + menu.getKey() + "] > summary").click();
            for (var field : menu.getValue().entrySet()) {
                var control = page.locator("#" + field.getKey());
                if (control.evaluate("control => control.tagName").equals("SELECT"))
                    control.selectOption(field.getValue());
                else {
                    control.fill(field.getValue());
                    if (scripts) control.press("Tab");
                }
            }
            if (!menu.getKey().equals("more")) continue;
            for (var check : CHECKS) choose(page, "#" + check);
            choose(page, "[name=status][value=Pending]");
        }
        if (!scripts) page.locator(".search-form__submit").click();
        for (var menu : FIELDS.values())
            for (var field : menu.entrySet()) {
                var value = URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8);
                assertThat(page)
                        .hasURL(Pattern.compile("[?&]" + field.getKey() + "=" + value.replace("+", "\\+") + "(&|$)"));
                assertThat(page.locator("#" + field.getKey())).hasValue(field.getValue());
            }
        for (var check : CHECKS) {
            assertThat(page).hasURL(Pattern.compile("[?&]" + check + "="));
            assertThat(page.locator("#" + check)).isChecked();
        }
        assertThat(page).hasURL(Pattern.compile("[?&]subtype=.*&status=Pending&"));
        // Price, lot, living area and year are a chip each with both ends, and so is the monthly cost with its loan.
        assertThat(page.locator(".chip:not(.chip--clear)")).hasCount(19 + CHECKS.size());
        page.locator(".chip--clear").click();
        assertThat(page).hasURL(Pattern.compile("/homes$"));
        page.context().close();
    }

    /** At one moment: the form may be exchanged after a box was found, or between a button's going down and up. */
    private static void choose(Page page, String box) {
        page.evaluate("box => document.querySelector(box).click()", box);
    }

    @Test
    void whatIsTypedBetweenAnExchangeOfTheFormAndTheNextSearchIsKept() {
        var page = visitor(1440, true);
        page.clock().install();
        var held = new ArrayList<Route>();
        page.route(url -> url.endsWith("/homes?beds=4"), held::add);
        page.navigate(site.url("/homes"));
        page.locator("[data-menu=rooms]").evaluate("menu => menu.open = true");
        page.getByLabel("Bedrooms").selectOption("4");
        page.waitForCondition(() -> !held.isEmpty());
        page.clock().pauseAt((long) ((Number) page.evaluate("Date.now() + 1000")).doubleValue());
        page.locator("[data-menu=more]").evaluate("menu => menu.open = true");
        page.getByLabel("ZIP code").fill("97214");
        page.getByLabel("ZIP code").press("Tab");
        held.get(0).resume();
        assertThat(page).hasURL(Pattern.compile("beds=4$"));
        page.getByLabel("Neighborhood").fill("Laurelhurst");
        page.clock().runFor(1_000);
        assertThat(page).hasURL(Pattern.compile("[?&]subdivision=Laurelhurst"));
        assertThat(page.locator("#zip")).hasValue("97214");
        assertThat(page.locator("#subdivision")).hasValue("Laurelhurst");
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void whatIsTypedWhileHomesAreLookedForIsKeptAndSearchedNext(int width) {
        var page = visitor(width, true);
        var held = new ArrayList<Route>();
        page.route(url -> url.endsWith("/homes?beds=4"), held::add);
        page.navigate(site.url("/homes"));
        page.locator(".search-form__more summary").click();
        page.locator("[data-menu=rooms]").evaluate("menu => menu.open = true");
        page.getByLabel("Bedrooms").selectOption("4");
        page.waitForCondition(() -> !held.isEmpty());
        page.locator("[data-menu=more]").evaluate("menu => menu.open = true");
        page.getByLabel("ZIP code").click();
        page.keyboard().type("972");
        held.get(0).resume();
        assertThat(page).hasURL(Pattern.compile("beds=4$"));
        assertThat(page.getByLabel("ZIP code")).isFocused();
        page.keyboard().type("14");
        assertThat(page.getByLabel("ZIP code")).hasValue("97214");
        page.keyboard().press("Tab");
        assertThat(page).hasURL(Pattern.compile("\\?zip=97214&beds=4$"));
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void aBoxThatIsPressedWhileHomesComeIsTicked(int width) {
        var page = visitor(width, true);
        var held = new ArrayList<Route>();
        page.route(url -> url.endsWith("/homes?waterfront=yes"), held::add);
        page.navigate(site.url("/homes"));
        page.locator(".search-form__more summary").click();
        page.locator("#waterfront").check();
        page.waitForCondition(() -> !held.isEmpty());
        page.locator("#garage").hover();
        page.mouse().down();
        page.waitForResponse(url -> url.url().endsWith("waterfront=yes"), held.get(0)::resume)
                .finished();
        page.evaluate("() => new Promise(done => setTimeout(done, 300))");
        page.mouse().up();
        assertThat(page).hasURL(Pattern.compile("garage=yes&waterfront=yes$"));
        assertThat(page.locator("#garage")).isChecked();
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void aWrongValueIsReportedBesideItsFieldWithoutLeavingThePage(int width) {
        var page = visitor(width, true);
        page.navigate(site.url("/homes"));
        page.locator(".search-form__more summary").click();
        page.getByLabel("ZIP code").fill("97");
        page.getByLabel("ZIP code").press("Tab");
        assertThat(page.locator(".error-summary")).containsText("5-digit");
        assertThat(page.getByLabel("ZIP code")).hasAttribute("aria-invalid", "true");
        assertThat(page.getByLabel("ZIP code")).hasValue("97");
        assertThat(page.locator(".results__head a")).hasText("see all homes for sale");
        browser.complaints();
        page.getByLabel("ZIP code").fill("97214");
        page.getByLabel("ZIP code").press("Tab");
        assertThat(page.locator(".error-summary")).hasCount(0);
        assertThat(page.locator(".chips")).containsText("97214");
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void theSortedPagesKeepTheirFilters(int width) {
        var page = visitor(width, true);
        page.navigate(site.url("/homes?beds=2"));
        page.getByLabel("Sort by").selectOption("price");
        assertThat(page).hasURL(Pattern.compile("beds=2&sort=price"));
        page.locator(".pagination__step").first().click();
        assertThat(page).hasURL(Pattern.compile("beds=2&sort=price&page=2"));
        assertThat(page.locator("[aria-current=page]").last()).hasText("2");
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void theMapShowsTheWholeResultAndSearchesWhereItLooks(int width) {
        var page = visitor(width, true);
        page.navigate(site.url(onMap(width, "/homes?city=Portland")));
        var all = count(page);
        assertThat(page.locator(".map__mark").first()).isVisible();
        page.waitForCondition(() -> page.locator(".map__mark--cluster").count() > 3);
        var marked = page.locator(".map__mark--cluster").allTextContents().stream()
                        .mapToLong(text -> Long.parseLong(text.replace(",", "")))
                        .sum()
                + page.locator(".map__mark--pin").count();
        assertTrue(marked > all * 0.95 && marked <= all, marked + " of " + all);
        // The list has it all: the map may be skipped.
        page.locator(".map__skip").press("Enter");
        assertThat(page.locator("#map-end")).isFocused();
        // A cluster opens into what is in it, by keyboard.
        var cluster = page.locator(".map__mark--cluster").first();
        assertThat(cluster).hasAttribute("aria-label", Pattern.compile("^\\d+ homes$"));
        cluster.focus();
        cluster.press("Enter");
        assertThat(button(page, "Search this area")).isVisible();
        button(page, "Search this area").click();
        assertThat(page).hasURL(Pattern.compile("bounds="));
        assertThat(page.locator(".chips")).containsText("Map area");
        assertTrue(count(page) < all);
        page.context().close();
    }

    /** Where both are seen at once, which on phones they are not. */
    @Test
    void cardsAndPinsGoTogether() {
        var page = visitor(1440, true);
        page.navigate(site.url("/homes?subdivision=Alameda"));
        assertThat(page.locator(".map__mark--pin").first()).isVisible();
        var cards = page.locator(".listing-card");
        for (int i = 0; i < cards.count(); i++) {
            cards.nth(i).hover();
            if (page.locator(".map__mark--lit").count() == 1) break;
        }
        assertThat(page.locator(".map__mark--lit")).hasCount(1);
        var lit = page.locator(".listing-card--lit");
        var pin = page.locator(".map__mark--pin").first();
        pin.hover();
        assertThat(lit).hasCount(1);
        assertTrue(pin.getAttribute("aria-label")
                .contains(lit.locator(".listing-card__street").textContent()));
        page.mouse().move(0, 0);
        assertThat(lit).hasCount(0);
        page.locator(".map__mark--pin").last().focus();
        assertThat(lit).hasCount(1);
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void aPinsCardLeadsToItsHome(int width) {
        var page = visitor(width, true);
        page.navigate(site.url(onMap(width, "/homes?subdivision=Alameda")));
        page.locator(".map__mark--pin").first().click();
        var opened = page.locator(".map__card");
        assertThat(opened).isVisible();
        // Whole, clear of the map's buttons, and moving the map for it was nobody's search.
        var card = page.locator(".leaflet-popup-content-wrapper").boundingBox();
        var zoom = page.locator(".leaflet-control-zoom").boundingBox();
        var buttons = page.locator(".map__tools").first().boundingBox();
        var map = page.locator(".map").boundingBox();
        assertTrue(card.y >= buttons.y + buttons.height, card.y + " is below the buttons");
        assertTrue(card.x >= zoom.x + zoom.width || card.y >= zoom.y + zoom.height);
        assertTrue(card.x >= map.x && card.x + card.width <= map.x + map.width);
        assertThat(button(page, "Search this area")).isHidden();
        var end = width < 1024 ? page.locator("a[data-view]").boundingBox().y : 900;
        assertTrue(card.y + card.height <= end, "the card ends at " + (card.y + card.height) + ", below " + end);
        opened.click();
        assertThat(page).hasURL(Pattern.compile("/listing/\\d+/"));
        page.context().close();
    }

    /** A search of so few homes that each has its pin, on two pages. */
    private String fewOnTwoPages() throws Exception {
        for (int dollars = 300_000; dollars < 900_000; dollars += 10_000) {
            var query = "city=Portland&max_price=" + dollars;
            var total = new ObjectMapper()
                    .readTree(site.get("/api/pins?zoom=11&" + query).body())
                    .path("total")
                    .asInt();
            if (total > 27 && total <= 40) return query;
        }
        throw new AssertionError("no such search");
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void aPinOfAHomeOnAnotherPageHasItsPhoto(int width) throws Exception {
        var page = visitor(width, true);
        page.navigate(site.url(onMap(width, "/homes?" + fewOnTwoPages() + "&page=2")));
        var pins = page.locator(".map__mark--pin");
        assertThat(pins.first()).isVisible();
        var listed = page.locator(".listing-card__link").all().stream()
                .map(link -> link.getAttribute("href"))
                .toList();
        for (int i = 0; i < pins.count(); i++) {
            pins.nth(i).press("Enter");
            assertThat(page.locator(".map__card").last()).isVisible();
            if (!listed.contains(page.locator(".map__card").last().getAttribute("href"))) break;
        }
        var card = page.locator(".map__card").last();
        assertFalse(listed.contains(card.getAttribute("href")));
        assertThat(card.locator("img")).isVisible();
        page.waitForCondition(
                () -> (Boolean) card.locator("img").evaluate("photo => photo.complete && photo.naturalWidth > 0"));
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void homesNearTheVisitorAreFoundWithinTheMilesChosen(int width) {
        var page = visitor(width, true);
        page.context().grantPermissions(List.of("geolocation", "clipboard-read", "clipboard-write"));
        page.context().setGeolocation(new Geolocation(45.5231, -122.6765));
        page.navigate(site.url(width < 1024 ? "/homes?view=map" : "/homes"));
        button(page, "Near me").click();
        assertThat(page).hasURL(Pattern.compile("near=45.5231%2C-122.6765&radius=2(&view=map)?$"));
        assertThat(page.locator(".chips")).containsText("Within 2 miles of a point");
        var two = count(page);
        page.locator(".search-form__more summary").click();
        page.getByLabel("Distance").selectOption("5");
        assertThat(page).hasURL(Pattern.compile("near=45.5231%2C-122.6765&radius=5(&view=map)?$"));
        assertThat(page.locator(".chips")).containsText("Within 5 miles of a point");
        assertTrue(count(page) > two);
        page.keyboard().press("Escape");
        button(page, "Copy link").click();
        assertThat(page.locator("#result-status")).hasText("Link copied");
        assertEquals(page.url(), page.evaluate("() => navigator.clipboard.readText()"));
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void typesOfHomesAreChosenTogether(int width) {
        for (var scripts : List.of(true, false)) {
            var page = visitor(width, scripts);
            page.navigate(site.url("/homes"));
            page.locator("[data-menu=kinds] > summary").click();
            page.getByLabel("Condos").check();
            if (scripts) assertThat(page).hasURL(Pattern.compile("\\?subtype=Condominium$"));
            page.getByLabel("Townhouses").check();
            if (!scripts) page.locator(".search-form__submit").click();
            assertThat(page).hasURL(Pattern.compile("\\?subtype=Condominium&subtype=Townhouse$"));
            assertThat(page.locator(".chips")).containsText("Condos or townhouses");
            assertThat(page.locator("[data-menu=kinds] > summary")).hasText(Pattern.compile(" \\+1$"));
            page.context().close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void tilesOfTheOwnersChoiceLieUnderTheMap(int width) {
        try (var tiles = new TestTiles();
                var other =
                        TestSite.on(mls.serviceRoot(), tiles.settings(), Sources.packaged(), InstantSource.system())) {
            var page = visitor(width, true);
            page.navigate(other.url(onMap(width, "/homes?city=Portland")));
            assertThat(page.locator(".leaflet-tile-loaded").first()).isVisible();
            assertThat(page.locator(".leaflet-control-attribution")).containsText(TestTiles.CREDIT);
            page.context().close();
        }
    }

    /** Beside the list where there is room, else in its place. */
    private static String onMap(int width, String search) {
        return width < 1024 ? search + "&view=map" : search;
    }

    private static void hasCorners(Page page, int number) {
        assertThat(page.locator(".map__note")).hasText(Pattern.compile("^" + number + " corners?\\b.*"));
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void anAreaIsDrawnByPointerEvenWhereHomesAre(int width) {
        var page = visitor(width, true);
        page.navigate(site.url(onMap(width, "/homes?city=Portland")));
        var all = count(page);
        page.locator(".map__canvas").scrollIntoViewIfNeeded();
        assertThat(page.locator(".map__mark").first()).isVisible();
        var home = page.locator(".map__mark--cluster").first().boundingBox();
        button(page, "Draw an area").click();
        hasCorners(page, 0);
        page.mouse().click(home.x + home.width / 2, home.y + home.height / 2);
        hasCorners(page, 1);
        var box = page.locator(".map__canvas").boundingBox();
        for (var at : new double[][] {{0.3, 0.25}, {0.7, 0.3}, {0.6, 0.6}})
            page.mouse().click(box.x + box.width * at[0], box.y + box.height * at[1]);
        hasCorners(page, 4);
        button(page, "Undo").click();
        hasCorners(page, 3);
        // What is drawn outlasts a change of the filters.
        page.locator(".chip").first().click();
        assertThat(page).hasURL(Pattern.compile(width < 1024 ? "/homes\\?view=map$" : "/homes$"));
        hasCorners(page, 3);
        button(page, "Search this area").click();
        assertThat(page).hasURL(Pattern.compile("polygon="));
        assertThat(page.locator(".chips")).containsText("Drawn area");
        assertTrue(count(page) < all);
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void anAreaIsDrawnByKeyboard(int width) {
        var page = visitor(width, true);
        page.navigate(site.url(onMap(width, "/homes?city=Portland")));
        assertThat(page.locator(".map__mark").first()).isVisible();
        button(page, "Draw an area").press("Enter");
        assertThat(button(page, "Add center")).isFocused();
        button(page, "Add center").press("Enter");
        hasCorners(page, 1);
        // The map's middle is a corner; the arrows move the map.
        var steps = List.of("ArrowRight", "ArrowDown");
        for (int i = 0; i < steps.size(); i++) {
            page.locator(".map__canvas").focus();
            var before = page.locator(".leaflet-map-pane").getAttribute("style");
            page.keyboard().press(steps.get(i));
            assertThat(page.locator(".leaflet-map-pane")).not().hasAttribute("style", before);
            page.keyboard().press("Enter");
            hasCorners(page, i + 2);
        }
        page.keyboard().press("Escape");
        assertThat(button(page, "Draw an area")).isFocused();
        button(page, "Draw an area").press("Enter");
        hasCorners(page, 0);
        page.context().close();
    }

    @Test
    void onAPhoneTheMapTakesTheListsPlace() {
        var page = visitor(390, true);
        page.navigate(site.url("/homes?city=Portland"));
        assertThat(page.locator(".map")).isHidden();
        page.locator("a[data-view]").click();
        assertThat(page).hasURL(Pattern.compile("view=map"));
        assertThat(page.locator(".map__mark").first()).isVisible();
        assertThat(page.locator(".card-grid")).isHidden();
        // Most of the screen is the map's, and what stands on it leaves room for homes.
        assertTrue(page.locator(".map").boundingBox().y < 400);
        assertEquals(
                button(page, "Draw an area").boundingBox().y,
                button(page, "Near me").boundingBox().y);
        page.locator("a[data-view]").click();
        assertThat(page.locator(".card-grid")).isVisible();
        assertThat(page.locator(".map")).isHidden();
        page.context().close();
    }

    @Test
    void besideTheListTheMapIsHiddenUntilItIsWantedAgain() {
        var page = visitor(1440, true);
        page.navigate(site.url("/homes?city=Portland"));
        assertThat(page.locator(".map__mark").first()).isVisible();
        page.getByText("Hide map").click();
        assertThat(page.locator(".map")).isHidden();
        page.locator(".pagination__step").first().click();
        assertThat(page).hasURL(Pattern.compile("page=2"));
        page.reload();
        assertThat(page.locator(".map")).isHidden();
        page.getByText("Show map").click();
        assertThat(page.locator(".map__mark").first()).isVisible();
        assertThat(page.locator(".listing-card").first()).isVisible();
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void withoutScriptsTheListIsAllThereIs(int width) {
        var page = visitor(width, false);
        page.navigate(site.url("/homes?city=Portland"));
        assertThat(page.locator(".map")).isHidden();
        page.locator("a[data-view]").click();
        assertThat(page.locator(".map__off")).containsText("All homes on it are in the list");
        assertThat(page.locator(".card-grid")).isVisible();
        assertTrue(page.locator(".map__off").boundingBox().y
                < page.locator(".results__heading").boundingBox().y);
        // Choices, order and areas stay when the form is sent.
        page.navigate(site.url("/homes?min_price=300000&bounds=-122.8%2C45.4%2C-122.5%2C45.6&sort=price"));
        page.locator("[data-menu=rooms] > summary").click();
        page.locator("select#beds").selectOption("2");
        page.locator(".search-form__submit").click();
        assertThat(page).hasURL(Pattern.compile("min_price=300000&beds=2&bounds=.*&sort=price"));
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void whatIsKeptStaysInTheBrowser(int width) {
        var page = visitor(width, true);
        page.navigate(site.url("/homes?city=Portland"));
        var cards = page.locator(".listing-card");
        for (int i = 0; i < 2; i++) {
            cards.nth(i).locator("[data-save]").click();
            assertThat(cards.nth(i).locator("[data-save]")).hasAttribute("aria-pressed", "true");
        }
        cards.nth(3).locator("[data-hide]").click();
        assertThat(cards.nth(3)).hasClass(Pattern.compile("listing-card--hidden"));
        page.locator("[data-save-search]").click();
        var first = cards.first().locator(".listing-card__street").textContent();
        cards.first().locator(".listing-card__link").click();
        assertThat(page).hasURL(Pattern.compile("/listing/"));
        page.waitForLoadState();
        page.navigate(site.url("/saved"));
        assertThat(page.locator("[data-list=saved] .listing-card")).hasCount(2);
        assertThat(page.locator("[data-list=hidden] .listing-card")).hasCount(1);
        assertThat(page.locator("[data-list=seen] .listing-card__street")).hasText(first);
        assertThat(page.locator("[data-searches] a")).hasText(Pattern.compile("Portland"));
        assertThat(page.locator("[data-no-searches]")).isHidden();
        page.locator("[data-searches] button").click();
        assertThat(page.locator("[data-searches] a")).hasCount(0);
        assertThat(page.locator("[data-no-searches]")).isVisible();
        page.locator("[data-keys-link]").click();
        assertThat(page.locator("h1")).hasText("2 homes side by side");
        assertThat(page.locator(".compare__table")).containsText("Price per sq ft");
        // The link shares the list: another visitor without scripts sees it.
        var shared = page.url().replace("/compare", "/saved");
        page.context().close();
        var other = visitor(width, false);
        other.navigate(shared);
        assertThat(other.locator(".listing-card")).hasCount(2);
        assertFalse(other.locator("[data-save]").first().isVisible());
        other.navigate(shared.replace("/saved", "/compare"));
        assertThat(other.locator(".compare__table")).containsText("Price per sq ft");
        other.navigate(site.url("/saved"));
        assertThat(other.locator(".notice")).containsText("Links to shared lists work without it");
        other.context().close();
    }
}
