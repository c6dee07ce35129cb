package porchlight.web;

import java.util.List;

/**
 * Origins of others that one page needs and the site's Content-Security-Policy does not allow.
 *
 * @param sentTo those that its scripts send to
 * @param framed those whose pages it frames
 */
public record Foreign(List<String> sentTo, List<String> framed) {
    public static final Foreign NONE = new Foreign(List.of(), List.of());

    public Foreign {
        sentTo = List.copyOf(sentTo);
        framed = List.copyOf(framed);
    }
}
