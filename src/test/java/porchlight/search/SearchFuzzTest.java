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
import org.junit.jupiter.api.Test;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;
import porchlight.listing.OurOffices;
import porchlight.listing.QueryPlan;
import porchlight.search.phrase.QueryText;

/** Whatever is in a URL or typed into the line is a search or a message, never a fault. */
class SearchFuzzTest {
    private static final Vocabulary NAMES = Vocabulary.of(
            KnownCities.of(List.of(new KnownCities.City("Portland", "OR"), new KnownCities.City("West Linn", "OR"))),
            Choices.standard(List.of("Active", "Pending")),
            true);
    private static final Capabilities FEED = new Capabilities(
            QueryPlan.of(Set.of()),
            true,
            Set.of(),
            "InternetAddressDisplayYN",
            OurOffices.NONE,
            LocalDate.of(2026, 11, 24));

    Gen<Map<String, List<String>>> queries() {
        var names = Gen.of(SearchField.NAMES);
        return Gen.maps(names, values().list(1, 3), 8);
    }

    private static Gen<String> values() {
        return Gen.oneOf(
                Gen.unicode(40),
                Gen.integers().map(String::valueOf),
                Gen.bigDecimals().map(Object::toString),
                Gen.of(
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
                Gen.strings("0123456789", 400));
    }

    Gen<String> lines() {
        var words = Gen.of(
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
        return Gen.oneOf(
                words.list(14).map(all -> String.join(" ", all)),
                plain(200),
                Gen.all(words, plain(60), words, (before, text, after) -> before + text + after));
    }

    /** Letters of all scripts and digits; of punctuation, only what is among the words. */
    private static Gen<String> plain(int most) {
        return Gen.unicode(most).map(text -> text.replaceAll("\\p{Punct}", " "));
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

    @Test
    void aQueryStringIsASearchOrMessages() {
        Seeded.check(3_000, queries(), parameters -> {
            var form = SearchForm.parse(parameters);
            form.messages().forEach((field, message) -> {
                assertTrue(parameters.containsKey(field), field + ": " + message);
                assertFalse(message.isBlank());
            });
            if (!form.errors().isEmpty()) return;
            var query = form.query();
            assertEquals(Map.of(), again(query).messages());
            assertEquals(query, again(query).query());
            assertFalse(SearchWords.of(query).isBlank());
            query.filter(FEED).toOData();
        });
    }

    @Test
    void aLineIsUnderstoodTheSameFromItsOwnSearch() {
        Seeded.check(3_000, lines(), line -> {
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
        });
    }
}
