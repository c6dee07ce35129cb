package porchlight.listing;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/** A public open house that is not over, in the MLS's time zone. */
public record OpenHouse(
        String openHouseKey,
        ZonedDateTime start,
        ZonedDateTime end,
        @Nullable String remarks) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, MMMM d", Locale.US);
    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("EEE, MMM d", Locale.US);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("h:mm a", Locale.US);
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("vvvv", Locale.US);

    /** "Saturday, November 28". */
    public String dayText() {
        return DAY.format(start);
    }

    /** "Sat, Nov 28". */
    public String shortDayText() {
        return SHORT_DAY.format(start);
    }

    /** "1:00 PM to 3:00 PM". */
    public String hoursText() {
        return Messages.text("listing.open-house.hours", HOUR.format(start), HOUR.format(end));
    }

    /** "Pacific Time". */
    public String zoneText() {
        return ZONE.format(start);
    }
}
