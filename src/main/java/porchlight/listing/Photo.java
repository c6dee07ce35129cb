package porchlight.listing;

import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One photo that may be shown.
 * @param url the original
 * @param sizes addresses of smaller versions by their actual width in pixels; empty when the host
 * offers none
 * @param caption the MLS's short description; null when there is none
 */
public record Photo(
        String url,
        SortedMap<Integer, String> sizes,
        @Nullable String caption) {

    /** The address of the smallest version at least this wide; the original when there is none. */
    public String atLeast(int width) {
        var larger = sizes.tailMap(width);
        return larger.isEmpty() ? url : larger.get(larger.firstKey());
    }

    /** An HTML {@code srcset} attribute value; null when there is only one version. */
    public @Nullable String srcset() {
        return sizes.isEmpty()
                ? null
                : sizes.entrySet().stream()
                        .map(size -> size.getValue() + " " + size.getKey() + "w")
                        .collect(Collectors.joining(", "));
    }
}
