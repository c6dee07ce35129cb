package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.FeedRows;
import porchlight.harness.RewrittenFeed;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/**
 * A feed may use any characters in its keys: every page of such a home responds at the address in
 * its links.
 */
class ListingKeysTest {
    private static final List<String> ODD = List.of(
            "AB/12",
            "AB 12",
            "A:B_1.2-3",
            "A@B1",
            "A+B1",
            "{0f8fad5b-d9cb}",
            "A'B1",
            "A%B1",
            "A%2FB",
            "É1",
            "A,1",
            "A;1=2",
            "A&B?c#d",
            "~(A)*!$");

    @Test
    void everyPageOfAHomeAnswersWhateverItsKey() throws Exception {
        var keys = new LinkedHashMap<String, String>();
        try (var demo = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0));
                var mls = new RewrittenFeed(demo.serviceRoot())) {
            var rows = FeedRows.ask(
                            demo,
                            "Property?$select=ListingKey,ListingId&$expand=OpenHouse&$top=" + ODD.size() + "&$filter="
                                    + URLEncoder.encode(
                                            "StandardStatus eq 'Active' and InternetEntireListingDisplayYN ne false",
                                            StandardCharsets.UTF_8))
                    .path("value");
            assertEquals(ODD.size(), rows.size());
            for (int at = 0; at < ODD.size(); at++) {
                mls.rename(rows.get(at).path("ListingKey").asText(), ODD.get(at));
                keys.put(ODD.get(at), rows.get(at).path("ListingId").asText());
            }
            try (var site = TestSite.on(
                            mls.serviceRoot(),
                            Map.of("EMBED_ORIGINS", "https://w.example"),
                            Sources.packaged(),
                            InstantSource.system())
                    .swept()) {
                var sitemaps = new StringBuilder();
                for (var part : site.get("/sitemap.xml").body().split("<loc>"))
                    if (part.contains("/sitemaps/"))
                        sitemaps.append(site.get(part.replaceFirst("(?s)^http://[^/]*([^<]*)<.*", "$1"))
                                .body());
                for (var key : ODD) {
                    var path = location(site.get("/mls/" + keys.get(key)));
                    found(site.get(path), path);
                    assertTrue(sitemaps.toString().contains(path.replace("'", "&apos;")), path);
                    for (var file : List.of("/photos", "/card.jpg", "/qr.svg"))
                        found(site.get(path + file), path + file);
                    var short1 = path.substring(0, path.lastIndexOf('/'));
                    assertEquals(path, location(site.get(short1)));
                    found(site.get(short1 + "/inquiry"), short1 + "/inquiry");
                    found(site.get("/embed" + short1), "/embed" + short1);
                    var oembed = "/oembed?url=" + URLEncoder.encode(site.url(path), StandardCharsets.UTF_8);
                    found(site.get(oembed), oembed);
                    var built = site.page(
                            "/embed?kind=listing&listing=" + URLEncoder.encode(site.url(path), StandardCharsets.UTF_8));
                    found(site.get(built.select("iframe").attr("src")), key + " in a preview");
                    var code =
                            Jsoup.parse(built.select(".builder__code").first().text());
                    assertEquals(key, code.select("porchlight-search").attr("listing"));
                }
                // A proxy may decode characters that need no encoding.
                found(
                        site.get(location(site.get("/mls/" + keys.get("A:B_1.2-3")))
                                .replace("%3A", ":")),
                        "A:B_1.2-3");
                var saved = "/saved?keys=" + URLEncoder.encode("A%2C1,A%252FB,AB/12", StandardCharsets.UTF_8);
                assertEquals(3, site.page(saved).select("main .listing-card").size());
            }
        }
    }

    /** The catalog still has it for a while, under the same key. */
    @Test
    void aHomeThatIsGoneDoesNotLeadToItself() throws Exception {
        try (var demo = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0));
                var mls = new RewrittenFeed(demo.serviceRoot())) {
            var row = FeedRows.ask(
                            demo,
                            "Property?$select=ListingKey,ListingId&$top=1&$filter="
                                    + URLEncoder.encode(
                                            "StandardStatus eq 'Active' and InternetEntireListingDisplayYN ne false"
                                                    + " and InternetAddressDisplayYN ne false",
                                            StandardCharsets.UTF_8))
                    .path("value")
                    .get(0);
            mls.rename(row.path("ListingKey").asText(), "A:1");
            try (var site = TestSite.on(mls.serviceRoot()).swept()) {
                var path = location(site.get("/mls/" + row.path("ListingId").asText()));
                assertTrue(path.startsWith("/listing/A%3A1/"), path);
                var change = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + demo.port() + "/admin/listings/"
                                + row.path("ListingKey").asText()))
                        .POST(HttpRequest.BodyPublishers.ofString("{\"StandardStatus\": \"Withdrawn\"}"))
                        .build();
                HttpClient.newHttpClient().send(change, HttpResponse.BodyHandlers.discarding());
                assertEquals(410, site.get(path).statusCode());
            }
        }
    }

    private static void found(HttpResponse<String> answer, String path) {
        assertEquals(
                200, answer.statusCode(), () -> path + " " + answer.headers().map());
    }

    private static String location(HttpResponse<String> answer) {
        assertEquals(301, answer.statusCode(), answer.uri()::toString);
        return answer.headers().firstValue("Location").orElseThrow();
    }
}
