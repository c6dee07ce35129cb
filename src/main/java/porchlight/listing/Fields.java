package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A lenient reader of one RESO record: whatever a server sends for "nothing" (missing key, null, blank, a masked value,
 * the wrong type) reads as absent.
 */
final class Fields {
    /**
     * Control characters but tab and line ends, the marks that reorder text (Unicode UAX #9), halves of characters and
     * what is none (not allowed in XML or JSON).
     */
    private static final Pattern UNSAFE = Pattern.compile(
            "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069"
                    + "\\uFEFF\\uFFFE\\uFFFF\\p{Cs}]");

    private static final Pattern BREAKS = Pattern.compile("[ \\t\\r\\n]*[\\t\\r\\n][ \\t\\r\\n]*");

    private static final Set<String> YES = Set.of("true", "yes", "y", "1");
    private static final Set<String> NO = Set.of("false", "no", "n", "0");

    private static final int LARGEST_SCALE = 30;
    /** No name, address or description of a room is longer (RESO's StringLen of remarks is 4,000). */
    private static final int LONGEST_TEXT = 4_000;

    private static final int LONGEST_PROSE = 150_000;
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final JsonNode record;

    Fields(JsonNode record) {
        this.record = record;
    }

    /** A text of ordinary length, on one line; a longer one is no such text and reads as absent. */
    @Nullable
    String text(String field) {
        var text = text(field, LONGEST_TEXT);
        return text == null ? null : onOneLine(text);
    }

    /** A text as long as remarks may be, with its line breaks. */
    @Nullable
    String prose(String field) {
        return text(field, LONGEST_PROSE);
    }

    private @Nullable String text(String field, int longest) {
        var value = record.path(field);
        var text = value.isValueNode() ? clean(value.asText("")) : null;
        return text == null || text.length() > longest ? null : text;
    }

    /** Tabs and line breaks belong in prose only: in a name they would break indexes, headers and lines of the log. */
    private static String onOneLine(String text) {
        for (int i = 0; i < text.length(); i++)
            if (text.charAt(i) < ' ') return BREAKS.matcher(text).replaceAll(" ");
        return text;
    }

    @Nullable
    BigDecimal decimal(String field) {
        var value = record.path(field);
        var text = value.isNumber() ? value.asText() : text(field);
        if (text == null || text.length() > 30) return null;
        try {
            var number = new BigDecimal(text.replace(",", "").replace("$", ""));
            // 1E999999 is a number too; written out it would fill the memory.
            return Math.abs(number.scale()) > LARGEST_SCALE ? null : number;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /**
     * A length or an area.
     *
     * @param units field that names the unit of the number; where it is silent, the number is taken as it is
     * @param in unit of what is returned; absent when the record's cannot be turned into it
     */
    @Nullable
    BigDecimal measure(String field, String units, UnitOfMeasure in) {
        var value = decimal(field);
        var name = text(units);
        if (value == null || name == null) return value;
        var unit = UnitOfMeasure.named(name);
        return unit == null ? null : unit.in(in, value);
    }

    /** The same as a whole number of zero or more: converted ones are rounded. */
    @Nullable
    Long wholeMeasure(String field, String units, UnitOfMeasure in) {
        var value = measure(field, units, in);
        if (value == null) return null;
        return count(value.equals(decimal(field)) ? value : value.setScale(0, RoundingMode.HALF_UP));
    }

    /** A whole number of zero or more; fractions are cut off, absurd values are absent. */
    @Nullable
    Long count(String field) {
        return count(decimal(field));
    }

    private static @Nullable Long count(@Nullable BigDecimal value) {
        if (value == null || value.signum() < 0 || value.precision() - value.scale() > 15) return null;
        return value.longValue();
    }

    @Nullable
    Integer smallCount(String field) {
        var value = count(field);
        return value == null || value > 100_000 ? null : value.intValue();
    }

    @Nullable
    Boolean flag(String field) {
        var text = text(field);
        if (text == null) return null;
        var word = text.toLowerCase(Locale.ROOT);
        return YES.contains(word) ? Boolean.TRUE : NO.contains(word) ? Boolean.FALSE : null;
    }

    boolean isTrue(String field) {
        return Boolean.TRUE.equals(flag(field));
    }

    boolean isFalse(String field) {
        return Boolean.FALSE.equals(flag(field));
    }

    @Nullable
    Instant instant(String field) {
        var text = text(field);
        if (text == null) return null;
        try {
            var instant = OffsetDateTime.parse(text).toInstant();
            // A year of nine digits is a date too, and fits no database.
            return instant.isBefore(EARLIEST) || instant.isAfter(LATEST) ? null : instant;
        } catch (DateTimeException notATimestamp) {
            return null;
        }
    }

    @Nullable
    LocalDate date(String field) {
        var text = text(field);
        if (text == null || text.length() < 10) return null;
        try {
            return LocalDate.parse(text.substring(0, 10));
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    /** A multi-valued lookup: an array of display strings, or the comma-separated string some servers send. */
    List<String> values(String field) {
        var node = record.path(field);
        var values = new ArrayList<String>();
        if (node.isArray()) {
            for (var item : node) {
                var value = item.isValueNode() ? clean(item.asText("")) : null;
                if (value != null) values.add(Enumerations.label(onOneLine(value)));
            }
        } else {
            var text = text(field);
            if (text != null) for (var part : text.split(",")) values.add(Enumerations.label(part.strip()));
        }
        return List.copyOf(values);
    }

    /** The records of an expanded navigation property. */
    List<Fields> expanded(@Nullable String navigation) {
        var rows = new ArrayList<Fields>();
        if (navigation != null) {
            for (var row : record.path(navigation)) if (row.isObject()) rows.add(new Fields(row));
        }
        return rows;
    }

    private static @Nullable String clean(String raw) {
        if (raw.contains("********")) return null;
        var text = (isPlain(raw) ? raw : UNSAFE.matcher(raw).replaceAll("")).strip();
        return text.isEmpty() || text.equals("null") ? null : text;
    }

    /** Printable ASCII, as most values are: a page of results reads thousands. */
    private static boolean isPlain(String raw) {
        for (int i = 0; i < raw.length(); i++) if (raw.charAt(i) < ' ' || raw.charAt(i) > '~') return false;
        return true;
    }
}
