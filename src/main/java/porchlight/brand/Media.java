package porchlight.brand;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A picture from the brand folder on a page.
 *
 * @param file the name under which the site serves it
 */
public record Media(String file, Picture picture) {
    private static final String PREFIX = "media-";

    /** The picture in a file; null, with a fault, if it isn't one. */
    static @Nullable Media read(BrandFolder folder, Section.@Nullable Value named) {
        var picture = Picture.photo(folder, named);
        if (named == null || picture == null) return null;
        var name = named.text().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return new Media(PREFIX + name.replaceFirst("-[a-z]+$", "") + "." + picture.type(), picture);
    }

    /** Its widths; null for a PNG, whose sharp edges and transparency a JPEG would spoil. */
    private @Nullable ResponsivePicture widths() {
        return picture.type().equals("jpg")
                ? new ResponsivePicture(file.substring(0, file.lastIndexOf('.')), picture)
                : null;
    }

    /** The files under which the site serves it. */
    List<BrandFile> files() {
        var files = new ArrayList<BrandFile>();
        files.add(BrandFile.of(file, picture.bytes()));
        var widths = widths();
        if (widths != null) files.addAll(widths.files());
        return files;
    }

    /**
     * The value of {@code src}.
     *
     * @param addresses of all files, by name
     */
    public String src(Map<String, String> addresses) {
        var widths = widths();
        return widths == null ? addresses.getOrDefault(file, "") : widths.src(addresses);
    }

    /**
     * The value of {@code srcset}; null if there is only one width.
     *
     * @param addresses of all files, by name
     */
    public @Nullable String srcset(Map<String, String> addresses) {
        var widths = widths();
        return widths == null ? null : widths.srcset(addresses);
    }

    /** In pixels, as is the height. */
    public int width() {
        return (int) picture.width();
    }

    public int height() {
        return (int) picture.height();
    }
}
