package porchlight.demomls.manners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.listing.MlsProfiles;
import porchlight.site.Sources;

/** A site whose homes are all in Canada, except one, uses Canadian terms for its places. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CanadianSiteTest {
    private static final int HOMES = 60;
    private static final int ABROAD = 0;
    /** City as the feed spells it, region, postal code. */
    private static final String[][] PLACES = {
        {"Toronto (C01)", "Toronto", "M5V 2T6"},
        {"TORONTO", "Toronto", "m5v2t6"},
        {"Toronto", "Toronto", "M4W 1A8"},
        {"Mississauga", "Peel", "L5B 3C1"},
        {"HALTON HILLS", "Halton", "L7G 4A6"}
    };

    private static final Pattern AMERICAN = Pattern.compile("\\b(?:ZIPs?|[Zz]ip code|[Cc]ount(?:y|ies))\\b");

    private final TestClock clock = new TestClock();
    private List<Home> homes;
    private Replay feed;
    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        homes = Home.generate(HOMES, 17, clock.instant());
        for (int number = 0; number < HOMES; number++) {
            if (number == ABROAD) continue;
            var property = homes.get(number).property();
            var place = PLACES[number % PLACES.length];
            property.put("City", place[0]);
            property.put("CountyOrParish", place[1]);
            property.put("PostalCode", place[2]);
            property.put("StateOrProvince", number % 2 == 0 ? "ON" : "Ontario");
            property.put("InternetAddressDisplayYN", true);
            property.remove("UnparsedAddress");
            if (number % 3 == 0) property.put("Country", "Canada");
        }
        homes.get(ABROAD).property().put("InternetAddressDisplayYN", true);
        feed = new Replay(Vendor.CREA_DDF.manners(), MlsProfiles.load(Walk.PROFILE), homes, clock);
        site = TestSite.on(feed.serviceRoot(), Map.of("MLS_PROFILE", Walk.PROFILE), Sources.packaged(), clock)
                .swept();
    }

    @AfterAll
    void stop() {
        site.close();
        feed.close();
    }

    private HttpResponse<String> arrived(String path) throws Exception {
        var found = site.get(path);
        for (var moved = found.headers().firstValue("Location"); moved.isPresent(); ) {
            found = site.get(moved.get());
            moved = found.headers().firstValue("Location");
        }
        return found;
    }

    private String listing(int number) {
        return "/listing/" + homes.get(number).key();
    }

    private int shown() {
        for (int number = 1; ; number++) {
            var home = homes.get(number);
            if (!home.isLease() && home.text("StandardStatus").equals("Active") && home.number("ListPrice") > 0)
                return number;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/homes",
                "/homes?city=Toronto&city=Mississauga&zip=M5V+2T6&zip=L5B+3C1&county=Peel&county=Halton",
                "/homes?zip=123",
                "/homes?zip=X9X+9X9",
                "/homes?county=Nowhere",
                "/homes?county=Peel",
                "/homes/on/toronto",
                "/homes/on/toronto/m5v-2t6",
                "/places",
                "/search-tips",
                "/no-such-page",
                "/listing/no-such-listing",
                "/embed",
                "/embed/search",
                "/embed/results",
                "/api/suggest?q=m5v",
                "/api/suggest?q=peel"
            })
    void noPageSpeaksOfZipCodesOrCounties(String path) throws Exception {
        var page = arrived(path).body();
        // URLs keep the names of parameters.
        var words = path.startsWith("/api/")
                ? page.replaceAll("\"href\":\"[^\"]*\"", "")
                : Jsoup.parse(page).text() + " " + attributes(Jsoup.parse(page));
        assertFalse(
                AMERICAN.matcher(words).find(),
                () -> AMERICAN.matcher(words)
                        .results()
                        .map(found -> words.substring(
                                Math.max(0, found.start() - 60), Math.min(words.length(), found.end() + 60)))
                        .toList()
                        .toString());
    }

    private static String attributes(Document page) {
        return page.select("[content]:not([property$=url]), [aria-label], [placeholder], [alt]").stream()
                .flatMap(element ->
                        Stream.of("content", "aria-label", "placeholder", "alt").map(element::attr))
                .collect(Collectors.joining(" "));
    }

    @Test
    void fieldsAndSuggestionsHaveTheCanadianWords() throws Exception {
        var page = Jsoup.parse(arrived("/homes").body());
        assertEquals("Postal code", page.select("label[for=zip]").text());
        assertEquals("text", page.getElementById("zip").attr("inputmode"));
        assertEquals("Region", page.select("label[for=county]").text());
        for (var path : List.of("/", "/homes", "/no-such-page", "/embed/search"))
            assertEquals(
                    "City, postal code, address, or MLS number",
                    Jsoup.parse(site.get(path).body()).select("label[for=q]").text());
        assertTrue(arrived("/homes?zip=123").body().contains("Enter a postal code such as T5H 0E3"));
        assertTrue(arrived("/homes?zip=X9X+9X9").body().contains("No homes in postal code “X9X 9X9”"));
        assertTrue(site.get("/api/suggest?q=m5v").body().contains("\"kind\":\"Postal code\",\"text\":\"M5V 2T6\""));
        assertTrue(site.get("/api/suggest?q=peel").body().contains("\"kind\":\"Region\",\"text\":\"Peel\""));
        assertTrue(arrived("/places").body().contains(">Ontario<"));
    }

    @ParameterizedTest
    @CsvSource({
        "toronto, city=Toronto, Toronto",
        "TORONTO, city=Toronto, Toronto",
        "toronto on, city=Toronto, Toronto",
        "halton hills, city=Halton+Hills, Halton Hills",
        "m5v2t6, zip=M5V+2T6, M5V 2T6",
        "peel, county=Peel, Peel",
        "peel region, county=Peel, Peel",
        "Peel County, county=Peel, Peel"
    })
    void aLineFindsThePlaceInAnySpelling(String line, String search, String place) throws Exception {
        var moved = site.get("/homes?q=" + line.replace(" ", "+"))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertTrue(moved.equals("/homes?" + search), moved);
        var heading =
                Jsoup.parse(arrived(moved).body()).select(".results__heading").text();
        assertTrue(heading.matches("[1-9]\\d* homes? for sale in " + place), heading);
    }

    @Test
    void aHomeHasARegionInCanadaAndACountyElsewhere() throws Exception {
        var facts = Jsoup.parse(arrived(listing(shown())).body()).select("dt").eachText();
        assertTrue(facts.contains("Region"), facts.toString());
        assertFalse(facts.contains("County"), facts.toString());
        facts = Jsoup.parse(arrived(listing(ABROAD)).body()).select("dt").eachText();
        assertTrue(facts.contains("County"), facts.toString());
        assertFalse(facts.contains("Region"), facts.toString());
    }
}
