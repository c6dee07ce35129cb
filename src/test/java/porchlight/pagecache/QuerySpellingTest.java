package porchlight.pagecache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.RawHttp;
import porchlight.harness.Seed;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.LegalPages;
import porchlight.site.Sources;
import porchlight.web.Caching;
import porchlight.web.Route;

/** However a request for a cached page is spelled, the next plain request gets the plain page. */
class QuerySpellingTest {
    private static final Pattern TOKEN = Pattern.compile("(name=\"token\" value=\")[^\"]*");
    private static final Pattern PHOTO = Pattern.compile("(/media/)[\\w./%~-]*");
    private static final int ROUNDS = 3;
    private static final int SPELLINGS = 6;

    /** What handlers of cached pages read, with a value that makes another page. */
    private static final Map<String, String> PARAMETERS = Map.ofEntries(
            Map.entry("page", "2"),
            Map.entry("beds", "4"),
            Map.entry("max_price", "400000"),
            Map.entry("sort", "price"),
            Map.entry("view", "map"),
            Map.entry("status", "Pending"),
            Map.entry("subtype", "Condominium"),
            Map.entry("q", "pool"),
            Map.entry("rate", "3"),
            Map.entry("down", "90"),
            Map.entry("term", "x"),
            Map.entry("in", "beds=2"),
            Map.entry("theme", "dark"),
            Map.entry("accent", "aa0000"),
            Map.entry("corners", "9"),
            Map.entry("open", "frame"),
            Map.entry("layout", "carousel"));

    /** What no page is made of, and no cache keeps a page under. */
    private static final List<String> UNKEYED = List.of(
            "X-Forwarded-Host: evil.example",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Prefix: /evil",
            "X-Forwarded-Port: 4711",
            "X-Forwarded-Server: evil.example",
            "X-Host: evil.example",
            "Forwarded: for=203.0.113.9;host=evil.example;proto=https",
            "X-Original-URL: /homes?page=2",
            "X-Rewrite-URL: /homes?page=2",
            "X-Requested-With: XMLHttpRequest",
            "Accept: application/json",
            "Accept-Language: de, fr;q=0.5",
            "Accept-Charset: utf-16",
            "Cookie: theme=dark; page=2; consent=1",
            "Referer: https://evil.example/?page=2",
            "User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)",
            "Save-Data: on",
            "DNT: 1",
            "Sec-GPC: 1",
            "Sec-CH-UA-Mobile: ?1",
            "Sec-CH-Prefers-Color-Scheme: dark",
            "Sec-Purpose: prefetch",
            "Range: bytes=0-9",
            "If-None-Match: *",
            "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT",
            "Cache-Control: no-store",
            "Pragma: no-cache");

    private final TestClock clock = new TestClock();
    private final Seed seed = Seed.ofThisRun();
    private final SplittableRandom random = seed.random();
    private DemoMls mls;

    @BeforeEach
    void start() {
        mls = DemoMls.start(DemoOptions.standard().listings(150).clock(clock).rateLimit(0));
    }

    @AfterEach
    void stop() {
        mls.close();
    }

    private TestSite site() throws Exception {
        var settings = Map.of(
                "SITE_URL",
                "http://homes.example.com",
                "SITE_OFFICE_IDS",
                DemoMls.OWN_OFFICE,
                "SITE_BRAND",
                "src/docs/brands/lakeside",
                "RESO_RATE_LIMIT",
                "100000/PT1M");
        var site = TestSite.on(mls.serviceRoot(), settings, Sources.packaged(), clock)
                .swept();
        Waiting.until(
                "our agents", () -> !site.page("/agents").select(".person-card").isEmpty());
        return site;
    }

