package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.FeedRows;
import porchlight.harness.Gen;
import porchlight.harness.LyingMls;
import porchlight.harness.Rounds;
import porchlight.harness.Seeded;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/**
 * Homes with a withheld address, with that address in every text of their records in one spelling
 * or another: no byte of any page, picture, feed, or header reveals it.
 */
@Order(1)
class WithheldAddressTest {
    private static final int HOMES = Rounds.of(5, 8);
    private static final Map<String, List<String>> SUFFIXES = Map.of(
            "St", List.of("St", "Street", "ST.", "street"),
            "Ave", List.of("Ave", "Avenue", "Av.", "AVENUE"),
            "Blvd", List.of("Blvd", "Boulevard", "BLVD."),
            "Ct", List.of("Ct", "Court", "ct."),
            "Trl", List.of("Trl", "Trail"));
    private static final Map<String, List<String>> DIRECTIONS = Map.of(
            "NE", List.of("NE", "Northeast", "N.E.", "N. E.", "north east"),
            "S", List.of("S", "South", "S.", "so."),
            "NW", List.of("NW", "Northwest", "n.w."));
    private static final Map<String, List<String>> UNITS =
            Map.of("Apt", List.of("Apt ", "Apartment ", "#", "Unit ", "Apt. "), "", List.of("#", "Unit ", "# "));
    /**
     * Fields that are not text, or that would take the listing off the site or out of its lists.
     */
    private static final Pattern LEFT_ALONE = Pattern.compile(
            ".*(?:Key|KeyNumeric|ListingId|Timestamp|Date|Time|YN|Status|PropertyType|PropertySubType|MediaURL|"
                    + "MediaCategory|MediaType|Permission|Units|Type)");

    /** A made-up address. Its name is not an English word, so it appears on no page by chance. */
    private record Made(String number, String direction, List<String> name, String suffix, String unit) {
        static Made of(Random random) {
            var number = String.valueOf(random.nextInt(2_101, 98_999));
            var made = Gen.of("Zor", "Quil", "Vex", "Jub", "Wyb").next(random)
                    + Gen.of("vik", "mund", "thorpe", "quist", "ñez", "o'deg").next(random);
            var name = switch (random.nextInt(5)) {
                case 0 -> List.of("St", made);
                case 1 -> List.of("Mc" + made);
                case 2 -> List.of("Oak", made);
                default -> List.of(made);
            };
            return new Made(
                    number,
                    Gen.of(List.copyOf(new TreeSet<>(DIRECTIONS.keySet()))).next(random),
                    name,
                    Gen.of(List.copyOf(new TreeSet<>(SUFFIXES.keySet()))).next(random),
                    random.nextInt(100, 999) + Gen.of("", "B").next(random));
        }

        String spelled(Random random) {
            var way = random.nextInt(11);
            var street =
                    spelledName(random) + " " + Gen.of(SUFFIXES.get(suffix)).next(random);
            var facing = Gen.of(DIRECTIONS.get(direction)).next(random) + " " + street;
            var text = switch (way) {
                case 0 -> number + " " + street;
                case 1 -> facing;
                case 2 -> street + " " + number;
                case 3 -> number + " " + facing + " " + Gen.of(UNITS.get("Apt")).next(random) + unit;
                case 4 -> (number + " " + facing).toUpperCase(Locale.ROOT);
                case 5 -> number + ", " + facing.toLowerCase(Locale.ROOT);
                case 6 ->
                    (number + " " + facing)
                            .replaceAll(
                                    "[ .]+",
                                    Gen.of("-", "_", "%20", ".", "", "+", "%2520", "&amp;nbsp;", "&amp;#32;")
                                            .next(random));
                case 7 -> "https://tours.example.com/" + (number + " " + street).replaceAll("[^A-Za-z0-9]+", "-");
                case 8 -> escaped(number + " " + facing, random);
                case 9 -> wide(number + " " + facing);
                default -> number + " " + facing;
            };
            return text;
        }

