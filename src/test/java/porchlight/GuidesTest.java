package porchlight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import porchlight.settings.SettingsTable;
import porchlight.settings.Variable;

/** What the guides in {@code src/docs} say of settings, profiles and tests is what the program has. */
class GuidesTest {
    private static final Path SETTINGS = Path.of("src/docs/settings.md");
    private static final Path DISPLAY_RULES = Path.of("src/docs/display-rules.md");

    @Test
    void settingsTableNamesEveryVariable() throws IOException {
        var lines = Files.readAllLines(SETTINGS);

        for (var variable : Variable.values()) {
            var rows = lines.stream()
                    .filter(line -> line.startsWith("| `" + variable.name() + "` |"))
                    .toList();
            assertEquals(
                    1,
                    rows.size(),
                    variable + " in " + SETTINGS + "; the whole table is:\n" + SettingsTable.markdown());
            assertTrue(rows.get(0).contains(variable.defaultText()), rows.get(0));
        }
    }

    /** {@code `Class`}, {@code `Class.beginning…`} or, of the class before it, {@code `beginning…`}. */
    @Test
    void testsNamedBesideDisplayRulesExist() throws IOException {
        var guide = Files.readString(DISPLAY_RULES);
        var rules = guide.substring(guide.indexOf("\n## What the rules ask"));
        var named = Pattern.compile("`([A-Z]\\w*)?\\.?([a-z]\\w*)?(…?)`");
        var found = 0;
        for (var row : rules.lines().filter(line -> line.startsWith("| ")).toList()) {
            var source = "";
            for (var test : named.matcher(row.split("\\|")[3]).results().toList()) {
                if (test.group(1) != null) source = source(test.group(1));
                assertFalse(source.isEmpty(), row);
                if (test.group(2) != null)
                    assertTrue(
                            Pattern.compile("void " + test.group(2)
                                            + (test.group(3).isEmpty() ? "\\b" : "\\w"))
                                    .matcher(source)
                                    .find(),
                            test.group() + " in " + row);
                found++;
            }
        }
        assertTrue(found > 40, found + " tests are named");
    }

    private static String source(String test) throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            return Files.readString(files.filter(file -> file.endsWith(test + ".java"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    @Test
    void settingsTableIsTheProgramsOwn() throws IOException {
        var lines = Files.readAllLines(SETTINGS);
        var rows = lines.stream()
                .filter(line -> line.matches("\\| `[A-Z_]+` \\|.*"))
                .toList();

        assertEquals(
                List.of(SettingsTable.markdown().split("\n")).stream().skip(2).toList(), rows);
    }

    @Test
    void tableOfProfileKeysNamesEveryKey() throws IOException {
        var reader = Files.readString(Path.of("src/main/java/porchlight/listing/ProfileReader.java"));
        var known = Pattern.compile("KEYS = Set\\.of\\(([^;]*)\\);").matcher(reader);
        assertTrue(known.find());
        var rows = Files.readAllLines(DISPLAY_RULES).stream()
                .filter(line -> line.matches("\\| `[a-z].*"))
                .map(line -> line.split("\\|")[1])
                .collect(Collectors.joining());

        for (var key : Pattern.compile("\"([^\"]+)\"")
                .matcher(known.group(1))
                .results()
                .toList())
            assertTrue(rows.contains("`" + key.group(1) + "`"), key.group(1) + " is in no row of " + DISPLAY_RULES);
    }
}