    /** By route, paths of pages that exist. */
    private static Map<String, List<String>> pages(TestSite site) throws Exception {
        var homes = site.page("/homes").select("a.listing-card__link").eachAttr("href");
        var cities = site.page("/places").select("a[href^=/homes/or/]").eachAttr("href");
        var codes = site.page("/places").select("a[href^=/places/or/]").eachAttr("href");
        var city = cities.stream().filter(path -> path.split("/").length == 4).toList();
        var area =
                site.page(city.get(0)).select("a[href^=" + city.get(0) + "/]").eachAttr("href");
        var pages = new LinkedHashMap<String, List<String>>();
        for (var plain : List.of(
                "/",
                "/homes",
                "/homes/filters",
                "/places",
                "/open-houses",
                "/search-tips",
                "/new",
                "/price-cuts",
                "/back-on-market",
                "/our-listings",
                "/agents",
                "/saved",
                "/compare",
                "/embed/search",
                "/embed/results",
                "/places/elsewhere",
                "/places/elsewhere/{page}")) pages.put(plain, List.of(plain.replace("{page}", "2")));
        pages.put(
                "/agents/{slug}", site.page("/agents").select(".person-card a").eachAttr("href"));
        pages.put("/homes/{state}/{city}", city);
        pages.put("/homes/{state}/{city}/{area}", area.isEmpty() ? List.of(city.get(0) + "/97201") : area);
        pages.put("/places/{state}/{city}/{code}", codes);
        pages.put(
                "/places/{state}/{city}/{code}/{page}",
                codes.stream().map(path -> path + "/2").toList());
        pages.put("/listing/{key}/{slug}", homes);
        pages.put(
                "/listing/{key}/{slug}/photos",
                homes.stream().map(path -> path + "/photos").toList());
        pages.put(
                "/embed/listing/{key}",
                homes.stream()
                        .map(path -> "/embed/listing/" + path.split("/")[2])
                        .toList());
        pages.put("/", List.of("/", "/terms", "/privacy", "/accessibility"));
        pages.put("/{page}", List.of("/about"));
        pages.put("/searches/{slug}", List.of("/searches/on-the-water"));
        return pages;
    }

