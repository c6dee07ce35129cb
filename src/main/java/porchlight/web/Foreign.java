package porchlight.web;

import java.util.List;

/**
 * Other origins that a page needs and that the site's Content-Security-Policy does not allow by default.
 *
 * @param sentTo origins that its scripts send requests to
 * @param framed origins whose pages it frames
 */
public record Foreign(List<String> sentTo, List<String> framed) {
    public static final Foreign NONE = new Foreign(List.of(), List.of());

    public Foreign {
        sentTo = List.copyOf(sentTo);
        framed = List.copyOf(framed);
    }
}
