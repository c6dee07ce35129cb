package porchlight.listing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sorts a listing's Media: public items only, photos in gallery order, plans and tours as links.
 * MediaHTML is never read.
 */
final class MediaParser {
    private static final Set<String> PUBLIC = Set.of("Public", "IDX");

    private static final Pattern BARE_ADDRESS =
            Pattern.compile("(?i)[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.[a-z]{2,}(?:[/?].*)?");
    private static final Pattern PICTURE_TYPE = Pattern.compile("jpe?g|png|gif|webp|photo");
    private static final Pattern NOT_OF_THE_HOME = Pattern.compile("agent|office|member|logo|document|team");

    private static final Pattern FILE_NAME = Pattern.compile("(?i).*\\.(jpe?g|png|webp)");

    private final PhotoUrls photoUrls;

    MediaParser(PhotoUrls photoUrls) {
        this.photoUrls = photoUrls;
    }

    record Media(List<Photo> photos, List<MediaLink> links) {}

    /**
     * @param withheld whether the home's address is withheld. If so, tours, videos, and floor plans
     * are left out, because their pages and pictures often show it
     */
    Media parse(Fields listing, @Nullable String navigation, boolean withheld) {
        var rows = listing.expanded(navigation).stream()
                .filter(MediaParser::isPublic)
                // The preferred photo comes first whatever its order, then the MLS's order; keys
                // break ties.
                .sorted(Comparator.comparing((Fields row) -> !row.isTrue("PreferredPhotoYN"))
                        .thenComparing(row -> order(row))
                        .thenComparing(row -> Objects.requireNonNullElse(row.text("MediaKey"), "")))
                .toList();
        return new Media(photos(rows, withheld), withheld ? List.of() : links(listing, rows));
    }

    private List<Photo> photos(List<Fields> rows, boolean withheld) {
        return rows.stream()
                .filter(row -> category(row) == Category.PHOTO)
                // Some feeds send each row twice.
                .filter(distinct(row -> row.text("MediaURL")))
                .flatMap(row -> Stream.ofNullable(row.text("MediaURL"))
                        .flatMap(url -> photoUrls.photo(url, original(row), caption(row), withheld).stream()))
                .toList();
    }

    private List<MediaLink> links(Fields listing, List<Fields> rows) {
        var links = new ArrayList<MediaLink>();
        for (var row : rows) {
            var kind = category(row).link;
            var url = row.text("MediaURL");
            if (kind != null && url != null) add(links, kind, url);
        }
        var tour = listing.text("VirtualTourURLUnbranded");
        if (tour != null) add(links, MediaLink.Kind.VIRTUAL_TOUR, tour);
        return links;
    }

    private void add(List<MediaLink> links, MediaLink.Kind kind, String address) {
        photoUrls.publicUrl(withScheme(address)).ifPresent(url -> {
            if (links.stream().noneMatch(link -> link.url().equals(url))) links.add(new MediaLink(kind, url));
        });
    }

    /** "www.example.com/tour/7" is also an address. */
    private static String withScheme(String address) {
        return BARE_ADDRESS.matcher(address).matches() ? "https://" + address : address;
    }

    private static Predicate<Fields> distinct(Function<Fields, @Nullable String> by) {
        var seen = new HashSet<@Nullable String>();
        return row -> seen.add(by.apply(row));
    }

    /**
     * What a row is. Branded tours, documents, and office pictures must not appear in an IDX
     * display.
     */
    private enum Category {
        PHOTO(null),
        FLOOR_PLAN(MediaLink.Kind.FLOOR_PLAN),
        VIRTUAL_TOUR(MediaLink.Kind.VIRTUAL_TOUR),
        VIDEO(MediaLink.Kind.VIDEO),
        NOT_SHOWN(null);

        private final MediaLink.@Nullable Kind link;

        Category(MediaLink.@Nullable Kind link) {
            this.link = link;
        }
    }

    /**
     * Decided by MediaCategory in any case and wording, or by MediaType if that is missing. A row
     * with neither is a photo.
     */
    private static Category category(Fields row) {
        var category = row.text("MediaCategory");
        if (category == null) {
            var type = row.text("MediaType");
            var words = type == null ? "" : type.toLowerCase(Locale.ROOT);
            return words.isEmpty()
                            || words.startsWith("image")
                            || PICTURE_TYPE.matcher(words).matches()
                    ? Category.PHOTO
                    : Category.NOT_SHOWN;
        }
        var words = category.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        if (words.startsWith("branded") || NOT_OF_THE_HOME.matcher(words).find()) return Category.NOT_SHOWN;
        if (words.contains("floorplan")) return Category.FLOOR_PLAN;
        if (words.contains("virtualtour") || words.equals("tour")) {
            return Category.VIRTUAL_TOUR;
        }
        if (words.contains("video")) return Category.VIDEO;
        return words.contains("photo") || words.contains("image") || words.equals("picture")
                ? Category.PHOTO
                : Category.NOT_SHOWN;
    }

    private static PhotoUrls.@Nullable Pixels original(Fields row) {
        var width = row.smallCount("ImageWidth");
        var height = row.smallCount("ImageHeight");
        return width == null || height == null || width == 0 || height == 0
                ? null
                : new PhotoUrls.Pixels(width, height);
    }

    private static @Nullable String caption(Fields row) {
        var caption = row.text("ShortDescription");
        // Camera file names are not captions.
        return caption == null || FILE_NAME.matcher(caption).matches() ? null : caption;
    }

    static boolean isPublic(Fields row) {
        var permissions = row.values("Permission");
        return permissions.isEmpty() || permissions.stream().anyMatch(PUBLIC::contains);
    }

    private static long order(Fields row) {
        var order = row.count("Order");
        return order == null ? Long.MAX_VALUE : order;
    }
}
