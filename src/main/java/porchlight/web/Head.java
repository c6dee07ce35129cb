package porchlight.web;

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
 * @param styles names of style sheets beside {@code site.css}
 * @param scripts names of modules
 * @param card how links to it look where they are shared, null as the site's
 * @param asOf when the oldest MLS data on the page were sent, null when there are none
 * @param staleSince the same in words when they are shown only because the MLS does not answer
 */
public record Head(
        String title,
        @Nullable String description,
        @Nullable String robots,
        @Nullable String canonicalPath,
        List<String> styles,
        List<String> scripts,
        @Nullable Card card,
        @Nullable AsOf asOf,
        @Nullable String staleSince) {

    public Head {
        styles = List.copyOf(styles);
        scripts = List.copyOf(scripts);
    }

    /**
     * How a link to the page looks in messages and on other sites (Open Graph).
     *
     * @param path of a JPEG of 1200 × 630 pixels
     * @param alt what the picture says
     */
    public record Card(String path, String alt, String description) {}

    /** A moment for programs and for people. */
    public record AsOf(Instant moment, String text) {
        private static final DateTimeFormatter TEXT =
                DateTimeFormatter.ofPattern("MMMM d, yyyy, h:mm a zzz", Locale.US);

        /** As the {@code datetime} of a {@code time} element. */
        public String datetime() {
            return moment.toString();
        }

        static AsOf of(Instant instant, ZoneId zone) {
            return new AsOf(instant, TEXT.format(instant.atZone(zone)));
        }
    }

    public static Head titled(String title) {
        return new Head(title, null, null, null, List.of(), List.of(), null, null, null);
    }

    public Head described(String text) {
        return new Head(title, text, robots, canonicalPath, styles, scripts, card, asOf, staleSince);
    }

    public Head robots(String directives) {
        return new Head(title, description, directives, canonicalPath, styles, scripts, card, asOf, staleSince);
    }

    public Head canonical(String path) {
        return new Head(title, description, robots, path, styles, scripts, card, asOf, staleSince);
    }

    public Head styles(String... names) {
        return new Head(title, description, robots, canonicalPath, List.of(names), scripts, card, asOf, staleSince);
    }

    public Head scripts(String... names) {
        return new Head(title, description, robots, canonicalPath, styles, List.of(names), card, asOf, staleSince);
    }

    public Head card(@Nullable Card value) {
        return new Head(title, description, robots, canonicalPath, styles, scripts, value, asOf, staleSince);
    }

    /** With MLS data of a moment. */
    public Head asOf(Instant sent, boolean stale, ZoneId zone) {
        var moment = AsOf.of(sent, zone);
        return new Head(
                title, description, robots, canonicalPath, styles, scripts, card, moment, stale ? moment.text() : null);
    }
}
