package porchlight.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** House number, street, and unit of a Property record on one line, as people write them. */
final class StreetLine {
    /** Values that feeds send for "none". */
    private static final Set<String> NOTHING =
            Set.of("0", "00", "000", "n/a", "na", "none", "-", "--", ".", "#", "x", "xx");

    private StreetLine() {}

    /** Null if the record has no street. */
    static @Nullable String of(Fields record) {
        var number = usable(record, "StreetNumber");
        var name = usable(record, "StreetName");
        var unit = unit(usable(record, "UnitNumber"));
        if (name == null) {
            var unparsed = record.text("UnparsedAddress");
            return unparsed == null ? null : unparsed(unparsed, unit);
        }
        // Some feeds put the whole address in the street name.
        var street = name.split(",", 2)[0].strip();
        var words = new ArrayList<>(List.of(street.split("\\s+")));
        if (number != null && words.size() > 1 && words.get(0).equalsIgnoreCase(number)) words.remove(0);
        var before = usable(record, "StreetDirPrefix");
        if (before != null && isSame(StreetWords.direction(before), words.get(0)) && words.size() > 1) before = null;
        var suffix = usable(record, "StreetSuffix");
        var after = usable(record, "StreetDirSuffix");
        if (after != null && words.size() > 1 && isSame(StreetWords.direction(after), last(words))) after = null;
        var end = after == null
                        && words.size() > 2
                        && !StreetWords.direction(last(words)).isEmpty()
                ? words.get(words.size() - 2)
                : last(words);
        if (suffix != null
                && words.size() > 1
                && (end.equalsIgnoreCase(suffix) || isSame(StreetWords.suffix(suffix), end))) suffix = null;
        var parts =
                Stream.concat(Stream.of(number, before), Stream.concat(words.stream(), Stream.of(suffix, after, unit)));
        return String.join(
                " ", parts.filter(part -> part != null && !part.isEmpty()).toList());
    }

    /**
     * The whole civic address in one string: its first part is the street; the second may be the
     * unit.
     */
    private static @Nullable String unparsed(String address, @Nullable String unit) {
        var parts = address.split(",");
        if (parts.length == 0) return null;
        var street = parts[0].strip().replaceFirst("^0+ (?=\\p{L})", "");
        var second = parts.length > 1 ? parts[1].strip() : "";
        var isUnit = second.startsWith("#")
                || !StreetWords.unit(second.split("\\s+")[0]).isEmpty()
                        && second.matches(".*\\s\\S*\\d\\S*|.*\\s\\p{L}");
        if (isUnit) street += " " + second;
        else if (unit != null && !street.toLowerCase(Locale.ROOT).endsWith(lastWord(unit))) street += " " + unit;
        return street.isEmpty() ? null : street;
    }

    private static String lastWord(String unit) {
        var words = unit.toLowerCase(Locale.ROOT).replace("#", " ").strip().split("\\s+");
        return words[words.length - 1];
    }

    /** Adds a number sign if the unit has no designator of its own: "#3", "Ste 200", "Lower". */
    private static @Nullable String unit(@Nullable String unit) {
        if (unit == null) return null;
        var designator = unit.split("[\\s.#\\d]", 2)[0];
        var named = unit.startsWith("#")
                || !designator.isEmpty() && !StreetWords.unit(designator).isEmpty();
        return named ? unit : "#" + unit;
    }

    private static boolean isSame(Set<String> spellings, String word) {
        return spellings.contains(word.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", ""));
    }

    private static String last(List<String> words) {
        return words.get(words.size() - 1);
    }

    private static @Nullable String usable(Fields record, String field) {
        var usable = record.text(field);
        return usable == null || NOTHING.contains(usable.toLowerCase(Locale.ROOT)) ? null : usable;
    }
}