        /** Replaces some characters with their URL or HTML escapes. */
        private static String escaped(String text, Random random) {
            var way = random.nextInt(3);
            return text.codePoints()
                    .mapToObj(character -> {
                        var plain = Character.toString(character);
                        if (character != ' ' && random.nextInt(3) > 0) return plain;
                        var url = plain.codePoints().allMatch(c -> c < 128)
                                ? String.format("%%%02x", character)
                                : URLEncoder.encode(plain, StandardCharsets.UTF_8);
                        return switch (way) {
                            case 0 -> url;
                            case 1 -> url.replace("%", "%25");
                            default -> "&amp;#" + character + ";";
                        };
                    })
                    .collect(Collectors.joining());
        }

        /** The text in full-width letters, as in Japanese typesetting. */
        private static String wide(String text) {
            return text.codePoints()
                    .map(character -> character > ' ' && character < 127 ? character + 0xFEE0 : character)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
        }

        private String spelledName(Random random) {
            var joined = String.join(" ", name);
            return switch (random.nextInt(5)) {
                case 0 -> joined.replaceFirst("^St ", "Saint ");
                case 1 -> joined.replaceFirst("^St ", "St. ");
                case 2 -> joined.replace("ñ", "n").replace("'", "’");
                case 3 -> joined.replace("'", "").replaceFirst("^Mc", "Mc ");
                default -> joined;
            };
        }

        /** The made-up word that must not appear anywhere, letters only. */
        String needle() {
            return squeezed(name.get(name.size() - 1).replaceFirst("^Mc", ""));
        }
    }

