package porchlight.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javalin.Javalin;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.brand.Known;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.RawHttp;
import porchlight.harness.Seed;
import porchlight.harness.TestSite;
import porchlight.web.Budget;
import porchlight.web.Caching;
import porchlight.web.Policy;
import porchlight.web.Route;
import porchlight.web.RouteTable;

/** The table of routes of a whole site: what it says of each path, and that the router follows it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesTest {
    private DemoMls mls;
    private TestSite site;
    private RouteTable routes;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0));
        site = TestSite.on(mls.serviceRoot());
        routes = site.routes();
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    private Set<String> pathsWhere(java.util.function.Predicate<Policy> holds) {
        return routes.routes().stream()
                .filter(route -> holds.test(route.policy()))
                .map(Route::path)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Otherwise a page of the owner's would be unreachable, or hide one of the site's. */
    @Test
    void ownersCannotNamePagesLikeOurs() {
        for (var route : routes.routes()) {
            var first = route.path().split("/", -1)[1];
            if (!first.isEmpty() && !first.startsWith("{"))
                assertTrue(Known.PATHS.contains(first), first + " is missing in Known.PATHS");
        }
    }

    /** A page that is added is behind the MLS's license until somebody says that it shows nothing of the MLS. */
    @Test
    void onlyTheseShowNothingOfTheMls() {
        var named = new TreeSet<>(Set.of(
                "/accessibility",
                "/assets/{file}",
                "/card.jpg",
                "/contact",
                "/embed",
                "/embed.js",
                "/embed/<path>",
                "/embed/theme.css",
                "/healthz",
                "/manifest.webmanifest",
                "/privacy",
                "/readyz",
                "/robots.txt",
                "/sell",
                "/speculation-rules.json",
                "/terms",
                "/thanks"));
        named.addAll(
                porchlight.site.Assets.AT_ROOT.stream().map(name -> "/" + name).toList());
        assertEquals(named, pathsWhere(policy -> policy.contents() == Policy.Contents.OWN));
    }

    @Test
    void onlyTheseBoundThemselvesWhatOthersMayKeepOfTheMls() {
        assertEquals(
                Set.of("/listing/{key}/inquiry", "/media/<link>", "/sitemap.xml", "/sitemaps/{file}"),
                pathsWhere(policy ->
                        policy.contents() != Policy.Contents.OWN && policy.caching() instanceof Caching.AsHandled));
    }

    @Test
    void onlyTheWidgetMayBeFramed() {
        assertEquals(
                Set.of("/embed/<path>", "/embed/theme.css", "/embed/search", "/embed/results", "/embed/listing/{key}"),
                pathsWhere(policy -> policy.framing() == Policy.Framing.FRAMED));
    }

    @Test
    void monitorsAskByAnyNameAndAreNotLogged() {
        assertEquals(Set.of("/healthz", "/readyz"), pathsWhere(Policy::anyHost));
        assertTrue(
                pathsWhere(policy -> !policy.logged()).containsAll(List.of("/healthz", "/readyz", "/assets/{file}")));
    }

    @ParameterizedTest
    @CsvSource({
        "/PLACES/, /places",
        "/Homes/OR//Portland/, /homes/or/portland",
        "/LISTING/AbC, /listing/AbC",
        "/Listing/AbC/a-Slug/, /listing/AbC/a-Slug",
        "/MLS/AbC, /mls/AbC",
        "/Open-Houses/AbC.ics, /open-houses/AbC.ics",
        "/Embed/listing/AbC, /embed/listing/AbC",
        "/EMBED, /embed",
        "/Sitemap.xml/, /sitemap.xml",
        "/Nowhere/%2F/At-All, /nowhere/%2F/at-all"
    })
    void mistypedPathsLeadToTheRightOnes(String asked, String canonical) throws Exception {
        var answer = site.get(asked);
        assertEquals(301, answer.statusCode());
        assertEquals(canonical, answer.headers().firstValue("Location").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/assets/Site.css", "/Assets/x", "/media/AbC//d", "/API/pins", "/api/Pins", "/sitemaps/X.xml"})
    void programsAreNotSentElsewhere(String asked) throws Exception {
        assertEquals(404, site.get(asked).statusCode());
    }

    /** A new variable is for a key or for words in lower case: {@link Route#keepsCase} says which. */
    @Test
    void pathsHaveTheseVariables() {
        var variables = routes.routes().stream()
                .flatMap(route -> Stream.of(route.path().split("/")))
                .filter(segment -> segment.startsWith("{"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                new TreeSet<>(Set.of(
                        "{key}", "{listingId}", "{file}", "{slug}", "{state}", "{city}", "{area}", "{code}", "{page}")),
                variables);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, PAGES, 1",
        "GET, /homes, PAGES, 1",
        "HEAD, /homes/or/portland, PAGES, 1",
        "GET, /listing/1/a/card.jpg, PAGES, 10",
        "GET, /listing/1/a/map-dark.svg, PAGES, 2",
        "GET, /sitemaps/homes-1.xml, PAGES, 5",
        "GET, /sitemap.xml, PAGES, 5",
        "GET, /feed.atom, PAGES, 4",
        "GET, /open-houses/1.ics, PAGES, 2",
        "GET, /api/pins, ANSWERS, 2",
        "GET, /api/suggest, ANSWERS, 1",
        "GET, /media/tag/photos/1.jpg, PHOTOS, 1",
        "POST, /media/tag/photos/1.jpg, PHOTOS, 5",
        "POST, /listing/1/inquiry, PAGES, 5",
        "POST, /nowhere, PAGES, 5",
        "GET, /nowhere/at/all, PAGES, 1",
        "GET, /assets/site.abc.css, FREE, 1",
        "GET, /embed.js, FREE, 1",
        "GET, /robots.txt, FREE, 1",
        "GET, /healthz, FREE, 1",
        "GET, /healthz/, FREE, 1",
        "GET, /readyz, FREE, 1"
    })
    void pathsCostWhatTheirRoutesSay(String method, String path, Budget budget, int cost) {
        var policy = routes.policy(method, path);
        assertEquals(budget, policy.budget());
        assertEquals(cost, policy.cost());
    }

    @Test
    void whatSearchEnginesAreNotToListSaysSo() throws Exception {
        for (var path : List.of("/api/suggest?q=p", "/oembed", "/embed/search"))
            assertEquals(List.of("noindex"), site.get(path).headers().allValues("X-Robots-Tag"), path);
        assertEquals(List.of(), site.get("/homes").headers().allValues("X-Robots-Tag"));
    }

    /** Checks before the router go by the table, so both must find the same route for any path. */
    @Test
    void theRouterFindsTheSameRoute() throws Exception {
        var router = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.error(404, ctx -> ctx.result("none"));
                    for (var route : routes.routes())
                        if (route.method().equals("GET"))
                            config.routes.get(route.path(), ctx -> ctx.result(route.path()));
                })
                .start("127.0.0.1", 0);
        try {
            var seed = Seed.ofThisRun();
            var random = seed.random();
            var words = routes.routes().stream()
                    .flatMap(route -> List.of(route.path().split("/")).stream())
                    .filter(word -> !word.isEmpty() && !word.matches("[{<].*"))
                    .distinct()
                    .toList();
            var odd = List.of("x", "%68omes", "homes;a=b", "TERMS", "", "%2e", "a%2Fb", "é", "x y", "embed.js%20", ".");
            for (int i = 0; i < 3_000; i++) {
                var path = new StringBuilder();
                for (int segments = random.nextInt(1, 6); segments > 0; segments--)
                    path.append('/')
                            .append(
                                    random.nextInt(4) == 0
                                            ? odd.get(random.nextInt(odd.size()))
                                            : words.get(random.nextInt(words.size())));
                if (random.nextInt(8) == 0) path.append('/');
                var answer = RawHttp.send("http://127.0.0.1:" + router.port(), "GET", path.toString(), "", "");
                // What the server itself refuses comes to no route.
                if (answer.status() != 200 && answer.status() != 404) continue;
                var route = routes.find("GET", path.toString()).map(Route::path).orElse("none");
                assertEquals(answer.body(), route, path + ", " + seed);
            }
        } finally {
            router.stop();
        }
    }
}
