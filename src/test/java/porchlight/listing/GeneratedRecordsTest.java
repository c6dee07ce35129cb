package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.FeedRows;
import porchlight.harness.Gen;
import porchlight.harness.LyingMls;
import porchlight.harness.Seeded;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/**
 * A feed of records with arbitrary field values: the sweep and the index of places finish, and
 * every page renders.
 */
class GeneratedRecordsTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int LISTINGS = 50;
    /** Without these a record is not a listing, which other tests cover. */
    private static final Set<String> KEPT = Set.of("ListingKey", "StandardStatus", "InternetEntireListingDisplayYN");

    private static Gen<JsonNode> values() {
        return Gen.oneOf(
                Gen.of(NODES.nullNode()),
                Gen.unicode(60).map(NODES::textNode),
                Gen.of(
                                "",
                                " ",
                                "0",
                                "-1",
                                "null",
                                "N/A",
                                "********",
                                "12\n34",
                                "<br>",
                                "&amp;&#0;",
                                "/",
                                "../..",
                                "%2F",
                                "?#")
                        .map(NODES::textNode),
                Gen.longs().map(NODES::numberNode),
                Gen.bigDecimals().map(NODES::numberNode),
                Gen.booleans().map(NODES::booleanNode),
                Gen.unicode(20).list(3).map(all -> {
                    var array = NODES.arrayNode();
                    all.forEach(array::add);
                    return array;
                }),
                Gen.of(NODES.objectNode().put("odd", 1)));
    }

    private static void spoil(ObjectNode record, Random random) {
        var names = new ArrayList<String>();
        record.fieldNames().forEachRemaining(names::add);
        for (var name : names) {
            if (record.get(name) instanceof ArrayNode rows
                    && !rows.isEmpty()
                    && rows.get(0).isObject()) {
                for (var row : rows) if (row instanceof ObjectNode inner) spoil(inner, random);
            } else if (!KEPT.contains(name) && random.nextInt(4) == 0) record.set(name, values().next(random));
        }
    }

    @Test
    void breakNoPage() throws Exception {
        var seed = Seeded.seed();
        var random = new Random(seed);
        try (var demo = DemoMls.start(DemoOptions.standard().listings(LISTINGS).rateLimit(0));
                var mls = new LyingMls(demo)) {
            var rows = FeedRows.of(demo, LISTINGS);
            assertEquals(LISTINGS, rows.size());
            var keys = new ArrayList<String>();
            for (var row : rows) {
                var key = row.path("ListingKey").asText();
                var spoiling = random.nextLong();
                mls.lie(key, record -> spoil(record, new Random(spoiling)));
                keys.add(key);
            }
            try (var site = TestSite.on(
                            mls.serviceRoot(),
                            Map.of(
                                    "MLS_PROFILE",
                                    "src/test/profiles/lying-feed.yaml",
                                    "EMBED_ORIGINS",
                                    "https://w.example"),
                            Sources.packaged(),
                            InstantSource.system())
                    .swept()) {
                assertTrue(walk(site, keys) > LISTINGS);
            }
        } catch (AssertionError fault) {
            throw new AssertionError("-Dseed=" + seed + ": " + fault.getMessage(), fault);
        }
    }

    private static int walk(TestSite site, List<String> keys) throws Exception {
        var todo = new ArrayList<String>(List.of(
                "/",
                "/homes",
                "/homes?page=2",
                "/homes?view=map",
                "/homes?type=Residential+Lease",
                "/open-houses",
                "/places",
                "/feed.atom",
                "/api/pins?bounds=-180,-89,180,89&zoom=3",
                "/sitemap.xml",
                "/embed/results"));
        for (var sort : List.of("price", "-price", "sqft", "newest", "lot")) todo.add("/homes?sort=" + sort);
        for (var key : keys) {
            todo.add("/listing/" + key);
            todo.add("/embed/listing/" + key);
        }
        var seen = new LinkedHashSet<String>();
        var places = Pattern.compile("/(?:places|homes)/[^?#]*");
        while (!todo.isEmpty()) {
            var path = todo.remove(0);
            if (!seen.add(path)) continue;
            var answer = site.get(path);
            assertTrue(answer.statusCode() < 500, path + " " + answer.statusCode());
            answer.headers()
                    .firstValue("Location")
                    .ifPresent(to -> todo.add(URI.create(to).getRawPath()));
            for (var link : Jsoup.parse(answer.body()).select("main a[href^=/]").eachAttr("href"))
                if (places.matcher(link).matches() && seen.size() < 400) todo.add(link);
        }
        return seen.size();
    }
}
