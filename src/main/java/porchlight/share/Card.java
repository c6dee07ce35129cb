package porchlight.share;

import java.util.List;

/**
 * The content of a shared link's picture.
 * @param photo addresses of the photo as used on the site's pages, tried in order; empty when there
 * is no photo
 * @param headline the largest text, a price
 * @param place where it is, one or two lines
 * @param facts short, one below the other
 * @param attribution who lists it, as the MLS's rules require
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
