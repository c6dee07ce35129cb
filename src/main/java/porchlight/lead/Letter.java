package porchlight.lead;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A mail's content, sent as plain text and, through a template, as HTML.
 *
 * @param heading the first line
 * @param facts what is known, in order
 * @param message the visitor's own words; null in letters to visitors
 * @param paragraphs further text
 */
public record Letter(
        String subject,
        String heading,
        List<Fact> facts,
        @Nullable String message,
        List<String> paragraphs) {

    public Letter {
        facts = List.copyOf(facts);
        paragraphs = List.copyOf(paragraphs);
    }

    /** @param link for the value, null for none */
    public record Fact(String label, String value, @Nullable String link) {}

    /** The letter as plain text. */
    String text() {
        var parts = new java.util.ArrayList<String>();
        parts.add(heading);
        if (!facts.isEmpty())
            parts.add(facts.stream()
                    .map(fact -> fact.label() + ": " + fact.value()
                            + (fact.link() == null || fact.link().endsWith(fact.value()) ? "" : "\n  " + fact.link()))
                    .collect(Collectors.joining("\n")));
        if (message != null) parts.add(message);
        parts.addAll(paragraphs);
        return String.join("\n\n", parts) + "\n";
    }
}
