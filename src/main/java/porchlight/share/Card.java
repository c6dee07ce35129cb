package porchlight.share;

import java.util.List;

/**
 * What stands on the picture of a shared link.
 *
 * @param photo addresses of the photo as the site's pages have them, to be tried in turn; none when there is no photo
 * @param headline the largest text, a price
 * @param place where it is, one or two lines
 * @param facts short, one under the other
 * @param attribution who lists it, as the MLS's rules want it named
 */
public record Card(
        List<String> photo, String headline, List<String> place, List<String> facts, List<String> attribution) {
    /** Pixels. */
    public static final int WIDTH = 1200;
    /** Pixels. */
    public static final int HEIGHT = 630;

    public Card {
        photo = List.copyOf(photo);
        place = List.copyOf(place);
        facts = List.copyOf(facts);
        attribution = List.copyOf(attribution);
    }
}
