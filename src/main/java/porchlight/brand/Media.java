package porchlight.brand;

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

    /** In pixels, as is the height. */
    public int width() {
        return (int) picture.width();
    }

    public int height() {
        return (int) picture.height();
    }
}
