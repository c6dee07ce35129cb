package porchlight.listing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sorts a listing's Media out: only what is public, photos in gallery order, plans and tours as links. MediaHTML is
 * never read.
 */
final class MediaParser {
    private static final Set<String> PUBLIC = Set.of("Public", "IDX");

    private static final Pattern FILE_NAME = Pattern.compile("(?i).*\\.(jpe?g|png|webp)");

    private final PhotoUrls photoUrls;

    MediaParser(PhotoUrls photoUrls) {
        this.photoUrls = photoUrls;
    }

    record Media(List<Photo> photos, List<MediaLink> links) {}

    /**
     * @param withheld whether the home's address is withheld: tours, videos and floor plans, whose pages and pictures show
     *     it as often as not, are left out
     */
    Media parse(Fields listing, @Nullable String navigation, boolean withheld) {
        var rows = listing.expanded(navigation).stream()
                .filter(MediaParser::isPublic)
                // The preferred photo first whatever its order; then the order of the MLS; keys settle ties.
                .sorted(Comparator.comparing((Fields row) -> !row.isTrue("PreferredPhotoYN"))
                        .thenComparing(row -> order(row))
                        .thenComparing(row -> Objects.requireNonNullElse(row.text("MediaKey"), "")))
                .toList();
        return new Media(photos(rows, withheld), withheld ? List.of() : links(listing, rows));
    }

    private List<Photo> photos(List<Fields> rows, boolean withheld) {
        return rows.stream()
                .filter(row -> "Photo".equals(category(row)))
                .flatMap(row -> Stream.ofNullable(row.text("MediaURL"))
                        .flatMap(url -> photoUrls.photo(url, original(row), caption(row), withheld).stream()))
                .toList();
    }

    private List<MediaLink> links(Fields listing, List<Fields> rows) {
        var links = new ArrayList<MediaLink>();
        for (var row : rows) {
            var kind = kind(category(row));
            var url = row.text("MediaURL");
            if (kind != null && url != null) add(links, kind, url);
        }
        var tour = listing.text("VirtualTourURLUnbranded");
        if (tour != null) add(links, MediaLink.Kind.VIRTUAL_TOUR, tour);
        return links;
    }

    private void add(List<MediaLink> links, MediaLink.Kind kind, String address) {
        photoUrls.publicUrl(address).ifPresent(url -> {
            if (links.stream().noneMatch(link -> link.url().equals(url))) links.add(new MediaLink(kind, url));
        });
    }

    /** Branded tours, documents and office pictures are not for an IDX display. */
    private static MediaLink.@Nullable Kind kind(String category) {
        return switch (category) {
            case "Floor Plan" -> MediaLink.Kind.FLOOR_PLAN;
            case "Unbranded Virtual Tour" -> MediaLink.Kind.VIRTUAL_TOUR;
            case "Video" -> MediaLink.Kind.VIDEO;
            default -> null;
        };
    }

    /** Feeds of photos alone leave the category out. */
    private static String category(Fields row) {
        var category = row.text("MediaCategory");
        return category == null ? "Photo" : Enumerations.label(category);
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
        // Cameras' file names are no captions.
        return caption == null || FILE_NAME.matcher(caption).matches() ? null : caption;
    }

    private static boolean isPublic(Fields row) {
        var permissions = row.values("Permission");
        return permissions.isEmpty() || permissions.stream().anyMatch(PUBLIC::contains);
    }

    private static long order(Fields row) {
        var order = row.count("Order");
        return order == null ? Long.MAX_VALUE : order;
    }
}
