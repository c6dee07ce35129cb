package porchlight.listing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates and times in words, in the United States style. */
public final class Dates {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMMM d, yyyy", Locale.US);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("MMMM d, yyyy, h:mm a zzz", Locale.US);

    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("MMM d, yyyy", Locale.US);

    private Dates() {}

    /** "November 28, 2026". */
    public static String day(LocalDate date) {
        return DAY.format(date);
    }

    /** "Nov 28, 2026". */
    public static String shortDay(LocalDate date) {
        return SHORT_DAY.format(date);
    }

    /** "November 28, 2026, 1:05 PM PST". */
    public static String minute(Instant instant, ZoneId zone) {
        return MINUTE.format(instant.atZone(zone));
    }
}
