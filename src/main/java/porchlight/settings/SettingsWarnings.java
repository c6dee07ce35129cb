package porchlight.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import porchlight.message.Messages;

/** Finds probable mistakes in valid settings. */
final class SettingsWarnings {
    private static final List<String> PREFIXES =
            List.of("RESO_", "SITE_", "CACHE_", "MLS_", "EMBED_", "LEADS_", "SMTP_", "MAP_");
    private static final int LIKELY_TYPO = 4;

    private SettingsWarnings() {}

    static List<String> of(Map<String, String> environment) {
        var warnings = new ArrayList<String>();
        for (var name : new TreeSet<>(environment.keySet())) if (isUnknown(name)) warnings.add(unknown(name));
        var values = new VariableReader(environment);
        var filter = values.text(Variable.RESO_FILTER);
        if (filter != null && filter.matches("(?i).*\\b(Co)?(List|Buyer)(Office|Agent)\\w*.*"))
            warnings.add(Messages.text("settings.filter.firm"));
        return List.copyOf(warnings);
    }

    private static boolean isUnknown(String name) {
        return PREFIXES.stream().anyMatch(name::startsWith)
                && Stream.of(Variable.values())
                        .noneMatch(variable -> variable.name().equals(name));
    }

    private static String unknown(String name) {
        var nearest = Stream.of(Variable.values())
                .map(Variable::name)
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .orElseThrow();
        return distance(name, nearest) <= LIKELY_TYPO
                ? Messages.text("settings.unknown.near", name, nearest)
                : Messages.text("settings.unknown", name);
    }

    /** Letters to insert, delete, or replace to turn one word into the other (Levenshtein). */
    private static int distance(String from, String to) {
        var row = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) row[column] = column;
        for (int line = 1; line <= from.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
