package porchlight.listingpage;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Listing;
import porchlight.listing.MediaLink;

/** A listing's media other than photos. */
public record ListingMedia(List<MediaLink> plans, List<Tour> tours) {
    /**
     * A tour or video.
     *
     * @param frame address at which its host allows framing; null if it can only be linked
     */
    public record Tour(
            String label, String url, String host, @Nullable String frame) {}

    /**
     * Known players that are made for framing, by the addresses that people share. Only identifiers are taken from the
     * feed: no address from the feed is ever framed as it is.
     */
    private static final Map<Pattern, String> PLAYERS = Map.of(
            Pattern.compile("https://my\\.matterport\\.com/show/?\\?(?:[^#]*&)?m=([A-Za-z0-9]{5,24})(?:[&#].*)?"),
            "https://my.matterport.com/show/?m=$1&brand=0",
            Pattern.compile("https://(?:www\\.|m\\.)?youtube\\.com/watch\\?(?:[^#]*&)?v=([\\w-]{6,20})(?:[&#].*)?"),
            "https://www.youtube-nocookie.com/embed/$1",
            Pattern.compile(
                    "https://(?:(?:www\\.|m\\.)?youtube(?:-nocookie)?\\.com/(?:embed|shorts)|youtu\\.be)/([\\w-]{6,20})(?:[?#].*)?"),
            "https://www.youtube-nocookie.com/embed/$1",
            Pattern.compile("https://(?:(?:www\\.)?vimeo\\.com|player\\.vimeo\\.com/video)/(\\d{5,12})(?:[/?#].*)?"),
            "https://player.vimeo.com/video/$1?dnt=1",
            Pattern.compile("https://kuula\\.co/share/((?:collection/)?[A-Za-z0-9]{3,12})(?:[?#].*)?"),
            "https://kuula.co/share/$1");

    public ListingMedia {
        plans = List.copyOf(plans);
        tours = List.copyOf(tours);
    }

    static ListingMedia of(Listing listing) {
        return new ListingMedia(
                listing.mediaLinks().stream().filter(MediaLink::isPlan).toList(),
                listing.mediaLinks().stream()
                        .filter(link -> !link.isPlan())
                        .map(link -> new Tour(
                                link.label(),
                                link.url(),
                                link.host(),
                                frame(link.url()).orElse(null)))
                        .toList());
    }

    /** The address for framing a tour or video; empty for unknown hosts. */
    static Optional<String> frame(String url) {
        return PLAYERS.entrySet().stream()
                .map(player -> {
                    Matcher match = player.getKey().matcher(url);
                    return match.matches() ? match.replaceFirst(player.getValue()) : null;
                })
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The origins that the page may frame. */
    List<String> frameOrigins() {
        var origins = new TreeSet<String>();
        for (var tour : tours)
            if (tour.frame() != null)
                origins.add("https://" + URI.create(tour.frame()).getHost());
        return List.copyOf(origins);
    }
}
