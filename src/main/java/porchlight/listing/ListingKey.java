package porchlight.listing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A listing's key, from a visitor, another website, or a feed. RESO leaves its characters open, so it is any text
 * that {@link Fields} could have read. Numbers of listings and keys of open houses follow the same rule.
 *
 * @param value decoded
 */
public record ListingKey(String value) {
    /** RESO's StringLen of ListingKey and ListingId. */
    static final int LONGEST = 255;

    /** @throws IllegalArgumentException if no listing can have this key */
    public ListingKey {
        if (!isPossible(value)) throw new IllegalArgumentException("no key");
    }

    /** The key; empty if no listing can have it. */
    public static Optional<ListingKey> of(String text) {
        return isPossible(text) ? Optional.of(new ListingKey(text)) : Optional.empty();
    }

    /** The possible keys among texts, in the same order. */
    public static List<ListingKey> all(Collection<String> texts) {
        return texts.stream().flatMap(text -> of(text).stream()).toList();
    }

    /** The key in a segment of a path as it was sent, percent-encoded; empty if no listing can have it. */
    public static Optional<ListingKey> ofSegment(String segment) {
        try {
            return of(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    static boolean isPossible(String text) {
        return !text.isBlank() && text.length() <= LONGEST && Fields.isLine(text);
    }

    /** One segment of a path, percent-encoded. */
    public String segment() {
        return ListingPath.segment(value);
    }

    /** The path that leads to the listing's page, percent-encoded. */
    public String path() {
        return ListingPath.ofKey(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
