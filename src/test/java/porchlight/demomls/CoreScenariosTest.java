package porchlight.demomls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The requests of the RESO Web API Core 2.0.0 scenarios, with each answer compared to the rows
 * themselves. The results are written to {@code target/core-2.0.0.txt}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoreScenariosTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Path TABLE = Path.of("target", "core-2.0.0.txt");
    private static final int TOP = 5;
    private static final int SORTED = 20;
    private static final int SCENARIOS = 47;

    private final List<String> table = new ArrayList<>();
    private DemoMls mls;
    /** In key order, which is the service's order. */
    private List<JsonNode> all;

    private record Answer(int status, String body, HttpResponse<String> response) {
        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }

        List<JsonNode> rows() throws IOException {
            var rows = new ArrayList<JsonNode>();
            json().path("value").forEach(rows::add);
            return rows;
        }
    }

    /** Describes what is wrong with an answer; blank if nothing is. */
    @FunctionalInterface
    private interface Judge {
        String wrong(Answer answer) throws Exception;
    }

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(600).rateLimit(0));
        all = new ArrayList<>();
        var next = mls.serviceRoot() + "Property?$top=25";
        while (!next.isEmpty()) {
            var page = get(next);
            all.addAll(page.rows());
            next = page.json().path("@odata.nextLink").asText();
        }
        assertEquals(600, all.size());
    }

    @AfterAll
    void stop() throws IOException {
        mls.close();
        Files.write(TABLE, table);
    }

    private static Answer get(String url) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + DemoMls.TOKEN)
                .build();
        var response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body(), response);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static List<String> keys(Stream<JsonNode> rows) {
        return rows.map(row -> row.path("ListingKey").asText()).toList();
    }

    private static Predicate<JsonNode> compared(String field, String operator, String value) {
        return row -> {
            var cell = row.path(field);
            if (cell.isNull()) return operator.equals("ne");
            int order;
            if (cell.isNumber()) order = cell.decimalValue().compareTo(new java.math.BigDecimal(value));
            else if (value.contains("T"))
                order = OffsetDateTime.parse(cell.asText())
                        .toInstant()
                        .compareTo(OffsetDateTime.parse(value).toInstant());
            else order = cell.asText().compareTo(value);
            return switch (operator) {
                case "eq" -> order == 0;
                case "ne" -> order != 0;
                case "gt" -> order > 0;
                case "ge" -> order >= 0;
                case "lt" -> order < 0;
                default -> order <= 0;
            };
        };
    }

    private static List<String> values(JsonNode row, String field) {
        var values = new ArrayList<String>();
        row.path(field).forEach(value -> values.add(value.asText()));
        return values;
    }

    /** One run of the suite's scenarios, parameterized with a field with several values. */
    private final class Run {
        private final String multiple;
        private final List<String> failed = new ArrayList<>();
        private int scenarios;

        Run(String multiple) {
            this.multiple = multiple;
        }

        void ask(String scenario, String url, int status, Judge judge) throws Exception {
            scenarios++;
            var answer = get(mls.serviceRoot() + url);
            var version =
                    answer.response().headers().firstValue("OData-Version").orElse("");
            String wrong;
            if (answer.status() != status) wrong = "status is not " + status + ": " + answer.body();
            else if (!version.equals("4.0") && !version.equals("4.01")) wrong = "OData-Version is " + version;
            else wrong = judge.wrong(answer);
            if (!wrong.isEmpty()) failed.add(scenario + ": " + wrong);
            table.add("%-20s %-38s %-3d %-5s %s"
                    .formatted(
                            multiple,
                            scenario,
                            answer.status(),
                            wrong.isEmpty() ? "right" : "WRONG",
                            java.net.URLDecoder.decode(url, StandardCharsets.UTF_8)));
        }

        /** The first rows that match a filter, with exactly the requested fields. */
        void filter(String scenario, String filter, String field, Predicate<JsonNode> means) throws Exception {
            var expected = keys(all.stream().filter(means).limit(TOP));
            ask(
                    scenario,
                    "Property?$top=" + TOP + "&$select=ListingKey," + field + "&$filter=" + encoded(filter),
                    200,
                    answer -> {
                        var rows = answer.rows();
                        if (rows.isEmpty()) return "no results";
                        if (!keys(rows.stream()).equals(expected)) return keys(rows.stream()) + ", not " + expected;
                        return rows.stream().allMatch(row -> row.has(field) && means.test(row))
                                ? ""
                                : "a row without what was asked for";
                    });
        }

        void ordered(String scenario, boolean descending, String filter, Predicate<JsonNode> means) throws Exception {
            Comparator<JsonNode> order = Comparator.comparing(
                    row -> row.path("ModificationTimestamp").asText());
            var expected = all.stream()
                    .filter(means)
                    .sorted(descending ? order.reversed() : order)
                    .limit(SORTED);
            var expectedKeys = keys(expected);
            ask(
                    scenario,
                    "Property?$top=" + SORTED + "&$select=ListingKey,BedroomsTotal,ModificationTimestamp&$orderby="
                            + encoded("ModificationTimestamp " + (descending ? "desc" : "asc"))
                            + (filter.isEmpty() ? "" : "&$filter=" + encoded(filter)),
                    200,
                    answer -> keys(answer.rows().stream()).equals(expectedKeys) ? "" : "another order");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"View", "InteriorFeatures"})
    void everyScenarioIsAnsweredRightly(String multiple) throws Exception {
        var run = new Run(multiple);
        services(run);
        queries(run);
        comparisons(run);
        enumerations(run, multiple);
        run.ask("response-code-400", "Property?$filter=" + encoded("BadField eq 'SoBad'"), 400, error -> "");
        run.ask("response-code-404", "ResourceNotFound", 404, error -> "");
        assertEquals(List.of(), run.failed);
        assertEquals(SCENARIOS, run.scenarios);
    }

    private void services(Run run) throws Exception {
        run.ask("metadata-request", "$metadata?$format=application/xml", 200, answer -> {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            var document = factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)));
            var types = document.getElementsByTagNameNS("http://docs.oasis-open.org/odata/ns/edm", "EntityType");
            return types.getLength() > 5 ? "" : "only " + types.getLength() + " entity types";
        });
        run.ask("service-document", "", 200, answer -> {
            for (var set : answer.json().path("value")) {
                var asked = get(mls.serviceRoot() + set.path("url").asText() + "?$top=1");
                if (asked.status() != 200) return set + " is " + asked.status();
            }
            return answer.rows().isEmpty() ? "no entity set" : "";
        });
        var key = all.get(17).path("ListingKey").asText();
        run.ask(
                "fetch-by-key",
                "Property('" + key + "')?$select=ListingKey",
                200,
                answer -> answer.json().path("ListingKey").asText().equals(key) ? "" : answer.body());
    }

    private void queries(Run run) throws Exception {
        run.ask("select", "Property?$select=ListingKey,BedroomsTotal", 200, answer -> {
            for (var row : answer.rows()) {
                var names = new HashSet<String>();
                row.fieldNames().forEachRemaining(name -> {
                    if (!name.startsWith("@")) names.add(name);
                });
                if (!names.equals(java.util.Set.of("ListingKey", "BedroomsTotal"))) return names.toString();
            }
            return answer.rows().isEmpty() ? "no results" : "";
        });
        run.ask(
                "top",
                "Property?$select=ListingKey&$top=" + TOP,
                200,
                answer -> answer.rows().size() == TOP ? "" : answer.rows().size() + " rows");
        run.ask("skip", "Property?$select=ListingKey&$top=" + TOP + "&$skip=" + TOP, 200, answer -> {
            var expected = keys(all.stream().skip(TOP).limit(TOP));
            return keys(answer.rows().stream()).equals(expected) ? "" : "another page";
        });
        run.ask(
                "count",
                "Property?$count=true",
                200,
                answer -> answer.json().path("@odata.count").asInt() == all.size() ? "" : "another count");
        run.ordered("orderby-timestamp-asc", false, "", row -> true);
        run.ordered("orderby-timestamp-desc", true, "", row -> true);
        var beds = compared("BedroomsTotal", "gt", "1");
        run.ordered("orderby-timestamp-asc-filter-int-gt", false, "BedroomsTotal gt 1", beds);
        run.ordered("orderby-timestamp-desc-filter-int-gt", true, "BedroomsTotal gt 1", beds);
    }

    private void comparisons(Run run) throws Exception {
        var field = "BedroomsTotal";
        run.filter(
                "filter-int-and",
                field + " gt 1 and " + field + " lt 15",
                field,
                compared(field, "gt", "1").and(compared(field, "lt", "15")));
        run.filter("filter-int-or", field + " lt 15 or " + field + " gt 1", field, row -> true);
        run.filter("filter-int-not", "not (" + field + " le -1)", field, row -> true);
        var price = all.get(11).path("ListPrice").asText();
        var day = all.get(23).path("ListingContractDate").asText();
        // As the suite writes it: in another time zone.
        var time = OffsetDateTime.parse(
                        all.get(31).path("ModificationTimestamp").asText())
                .withOffsetSameInstant(ZoneOffset.ofHours(-9))
                .toString();
        for (var operator : List.of("eq", "ne", "gt", "ge", "lt", "le")) {
            one(run, "int", field, operator, "1");
            one(run, "decimal", "ListPrice", operator, price);
            one(run, "date", "ListingContractDate", operator, day);
            if (!operator.startsWith("l")) one(run, "datetime", "ModificationTimestamp", operator, time);
        }
        for (var operator : List.of("lt", "le"))
            run.filter(
                    "filter-datetime-" + operator,
                    "ModificationTimestamp " + operator + " now()",
                    "ModificationTimestamp",
                    row -> true);
    }

    private static void one(Run run, String kind, String field, String operator, String value) throws Exception {
        run.filter(
                "filter-" + kind + "-" + operator,
                field + " " + operator + " " + value,
                field,
                compared(field, operator, value));
    }

    private void enumerations(Run run, String field) throws Exception {
        var status = "Active Under Contract";
        run.filter(
                "filter-enum-single-eq",
                "StandardStatus eq '" + status + "'",
                "StandardStatus",
                compared("StandardStatus", "eq", status));
        run.filter(
                "filter-enum-single-ne",
                "StandardStatus ne '" + status + "'",
                "StandardStatus",
                compared("StandardStatus", "ne", status));
        var count = new HashMap<String, Integer>();
        for (var row : all) for (var value : values(row, field)) count.merge(value, 1, Integer::sum);
        var value = count.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        run.filter(
                "filter-coll-enum-any",
                field + "/any(enum:enum eq '" + value + "')",
                field,
                row -> values(row, field).contains(value));
        run.filter(
                "filter-coll-enum-all",
                field + "/all(enum:enum eq '" + value + "')",
                field,
                row -> values(row, field).stream().allMatch(value::equals));
        // "has" is for enumeration types. These are strings, so the suite skips it, and the service
        // reports an error.
        run.ask(
                "filter-enum-single-has (not applicable)",
                "Property?$filter=" + encoded("StandardStatus has '" + status + "'"),
                400,
                error -> "");
        run.ask(
                "filter-enum-multi-has (not applicable)",
                "Property?$filter=" + encoded(field + " has '" + value + "'"),
                400,
                error -> "");
        run.ask(
                "filter-enum-multi-has-and (not applicable)",
                "Property?$filter=" + encoded(field + " has '" + value + "' and " + field + " has '" + value + "'"),
                400,
                error -> "");
        assertTrue(count.size() > 2, field + " has few values: " + count);
    }
}
