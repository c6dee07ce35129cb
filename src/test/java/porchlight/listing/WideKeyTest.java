package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.Needles;
import porchlight.harness.Rounds;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** A key that sees members-only data: none of it leaves the site, whatever is requested. */
@Order(1)
@ResourceLock(Resources.SYSTEM_ERR)
class WideKeyTest {
    /** In addition to the confidential fields: shown by some MLSs only, so not by this site. */
    private static final Set<String> LOCAL = Set.of(
            "ParcelNumber",
            "TaxLegalDescription",
            "ListAgentStateLicense",
            "BuyerAgentKey",
            "BuyerAgentMlsId",
            "PendingTimestamp",
            "VirtualTourURLBranded",
            "Listing_sp_Office_sp_Notes_co_Sign_sp_Up");

    private static final Pattern PLAN = Pattern.compile("/media/[\\w-]{12}/plans/[^\"'<>\\s,]+");
    private static final Pattern PHOTO = Pattern.compile("/media/[\\w-]{12}/(?!plans/)[^\"'<>\\s,]+");

    private final Set<String> secrets = new TreeSet<>();
    private final List<JsonNode> rows = new ArrayList<>();
    private Needles needles = new Needles(List.of());

    @Test
    void noPrivateValueIsInAnyAnswerOfAnyRouteNorInTheLog() throws Exception {
        var log = new ByteArrayOutputStream();
        var err = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (var mls = DemoMls.start(DemoOptions.standard().listings(60).role(DemoOptions.Role.PRIVATE));
                var site = TestSite.on(
                                mls.serviceRoot(),
                                Map.of("CACHE_FRESH_FOR", "PT5M"),
                                Sources.packaged(),
                                InstantSource.system())
                        .swept();
                var narrow = DemoMls.start(DemoOptions.standard().listings(60));
                var ordinary = TestSite.on(narrow.serviceRoot())) {
            read(mls);
            assertTrue(secrets.size() > 500, "the key is wide: " + secrets.size());
            needles = new Needles(secrets);
            var leaks = new ArrayList<String>();
            var asked = new HashSet<String>();
            var paths = paths(site);
            for (var path : paths) leaks.addAll(leaks(site, path, asked));
            leaks.addAll(leaksToWriters(site));
            assertEquals(List.of(), leaks);
            assertTrue(asked.size() > 150, asked.size() + " answers");
            assertTrue(
                    asked.stream().filter(path -> PLAN.matcher(path).matches()).count() > 10, "floor plans");
            var widths = asked.stream()
                    .filter(path -> PHOTO.matcher(path).matches())
                    .collect(Collectors.groupingBy(
                            path -> path.replaceAll(".*/", ""),
                            Collectors.mapping(path -> path.replaceAll("/[^/]*$", ""), Collectors.toSet())));
            assertTrue(widths.values().stream().filter(each -> each.size() > 3).count() >= 60, "photos: " + widths);
            var alike = cardsAlike(site, ordinary, paths);
            assertTrue(alike > Rounds.of(13, 40), alike + " cards");
        } finally {
            System.setErr(err);
        }
        var logged = log.toString(StandardCharsets.UTF_8);
        assertTrue(logged.contains("listings"), "the sweep is logged");
        assertEquals(Set.of(), needles.in(logged));
    }

    /**
     * The responses to visitors who send an inquiry or a report: the form with its errors, and the
     * thank-you page.
     */
    private List<String> leaksToWriters(TestSite site) throws Exception {
        var leaks = new ArrayList<String>();
        var statuses = new TreeSet<Integer>();
        for (var row : rows.subList(0, 6)) {
            var action = "/listing/" + row.path("ListingKey").asText() + "/inquiry";
            for (var form : List.of(
                    Map.of("kind", "showing", "email", "nowhere"),
                    Map.of("kind", "question", "name", "Ann", "email", "ann@example.com", "message", "Is it quiet?"))) {
                var answer = site.post(action, form);
                statuses.add(answer.statusCode());
                leaks.addAll(leaks(action, answer));
                var next = answer.headers().firstValue("Location").orElse(null);
                if (next != null) leaks.addAll(leaks(next, site.get(next)));
            }
        }
        assertTrue(statuses.contains(422) && statuses.contains(303), statuses.toString());
        return leaks;
    }

