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

    private static final Pattern LINE_BREAK = Pattern.compile("(?i)[ \\t]*(?:\\r?\\n)?<(?:br|/?p)\\s*/?>(?:\\r?\\n)?");

    private static final Pattern BREAKS = Pattern.compile("[ \\t\\r\\n]*[\\t\\r\\n][ \\t\\r\\n]*");

    private static final Set<String> YES = Set.of("true", "yes", "y", "1");
    private static final Set<String> NO = Set.of("false", "no", "n", "0");

    private static final int LARGEST_SCALE = 40;
    private static final int LONGEST_NUMBER = 60;
    /** No name, address or description of a room is longer (RESO's StringLen of remarks is 4,000). */
    private static final int LONGEST_TEXT = 4_000;

    private static final int LONGEST_PROSE = 150_000;
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** Nothing but asterisks: the value is hidden from this key. */
    private static final Pattern MASKED = Pattern.compile("\\*+");

    private final JsonNode record;
    private final ZoneId zone;
    private final @Nullable WithheldAddress withheld;

    /** A record of a feed whose times all have an offset, and whose address may be shown. */
    Fields(JsonNode record) {
        this(record, ZoneOffset.UTC, null);
    }

    private Fields(JsonNode record, ZoneId zone, @Nullable WithheldAddress withheld) {
        this.record = record;
        this.zone = zone;
        this.withheld = withheld;
    }

    /** The same record, its times without an offset being local ones. */
    Fields in(ZoneId local) {
        return new Fields(record, local, withheld);
    }

    /** The same record and all that is expanded in it, without what tells an address. */
    Fields withholding(WithheldAddress address) {
        return new Fields(record, zone, address);
    }

    /**
     * A text of ordinary length, on one line; a longer one is no such text and reads as absent, as does one that tells a
     * withheld address.
     */
    @Nullable
    String text(String field) {
        var text = text(field, LONGEST_TEXT);
        if (text == null) return null;
        var line = onOneLine(text);
        return isTelling(field, line) ? null : line;
    }

    /** A text as long as remarks may be, with its line breaks; what tells a withheld address is replaced. */
    @Nullable
    String prose(String field) {
        var text = text(field, LONGEST_PROSE);
        return text == null || withheld == null ? text : withheld.redacted(text);
    }

    /** A description of ordinary length, on one line; what tells a withheld address is replaced. */
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

    /** Keys are passed back to the feed as they were sent. */
    private static boolean isOpaque(String field) {
        return field.endsWith("Key") || field.equals("ListingId");
    }

    /** {@link PhotoUrls} seals the addresses of a hidden home's photos. */
    private boolean isTelling(String field, String text) {
        return withheld != null && !isOpaque(field) && !field.equals("MediaURL") && withheld.isToldBy(field, text);
    }

    /** Some feeds send HTML: its entities and line breaks become characters, once; the rest of its markup stays text. */
    private static String decoded(String raw) {
        var text = raw;
        if (text.indexOf('<') >= 0) text = LINE_BREAK.matcher(text).replaceAll("\n");
        return text.indexOf('&') < 0
                ? text
                : ReadableText.ENTITY
                        .matcher(text)
                        .replaceAll(entity -> Matcher.quoteReplacement(HtmlEscape.unescapeHtml(entity.group())));
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
        if (text == null || text.length() > LONGEST_NUMBER) return null;
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

    /** An amount of money above zero; what people type to fill a field (1, 999999999) is absent. */
    @Nullable
    BigDecimal money(String field) {
        var value = decimal(field);
        if (value == null || value.compareTo(BigDecimal.ONE) <= 0 || value.precision() - value.scale() > 15)
            return null;
        return isAllNines(value, 7) ? null : value;
    }

    /** A count or size above zero; what people type to fill a field (9999) is absent. */
    @Nullable
    BigDecimal quantity(String field) {
        var value = decimal(field);
        if (value == null || value.signum() <= 0 || value.precision() - value.scale() > 15) return null;
        return isAllNines(value, 4) ? null : value;
    }

    /** Nobody has 9999 of anything: so many nines or more fill a field. */
    private static boolean isAllNines(BigDecimal value, int digits) {
        var whole = value.toBigInteger().toString();
        return whole.length() >= digits && whole.chars().allMatch(digit -> digit == '9');
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
            var instant = instant(text.replaceFirst("(?<=\\d{4}-\\d\\d-\\d\\d) (?=\\d)", "T"), zone);
            // A year of nine digits is a date too, and fits no database.
            return instant.isBefore(EARLIEST) || instant.isAfter(LATEST) ? null : instant;
        } catch (DateTimeException notATimestamp) {
            return null;
        }
    }

    private static Instant instant(String text, ZoneId zone) {
        var told = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return told instanceof OffsetDateTime exact
                ? exact.toInstant()
                : ((LocalDateTime) told).atZone(zone).toInstant();
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
                if (value != null && !isTelling(field, value)) values.add(Enumerations.label(onOneLine(value)));
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

    /** Printable ASCII, as most values are: a page of results reads thousands. */
    private static boolean isPlain(String raw) {
        for (int i = 0; i < raw.length(); i++) if (raw.charAt(i) < ' ' || raw.charAt(i) > '~') return false;
        return true;
    }
}
