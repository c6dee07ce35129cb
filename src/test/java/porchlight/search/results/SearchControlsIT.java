package porchlight.search.results;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.harness.TestBrowser;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.harness.WithBrowser;
import porchlight.harness.WithSite;
import porchlight.site.Sources;

/** The links and buttons around a list of results, on phones and desktops, with scripts and without. */
@Order(1)
@WithSite(listings = 720)
@WithBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchControlsIT {
    private final DemoMls mls;
    private final TestSite site;
    private TestSite feeding;
    private final TestBrowser browser;

    SearchControlsIT(DemoMls mls, TestSite site, TestBrowser browser) {
        this.mls = mls;
        this.site = site;
        this.browser = browser;
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        var profile = folder.resolve("feeds.yaml");
        Files.writeString(
                profile, Files.readString(Path.of("src/test/profiles/demo-feed.yaml")) + "\nfeed: { atom: true }\n");
        feeding = TestSite.on(
                mls.serviceRoot(),
                Map.of("MLS_PROFILE", profile.toString()),
                Sources.packaged(),
                InstantSource.system());
        Waiting.until(() -> site.get("/homes?city=Qqqzz").statusCode() == 400);
    }

    @AfterAll
    void stop() {
        feeding.close();
    }

    /** But for the statuses of pages that are faults, which browsers note. */
    @AfterEach
    void consolesAreQuiet() {
        assertEquals(
                List.of(),
                browser.complaints().stream()
                        .filter(complaint -> !complaint.contains("the server responded with a status of 400"))
                        .toList());
    }

    private Page visitor(int width, boolean scripts) {
        return browser.visitor(width, scripts, ColorScheme.LIGHT);
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void fitsTheWindow(Page page) {
        var main = page.locator("main").boundingBox();
        for (var part :
                page.locator(".error-summary, .search-form, .results__head").all())
            assertTrue(part.boundingBox().x + part.boundingBox().width <= main.x + main.width + 1);
    }

    @ParameterizedTest
    @CsvSource({"390, true", "390, false", "1440, true", "1440, false"})
    void anUnknownCityIsReportedWithOneThatMayBeMeant(int width, boolean scripts) {
        var page = visitor(width, scripts);
        page.navigate(site.url("/homes?city=Potrland&beds=3"));
        assertThat(page.locator(".results__heading")).hasText("No matching place");
        assertThat(page.locator("#city-error")).isVisible();
        assertThat(page.locator("#city")).hasValue("Potrland");
        assertThat(page.locator("#beds")).hasValue("3");
        fitsTheWindow(page);
        page.locator(".error-summary a[href='#city']").click();
        if (scripts) assertThat(page.locator("#city")).isFocused();
        else assertThat(page).hasURL(Pattern.compile("#city$"));
        assertThat(page.locator("#city")).isInViewport();
        page.locator("#city-error").getByText("Portland").click();
        assertThat(page).hasURL(Pattern.compile("/homes\\?city=Portland&beds=3$"));
        assertThat(page.locator(".chips")).containsText("Portland");
        assertThat(page.locator(".error-summary")).hasCount(0);
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({"390, true", "390, false", "1440, true", "1440, false"})
    void aNameTypedIntoAFieldThatIsNoneIsKeptThereAndCorrected(int width, boolean scripts) {
        var page = visitor(width, scripts);
        page.navigate(site.url("/homes?beds=2"));
        page.locator(".search-form__more summary").click();
        var field = page.getByLabel("Neighborhood");
        field.fill("Laurelhrst");
        if (scripts) field.press("Tab");
        else page.locator(".search-form__actions button").click();
        assertThat(page.locator("#subdivision-error"))
                .containsText("No homes in a neighborhood named “Laurelhrst”. Did you mean Laurelhurst?");
        assertThat(field).hasValue("Laurelhrst");
        assertThat(field).isVisible();
        assertThat(page.locator("#beds")).hasValue("2");
        field.fill("laurelhurst");
        if (scripts) field.press("Tab");
        else page.locator(".search-form__submit").click();
        assertThat(page).hasURL(Pattern.compile("\\?subdivision=Laurelhurst&beds=2$"));
        assertThat(page.locator(".error-summary")).hasCount(0);
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void aSavedSearchOfAPlaceThatIsGoneStillHelps(int width) {
        var page = visitor(width, true);
        page.navigate(site.url("/homes?city=Gresham&beds=2"));
        page.locator("[data-save-search]").click();
        // As if it had been saved under a name that no home has any more.
        page.evaluate("() => { for (const key of Object.keys(localStorage)) localStorage[key] ="
                + " localStorage[key].replaceAll('Gresham', 'Greshm Heights'); }");
        page.navigate(site.url("/saved"));
        page.locator("[data-searches] a").click();
        assertThat(page).hasURL(Pattern.compile("city=Greshm"));
        assertThat(page.locator(".error-summary")).containsText("No homes in “Greshm Heights”");
        assertThat(page.locator("#beds")).hasValue("2");
        link(page, "see all homes for sale").click();
        assertThat(page.locator(".listing-card").first()).isVisible();
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({"390, true", "390, false", "1440, true", "1440, false"})
    void anEmptyResultLeadsToOthers(int width, boolean scripts) {
        var page = visitor(width, scripts);
        page.navigate(site.url("/homes?city=Portland&beds=12"));
        assertThat(page.locator(".results__heading")).hasText("No homes for sale in Portland");
        assertThat(page.locator(".empty__cause")).containsText("“12+ beds”");
        assertThat(page.locator(".empty__count").first()).hasText(Pattern.compile("^[1-9][0-9,]* homes?$"));
        page.locator(".empty__hints a").first().click();
        assertThat(page.locator(".results__heading")).hasText(Pattern.compile("^[1-9][0-9,]* homes? .*"));
        page.goBack();
        link(page, "See all homes").click();
        assertThat(page).hasURL(Pattern.compile("/homes$"));
        assertThat(page.locator(".listing-card").first()).isVisible();
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({"390, true", "390, false", "1440, true", "1440, false"})
    void aLineThatIsNotUnderstoodLeadsToWhatOneCanType(int width, boolean scripts) {
        var page = visitor(width, scripts);
        page.navigate(site.url("/homes?garage=yes"));
        page.locator("#q").fill("15 or higher condo");
        page.locator(".search-form__submit").click();
        assertThat(page.locator(".notice")).containsText("We didn’t understand “15 or higher,”");
        assertThat(page.locator("#garage")).isChecked();
        page.locator(".notice a").click();
        var phrase = page.locator(".tips .chip").filter(new Locator.FilterOptions().setHasText("3br 2ba"));
        // Side by side, not one under the other.
        var first = page.locator(".tips ul").nth(1).locator("li");
        assertEquals(first.first().boundingBox().y, first.nth(1).boundingBox().y);
        phrase.click();
        assertThat(page).hasURL(Pattern.compile("/homes\\?beds=3&baths=2$"));
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({"390, true", "390, false", "1440, true", "1440, false"})
    void allFiltersAreClearedFromTheirPanel(int width, boolean scripts) {
        var page = visitor(width, scripts);
        page.navigate(site.url("/homes?beds=2&garage=yes&sort=price"));
        page.locator(".search-form__more summary").click();
        link(page, "Clear all filters").click();
        assertThat(page).hasURL(Pattern.compile("/homes$"));
        assertThat(page.locator("#garage")).not().isChecked();
        assertThat(page.locator(".chips")).hasCount(0);
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({"390, true", "390, false", "1440, true", "1440, false"})
    void pagesAreTurnedAndKeepOrderAndFilters(int width, boolean scripts) {
        var page = visitor(width, scripts);
        page.navigate(site.url("/homes?beds=2"));
        page.locator("#sort").selectOption("-price");
        if (!scripts)
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Sort").setExact(true))
                    .click();
        assertThat(page).hasURL(Pattern.compile("\\?beds=2&sort=-price$"));
        var dearest = page.locator(".listing-card__price").first().textContent();
        page.locator(".pagination [rel=next]").click();
        assertThat(page).hasURL(Pattern.compile("\\?beds=2&sort=-price&page=2$"));
        assertThat(page.locator(".pagination__summary")).hasText(Pattern.compile("^Showing 25–48 of .*"));
        assertThat(page.locator("#sort")).hasValue("-price");
        link(page, "Page 3").click();
        assertThat(page).hasURL(Pattern.compile("&page=3$"));
        page.locator(".pagination [rel=prev]").click();
        assertThat(page).hasURL(Pattern.compile("&page=2$"));
        link(page, "Page 1").click();
        assertThat(page).hasURL(Pattern.compile("\\?beds=2&sort=-price$"));
        assertEquals(dearest, page.locator(".listing-card__price").first().textContent());
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({"390, true", "390, false", "1440, true", "1440, false"})
    void theHomePageLeadsToKindsOfHomesAndToPlaces(int width, boolean scripts) {
        var page = visitor(width, scripts);
        page.navigate(site.url("/"));
        page.locator(".quick-links").getByText("Condos").click();
        assertThat(page.locator(".chips")).containsText("Condos");
        page.navigate(site.url("/"));
        page.locator(".place-link").first().click();
        assertThat(page.locator(".results__heading")).containsText("Portland");
        // By keyboard: a click waits for the page to stop moving while photos above still arrive.
        page.locator(".about summary").first().press("Enter");
        assertThat(page.locator(".about details[open] table, .about details[open] li")
                        .first())
                .isVisible();
        page.locator(".breadcrumb").getByText("All places").click();
        assertThat(page.locator("h1")).hasText("Browse homes by city and ZIP code");
        Map.of(
                        "See all homes", "homes for sale",
                        "See all open houses", "Upcoming open houses",
                        "See all places", "Browse homes by city and ZIP code")
                .forEach((band, heading) -> {
                    page.navigate(site.url("/"));
                    link(page, band).click();
                    assertThat(page.locator("h1")).containsText(heading);
                });
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void withoutScriptsTheDistanceFromAPointIsChosenInTheForm(int width) {
        var page = visitor(width, false);
        page.navigate(site.url("/homes?near=45.5231%2C-122.6765&radius=2"));
        page.locator(".search-form__more summary").click();
        page.getByLabel("Distance").selectOption("10");
        page.locator(".search-form__actions button").click();
        assertThat(page).hasURL(Pattern.compile("\\?near=45.5231%2C-122.6765&radius=10$"));
        assertThat(page.locator(".chips")).containsText("Within 10 miles of a point");
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void theMapIsEnlargedAndADrawingGivenUp(int width) {
        var page = visitor(width, true);
        page.navigate(site.url("/homes?city=Portland" + (width < 1024 ? "&view=map" : "")));
        assertThat(page.locator(".map__mark").first()).isVisible();
        var area = page.locator("[data-map=area]");
        assertThat(area).isHidden();
        page.locator(".leaflet-control-zoom-in").click();
        assertThat(area).isVisible();
        page.locator(".leaflet-control-zoom-out").click();
        var draw = page.locator("[data-map=draw]");
        draw.click();
        var tools = page.locator(".map__tools--drawing");
        assertThat(tools).isVisible();
        assertThat(draw).isHidden();
        // The tools stand clear of the map's own buttons.
        var zoom = page.locator(".leaflet-control-zoom").boundingBox();
        assertTrue(tools.locator(".map__hint").boundingBox().x >= zoom.x + zoom.width);
        page.locator("[data-map=corner]").click();
        page.locator("[data-map=cancel]").click();
        assertThat(tools).isHidden();
        assertThat(draw).isVisible();
        assertFalse(page.url().contains("polygon"));
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void whatIsKeptIsLetGoAgain(int width) {
        var page = visitor(width, true);
        page.navigate(site.url("/homes?city=Portland"));
        var card = page.locator(".listing-card").first();
        card.locator("[data-save]").click();
        card.locator("[data-save]").click();
        assertThat(card.locator("[data-save]")).hasAttribute("aria-pressed", "false");
        card.locator("[data-hide]").click();
        assertThat(card).hasClass(Pattern.compile("listing-card--hidden"));
        page.navigate(site.url("/saved"));
        assertThat(page.locator("[data-list=saved] [data-empty]")).isVisible();
        page.locator("[data-list=hidden] [data-hide]").click();
        page.navigate(site.url("/homes?city=Portland"));
        assertThat(card).not().hasClass(Pattern.compile("listing-card--hidden"));
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void theListOfSavedHomesIsPassedOn(int width) {
        var page = visitor(width, true);
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.navigate(site.url("/homes?city=Portland"));
        var cards = page.locator(".listing-card");
        cards.nth(2).locator(".listing-card__link").click();
        assertThat(page.locator(".listing__price")).isVisible();
        // Its scripts note that it was seen.
        page.waitForLoadState();
        page.navigate(site.url("/saved"));
        assertThat(page.locator("[data-list=seen] .listing-card")).hasCount(1);
        // Of a list that is empty there is nothing to pass on.
        assertThat(page.locator("[data-copy-link]")).isHidden();
        page.navigate(site.url("/homes?city=Portland"));
        for (int i = 0; i < 2; i++) cards.nth(i).locator("[data-save]").click();
        var streets = page.locator(".listing-card__street").allTextContents().subList(0, 2);
        page.navigate(site.url("/saved"));
        page.locator("[data-copy-link]").click();
        assertThat(page.locator("#saved-status")).hasText("Link copied");
        assertThat(page.locator("[data-copy-link]")).hasText("Link copied");
        var copied = (String) page.evaluate("() => navigator.clipboard.readText()");
        // What is let go here is not passed on either.
        var saved = page.locator("[data-list=saved] .listing-card");
        saved.first().locator("[data-save]").click();
        saved.nth(1).locator("[data-save]").click();
        assertThat(page.locator("[data-copy-link]")).isHidden();
        page.context().close();
        for (var scripts : List.of(true, false)) {
            var other = visitor(width, scripts);
            other.navigate(copied);
            assertThat(other.locator("h1")).hasText("2 homes");
            assertEquals(
                    Set.copyOf(streets),
                    Set.copyOf(other.locator(".listing-card__street").allTextContents()));
            link(other, "Compare").click();
            assertThat(other.locator("h1")).hasText("2 homes side by side");
            other.locator(".compare__table th a").first().click();
            assertThat(other.locator(".listing__price")).isVisible();
            other.navigate(copied);
            link(other, "My saved homes").click();
            assertThat(other.locator("h1")).hasText("Your saved homes and searches");
            other.context().close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void aVisitorWhoDoesNotSayWhereIsToldWhatElseThereIs(int width) {
        var page = visitor(width, true);
        var path = "/homes?city=Portland" + (width < 1024 ? "&view=map" : "");
        page.navigate(site.url(path));
        page.locator("[data-map=near]").click();
        assertThat(page.locator(".map__note"))
                .hasText("We couldn’t get your location. Search for a place or draw an area.");
        assertThat(page.locator(".map__note")).isInViewport();
        assertThat(page).hasURL(site.url(path));
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void homesThatNoZoomPartsAreListed(int width) throws Exception {
        var clusters = new ObjectMapper()
                .readTree(site.get("/api/pins?bounds=-122.95,45.3,-122.4,45.65&zoom=19")
                        .body())
                .path("clusters");
        assertFalse(clusters.isEmpty(), "homes in one building");
        var count = clusters.path(0).path("count").asInt();
        var building = clusters.path(0).path("bounds");
        var page = visitor(width, true);
        page.navigate(site.url("/homes?bounds=" + around(building, 0.0002) + (width < 1024 ? "&view=map" : "")));
        page.getByLabel(count + " homes", new Page.GetByLabelOptions().setExact(true))
                .press("Enter");
        assertThat(page).hasURL(Pattern.compile("\\?bounds=" + around(building, 0.0001) + "$"));
        assertThat(page.locator(".results__heading")).hasText(count + " homes for sale");
        var cards = page.locator(".listing-card");
        assertThat(cards).hasCount(count);
        assertThat(cards.first()).isVisible();
        page.context().close();
    }

    private static String around(JsonNode bounds, double degrees) {
        return Stream.of(0, 1, 2, 3)
                .map(side -> "%.6f".formatted(bounds.path(side).asDouble() + (side < 2 ? -degrees : degrees)))
                .collect(Collectors.joining("%2C"));
    }

    @ParameterizedTest
    @CsvSource({"390, true", "390, false", "1440, true", "1440, false"})
    void aSearchIsReadAsAFeed(int width, boolean scripts) {
        var page = visitor(width, scripts);
        page.navigate(feeding.url("/homes?beds=3&type=Residential"));
        var titles = page.locator(".listing-card__street").allTextContents();
        link(page, "Feed").click();
        assertThat(page).hasURL(Pattern.compile("/feed\\.atom\\?beds=3"));
        for (var title : titles) assertTrue(page.content().contains(title), title);
        page.context().close();
    }
}
