package porchlight.settings;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All variables for people to read. */
public final class SettingsTable {
    private SettingsTable() {}

    /** The table of src/docs/settings.md. */
    public static String markdown() {
        return "| variable | default | meaning |\n|---|---|---|\n"
                + Stream.of(Variable.values()).map(SettingsTable::row).collect(Collectors.joining("\n", "", "\n"));
    }

    /** The variables as {@code --help} lists them. */
    public static String help() {
        return Stream.of(Variable.values())
                .map(variable -> "  " + variable.name()
                        + (variable.defaultText().isEmpty() ? "" : " (" + variable.defaultText() + ")") + "\n      "
                        + variable.description().replace("`", ""))
                .collect(Collectors.joining("\n", "Environment variables, also read from .env:\n", "\n"));
    }

    private static String row(Variable variable) {
        var defaultText = variable.defaultText().isEmpty() ? "" : "`" + variable.defaultText() + "`";
        return "| `" + variable.name() + "` | " + defaultText + " | " + variable.description() + " |";
    }
}