    @Test
    void aSpellingNeverChangesWhatThePlainRequestGets() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (var attacked = site();
                    var clean = site()) {
                var pages = pages(clean);
                assertEquals(routes(clean), new TreeSet<>(pages.keySet()), "each cached route is tried");
                var keys = keys(pages);
                for (var paths : pages.values()) {
                    var seen = new HashSet<String>();
                    for (int i = 0; i < Math.min(2, paths.size()); i++) {
                        var path = paths.get(random.nextInt(paths.size()));
                        if (seen.add(path)) check(attacked, clean, path, keys);
                    }
                }
            }
        }
    }

    private static String keys(Map<String, List<String>> pages) {
        var homes = pages.get("/embed/listing/{key}");
        return homes.get(0).split("/")[3] + "," + homes.get(1).split("/")[3];
    }

    /** The cached routes, as the program has them; pages of policies have the home page's name here. */
    private static TreeSet<String> routes(TestSite site) {
        var policies = LegalPages.names().stream().map(name -> "/" + name).toList();
        return site.routes().routes().stream()
                .filter(route -> route.policy().caching() instanceof Caching.Kept
                        || route.policy().caching() instanceof Caching.KeptAsSpelled)
                .map(Route::path)
                .filter(path -> !policies.contains(path))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void check(TestSite attacked, TestSite clean, String path, String keys) throws Exception {
        var sent = new ArrayList<String>();
        for (int i = 0; i < SPELLINGS; i++) {
            var target = spelledPath(path) + "?" + spelledQuery(keys);
            var headers = headers();
            sent.add(target + " " + headers.strip());
            var method = random.nextInt(8) == 0 ? "HEAD" : "GET";
            var answer = RawHttp.send(attacked.url(""), method, target, headers, "");
            assertTrue(answer.status() > 0 && answer.status() < 500, answer.head() + " for " + sent);
        }
        for (var plain :
                List.of(path, path + "?page=2", path + "?keys=" + URLEncoder.encode(keys, StandardCharsets.UTF_8)))
            for (int again = 0; again < 2; again++) {
                var got = RawHttp.send(attacked.url(""), "GET", plain, "", "");
                var due = RawHttp.send(clean.url(""), "GET", plain, "", "");
                var message = plain + " after " + sent + ", " + seed;
                assertEquals(due.status(), got.status(), message);
                assertEquals(due.header("Location"), got.header("Location"), message);
                assertEquals(text(due), text(got), message);
            }
    }

    /** Forms and photos are signed with secrets of each site. */
    private static String text(RawHttp.Answer answer) {
        return PHOTO.matcher(TOKEN.matcher(answer.body()).replaceAll("$1")).replaceAll("$1");
    }

    private String spelledPath(String path) {
        if (path.equals("/")) return path;
        return switch (random.nextInt(12)) {
            case 0 -> path + "/";
            case 1 -> "/" + path;
            case 2 -> path + ";jsessionid=1";
            case 3 -> path.replaceFirst("(?<=.)/", "%2F");
            case 4 -> path.substring(0, path.length() - 1) + escaped(path.charAt(path.length() - 1));
            case 5 -> path.toUpperCase(java.util.Locale.ROOT);
            default -> path;
        };
    }

    private String spelledQuery(String keys) {
        var all = new ArrayList<>(PARAMETERS.entrySet());
        all.add(Map.entry("keys", keys));
        var query = new StringBuilder();
        for (int count = random.nextInt(1, 4); count > 0; count--) {
            var param = random.nextInt(3) == 0 ? Map.entry("keys", keys) : all.get(random.nextInt(all.size()));
            var value = URLEncoder.encode(param.getValue(), StandardCharsets.UTF_8);
            query.append(
                    query.isEmpty() ? "" : List.of("&", "&", "&", ";", "&&").get(random.nextInt(5)));
            query.append(
                    switch (random.nextInt(14)) {
                        case 0, 1, 2, 3, 4 -> spelled(param.getKey()) + "=" + value;
                        case 5 -> spelled(param.getKey()) + "=" + spelled(param.getValue());
                        case 6 -> param.getKey().toUpperCase(java.util.Locale.ROOT) + "=" + value;
                        case 7 -> param.getKey() + "=";
                        case 8 -> spelled(param.getKey());
                        case 9 -> "+" + param.getKey() + "=" + value;
                        case 10 -> param.getKey() + "=" + value + "&" + spelled(param.getKey()) + "=" + value;
                        case 11 -> param.getKey() + "%00=" + value;
                        case 12 ->
                            param.getKey() + "=" + value
                                    + List.of("%ff", "%c3", "%", "%zz", "%u0041", "%00")
                                            .get(random.nextInt(6));
                        default -> param.getKey().replaceFirst("^.", "%25$0") + "=" + value;
                    });
        }
        return query.toString();
    }

    /** With some of the letters escaped, one at least. */
    private String spelled(String text) {
        var spelled = new StringBuilder();
        var must = random.nextInt(text.length());
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            spelled.append(i == must || random.nextInt(4) == 0 || c == '=' || c == '&' ? escaped(c) : c);
        }
        return spelled.toString();
    }

    private String escaped(char c) {
        var escaped = String.format("%%%02x", (int) c);
        return random.nextBoolean() ? escaped : escaped.toUpperCase(java.util.Locale.ROOT);
    }

    private String headers() {
        return switch (random.nextInt(10)) {
            case 8, 9 -> UNKEYED.get(random.nextInt(UNKEYED.size())) + "\r\n";
            case 0 -> "Content-Type: text/html; charset=UTF-16\r\n";
            case 1 -> "Content-Type: text/html; charset=none-such\r\n";
            case 2 -> "Accept-Encoding: br\r\n";
            case 3 -> "Accept-Encoding: gzip\r\n";
            case 4 -> "Content-Type: application/x-www-form-urlencoded\r\n";
            default -> "";
        };
    }
}
