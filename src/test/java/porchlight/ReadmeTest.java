package porchlight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import porchlight.settings.SettingsTable;
import porchlight.settings.Variable;

class ReadmeTest {
    @Test
    void settingsTableNamesEveryVariable() throws IOException {
        var lines = Files.readAllLines(Path.of("README.md"));

        for (var variable : Variable.values()) {
            var rows = lines.stream()
                    .filter(line -> line.startsWith("| `" + variable.name() + "` |"))
                    .toList();
            assertEquals(1, rows.size(), variable + " in README.md; the whole table is:\n" + SettingsTable.markdown());
            assertTrue(rows.get(0).contains(variable.defaultText()), rows.get(0));
        }
    }

    /** {@code `Class`}, {@code `Class.beginning…`} or, of the class before it, {@code `beginning…`}. */
    @Test
    void testsNamedBesideDisplayRulesExist() throws IOException {
        var readme = Files.readString(Path.of("README.md"));
        var rules = readme.substring(readme.indexOf("\n## Display rules"));
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
        var lines = Files.readAllLines(Path.of("README.md"));
        var rows = lines.stream()
                .filter(line -> line.matches("\\| `[A-Z_]+` \\|.*"))
                .toList();

        assertEquals(
                List.of(SettingsTable.markdown().split("\n")).stream().skip(2).toList(), rows);
    }
}
