package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.FeedRows;
import porchlight.harness.RewrittenFeed;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** Names of places, schools and kinds of homes that are none, or are spelled otherwise than the feed spells them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnknownNamesTest {
    private DemoMls mls;
    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(720));
        site = knowing(TestSite.on(mls.serviceRoot()).swept());
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    /** What the feed's Lookup names is read beside the sweep. */
    private static TestSite knowing(TestSite site) {
        Waiting.until("the names are known", () -> site.get("/homes?city=Qqqzz").statusCode() == 400);
        return site;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Document refused(TestSite site, String path) throws Exception {
        var answer = site.get(path);
        assertEquals(400, answer.statusCode(), path);
        return Jsoup.parse(answer.body(), site.url(path));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            city | Zzzqq | No homes in “Zzzqq” |
            city | Potrland | No homes in “Potrland” | Portland → city=Portland
            city | Laurelhrst | No homes in “Laurelhrst” | Laurelhurst → subdivision=Laurelhurst
            city | Zürich | No homes in “Zürich” |
            city | <b>x</b> | No homes in “<b>x</b>” |
            zip | 99999 | No homes in ZIP code “99999” |
            zip | 97914 | No homes in ZIP code “97914” | 97214 → zip=97214
            county | Multnoma Cty | No homes in a county named “Multnoma Cty” |
            county | Clakamas | No homes in a county named “Clakamas” | Clackamas County → county=Clackamas
            subdivision | mt tabro | No homes in a neighborhood named “mt tabro” | Mt. Tabor → subdivision=Mt. Tabor
            school | Beavertn High | No homes are assigned to a school named “Beavertn High” | School: Beaverton High → school=Beaverton High
            school | 東京 | No homes are assigned to a school named “東京” |
            feature | Basement:Zzzqq | Basement: no homes have “Zzzqq” |
            feature | Basement | Basement: choose what to look for | Laundry: In Basement → feature=LaundryFeatures:In Basement
            feature | Basement:Ful | Basement: no homes have “Ful” | Basement: Full → feature=Basement:Full
            feature | Cooling:Central Airr | Cooling: no homes have “Central Airr” | Cooling: Central Air → feature=Cooling:Central Air
            feature | AC:Central Air | There is no filter named “AC” | Cooling: Central Air → feature=Cooling:Central Air
            feature | Craftsman | There is no filter named “Craftsman” | Architectural style: Craftsman → feature=ArchitecturalStyle:Craftsman
            feature | PrivateRemarks:Alarm code | There is no filter named “PrivateRemarks” |
            feature | Roof:Composition | There is no filter named “Roof” |
            subtype | Castle | We don’t have homes of the type “Castle” |
            """)
    void anUnknownNameIsReportedBesideItsFieldAndKept(String field, String typed, String message, String meant)
            throws Exception {
        var before = mls.requests();
        var page = refused(site, "/homes?beds=3&garage=yes&" + field + "=" + encoded(typed));
        assertEquals(before, mls.requests());
        assertTrue(page.title().startsWith("Error: "));
        var error = page.select(".error-summary li").text();
        assertEquals(error, page.getElementById(field + "-error").text().replaceFirst("^Error: ", ""));
        assertEquals(
                message, page.select(".error-summary a[href=#" + field + "]").text());
        assertTrue(page.select("details:not([open]) #" + field).isEmpty());
        // What was typed is kept, and so is the rest.
        var control = page.getElementById(field);
        var kept = control.tagName().equals("select")
                ? control.select("option[selected]").val()
                : field.equals("subtype")
                        ? page.select("[name=subtype][checked]").val()
                        : control.val();
        assertEquals(typed, kept);
        assertEquals("3", page.select("#beds option[selected]").val());
        assertFalse(page.select("#garage[checked]").isEmpty());
        var links = page.select(".error-summary .meant a");
        if (meant == null) assertTrue(links.isEmpty(), links.toString());
        else {
            var parts = meant.split(" → ");
            var link = links.first();
            assertEquals(parts[0], link.text());
            var found = site.get(link.attr("href"));
            assertEquals(200, found.statusCode());
            var name = parts[1].split("=");
            assertTrue(link.attr("href").contains(name[0] + "=" + encoded(name[1])), link.attr("href"));
            assertTrue(link.attr("href").contains("beds=3&garage=yes"), link.attr("href"));
            assertTrue(error.contains(". Did you mean " + parts[0]), error);
        }
    }

    @Test
    void everyUnknownNameIsReported() throws Exception {
        var page =
                refused(site, "/homes?city=Zzzqq&school=Beavertn+High&subtype=Castle&subtype=Condominium&max_price=x");
        assertEquals(
                List.of("#city", "#school", "#max_price", "#subtype"),
                page.select(".error-summary a[href^=#]").eachAttr("href"));
        assertEquals(
                List.of("Condominium", "Castle"),
                page.select("[name=subtype][checked]").eachAttr("value"));
        // The offer for one keeps the other.
        assertEquals(
                "/homes?city=Zzzqq&school=Beaverton+High&subtype=Castle",
                page.select("#school-error a").attr("href"));
        // Names alone are not what "could not be read".
        assertEquals(
                "No matching place",
                refused(site, "/homes?city=Zzzqq").select("h1").text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            city=portland | city=Portland
            city=++LAKE++oswego | city=Lake+Oswego
            city=obryants+ferry | city=O%27Bryant%27s+Ferry
            city=P%C3%B3rtland | city=Portland
            county=Multnomah+County | county=Multnomah
            subdivision=mt+tabor&beds=2 | subdivision=Mt.+Tabor&beds=2
            school=beaverton+high | school=Beaverton+High
            feature=cooling:centralair&feature=LEVELS:one | feature=Cooling%3ACentral+Air&feature=Levels%3AOne
            subtype=townhouse&subtype=CONDOMINIUM | subtype=Condominium&subtype=Townhouse
            """)
    void aNameIsSpelledAsTheFeedSpellsIt(String typed, String spelled) throws Exception {
        var answer = site.get("/homes?" + typed);
        // Not for ever: the feed may come to spell it so.
        assertEquals(302, answer.statusCode());
        assertEquals(
                "/homes?" + spelled, answer.headers().firstValue("Location").orElseThrow());
        assertEquals(200, site.get("/homes?" + spelled).statusCode());
    }

    @Test
    void aLineIsReadAsBeforeAndANameInItThatIsNoneStandsInItsField() throws Exception {
        var unread = site.page("/homes?q=zzzqq+house");
        assertEquals("", unread.select(".error-summary").text());
        var unknown = site.get("/homes?q=zzzqq");
        assertEquals(200, unknown.statusCode());
        assertTrue(unknown.body().contains("We looked for “zzzqq” in descriptions: no homes."));
        var before = mls.requests();
        var page = refused(site, "/homes?q=3+bed+house+in+97914");
        assertEquals("97914", page.getElementById("zip").val());
        assertEquals("3", page.select("#beds option[selected]").val());
        assertEquals("", page.getElementById("q").val());
        assertEquals(before, mls.requests());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/embed/results?city=Zzzqq",
                "/embed/results?layout=carousel&school=Zzzqq",
                "/embed/results?q=house+in+99999",
                "/api/pins?zoom=9&city=Zzzqq",
                "/api/pins?zoom=9&q=99999",
                "/homes/or/portland?school=Zzzqq"
            })
    void soItIsWhereverSearchesAreRead(String path) throws Exception {
        var before = mls.requests();
        var answer = site.get(path);
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("No homes "), answer.body());
        if (path.startsWith("/api/"))
            assertEquals(
                    1, new ObjectMapper().readTree(answer.body()).path("errors").size());
        assertEquals(before, mls.requests());
    }

    @Test
    void aWidgetOffersWhatMayBeMeantWithinItsFrame() throws Exception {
        var page = refused(site, "/embed/results?theme=dark&city=Potrland");
        var link = page.select(".error-summary .meant a");
        assertEquals("Portland", link.text());
        assertTrue(link.attr("href").startsWith("/embed/results?"), link.attr("href"));
        assertTrue(link.attr("href").contains("theme=dark"), link.attr("href"));
        assertEquals(200, site.get(link.attr("href")).statusCode());
    }

    @Test
    void aFeedOfANameThatIsNoneIsRefused(@TempDir Path directory) throws Exception {
        var profile = directory.resolve("feeds.yaml");
        Files.writeString(
                profile, Files.readString(Path.of("src/test/profiles/demo-feed.yaml")) + "\nfeed: { atom: true }\n");
        try (var open = knowing(TestSite.on(
                        mls.serviceRoot(),
                        Map.of("MLS_PROFILE", profile.toString()),
                        Sources.packaged(),
                        InstantSource.system())
                .swept())) {
            assertEquals(400, open.get("/feed.atom?city=Zzzqq").statusCode());
            assertEquals(200, open.get("/feed.atom?city=portland").statusCode());
        }
    }

    /** An MLS without a home in Gresham, which its Lookup goes on to name. */
    private static DemoMls soldOut() throws Exception {
        var mls = DemoMls.start(DemoOptions.standard().listings(60));
        var homes = FeedRows.ask(mls, "Property?$top=25&$filter=City%20eq%20%27Gresham%27")
                .path("value");
        assertTrue(!homes.isEmpty() && homes.size() < 25, homes.size() + " homes in Gresham");
        for (var home : homes)
            assertEquals(
                    204,
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mls.port()
                                                    + "/admin/listings/"
                                                    + home.path("ListingKey").asText()))
                                            .POST(HttpRequest.BodyPublishers.ofString("{\"City\":\"Portland\"}"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode());
        return mls;
    }

    @Test
    void aPlaceThatTheLookupNamesMayHaveNoHome() throws Exception {
        try (var sold = soldOut();
                var other = knowing(TestSite.on(sold.serviceRoot()).swept())) {
            var answer = other.get("/homes?city=Gresham");
            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().contains("No homes match your search"));
            assertEquals(
                    "/homes?city=Gresham",
                    other.get("/homes?city=gresham")
                            .headers()
                            .firstValue("Location")
                            .orElseThrow());
            // Kinds of homes that RESO names are no nonsense either.
            assertEquals(200, other.get("/homes?subtype=Ranch").statusCode());
        }
    }

    @Test
    void aPlaceThatIsSoldOutIsKnownWhereNoLookupNamesIt() throws Exception {
        try (var sold = soldOut();
                var feed = new RewrittenFeed(sold.serviceRoot()).replace("\"LookupName\":", "\"Name\":");
                var other = knowing(TestSite.on(feed.serviceRoot()).swept())) {
            var page = refused(other, "/homes?city=Gresham&beds=2");
            assertEquals(
                    "No homes in “Gresham”",
                    page.select(".error-summary a[href=#city]").text());
            assertFalse(page.select("#results a[href=/homes]").isEmpty());
        }
    }

    @Test
    void whileNamesAreNotKnownAnyMayBeOne() throws Exception {
        try (var feed = new RewrittenFeed(mls.serviceRoot()).replace("\"LookupName\":", "\"Name\":");
                var other = TestSite.on(
                        feed.serviceRoot(),
                        Map.of("RESO_RATE_LIMIT", "24/PT1H"),
                        Sources.packaged(),
                        InstantSource.system())) {
            var answer = other.get("/homes?city=Zzzqq");
            assertEquals(200, answer.statusCode(), answer.body());
            assertTrue(other.management("/readyz").body().contains("not complete yet"));
            assertTrue(answer.body().contains("No homes match your search"));
        }
    }
}
