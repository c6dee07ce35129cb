package porchlight.search.results;

import java.util.List;
import org.jspecify.annotations.Nullable;
import porchlight.search.Option;

/**
 * A form field, as shown by {@code fragments/field.html}.
 *
 * @param value the input, empty for none
 * @param options the choices of a list or of check boxes; for a single check box, that one
 * @param placeholder what a blank text field stands for, null for nothing
 * @param keyboard the {@code inputmode} of a text field
 * @param error the error message, null for none
 * @param meant a question with links to suggested alternatives, empty for none
 * @param note that the search ignores this field, null if it does not
 */
public record FieldView(
        Kind kind,
        String name,
        String label,
        String value,
        List<Option> options,
        @Nullable String placeholder,
        String keyboard,
        @Nullable String error,
        List<MeantPart> meant,
        @Nullable String note) {
    /** The type of input. */
    public enum Kind {
        TEXT,
        LIST,
        CHECKS,
        CHECK
    }

    /**
     * A part of the question about alternatives.
     *
     * @param href the search with this name, null for the text between names
     */
    public record MeantPart(String text, @Nullable String href) {}

    public FieldView {
        options = List.copyOf(options);
        meant = List.copyOf(meant);
    }

    public boolean isWrong() {
        return error != null;
    }

    /** The id of the element that describes the field further, null for none. */
    public @Nullable String describedBy() {
        if (error != null) return name + "-error";
        return note == null ? null : name + "-unheeded";
    }
}
