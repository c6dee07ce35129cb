package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.unbescape.html.HtmlEscape;

/**
 * A lenient reader of one RESO record: whatever a server sends to mean "nothing" (missing key,
 * null, blank, a masked value, the wrong type) reads as absent.
 */
final class Fields {
    /**
     * Control characters other than tab and line ends, marks that reorder text (Unicode UAX #9),
     * unpaired surrogates, and noncharacters (not allowed in XML or JSON).
     */
    private static final Pattern UNSAFE = Pattern.compile(
            "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069"
                    + "\\uFEFF\\uFFFE\\uFFFF\\p{Cs}]");

    private static final Pattern LINE_END = Pattern.compile("[\\t\\r\\n]");

    private static final Pattern LINE_BREAK = Pattern.compile("(?i)[ \\t]*(?:\\r?\\n)?<(?:br|/?p)\\s*/?>(?:\\r?\\n)?");

    private static final Pattern BREAKS = Pattern.compile("[ \\t\\r\\n]*[\\t\\r\\n][ \\t\\r\\n]*");

    private static final Set<String> YES = Set.of("true", "yes", "y", "1");
    private static final Set<String> NO = Set.of("false", "no", "n", "0");

    private static final int LARGEST_SCALE = 40;
    private static final int LONGEST_NUMBER = 60;
    /** No name, address, or room description is longer (RESO's StringLen of remarks is 4,000). */
    private static final int LONGEST_TEXT = 4_000;

    private static final int LONGEST_PROSE = 150_000;
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** Nothing but asterisks: the value is hidden from this key. */
    private static final Pattern MASKED = Pattern.compile("\\*+");

    private final JsonNode record;
    private final ZoneId zone;
    private final @Nullable WithheldAddress withheld;

    /** Whether a text can be the value of a field of one line. */
    static boolean isLine(String text) {
        return !UNSAFE.matcher(text).find() && !LINE_END.matcher(text).find();
    }

    /** A record from a feed whose times all have an offset, and whose address may be shown. */
    Fields(JsonNode record) {
        this(record, ZoneOffset.UTC, null);
    }

    private Fields(JsonNode record, ZoneId zone, @Nullable WithheldAddress withheld) {
        this.record = record;
        this.zone = zone;
        this.withheld = withheld;
    }

    /** This record, with times that lack an offset read as local times. */
    Fields in(ZoneId local) {
        return new Fields(record, local, withheld);
    }

    /** This record and everything expanded in it, without text that reveals an address. */
    Fields withholding(WithheldAddress address) {
        return new Fields(record, zone, address);
    }

    /**
     * A text of ordinary length, on one line. A longer text, or one that reveals a withheld
     * address, reads as absent.
     */
    @Nullable
    String text(String field) {
        var text = text(field, LONGEST_TEXT);
        if (text == null) return null;
        var line = onOneLine(text);
        return revealsAddress(field, line) ? null : line;
    }

    /** Whether a field that is not shown has one of these values, whatever else they may resemble. */
    boolean isOneOf(String field, Set<String> values) {
        var value = record.path(field);
        return value.isValueNode()
                && !value.isNull()
                && values.contains(value.asText().strip());
    }

    /**
     * A text as long as remarks may be, with its line breaks. Anything that reveals a withheld
     * address is replaced.
     */
    @Nullable
    String prose(String field) {
        var text = text(field, LONGEST_PROSE);
        return text == null || withheld == null ? text : withheld.redacted(text);
    }

    /**
     * A description of ordinary length, on one line. Anything that reveals a withheld address is
     * replaced.
     */
    @Nullable
    String description(String field) {
        var text = text(field, LONGEST_TEXT);
        if (text == null) return null;
        var line = onOneLine(text);
        return withheld == null ? line : withheld.redacted(line);
    }

    private @Nullable String text(String field, int longest) {
        var value = record.path(field);
        var text = value.isValueNode() ? clean(isOpaque(field) ? value.asText("") : decoded(value.asText(""))) : null;
        return text == null || text.length() > longest ? null : text;
    }

    /** Keys are sent back to the feed exactly as they were received. */
    private static boolean isOpaque(String field) {
        return field.endsWith("Key") || field.equals("ListingId");
    }

    /** {@link PhotoUrls} seals the addresses of a hidden home's photos. */
    private boolean revealsAddress(String field, String text) {
        return withheld != null && !isOpaque(field) && !field.equals("MediaURL") && withheld.isRevealedBy(field, text);
    }

