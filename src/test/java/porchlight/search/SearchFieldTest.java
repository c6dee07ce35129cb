package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import porchlight.site.PlaceTerms;
import porchlight.web.Query;

/** Lists of search parameters that can't be derived from {@link SearchField}, because they are no Java, equal it. */
class SearchFieldTest {
    private static final Path LOADER = Path.of("static/embed/embed.js");
    private static final Path GUIDE = Path.of("src/docs/widget.md");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z_]+)` \\| (.+) \\| `(.+)` \\|");

    private static final Pattern LINK = Pattern.compile("[\"/]homes\\?([^\"$`{]+)\"");
    private static final Pattern NAME =
            Pattern.compile("(?:\\b(?:has|get|set)\\(|name\\.equals\\()['\"]([a-z_]+)['\"]");

    @Test
    void widgetPassesOnEveryFilter() throws IOException {
        var script = Files.readString(LOADER);
        var passed =
                new ArrayList<>(List.of(matched(script, "FILTERS = '([^']*)'").split(" ")));
        var renamed = matched(script, "OTHERS = \\{([^}]*)}");
        for (var field : SearchField.values()) {
            var attribute = field.attribute().orElse("");
            if (attribute.equals(field.param())) assertTrue(passed.remove(attribute), attribute);
            else if (!attribute.isEmpty())
                assertTrue(renamed.contains(attribute + ": '" + field.param() + "'"), attribute);
        }
        assertEquals(List.of(), passed);
    }

    @Test
    void guideToTheWidgetHasEveryFilterWithAnExampleThatIsUnderstood() throws IOException {
        var rows = ROW.matcher(Files.readString(GUIDE)).results().toList();
        assertEquals(
                Stream.of(SearchField.values())
                        .filter(field -> field.attribute().isPresent())
                        .map(field ->
                                field.attribute().get() + ": " + SearchForm.label(field, PlaceTerms.UNITED_STATES))
                        .toList(),
                rows.stream().map(row -> row.group(1) + ": " + row.group(2)).toList());
        for (var row : rows) {
            var field = Stream.of(SearchField.values())
                    .filter(each -> each.attribute().orElse("").equals(row.group(1)))
                    .findFirst()
                    .orElseThrow();
            var values = List.of(row.group(3).split(isList(field) ? "," : "\n"));
            var typed = field == SearchField.RADIUS
                    ? Map.of(field.param(), values, SearchField.NEAR.param(), List.of("45.5231,-122.6765"))
                    : Map.of(field.param(), values);
            assertEquals(Map.of(), SearchForm.parse(typed).messages(), row.group());
        }
    }

    /** Links that templates and guides write out. */
    @Test
    void writtenLinksAreSearches() throws IOException {
        var found = 0;
        for (var folder : List.of("templates", "src/docs"))
            try (var files = Files.walk(Path.of(folder))) {
                for (var file : files.filter(each -> each.toString().matches(".*\\.(html|md)"))
                        .toList())
                    for (var link :
                            LINK.matcher(Files.readString(file)).results().toList()) {
                        var query = Query.parse(link.group(1)).asMap();
                        assertTrue(SearchField.NAMES.containsAll(query.keySet()), file + ": " + link.group());
                        assertEquals(Map.of(), SearchForm.parse(query).messages(), file + ": " + link.group());
                        found++;
                    }
            }
        assertTrue(found > 1, found + " links");
    }

    /** What a query costs is decided before anything knows of searches, and the map is drawn by a script. */
    @Test
    void otherPlacesNameParametersThatExist() throws IOException {
        for (var path : List.of(
                "src/main/java/porchlight/edge/QueryCost.java",
                "src/main/java/porchlight/web/Query.java",
                "static/js/map.js")) {
            var names = NAME.matcher(Files.readString(Path.of(path)))
                    .results()
                    .map(name -> name.group(1))
                    .filter(name -> !name.equals("zoom"))
                    .toList();
            assertTrue(!names.isEmpty() && SearchField.NAMES.containsAll(names), path + " " + names);
        }
    }

    /** Visitors' words and whereabouts are in no log, and search engines don't try all of them. */
    @Test
    void logsNameHomesOnly() {
        assertEquals(List.of("q", "keywords", "bounds", "polygon", "near", "radius"), SearchField.UNLIMITED);
        var all = new TreeSet<>(SearchField.LOGGED);
        SearchField.UNLIMITED.forEach(name -> assertTrue(all.add(name), name));
        assertEquals(new TreeSet<>(SearchField.NAMES), all);
    }

    private static boolean isList(SearchField field) {
        return Set.of(SearchField.SUBTYPE, SearchField.STATUS, SearchField.FEATURE)
                .contains(field);
    }

    private static String matched(String text, String regex) {
        var found = Pattern.compile(regex).matcher(text);
        assertTrue(found.find(), regex);
        return found.group(1);
    }
}
