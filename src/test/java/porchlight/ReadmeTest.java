package porchlight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

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
