package porchlight.share;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the picture of a shared link.
 *
 * @param photo address of the photo as the site's pages have it, null when there is none
 * @param headline the largest text, a price
 * @param place where it is, one or two lines
 * @param facts short, one under the other
 * @param attribution who lists it, as the MLS's rules want it named
 */
public record Card(
        @Nullable String photo, String headline, List<String> place, List<String> facts, List<String> attribution) {
    /** Pixels. */
    public static final int WIDTH = 1200;
    /** Pixels. */
    public static final int HEIGHT = 630;

    public Card {
        place = List.copyOf(place);
        facts = List.copyOf(facts);
        attribution = List.copyOf(attribution);
    }
}
