package porchlight.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import porchlight.demomls.DemoMls;
import porchlight.harness.TestSite;
import porchlight.harness.WithSite;

/** A crawler goes through the whole site from the home page by plain links, as far as it may. */
@WithSite(listings = 220)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrawlTest {
    private final DemoMls mls;
    private final TestSite site;
    private final Map<String, Visited> visited = new LinkedHashMap<>();
    private final List<String> broken = new ArrayList<>();

    CrawlTest(DemoMls mls, TestSite site) {
        this.mls = mls;
        this.site = site;
    }

    /** @param clicks from the home page */
    private record Visited(
            int clicks, String title, String description, String canonical, String robots, String cacheControl) {
        boolean isIndexed() {
            return !robots.contains("noindex");
        }
    }

    @BeforeAll
    void crawl() throws Exception {
        var seen = new HashMap<String, Integer>();
        var queue = new ArrayDeque<String>();
        seen.put("/", 0);
        queue.add("/");
        while (!queue.isEmpty()) {
            var path = queue.poll();
            var response = site.get(path);
            var location = response.headers().firstValue("Location").orElse(null);
            if (response.statusCode() / 100 == 3 && location != null) {
                offer(relative(location), seen.get(path), seen, queue);
                continue;
            }
            if (response.statusCode() != 200) {
                broken.add(response.statusCode() + " " + path);
                continue;
            }
            if (!response.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) continue;
            var page = Jsoup.parse(response.body(), site.url(path));
            visited.put(path, visited(page, response, seen.get(path)));
            for (var link : page.select("a[href]:not([rel~=nofollow])"))
                if (link.absUrl("href").startsWith(site.url("/")))
                    offer(relative(link.absUrl("href")), seen.get(path) + 1, seen, queue);
        }
    }

    private void offer(String path, int clicks, Map<String, Integer> seen, ArrayDeque<String> queue) {
        // What robots.txt keeps from crawlers, and the photos' own pages, which lead nowhere else.
        if (path.startsWith("/media/")) return;
        if (path.matches(".*[?&](q|keywords|bounds|polygon|near|radius|keys|url|in|sort)=.*")) return;
        if (seen.putIfAbsent(path, clicks) == null) queue.add(path);
    }

    private String relative(String url) {
        return url.replaceFirst("^http://[^/]+", "").replaceFirst("#.*", "");
    }

    private Visited visited(Document page, HttpResponse<String> response, int clicks) {
        return new Visited(
                clicks,
                page.title(),
                page.select("meta[name=description]").attr("content"),
                relative(page.select("link[rel=canonical]").attr("href")),
                page.select("meta[name=robots]").attr("content")
                        + response.headers().firstValue("X-Robots-Tag").orElse(""),
                response.headers().firstValue("Cache-Control").orElse(""));
    }

    @Test
    void noLinkIsBroken() {
        assertEquals(List.of(), broken);
        assertTrue(visited.size() > 300, visited.size() + " pages");
    }

    @Test
    void everyDisplayableListingIsThreeClicksAwayAtMost() throws Exception {
        var filter =
                "(StandardStatus eq 'Active' or StandardStatus eq 'Active Under Contract' or StandardStatus eq 'Pending')"
                        + " and InternetEntireListingDisplayYN ne false and DelayedMarketingYN ne true"
                        + " and ApprovalStatus ne false";
        var found = 0;
        for (int skip = 0; ; skip += 25) {
            var request = HttpRequest.newBuilder(
                            URI.create(mls.serviceRoot() + "Property?$top=25&$orderby=ListingKey&$skip=" + skip
                                    + "&$filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8)))
                    .header("Authorization", "Bearer " + DemoMls.TOKEN)
                    .build();
            var rows = new ObjectMapper()
                    .readTree(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .path("value");
            for (var row : rows) {
                var prefix = "/listing/" + row.path("ListingKey").asText() + "/";
                var clicks = visited.entrySet().stream()
                        .filter(page -> page.getKey().matches(java.util.regex.Pattern.quote(prefix) + "[^/]+"))
                        .mapToInt(page -> page.getValue().clicks())
                        .min();
                assertTrue(clicks.isPresent() && clicks.getAsInt() <= 3, prefix + " " + clicks);
                found++;
            }
            if (rows.size() < 25) break;
        }
        assertTrue(found > 150, found + " listings");
    }

    @Test
    void noTwoPagesHaveTheSameTitle() {
        assertEquals(Map.of(), shared(Visited::title));
    }

    @Test
    void noTwoPagesThatAreIndexedAreDescribedInTheSameWords() {
        var shared = shared(page -> page.isIndexed() ? page.description() : page.canonical());
        assertEquals(Map.of(), shared);
    }

    /** What several canonical pages have in common, with their paths. */
    private Map<String, List<String>> shared(Function<Visited, String> value) {
        var pages = visited.entrySet().stream()
                .filter(page -> page.getValue().canonical().equals(page.getKey()))
                .collect(Collectors.groupingBy(
                        page -> value.apply(page.getValue()),
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        pages.values().removeIf(paths -> paths.size() == 1);
        return pages;
    }

    /** Browsers keep pages for the way back unless they may not be stored or a script listens for their end. */
    @Test
    void everyPageMayBeGoneBackToAsItWas() throws Exception {
        for (var page : visited.entrySet()) {
            var control = page.getValue().cacheControl();
            assertTrue(!control.isEmpty() && !control.contains("no-store"), page.getKey() + ": " + control);
        }
        try (var scripts = Files.walk(Path.of("static"))) {
            for (var script :
                    scripts.filter(file -> file.toString().endsWith(".js")).toList())
                assertFalse(Files.readString(script).contains("unload"), script.toString());
        }
    }

    @Test
    void everyPageThatIsIndexedIsItsOwnCanonicalOne() {
        for (var page : visited.entrySet()) {
            if (!page.getValue().isIndexed()) continue;
            var canonical = page.getValue().canonical();
            assertTrue(!canonical.isEmpty(), "no canonical link: " + page.getKey());
            if (canonical.equals(page.getKey())) continue;
            var there = visited.get(canonical);
            assertNotNull(there, page.getKey() + " leads to " + canonical + ", which no link does");
            assertEquals(canonical, there.canonical(), "a canonical page is its own");
        }
    }

    @Test
    void theSitemapHoldsWhatTheCrawlFindsAndNothingElse() throws Exception {
        var listed = new TreeSet<String>();
        for (var file : locations("/sitemap.xml")) listed.addAll(locations(file));
        for (var path : listed) {
            var page = visited.get(path);
            assertNotNull(page, path + " is in the sitemap and in no link");
            assertEquals(path, page.canonical());
            assertTrue(page.isIndexed(), path);
        }
        var places = visited.entrySet().stream()
                .filter(page -> page.getKey().matches("/homes/.*|/listing/[^/]+/[^/]+"))
                .filter(page -> page.getValue().isIndexed()
                        && page.getValue().canonical().equals(page.getKey())
                        && !page.getKey().contains("?"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        places.removeAll(listed);
        assertEquals(Set.of(), places, "indexed and not in the sitemap");
        assertTrue(listed.stream().filter(path -> path.startsWith("/homes/")).count() > 20);
    }

    private List<String> locations(String file) throws Exception {
        var response = site.get(file);
        assertEquals(200, response.statusCode());
        return Jsoup.parse(response.body(), "", Parser.xmlParser()).select("url > loc, sitemap > loc").stream()
                .map(location -> relative(location.text()))
                .toList();
    }
}
