package porchlight.listing;

import java.util.Locale;
import okhttp3.HttpUrl;
import porchlight.message.Messages;

/**
 * A floor plan, tour, or video.
 * @param url a path on this site or an https address
 */
public record MediaLink(Kind kind, String url) {
    /** The kind of link, in the words that visitors read. */
    public enum Kind {
        FLOOR_PLAN("listing.plan"),
        VIRTUAL_TOUR("listing.tour"),
        VIDEO("listing.video");

        private final String label;

        Kind(String message) {
            label = Messages.text(message);
        }

        public String label() {
            return label;
        }
    }

    public String label() {
        return kind.label();
    }

    public boolean isPlan() {
        return kind == Kind.FLOOR_PLAN;
    }

    /** Whether it can be shown as a picture, judging by its name. */
    public boolean isPicture() {
        return path().toLowerCase(Locale.ROOT).matches(".*\\.(jpe?g|png|webp|gif|svg)");
    }

    /** The host it opens on; empty for this site. */
    public String host() {
        var address = HttpUrl.parse(url);
        return address == null ? "" : address.host();
    }

    private String path() {
        var address = HttpUrl.parse(url);
        return address == null ? url : address.encodedPath();
    }
}
