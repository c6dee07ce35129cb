package porchlight.site;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.harness.TestSite;
import porchlight.harness.WithSite;

/** What the first view of a page weighs on its way, in brotli: HTML, its style sheets, its modules and what they import. */
@WithSite(listings = 480)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageWeightTest {
    private static final Pattern IMPORT = Pattern.compile("(?:import|from)\\s*['\"](/assets/[^'\"]+)['\"]");

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestSite site;

    PageWeightTest(TestSite site) {
        this.site = site;
    }

    private int weight(String path) throws Exception {
        var response = http.send(
                HttpRequest.newBuilder(URI.create(site.url(path)))
                        .header("Accept-Encoding", "br")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        return response.body().length;
    }

    @ParameterizedTest
    @CsvSource({
        "results, /homes, 25, 12, 15",
        "place, /homes/or/portland, 25, 12, 15",
        "detail, , 20, 12, 10",
        "widget, /embed/results, 12, 8, 6",
    })
    void theFirstViewIsLight(String kind, String given, int html, int css, int js) throws Exception {
        var path = given != null
                ? given
                : site.page("/homes").select("a.listing-card__link").attr("href");
        var page = site.page(path);
        var styles = page.select("link[rel=stylesheet]").eachAttr("href").stream()
                .distinct()
                .toList();
        var scripts = new LinkedHashSet<String>();
        // What the other website's page loads to show the widget is a part of it.
        if (kind.equals("widget")) scripts.add("/embed.js");
        var queue = new ArrayDeque<>(page.select("script[src]").eachAttr("src"));
        while (!queue.isEmpty()) {
            var script = queue.poll();
            if (!scripts.add(script)) continue;
            var imports = IMPORT.matcher(site.get(script).body());
            while (imports.find()) queue.add(imports.group(1));
        }
        check(kind + " HTML", weight(path), html);
        var sheets = 0;
        for (var style : styles) sheets += weight(style);
        check(kind + " CSS", sheets, css);
        var modules = 0;
        for (var script : scripts) modules += weight(script);
        check(kind + " JS", modules, js);
    }

    private static void check(String what, int bytes, int limit) {
        System.out.printf("%s: %,d bytes of %,d%n", what, bytes, limit * 1024);
        assertTrue(bytes <= limit * 1024, what + " weighs " + bytes + " bytes, more than " + limit + " KB");
    }
}
