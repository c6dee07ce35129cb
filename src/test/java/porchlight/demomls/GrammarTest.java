package porchlight.demomls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.harness.Seed;

/**
 * Everything that the OData grammar allows is answered or refused, without unexpected faults; what
 * is not supported is refused.
 */
class GrammarTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Set<Integer> ANSWERS = Set.of(200, 400, 501);
    private static final int EXPRESSIONS = 1_500;

    private static DemoMls mls;

    @BeforeAll
    static void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0));
    }

    @AfterAll
    static void stop() {
        mls.close();
    }

    private static HttpResponse<String> get(String url) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + DemoMls.TOKEN)
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> ask(String resource, String option, String value) throws Exception {
        return get(mls.serviceRoot() + resource + "?" + encoded(option) + "=" + encoded(value));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NewConstructionYN",
                "not NewConstructionYN",
                "SeniorCommunityYN and ListPrice gt 0",
                "Media/$count gt 0",
                "Media/any()",
                "Media/any(m:m/MediaCategory eq 'Photo')",
                "Media/all(m:m/Order gt 0)",
                "Media/any(m:m/Order gt 0 and contains(m/MediaKey,'1'))",
                "$it/NewConstructionYN ne null",
                "$it/NewConstructionYN",
                "$it eq null",
                "$it/City eq 'Portland'",
                "cast(Media,Edm.Boolean)",
                "cast(ListPrice,Edm.String) eq '1'",
                "isof(ListPrice,Edm.Decimal)",
                "[\"a\"] in [[\"a\"]]",
                "City in (null)",
                "InteriorFeatures/$count gt 1",
                "InteriorFeatures/any(x:contains(x,'a'))",
                "InteriorFeatures/any(x:x eq null)",
                "InteriorFeatures/any(x:not (x eq 'a'))",
                "InteriorFeatures eq null",
                "InteriorFeatures eq 'a'",
                "Location eq null",
                "Location ne null",
                "City gt 5",
                "ListPrice eq 'five'",
                "ListPrice div 0 gt 1",
                "ListPrice add 1 gt 1",
                "ListPrice gt 1e400",
                "ListPrice gt INF",
                "ListPrice gt NaN",
                "ListPrice gt -ListPrice",
                "-City eq 'a'",
                "OnMarketDate gt 2026-01-01T00:00:00Z",
                "ModificationTimestamp gt 2026-13-01T00:00:00Z",
                "ModificationTimestamp gt duration'P1D'",
                "contains(ListPrice,'1')",
                "contains(City,null)",
                "contains(null,null)",
                "startswith(City,City)",
                "tolower(ListPrice) eq 'a'",
                "year(OnMarketDate) eq 2026",
                "true",
                "false",
                "null",
                "ListPrice",
                "'a'",
                "@p eq 1",
                "geo.intersects(Location,geography'POLYGON((1 1,2 2))')",
                "geo.distance(Location,geography'POINT(1 1)') lt 1",
                "geo.intersects(Location,Location)",
            })
    void anExpressionIsAnsweredOrRefused(String expression) throws Exception {
        var filtered = ask("Property", "$filter", expression);
        assertTrue(ANSWERS.contains(filtered.statusCode()), filtered.statusCode() + " " + filtered.body());
        var ordered = ask("Property", "$orderby", expression);
        assertTrue(ANSWERS.contains(ordered.statusCode()), "ordered: " + ordered.statusCode() + " " + ordered.body());
    }

    @Test
    void aBooleanFieldAloneIsTheCondition() throws Exception {
        for (var field : List.of("NewConstructionYN", "$it/NewConstructionYN", "SeniorCommunityYN"))
            assertEquals(count(field.replace("$it/", "") + " eq true"), count(field), field);
    }

    private static long count(String filter) throws Exception {
        var answer = get(mls.serviceRoot() + "Property?$top=1&$count=true&$filter=" + encoded(filter));
        assertEquals(200, answer.statusCode(), filter + ": " + answer.body());
        return JSON.readTree(answer.body()).path("@odata.count").asLong();
    }

    @Test
    void expressionsOfTheGrammarAreAnsweredOrRefused() throws Exception {
        var seed = Seed.ofThisRun();
        var random = seed.random();
        for (int i = 0; i < EXPRESSIONS; i++) {
            var expression = condition(random, 3);
            var option = i % 5 == 0 ? "$orderby" : "$filter";
            var answer = i % 7 == 0
                    ? ask("Property", "$expand", "Media(" + option + "=" + expression + ")")
                    : ask(i % 11 == 0 ? "OpenHouse" : "Property", option, expression);
            assertTrue(
                    ANSWERS.contains(answer.statusCode()),
                    answer.statusCode() + " for " + option + "=" + expression + ", " + seed + "\n" + answer.body());
        }
    }

    private static String one(SplittableRandom random, String... of) {
        return of[random.nextInt(of.length)];
    }

    private static String condition(SplittableRandom random, int depth) {
        if (depth == 0)
            return value(random, 0) + one(random, " eq ", " ne ", " gt ", " le ", " has ") + value(random, 0);
        return switch (random.nextInt(9)) {
            case 0 -> condition(random, depth - 1) + one(random, " and ", " or ") + condition(random, depth - 1);
            case 1 -> "not (" + condition(random, depth - 1) + ")";
            case 2 -> "(" + condition(random, depth - 1) + ")";
            case 3 -> value(random, depth - 1) + " in (" + value(random, 0) + "," + value(random, 0) + ")";
            case 4 ->
                one(random, "contains", "startswith", "endswith", "matchesPattern") + "(" + value(random, depth - 1)
                        + "," + value(random, depth - 1) + ")";
            case 5 ->
                one(random, "Media", "InteriorFeatures", "City", "OpenHouse", "$it")
                        + one(random, "/any(x:x", "/all(x:x") + one(random, "", "/MediaCategory", "/Order")
                        + one(random, " eq ", " gt ") + value(random, 0) + ")";
            case 6 -> one(random, "NewConstructionYN", "Media/any()", "true", "null", "City");
            default ->
                value(random, depth - 1) + one(random, " eq ", " ne ", " lt ", " ge ") + value(random, depth - 1);
        };
    }

    private static String value(SplittableRandom random, int depth) {
        if (depth > 0 && random.nextBoolean())
            return switch (random.nextInt(5)) {
                case 0 ->
                    one(random, "tolower", "toupper", "length", "trim", "year", "round", "date") + "("
                            + value(random, depth - 1) + ")";
                case 1 ->
                    value(random, depth - 1)
                            + one(random, " add ", " sub ", " mul ", " div ", " mod ")
                            + value(random, depth - 1);
                case 2 -> "-" + value(random, depth - 1);
                case 3 -> "concat(" + value(random, depth - 1) + "," + value(random, depth - 1) + ")";
                default -> "cast(" + value(random, depth - 1) + ",Edm." + one(random, "String", "Int64", "Date") + ")";
            };
        return one(
                random,
                "City",
                "ListPrice",
                "NewConstructionYN",
                "OnMarketDate",
                "ModificationTimestamp",
                "InteriorFeatures",
                "Location",
                "Media/$count",
                "Media",
                "$it",
                "$it/City",
                "Latitude",
                "'a''b'",
                "''",
                "5",
                "-5.5",
                "1e3",
                "99999999999999999999999",
                "null",
                "true",
                "2026-02-30",
                "2026-01-01",
                "2026-01-01T00:00:00Z",
                "12:00:00",
                "duration'PT1H'",
                "INF",
                "now()",
                "guid",
                "[1,2]",
                "{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource({
        "$search,garage,501",
        "$apply,aggregate(ListPrice with max as Top),501",
        "$deltatoken,abc,501",
        "$id,Property('1'),501",
        "$format,xml,415",
        "$format,atom,415",
        "$format,application/xml,415",
        "$format,json,200",
        "$format,application/json;odata.metadata=minimal,200"
    })
    void anOptionThatIsNotSupportedIsRefused(String option, String value, int status) throws Exception {
        var answer = ask("Property", option, value);
        assertEquals(status, answer.statusCode(), answer.body());
    }

    @Test
    void theServiceRootAnswersWithoutItsSlash() throws Exception {
        var root = mls.serviceRoot();
        var with = get(root);
        var without = get(root.substring(0, root.length() - 1));
        assertEquals(200, without.statusCode(), without.body());
        assertEquals(with.body(), without.body());
    }

    /**
     * Every value, including those in expansions, has the type that {@code $metadata} declares; a
     * collection is never null.
     */
    @Test
    void everyValueHasTheTypeItIsDeclaredWith() throws Exception {
        var types = new HashMap<String, Map<String, String>>();
        var navigation = new HashMap<String, String>();
        for (var type : get(mls.serviceRoot() + "$metadata").body().split("<EntityType Name=\"")) {
            var name = type.substring(0, Math.max(0, type.indexOf('"')));
            var fields = types.computeIfAbsent(name, any -> new HashMap<>());
            Pattern.compile("<Property Name=\"(\\w+)\" Type=\"([\\w.()]+)\"")
                    .matcher(type)
                    .results()
                    .forEach(field -> fields.put(field.group(1), field.group(2)));
            Pattern.compile("<NavigationProperty Name=\"(\\w+)\" Type=\"Collection\\(ODataService\\.(\\w+)\\)\"")
                    .matcher(type)
                    .results()
                    .forEach(leads -> navigation.put(leads.group(1), leads.group(2)));
        }
        var wrong = new TreeSet<String>();
        var seen = new HashMap<String, Integer>();
        for (var set : List.of("Property", "Member", "Office", "Teams", "OpenHouse", "Lookup")) {
            var expand = set.equals("Property") ? "&$expand=" + String.join(",", navigation.keySet()) : "";
            var next = mls.serviceRoot() + set + "?$top=20" + expand;
            for (int pages = 0; pages < 4 && !next.isEmpty(); pages++) {
                var page = JSON.readTree(get(next).body());
                for (var row : page.path("value")) check(set, row, types, navigation, seen, wrong);
                next = page.path("@odata.nextLink").asText();
            }
        }
        assertEquals(Set.of(), wrong);
        for (var type : List.of("Property", "Media", "OpenHouse", "PropertyRooms", "PropertyUnits", "Member", "Office"))
            assertTrue(seen.getOrDefault(type, 0) > 0, type + " had no row: " + seen);
    }

    private static void check(
            String type,
            JsonNode row,
            Map<String, Map<String, String>> types,
            Map<String, String> navigation,
            Map<String, Integer> seen,
            Set<String> wrong) {
        seen.merge(type, 1, Integer::sum);
        row.properties().forEach(field -> {
            if (field.getKey().contains("@")) return;
            var declared = types.get(type).get(field.getKey());
            if (declared == null && navigation.containsKey(field.getKey()))
                for (var related : field.getValue())
                    check(navigation.get(field.getKey()), related, types, navigation, seen, wrong);
            else if (!hasType(field.getValue(), declared))
                wrong.add(type + "/" + field.getKey() + ", " + declared + ": " + field.getValue());
        });
    }

    private static boolean hasType(JsonNode value, String declared) {
        if (declared == null) return false;
        if (declared.startsWith("Collection")) return value.isArray();
        return value.isNull()
                || switch (declared) {
                    case "Edm.Int64" -> value.isIntegralNumber();
                    case "Edm.Decimal" -> value.isNumber();
                    case "Edm.Boolean" -> value.isBoolean();
                    case "Edm.Date" -> value.asText().matches("\\d{4}-\\d\\d-\\d\\d");
                    case "Edm.DateTimeOffset" -> value.asText().matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
                    default -> value.isTextual();
                };
    }

    @Test
    void everyFieldWithALookupNameHasValuesInTheLookupResource() throws Exception {
        var names = new HashSet<String>();
        var annotated = Pattern.compile("LookupName\" String=\"(\\w+)\"")
                .matcher(get(mls.serviceRoot() + "$metadata").body());
        while (annotated.find()) names.add(annotated.group(1));
        assertTrue(names.size() > 80, names.size() + " names");
        var rows = new ArrayList<JsonNode>();
        var next = mls.serviceRoot() + "Lookup?$top=25";
        while (!next.isEmpty()) {
            var page = JSON.readTree(get(next).body());
            page.path("value").forEach(rows::add);
            next = page.path("@odata.nextLink").asText();
        }
        for (var row : rows) names.remove(row.path("LookupName").asText());
        assertEquals(Set.of(), names);
    }
}
