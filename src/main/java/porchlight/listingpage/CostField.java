package porchlight.listingpage;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * A field of the cost calculator.
 *
 * @param value its value, null for none
 * @param error the error message, null for none
 */
public record CostField(
        String name,
        String label,
        String unit,
        @Nullable String value,
        @Nullable String error) {

    /** Every field, in the order of the form. */
    static List<CostField> all(Map<String, String> values, Map<String, String> errors) {
        return CostForm.PARAMS.stream()
                .map(name -> new CostField(
                        name,
                        Messages.text("listing.costs." + name),
                        Messages.text("listing.costs." + name + ".unit"),
                        values.get(name),
                        errors.get(name)))
                .toList();
    }
}
