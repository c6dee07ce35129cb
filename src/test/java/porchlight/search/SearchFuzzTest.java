package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import porchlight.listing.DeclaredFields;

/** Whatever is in a URL or typed into the line is a search or a message, never a fault. */
class SearchFuzzTest {
    private static final Vocabulary NAMES = Vocabulary.of(
            KnownCities.of(List.of(new KnownCities.City("Portland", "OR"), new KnownCities.City("West Linn", "OR"))),
            Choices.standard(List.of("Active", "Pending")));
    private static final Capabilities FEED = new Capabilities(
            true,
            true,
            true,
            true,
            true,
            new DeclaredFields(Set.of()),
            Set.of(),
            "InternetAddressDisplayYN",
            LocalDate.of(2026, 11, 24));

    @Provide
    Arbitrary<Map<String, List<String>>> queries() {
        var names = Arbitraries.of(SearchQuery.PARAMS);
        return Arbitraries.maps(names, values().list().ofMinSize(1).ofMaxSize(3))
                .ofMaxSize(8);
    }

    private static Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.integers().map(String::valueOf),
                Arbitraries.bigDecimals().map(Object::toString),
                Arbitraries.of(
                        "yes",
                        "weekend",
                        "450k",
                        "$1,200,000",
                        "Active",
                        "map",
                        "-price",
                        "97214",
                        "Portland",
                        "-122.7,45.5,-122.6,45.6",
                        "-122.7 45.5,-122.6 45.5,-122.6 45.6",
                        "-122.7 45.5,-122.6 45.6,-122.6 45.5,-122.7 45.6",
                        "45.5,-122.6",
                        "1E+999999999",
                        "NaN",
                        "' or 1 eq 1",
                        "%00"),
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(400));
    }

    @Provide
    Arbitrary<String> lines() {
        var words = Arbitraries.of(
                "3",
                "bed",
                "beds",
                "2.5",
                "baths",
                "under",
                "over",
                "between",
                "600k",
                "$1.2m",
                "and",
                "to",
                "house",
                "condos",
                "in",
                "Portland",
                "or",
                "west",
                "linn",
                "97214",
                "with",
                "garage",
                "pool",
                "view",
                "new",
                "this",
                "week",
                "open",
                "saturday",
                "price",
                "drop",
                "no",
                "hoa",
                "half",
                "acre",
                "1800",
                "sqft",
                "built",
                "after",
                "1990",
                "county",
                "Clackamas",
                "near",
                "1247",
                "SE",
                "Division",
                "St",
                "xyzzy",
                "without",
                "not",
                "less",
                "max",
                "more",
                "than",
                "1/2",
                "duplex",
                "SE",
                "oregon",
                "maine",
                "\"",
                "/",
                "-",
                ",",
                "#",
                "mls",
                "'",
                "é",
                "🏡");
        return Arbitraries.oneOf(
                words.list().ofMaxSize(14).map(all -> String.join(" ", all)),
                Arbitraries.strings().ofMaxLength(200),
                Combinators.combine(words, Arbitraries.strings().ofMaxLength(60), words)
                        .as((before, text, after) -> before + text + after));
    }

    private static SearchForm again(SearchQuery query) {
        var parameters = new LinkedHashMap<String, List<String>>();
        var parts = query.path().split("\\?", 2);
        if (parts.length > 1)
            for (var pair : parts[1].split("&")) {
                var nameAndValue = pair.split("=", 2);
                parameters
                        .computeIfAbsent(nameAndValue[0], name -> new ArrayList<>())
                        .add(URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8));
            }
        return SearchForm.parse(parameters);
    }

    @Property(tries = 3_000, seed = "20261124")
    void aQueryStringIsASearchOrMessages(@ForAll("queries") Map<String, List<String>> parameters) {
        var form = SearchForm.parse(parameters);
        for (var error : form.errors()) {
            assertTrue(parameters.containsKey(error.field()), error.toString());
            assertFalse(error.message().isBlank());
        }
        if (!form.errors().isEmpty()) return;
        var query = form.query();
        assertEquals(Map.of(), again(query).messages());
        assertEquals(query, again(query).query());
        assertFalse(SearchWords.of(query).isBlank());
        query.filter(FEED).toOData();
    }

    @Property(tries = 3_000, seed = "20261124")
    void aLineIsUnderstoodTheSameFromItsOwnSearch(@ForAll("lines") String line) {
        var form = SearchForm.parse(Map.of("q", List.of(line)));
        if (!form.errors().isEmpty()) return;
        var reading = QueryText.read(form.line(), NAMES);
        var query = SearchQuery.ALL.with(reading.criteria());
        // What was understood comes back from its URL; what was left over is read again as it was.
        var back = again(query);
        // "over 600k under 400k" is told of as such.
        if (back.messages().keySet().stream().anyMatch(field -> field.startsWith("max_"))) return;
        assertEquals(Map.of(), back.messages());
        if (!back.line().isEmpty()) {
            var rest = back.query().with(QueryText.read(back.line(), NAMES).criteria());
            assertEquals(query.path(), rest.path(), line);
        } else assertEquals(query, back.query());
    }
}
