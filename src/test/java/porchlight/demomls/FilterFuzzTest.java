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
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;

/**
 * Filters of any structure: the demo MLS evaluates valid ones correctly and refuses invalid ones.
 */
class FilterFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Fields that have a value in every row. */
    private static final List<String> TEXTS = List.of("StandardStatus", "PropertyType", "ListingId");

    private static DemoMls mls;
    private static final List<JsonNode> ROWS = new ArrayList<>();

    /** A filter as text, and its meaning. */
    private record Meant(String text, Predicate<JsonNode> means) {}

    @BeforeAll
    static void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0));
        for (int skip = 0; skip < 60; skip += 25)
            JSON.readTree(ask("$top=25&$orderby=ListingKey&$skip=" + skip).body())
                    .path("value")
                    .forEach(ROWS::add);
        assertEquals(60, ROWS.size());
        for (var row : ROWS)
            for (var field : TEXTS)
                assertTrue(row.path(field).isTextual() && row.path("ListPrice").isNumber());
    }

    @AfterAll
    static void stop() {
        mls.close();
        ROWS.clear();
    }

    private static HttpResponse<String> ask(String query) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(mls.serviceRoot() + "Property?" + query))
                .header("Authorization", "Bearer " + DemoMls.TOKEN)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String filter) {
        return "$filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
    }

    private static boolean compared(int order, String operator) {
        return switch (operator) {
            case "eq" -> order == 0;
            case "ne" -> order != 0;
            case "gt" -> order > 0;
            case "ge" -> order >= 0;
            case "lt" -> order < 0;
            default -> order <= 0;
        };
    }

    private static Gen<Meant> leaves() {
        var operators = Gen.of("eq", "ne", "gt", "ge", "lt", "le");
        var prices = Gen.both(
                operators,
                Gen.integers(-5, 2_000),
                (operator, thousands) -> new Meant(
                        "ListPrice " + operator + " " + thousands + "000",
                        row -> compared(
                                Double.compare(row.path("ListPrice").asDouble(), thousands * 1_000.0), operator)));
        var words = Gen.of("Active", "Pending", "Closed", "Residential", "Land", "20", "O'Neil", "", " or 1 eq 1", "%");
        var texts = Gen.all(
                Gen.of(TEXTS),
                Gen.of("eq", "ne"),
                words,
                (field, operator, word) -> new Meant(
                        field + " " + operator + " " + quoted(word),
                        row -> row.path(field).asText().equals(word) == operator.equals("eq")));
        var functions = Gen.all(
                Gen.of(TEXTS),
                Gen.of("contains", "startswith"),
                words,
                (field, function, word) -> new Meant(
                        function + "(" + field + "," + quoted(word) + ")",
                        row -> function.equals("contains")
                                ? row.path(field).asText().contains(word)
                                : row.path(field).asText().startsWith(word)));
        var lists = Gen.both(
                Gen.of(TEXTS),
                words.list(1, 4),
                (field, all) -> new Meant(
                        field + " in ("
                                + all.stream().map(FilterFuzzTest::quoted).collect(Collectors.joining(",")) + ")",
                        row -> all.contains(row.path(field).asText())));
        return Gen.oneOf(prices, texts, functions, lists);
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "''") + "'";
    }

    private static Gen<Meant> deeper(Gen<Meant> parts) {
        var both = Gen.all(
                parts,
                Gen.of("and", "or"),
                parts,
                Gen.of(true, false),
                (left, word, right, bare) -> new Meant(
                        (bare && word.equals("and") ? left.text : "(" + left.text + ")") + " " + word + " ("
                                + right.text + ")",
                        word.equals("and") ? left.means.and(right.means) : left.means.or(right.means)));
        var not = parts.map(part -> new Meant("not (" + part.text + ")", part.means.negate()));
        return Gen.oneOf(parts, both, not);
    }

    Gen<Meant> filters() {
        // The left part of "a or b and c" would not be an operand of its own, so unparenthesized
        // operands are leaves.
        var parts = leaves();
        var nested = deeper(parts);
        return Gen.oneOf(nested, both(nested), both(both(nested)));
    }

    private static Gen<Meant> both(Gen<Meant> parts) {
        return Gen.all(
                parts,
                Gen.of("and", "or"),
                parts,
                Gen.of("", "not "),
                (left, word, right, not) -> new Meant(
                        not + "((" + left.text + ") " + word + " (" + right.text + "))",
                        not.isEmpty()
                                ? joined(left, word, right)
                                : joined(left, word, right).negate()));
    }

    private static Predicate<JsonNode> joined(Meant left, String word, Meant right) {
        return word.equals("and") ? left.means.and(right.means) : left.means.or(right.means);
    }

    @Test
    void aFilterFindsWhatItMeans() {
        Seeded.check(300, filters(), filter -> {
            var answer = ask("$count=true&$top=25&$select=ListingKey&$orderby=ListingKey&" + encoded(filter.text));
            assertEquals(200, answer.statusCode(), filter.text + "\n" + answer.body());
            var expected = ROWS.stream()
                    .filter(filter.means)
                    .map(row -> row.path("ListingKey").asText())
                    .toList();
            var json = JSON.readTree(answer.body());
            assertEquals(expected.size(), json.path("@odata.count").asInt(), filter.text);
            var keys = new ArrayList<String>();
            json.path("value").forEach(row -> keys.add(row.path("ListingKey").asText()));
            assertEquals(expected.subList(0, Math.min(25, expected.size())), keys, filter.text);
        });
    }

    Gen<String> broken() {
        return Gen.both(
                filters(),
                Gen.of(
                        "( %s",
                        "%s )",
                        "%s and",
                        "or %s",
                        "%s eq",
                        "not",
                        "%s %s",
                        "(%s))(",
                        "%s and not",
                        "%s'",
                        "ListPrice eq (%s",
                        "nothing(%s)",
                        "Nowhere eq 1 and (%s)",
                        "ListPrice eq 'x' and (%s)",
                        "%s; drop table property",
                        "ListPrice gt and %s",
                        "/* %s"),
                (filter, shape) -> shape.replace("%s", filter.text));
    }

    @Test
    void whatIsNoFilterIsRefusedInTheWordsOfOData() {
        Seeded.check(300, broken(), text -> {
            var answer = ask(encoded(text));
            assertEquals(400, answer.statusCode(), text + "\n" + answer.body());
            var error = JSON.readTree(answer.body()).path("error");
            assertTrue(error.has("code") && !error.path("message").asText().isBlank(), answer.body());
            for (var inside : List.of("sql", "h2", "olingo", "exception"))
                assertTrue(
                        !error.path("message").asText().toLowerCase(Locale.ROOT).contains(inside), answer.body());
        });
    }
}
