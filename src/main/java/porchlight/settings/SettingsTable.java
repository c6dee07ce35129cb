package porchlight.settings;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import porchlight.message.Messages;

/** Documentation of all variables. */
public final class SettingsTable {
    private SettingsTable() {}

    /** The table in src/docs/settings.md. */
    public static String markdown() {
        return "| variable | default | meaning |\n|---|---|---|\n"
                + Stream.of(Variable.values()).map(SettingsTable::row).collect(Collectors.joining("\n", "", "\n"));
    }

    /** The variables as listed by {@code --help}. */
    public static String help() {
        return Stream.of(Variable.values())
                .map(variable -> "  " + variable.name()
                        + (variable.defaultText().isEmpty() ? "" : " (" + variable.defaultText() + ")") + "\n      "
                        + variable.description().replace("`", ""))
                .collect(Collectors.joining("\n", Messages.text("settings.help") + "\n", "\n"));
    }

    private static String row(Variable variable) {
        var defaultText = variable.defaultText().isEmpty() ? "" : "`" + variable.defaultText() + "`";
        return "| `" + variable.name() + "` | " + defaultText + " | " + variable.description() + " |";
    }
}
