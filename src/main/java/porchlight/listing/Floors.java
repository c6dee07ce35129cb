package porchlight.listing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How many floors a home has. MLSs say it in different fields: Stories is a number, Levels a word, and StoriesTotal the
 * number of the whole building, which is the home only if it stands alone.
 */
final class Floors {
    static final List<String> FIELDS = List.of("Stories", "Levels", "StoriesTotal");

    private static final Map<String, Integer> LEVELS = Map.of("One", 1, "Two", 2, "Three Or More", 3);
    private static final BigDecimal MOST = BigDecimal.valueOf(200);

    private Floors() {}

    /** 0 if the record does not say. */
    static int of(Fields record) {
        var number = number(record, "Stories");
        if (number > 0) return number;
        var level = record.values("Levels").stream()
                .map(LEVELS::get)
                .filter(Objects::nonNull)
                .findFirst();
        if (level.isPresent()) return level.get();
        var subType = record.text("PropertySubType");
        var alone = subType != null
                && PropertySubType.SINGLE_FAMILY_RESIDENCE.value().equals(Enumerations.label(subType));
        return alone ? number(record, "StoriesTotal") : 0;
    }

    /** Whether the number is in another field than Stories. */
    static boolean isConverted(Fields record) {
        return number(record, "Stories") == 0 && of(record) > 0;
    }

    private static int number(Fields record, String field) {
        var number = record.quantity(field);
        return number == null || number.compareTo(MOST) > 0 ? 0 : number.intValue();
    }
}
