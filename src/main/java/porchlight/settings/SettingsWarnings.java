package porchlight.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import porchlight.message.Messages;
import porchlight.message.Spelling;

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
                .min(Comparator.comparingInt(known -> Spelling.distance(name, known)))
                .orElseThrow();
        return Spelling.distance(name, nearest) <= LIKELY_TYPO
                ? Messages.text("settings.unknown.near", name, nearest)
                : Messages.text("settings.unknown", name);
    }
}
