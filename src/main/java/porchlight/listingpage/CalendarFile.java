package porchlight.listingpage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import porchlight.listing.Listing;
import porchlight.listing.OpenHouse;
import porchlight.message.Messages;

/**
 * An open house as an iCalendar object (RFC 5545), with times in UTC. It reveals no more about the location than the
 * page does.
 */
final class CalendarFile {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int LINE = 75;

    private final StringBuilder text = new StringBuilder();

    private CalendarFile() {}

    /**
     * The file's text.
     *
     * @param url of the listing's page
     * @param host makes the event's identifier unique to this site
     * @param stamp when the feed reported it
     */
    static String of(OpenHouse openHouse, Listing listing, String url, String host, Instant stamp) {
        var file = new CalendarFile();
        file.line("BEGIN", "VCALENDAR");
        file.line("VERSION", "2.0");
        file.line("PRODID", "-//Porchlight//Open houses//EN");
        file.line("CALSCALE", "GREGORIAN");
        file.line("METHOD", "PUBLISH");
        file.line("BEGIN", "VEVENT");
        file.line("UID", openHouse.openHouseKey().replaceAll("[^A-Za-z0-9._-]", "-") + "@" + host);
        file.line("DTSTAMP", UTC.format(stamp));
        file.line("DTSTART", UTC.format(openHouse.start().toInstant()));
        file.line("DTEND", UTC.format(openHouse.end().toInstant()));
        file.line(
                "SUMMARY",
                escaped(Messages.text(
                        "listing.open-house.title", listing.address().full())));
        file.line("LOCATION", escaped(listing.address().full()));
        file.line("DESCRIPTION", escaped(description(openHouse, listing, url)));
        file.line("URL", url);
        file.line("STATUS", "CONFIRMED");
        file.line("TRANSP", "OPAQUE");
        file.line("END", "VEVENT");
        file.line("END", "VCALENDAR");
        return file.text.toString();
    }

    private static String description(OpenHouse openHouse, Listing listing, String url) {
        var lines = new ArrayList<String>();
        lines.add(
                Messages.text("listing.open-house.home", listing.price().text(), listing.kind(), listing.listingId()));
        var by = listing.attribution();
        if (by.office() != null) {
            var firm = Messages.text("listing.by.firm", by.officeLabel(), by.office());
            lines.add(by.contact() == null ? firm : Messages.text("listing.by.firms.contact", firm, by.contact()));
        }
        if (listing.address().hidden()) lines.add(Messages.text("listing.open-house.withheld"));
        if (openHouse.remarks() != null) lines.add(openHouse.remarks());
        lines.add(Messages.text("listing.open-house.note", url));
        return String.join("\n", lines);
    }

    /** TEXT values, RFC 5545 3.3.11. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\r\n", "\\n")
                .replace("\n", "\\n")
                .replaceAll("\\p{Cntrl}", " ");
    }

    /** A content line, folded after 75 octets, never within a character (3.1). */
    private void line(String name, String value) {
        var octets = 0;
        var characters = (name + ":" + value).codePoints().iterator();
        while (characters.hasNext()) {
            var character = Character.toString(characters.nextInt());
            var length = character.getBytes(StandardCharsets.UTF_8).length;
            if (octets + length > LINE) {
                text.append("\r\n ");
                octets = 1;
            }
            text.append(character);
            octets += length;
        }
        text.append("\r\n");
    }
}