    /**
     * Some feeds send HTML. Its entities and line breaks are decoded once; the rest of the markup
     * stays as text.
     */
    private static String decoded(String raw) {
        var text = raw;
        if (text.indexOf('<') >= 0) text = LINE_BREAK.matcher(text).replaceAll("\n");
        return text.indexOf('&') < 0
                ? text
                : ReadableText.ENTITY
                        .matcher(text)
                        .replaceAll(entity -> Matcher.quoteReplacement(HtmlEscape.unescapeHtml(entity.group())));
    }

    /**
     * Tabs and line breaks belong only in prose: in a name they would break indexes, headers, and
     * log lines.
     */
    private static String onOneLine(String text) {
        for (int i = 0; i < text.length(); i++)
            if (text.charAt(i) < ' ') return BREAKS.matcher(text).replaceAll(" ");
        return text;
    }

    @Nullable
    BigDecimal decimal(String field) {
        var value = record.path(field);
        var text = value.isNumber() ? value.asText() : text(field);
        if (text == null || text.length() > LONGEST_NUMBER) return null;
        try {
            var number = new BigDecimal(text.replace(",", "").replace("$", ""));
            // 1E999999 is also a number; writing it out would fill the memory.
            return Math.abs(number.scale()) > LARGEST_SCALE ? null : number;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /**
     * A length or an area.
     * @param units field that names the unit of the number; if it is empty, the number is returned
     * unchanged
     * @param in unit of the result; absent when the record's unit cannot be converted to it
     */
    @Nullable
    BigDecimal measure(String field, String units, UnitOfMeasure in) {
        var value = decimal(field);
        var name = text(units);
        if (value == null || name == null) return value;
        var unit = UnitOfMeasure.named(name);
        return unit == null ? null : unit.in(in, value);
    }

    /** Like {@link #measure}, as a whole number of zero or more. Converted numbers are rounded. */
    @Nullable
    Long wholeMeasure(String field, String units, UnitOfMeasure in) {
        var value = measure(field, units, in);
        if (value == null) return null;
        return count(value.equals(decimal(field)) ? value : value.setScale(0, RoundingMode.HALF_UP));
    }

    /** An amount of money above zero. Placeholder values (1, 999999999) read as absent. */
    @Nullable
    BigDecimal money(String field) {
        var value = decimal(field);
        if (value == null || value.compareTo(BigDecimal.ONE) <= 0 || value.precision() - value.scale() > 15)
            return null;
        return isAllNines(value, 7) ? null : value;
    }

    /** A count or size above zero. Placeholder values (9999) read as absent. */
    @Nullable
    BigDecimal quantity(String field) {
        var value = decimal(field);
        if (value == null || value.signum() <= 0 || value.precision() - value.scale() > 15) return null;
        return isAllNines(value, 4) ? null : value;
    }

    /** Nobody has 9999 of anything: that many nines or more are a placeholder. */
    private static boolean isAllNines(BigDecimal value, int digits) {
        var whole = value.toBigInteger().toString();
        return whole.length() >= digits && whole.chars().allMatch(digit -> digit == '9');
    }

    /** A whole number of zero or more. Fractions are cut off; absurd values read as absent. */
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
            var instant = instant(text.replaceFirst("(?<=\\d{4}-\\d\\d-\\d\\d) (?=\\d)", "T"), zone);
            // A nine-digit year is also a date, but fits no database.
            return instant.isBefore(EARLIEST) || instant.isAfter(LATEST) ? null : instant;
        } catch (DateTimeException notATimestamp) {
            return null;
        }
    }

    private static Instant instant(String text, ZoneId zone) {
        var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime exact
                ? exact.toInstant()
                : ((LocalDateTime) parsed).atZone(zone).toInstant();
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
                var value = item.isValueNode() ? clean(decoded(item.asText(""))) : null;
                if (value != null && !revealsAddress(field, value)) values.add(Enumerations.label(onOneLine(value)));
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
            for (var row : record.path(navigation)) if (row.isObject()) rows.add(new Fields(row, zone, withheld));
        }
        return rows;
    }

    private static @Nullable String clean(String raw) {
        if (MASKED.matcher(raw).matches()) return null;
        var text = (isPlain(raw) ? raw : UNSAFE.matcher(raw).replaceAll("")).strip();
        return text.isEmpty() || text.equals("null") ? null : text;
    }

    /**
     * Printable ASCII, as most values are. A fast path, because a page of results reads thousands
     * of values.
     */
    private static boolean isPlain(String raw) {
        for (int i = 0; i < raw.length(); i++) if (raw.charAt(i) < ' ' || raw.charAt(i) > '~') return false;
        return true;
    }
}
