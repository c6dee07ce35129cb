package porchlight.site;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the layout tells of a page.
 *
 * @param description for search engines' results
 * @param robots directives for crawlers, null for none
 * @param canonicalPath where the page really is, null when it is nowhere
 * @param scripts names of assets
 * @param asOf when the oldest MLS data on the page were sent, null when there are none
 * @param staleSince the same in words when they are shown only because the MLS does not answer
 */
public record Head(
        String title,
        @Nullable String description,
        @Nullable String robots,
        @Nullable String canonicalPath,
        List<String> scripts,
        @Nullable AsOf asOf,
        @Nullable String staleSince) {

    public Head {
        scripts = List.copyOf(scripts);
    }

    /** A moment for programs and for people. */
    public record AsOf(String datetime, String text) {
        private static final DateTimeFormatter TEXT =
                DateTimeFormatter.ofPattern("MMMM d, yyyy, h:mm a zzz", Locale.US);

        static AsOf of(Instant instant, ZoneId zone) {
            return new AsOf(instant.toString(), TEXT.format(instant.atZone(zone)));
        }
    }

    public static Head titled(String title) {
        return new Head(title, null, null, null, List.of(), null, null);
    }

    public Head described(String text) {
        return new Head(title, text, robots, canonicalPath, scripts, asOf, staleSince);
    }

    public Head robots(String directives) {
        return new Head(title, description, directives, canonicalPath, scripts, asOf, staleSince);
    }

    public Head canonical(String path) {
        return new Head(title, description, robots, path, scripts, asOf, staleSince);
    }

    public Head scripts(String... names) {
        return new Head(title, description, robots, canonicalPath, List.of(names), asOf, staleSince);
    }

    /** With MLS data of a moment. */
    public Head asOf(Instant sent, boolean stale, ZoneId zone) {
        var moment = AsOf.of(sent, zone);
        return new Head(title, description, robots, canonicalPath, scripts, moment, stale ? moment.text() : null);
    }
}
