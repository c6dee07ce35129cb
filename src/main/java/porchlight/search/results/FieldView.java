package porchlight.search.results;

import java.util.List;
import org.jspecify.annotations.Nullable;
import porchlight.search.Option;

/**
 * A field of a form, as {@code fragments/field.html} shows it.
 *
 * @param value what was typed, empty for nothing
 * @param options what a list or check boxes offer; of a single check box that one
 * @param keyboard the {@code inputmode} of a text
 * @param error what is wrong with it, null for nothing
 * @param meant a question with links to what may be meant instead, empty for none
 * @param note that the search does not use it, null where it does
 */
public record FieldView(
        Kind kind,
        String name,
        String label,
        String value,
        List<Option> options,
        String keyboard,
        @Nullable String error,
        List<MeantPart> meant,
        @Nullable String note) {
    /** How it is filled in. */
    public enum Kind {
        TEXT,
        LIST,
        CHECKS,
        CHECK
    }

    /**
     * A part of a question what is meant.
     *
     * @param href the search with this name, null for words between names
     */
    public record MeantPart(String text, @Nullable String href) {}

    public FieldView {
        options = List.copyOf(options);
        meant = List.copyOf(meant);
    }

    public boolean isWrong() {
        return error != null;
    }

    /** The id of the element that says more about it, null for none. */
    public @Nullable String describedBy() {
        if (error != null) return name + "-error";
        return note == null ? null : name + "-unheeded";
    }
}
