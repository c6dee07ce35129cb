package porchlight.brand;

import org.jspecify.annotations.Nullable;

/**
 * A page that the owner wrote.
 *
 * @param title in the browser's tab, in search results, and as the heading
 * @param description for search engines and shared links
 * @param picture at the top, null for none
 * @param alt the picture's text alternative
 * @param isIndexed whether search engines may list it
 */
public record OwnPage(
        String slug,
        String title,
        String description,
        @Nullable Media picture,
        String alt,
        boolean isIndexed,
        Prose text) {

    public String path() {
        return "/" + slug;
    }
}
