package porchlight.search;

import org.jspecify.annotations.Nullable;

/**
 * A choice in a form field.
 *
 * @param value empty for none
 * @param count how many homes it would leave, null if unknown
 */
public record Option(
        String value,
        String label,
        boolean chosen,
        @Nullable Integer count) {
    public Option(String value, String label, boolean chosen) {
        this(value, label, chosen, null);
    }

    /** "1,234"; empty if unknown. */
    public String countText() {
        return count == null ? "" : String.format(java.util.Locale.US, "%,d", count);
    }

    /** "3+ (1,234)" if the count is known. */
    public String labelWithCount() {
        return count == null || value.isEmpty() ? label : String.format(java.util.Locale.US, "%s (%,d)", label, count);
    }
}
