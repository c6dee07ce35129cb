package porchlight.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the layout shows for a page in its head, menu, and footer.
 *
 * @param description for search engine results
 * @param robots directives for crawlers, null for none
 * @param canonicalPath the page's canonical path, null if it has none
 * @param styles names of style sheets other than {@code site.css}
 * @param scripts names of modules
 * @param card how shared links to the page look, null for the site's default
 * @param asOf when the oldest MLS data on the page were sent, null if there are none
 * @param staleSince the same moment in words if the data are shown only because the MLS does not respond
 * @param menu the menu entry of this page, null for none
 * @param feedPath path of an Atom feed with the same homes, null for none
 * @param offersEmbedding whether oEmbed supports the page
 * @param structuredData schema.org data, null for none
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
        @Nullable String staleSince,
        @Nullable Menu menu,
        @Nullable String feedPath,
        boolean offersEmbedding,
        @Nullable Object structuredData) {

    public Head {
        styles = List.copyOf(styles);
        scripts = List.copyOf(scripts);
    }

    /** Entries in the main menu. */
    public enum Menu {
        BUY("/homes"),
        RENT("/homes?type=Residential+Lease"),
        OPEN_HOUSES("/open-houses"),
        SAVED("/saved"),
        CONTACT("/contact");

        private final String path;

        Menu(String path) {
            this.path = path;
        }

        public String path() {
            return path;
        }
    }

    /**
     * How a link to the page looks in messages and on other sites (Open Graph).
     *
     * @param path of a JPEG of 1200 × 630 pixels
     * @param alt text alternative for the picture
     */
    public record Card(String path, String alt, String description) {}

    /** A moment in machine-readable and human-readable form. */
    public record AsOf(Instant moment, String text) {
        private static final DateTimeFormatter TEXT =
                DateTimeFormatter.ofPattern("MMMM d, yyyy, h:mm a zzz", Locale.US);

        /** The {@code datetime} attribute of a {@code time} element. */
        public String datetime() {
            return moment.toString();
        }

        static AsOf of(Instant instant, ZoneId zone) {
            return new AsOf(instant, TEXT.format(instant.atZone(zone)));
        }
    }

    public static Head titled(String title) {
        return new Head(title, null, null, null, List.of(), List.of(), null, null, null, null, null, false, null);
    }

    /** Whether a menu's entry with this address leads to this page. */
    public boolean isAt(@Nullable String address) {
        return address != null && (address.equals(canonicalPath) || menu != null && address.equals(menu.path));
    }

    public Head described(String text) {
        return with(next -> next.description = text);
    }

    public Head robots(String directives) {
        return with(next -> next.robots = directives);
    }

    /** A copy that search engines don't list, though they may follow its links. */
    public Head unindexed() {
        return robots != null && robots.contains("noindex") ? this : robots("noindex, follow");
    }

    public Head canonical(String path) {
        return with(next -> next.canonicalPath = path);
    }

    public Head styles(String... names) {
        return with(next -> next.styles = List.of(names));
    }

    public Head scripts(String... names) {
        return with(next -> next.scripts = List.of(names));
    }

    public Head card(@Nullable Card value) {
        return with(next -> next.card = value);
    }

    public Head menu(@Nullable Menu entry) {
        return with(next -> next.menu = entry);
    }

    public Head feed(@Nullable String path) {
        return with(next -> next.feedPath = path);
    }

    public Head offeringEmbedding() {
        return with(next -> next.offersEmbedding = true);
    }

    public Head structuredData(@Nullable Object data) {
        return with(next -> next.structuredData = data);
    }

    /** A copy for MLS data sent at this moment. */
    public Head asOf(Instant sent, boolean stale, ZoneId zone) {
        var moment = AsOf.of(sent, zone);
        return with(next -> {
            next.asOf = moment;
            next.staleSince = stale ? moment.text() : null;
        });
    }

    private Head with(Consumer<Draft> change) {
        var next = new Draft(this);
        change.accept(next);
        return next.head();
    }

    /** A mutable copy, used to change one part. */
    private static final class Draft {
        final String title;

        @Nullable
        String description;

        @Nullable
        String robots;

        @Nullable
        String canonicalPath;

        List<String> styles;
        List<String> scripts;

        @Nullable
        Card card;

        @Nullable
        AsOf asOf;

        @Nullable
        String staleSince;

        @Nullable
        Menu menu;

        @Nullable
        String feedPath;

        boolean offersEmbedding;

        @Nullable
        Object structuredData;

        Draft(Head from) {
            title = from.title;
            description = from.description;
            robots = from.robots;
            canonicalPath = from.canonicalPath;
            styles = from.styles;
            scripts = from.scripts;
            card = from.card;
            asOf = from.asOf;
            staleSince = from.staleSince;
            menu = from.menu;
            feedPath = from.feedPath;
            offersEmbedding = from.offersEmbedding;
            structuredData = from.structuredData;
        }

        Head head() {
            return new Head(
                    title,
                    description,
                    robots,
                    canonicalPath,
                    styles,
                    scripts,
                    card,
                    asOf,
                    staleSince,
                    menu,
                    feedPath,
                    offersEmbedding,
                    structuredData);
        }
    }
}