    /** Letters and digits only, without accents and in lower case. */
    private static String squeezed(String text) {
        var plain = java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT);
        var squeezed = new StringBuilder(plain.length());
        for (int at = 0; at < plain.length(); at++) {
            var c = plain.charAt(at);
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') squeezed.append(c);
        }
        return squeezed.toString();
    }

    private final Map<String, Made> homes = new LinkedHashMap<>();

    @Test
    void isRevealedByNothingThatTheSiteSends() throws Exception {
        var seed = Seeded.seed();
        var random = new Random(seed);
        try (var demo = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0));
                var mls = new LyingMls(demo)) {
            for (var row : FeedRows.ask(
                            demo,
                            "Property?$top=" + HOMES
                                    + "&$select=ListingKey&$expand=OpenHouse&$orderby=ListingKey&$filter="
                                    + URLEncoder.encode(
                                            "StandardStatus eq 'Active' and PropertyType eq 'Residential' and"
                                                    + " InternetEntireListingDisplayYN ne false",
                                            StandardCharsets.UTF_8))
                    .path("value")) {
                var made = Made.of(random);
                homes.put(row.path("ListingKey").asText(), made);
                var planting = random.nextLong();
                mls.lie(row.path("ListingKey").asText(), record -> plant(record, made, new Random(planting)));
            }
            assertEquals(HOMES, homes.size());
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
                var walked = walk(site);
                assertTrue(walked > 12 * HOMES, walked + " answers");
                for (var home : homes.entrySet()) findsNobody(site, home.getKey(), home.getValue(), random);
            }
        } catch (AssertionError fault) {
            throw new AssertionError("-Dseed=" + seed + ": " + fault.getMessage(), fault);
        }
    }

    /** The MLS searches the original remarks, including the address that this site removes. */
    @Test
    void isNotRevealedByWhatTheMlsFindsInRemarks() throws Exception {
        try (var demo = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0));
                var site = TestSite.on(demo.serviceRoot())) {
            var withheld = sown(demo, 0, false, "At 7822 Zinfandel, near Garden View Lane, with a quiet xyst kitchen");
            var open = sown(demo, 1, true, "At 7822 Zinfandel, near Garden View Lane, with a quiet xyst kitchen");
            for (var word : List.of(
                    "7822",
                    "zinfandel",
                    "Zinfandel",
                    "zinf",
                    "xyst",
                    "near zinfandel",
                    "garden view",
                    "garden lane",
                    "quiet zinfandel",
                    "7822 zinfandel")) assertEquals(List.of(open), keys(site, word), word);
            // Common words in descriptions match every home.
            assertTrue(keys(site, "quiet kitchen").containsAll(List.of(withheld, open)));
        }
    }

    private static List<String> keys(TestSite site, String words) throws Exception {
        return site.page("/homes?keywords=" + words.replace(" ", "+"))
                .select("main .listing-card")
                .eachAttr("data-key");
    }

    /** Gives one of the homes for sale different remarks, in a city that has no other homes. */
    private static String sown(DemoMls demo, int number, boolean showsAddress, String remarks) throws Exception {
        var home = FeedRows.ask(
                        demo,
                        "Property?$top=2&$select=ListingKey&$orderby=ListingKey&$filter="
                                + URLEncoder.encode(
                                        "StandardStatus eq 'Active' and PropertyType eq 'Residential' and"
                                                + " InternetEntireListingDisplayYN ne false and BedroomsTotal ge 1 and"
                                                + " (InternetAddressDisplayYN ne false or City eq 'Zinfandelton')",
                                        StandardCharsets.UTF_8))
                .path("value")
                .get(number)
                .path("ListingKey")
                .asText();
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + demo.port() + "/admin/listings/" + home))
                                .POST(HttpRequest.BodyPublishers.ofString("{\"PublicRemarks\": \"" + remarks
                                        + "\", \"City\": \"Zinfandelton\", \"InternetAddressDisplayYN\": "
                                        + showsAddress + "}"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        assertEquals(204, answer.statusCode());
        return home;
    }

    private static void plant(ObjectNode record, Made made, Random random) {
        sow(record, made, random);
        record.put("InternetAddressDisplayYN", false)
                .put("StreetNumber", made.number())
                .put("StreetDirPrefix", made.direction())
                .put("StreetName", String.join(" ", made.name()))
                .put("StreetSuffix", made.suffix())
                .put("UnitNumber", made.unit())
                .put("City", "Portland")
                .put("StateOrProvince", "OR")
                .put("PostalCode", "97214")
                .put(
                        "UnparsedAddress",
                        made.number() + " " + made.direction() + " " + String.join(" ", made.name()) + " "
                                + made.suffix() + " # " + made.unit() + ", Portland, OR 97214")
                .put("Directions", "Turn at " + made.spelled(random))
                .put("VirtualTourURLUnbranded", "https://tours.example.com/" + made.number() + "-" + made.needle());
        if (random.nextBoolean()) record.remove(List.of("StreetNumber", "StreetName", "StreetSuffix"));
    }

    private static void sow(ObjectNode record, Made made, Random random) {
        for (var name : List.copyOf(names(record))) {
            var value = record.get(name);
            if (value instanceof ArrayNode rows) {
                for (int at = 0; at < rows.size(); at++)
                    if (rows.get(at) instanceof ObjectNode row) sow(row, made, random);
                    else if (rows.get(at).isTextual()) rows.set(at, TextNode.valueOf(made.spelled(random)));
            } else if (name.equals("MediaURL"))
                record.put(name, value.asText() + "?file=" + made.number() + "-" + made.needle() + ".jpg");
            else if (value.isTextual() && !LEFT_ALONE.matcher(name).matches())
                record.put(
                        name,
                        name.endsWith("Remarks") || name.endsWith("Description")
                                ? "Come and see " + made.spelled(random) + ", a gem. Ask for no. " + made.number()
                                        + " or " + made.spelled(random) + "!"
                                : made.spelled(random));
        }
    }

    private static Set<String> names(JsonNode record) {
        var names = new LinkedHashSet<String>();
        record.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Every page that mentions these homes, and every page linked from there that may. */
    private int walk(TestSite site) throws Exception {
        var todo = new ArrayList<String>(List.of(
                "/",
                "/homes",
                "/homes?page=2",
                "/homes?view=map",
                "/homes?city=Portland",
                "/open-houses",
                "/places",
                "/feed.atom?city=Portland",
                "/api/pins?city=Portland&zoom=11",
                "/api/suggest?q=Portland",
                "/sitemap.xml",
                "/embed/results",
                "/embed/results?layout=carousel",
                "/saved?keys=" + String.join(",", homes.keySet()),
                "/compare?keys="
                        + String.join(",", homes.keySet().stream().limit(4).toList())));
        for (var key : homes.keySet()) {
            todo.add("/listing/" + key);
            todo.add("/embed/listing/" + key);
            todo.add("/listing/" + key + "/inquiry");
            todo.add("/oembed?url=" + URLEncoder.encode(site.url("/listing/" + key), StandardCharsets.UTF_8));
        }
        var seen = new LinkedHashSet<String>();
        var keys = String.join("|", homes.keySet());
        var next = Pattern.compile("(?:href|src|action|content)=\"(?:http://127.0.0.1:\\d+)?(/(?:listing/(?:" + keys
                + ")|open-houses/|places/|homes/|media/)[^\"#]*)\"|<loc>http://127.0.0.1:\\d+(/sitemaps/[^<]*)</loc>");
        while (!todo.isEmpty()) {
            var path = todo.remove(0);
            if (!seen.add(path)) continue;
            var answer = site.get(path);
            tellsNothing(path, answer);
            answer.headers().firstValue("Location").ifPresent(to -> todo.add(to.replaceFirst("^http://[^/]*", "")));
            if (path.startsWith("/media/")) continue;
            var links = next.matcher(Parser.unescapeEntities(answer.body(), true));
            while (links.find()) todo.add(links.group(1) != null ? links.group(1) : links.group(2));
            if (path.matches("/listing/[^/]+/[^/?]+"))
                for (var file : List.of("/photos", "/card.jpg", "/qr.svg", "/map.svg")) todo.add(path + file);
        }
        return seen.size();
    }

    private void tellsNothing(String path, HttpResponse<String> answer) {
        assertTrue(answer.statusCode() < 500, path + " " + answer.statusCode());
        var all = path + "\n" + answer.headers().map() + "\n" + answer.body();
        var spellings =
                spellings(all).stream().map(WithheldAddressTest::squeezed).toList();
        for (var made : homes.values())
            for (var text : spellings) {
                var at = text.indexOf(made.needle());
                assertTrue(
                        at < 0,
                        () -> path + " tells " + made + ": "
                                + text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 60)));
            }
        if (!path.contains("/listing/")) return;
        for (var made : homes.values()) {
            // Searching for the digits is cheaper than matching the whole pattern.
            if (!answer.body().contains(made.number())) continue;
            var number = Pattern.compile("(?<![\\w.$,-])" + made.number() + "(?!\\w)")
                    .matcher(answer.body());
            assertFalse(
                    number.find(),
                    () -> path + " tells the number of " + made + ": "
                            + answer.body().substring(Math.max(0, number.start() - 80), number.end() + 40));
        }
    }

    /** A text, and what it becomes when decoded up to four times. */
    private static Set<String> spellings(String text) {
        var spellings = new LinkedHashSet<>(Set.of(text));
        var last = text;
        // A text that decoding does not change never will.
        for (int times = 0; times < 4; times++) {
            last = decoded(Parser.unescapeEntities(last, false));
            if (!spellings.add(last)) break;
        }
        return spellings;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), StandardCharsets.UTF_8);
    }

    /**
     * Searching by the address, in any spelling, finds no more than searching for one that does not
     * exist.
     */
    private static void findsNobody(TestSite site, String key, Made made, Random random) throws Exception {
        for (var typed : List.of(made.spelled(random), made.number(), made.needle())) {
            var query = URLEncoder.encode(typed, StandardCharsets.UTF_8);
            for (var path : List.of("/homes?keywords=" + query, "/homes?q=" + query, "/homes?street=" + query)) {
                var answer = site.get(path);
                if (answer.statusCode() == 200
                        && Parser.unescapeEntities(answer.body(), true).contains("not understand")) continue;
                assertFalse(
                        answer.statusCode() == 200
                                && path.contains("keywords=")
                                && answer.body().contains("/listing/" + key),
                        path);
            }
            assertFalse(site.get("/api/suggest?q=" + query).body().contains(key), typed);
        }
    }
}