    private void read(DemoMls mls) throws Exception {
        for (int skip = 0; skip < 60; skip += 20) {
            var url = mls.serviceRoot() + "Property?$top=20&$orderby=ListingKey&$expand=HistoryTransactional&$skip="
                    + skip;
            var request = HttpRequest.newBuilder(URI.create(url))
                    .header("Authorization", "Bearer " + DemoMls.TOKEN)
                    .build();
            new ObjectMapper()
                    .readTree(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .path("value")
                    .forEach(rows::add);
        }
        for (var row : rows) {
            row.fields().forEachRemaining(field -> {
                if (PrivateFields.isConfidential(field.getKey()) || LOCAL.contains(field.getKey()))
                    note(field.getValue());
            });
            for (var change : row.path("HistoryTransactional"))
                if (PrivateFields.isConfidential(change.path("FieldName").asText())) note(change.path("NewValue"));
        }
    }

    /** Values that stand out from ordinary words and numbers. */
    private void note(JsonNode value) {
        var text = value.asText();
        if (value.isTextual() && text.length() >= 5 && text.matches(".*(\\d|Exclusive).*")) secrets.add(text);
    }

    /** Every public route, with every listing, shown or withheld. */
    private List<String> paths(TestSite site) throws Exception {
        var paths = new LinkedHashSet<>(List.of(
                "/",
                "/homes",
                "/homes?page=2",
                "/homes?status=Pending",
                "/homes?type=Residential+Lease",
                "/homes?q=owner",
                "/homes?view=map",
                "/homes/or/portland",
                "/open-houses",
                "/feed.atom",
                "/contact",
                "/embed",
                "/embed/search",
                "/embed/results",
                "/api/suggest?q=port",
                "/api/suggest?q=OWNER",
                "/api/suggest?q=access",
                "/api/pins?bounds=-123.2,45.2,-122.2,45.8&zoom=10",
                "/homes/or",
                "/places",
                "/places/elsewhere",
                "/search-tips",
                "/terms",
                "/privacy",
                "/accessibility",
                "/saved",
                "/compare",
                "/embed.js",
                "/manifest.webmanifest",
                "/speculation-rules.json",
                "/healthz",
                "/sitemap.xml",
                "/robots.txt",
                "/metrics",
                "/readyz",
                "/no-such-page",
                "/card.jpg",
                "/homes?min_price=dear",
                "/listing/20991231000000000000000000",
                "/homes/or/no-such-city"));
        var keys = new ArrayList<String>();
        for (var file : Jsoup.parse(site.get("/sitemap.xml").body(), Parser.xmlParser())
                .select("loc")
                .eachText()) paths.add(URI.create(file).getPath());
        for (var row : rows) {
            var key = row.path("ListingKey").asText();
            keys.add(key);
            paths.add("/embed/listing/" + key);
            paths.add("/mls/" + row.path("ListingId").asText());
            paths.add("/listing/" + key);
            var whole = keys.size() % Rounds.of(3, 1) == 0;
            site.get("/listing/" + key).headers().firstValue("Location").ifPresent(path -> {
                paths.add(path);
                paths.add(path + "/photos");
                if (!whole) return;
                paths.add(path + "/qr.svg");
                paths.add(path + "/card.jpg");
                paths.add(path + "/map.svg");
                paths.add(path + "/map-dark.svg");
                paths.add(path + "?rate=wrong");
                paths.add(path + "?rate=7");
                paths.add("/oembed?url=" + URLEncoder.encode(site.url(path), StandardCharsets.UTF_8));
            });
        }
        for (int from = 0; from < keys.size(); from += 20)
            paths.add("/saved?keys=" + String.join(",", keys.subList(from, Math.min(keys.size(), from + 20))));
        paths.add("/compare?keys=" + String.join(",", keys.subList(0, 4)));
        return List.copyOf(paths);
    }

    private List<String> leaks(TestSite site, String path, Set<String> asked) throws Exception {
        if (!asked.add(path)) return List.of();
        var answer = site.get(path);
        var leaks = leaks(path, answer);
        for (var picture : pictures(path, answer))
            if (asked.add(picture)) leaks.addAll(leaks(picture, site.get(picture)));
        if (path.contains("/listing/") || path.equals("/open-houses"))
            for (var link : Jsoup.parse(answer.body()).select("a[href$=.ics]"))
                leaks.addAll(leaks(site, link.attr("href"), asked));
        return leaks;
    }

    /**
     * Of the pictures a page names: every floor plan, one photo of each listing, and for the
     * largest gallery all photos in all widths.
     */
    private Set<String> pictures(String path, HttpResponse<String> answer) {
        var found = new TreeSet<String>();
        PLAN.matcher(answer.body()).results().forEach(plan -> found.add(plan.group()));
        if (path.startsWith("/sitemaps/") || path.startsWith("/listing/" + fullestGallery() + "/"))
            PHOTO.matcher(answer.body()).results().forEach(photo -> found.add(photo.group()));
        return found;
    }

    private String fullestGallery() {
        return Collections.max(
                        rows,
                        Comparator.comparingInt(row -> row.path("PhotosCount").asInt()))
                .path("ListingKey")
                .asText();
    }

    /**
     * Drawn text cannot be searched, so the picture must equal the one that an ordinary key
     * produces.
     */
    private static int cardsAlike(TestSite site, TestSite ordinary, List<String> paths) throws Exception {
        var alike = 0;
        for (var path : paths) {
            if (!path.endsWith("/card.jpg")) continue;
            var drawn = site.get(path);
            var expected = ordinary.get(path);
            assertEquals(expected.statusCode(), drawn.statusCode(), path);
            assertEquals(expected.body(), drawn.body(), path);
            if (drawn.statusCode() == 200) alike++;
        }
        return alike;
    }

    private List<String> leaks(String path, HttpResponse<String> answer) {
        assertFalse(answer.statusCode() >= 500, path + " is " + answer.statusCode());
        var sent = answer.body() + answer.headers().map();
        var type = answer.headers().firstValue("Content-Type").orElse("");
        var plain = type.matches("image/(jpeg|webp|png)")
                ? ""
                : Jsoup.parse(answer.body()).text();
        var leaks = new ArrayList<String>();
        for (var text : List.of(sent, plain)) for (var secret : needles.in(text)) leaks.add(path + " tells " + secret);
        return leaks;
    }
}
