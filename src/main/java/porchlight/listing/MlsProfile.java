package porchlight.listing;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The display rules of one MLS, as its profile states them.
 *
 * @param name name of the MLS as the public knows it
 * @param timeZone zone of every date and time shown
 * @param staleLimit age beyond which data must not be shown, whatever the settings say
 * @param statuses StandardStatus values that may be displayed
 * @param feedAllowed whether an Atom feed of a search is allowed
 * @param demonstration whether the listings are fictional, which every page then says
 * @param maxResults listings one search may show
 */
public record MlsProfile(
        String name,
        ZoneId timeZone,
        Duration staleLimit,
        Set<String> statuses,
        int maxResults,
        Attribution attribution,
        Disclaimer disclaimer,
        @Nullable Logo logo,
        String copyrightOwner,
        List<PhotoResize> photoResizes,
        boolean feedAllowed,
        boolean demonstration) {

    public MlsProfile {
        statuses = Set.copyOf(statuses);
        photoResizes = List.copyOf(photoResizes);
    }

    /**
     * How the listing firm is named.
     *
     * @param officeLabel e.g. "Listing office"; never "Courtesy of"
     * @param contactOrder RESO fields tried in order for the listing participant's e-mail or phone
     */
    public record Attribution(String officeLabel, String agentLabel, List<String> contactOrder, boolean agentOnCard) {
        public Attribution {
            contactOrder = List.copyOf(contactOrder);
        }
    }

    /** Plain-text paragraphs shown with every listing; {@code {year}}, {@code {broker}} and {@code {mls}} are filled in. */
    public record Disclaimer(List<String> paragraphs) {
        public Disclaimer {
            paragraphs = List.copyOf(paragraphs);
        }
    }

    /**
     * How a photo host names smaller versions of a photo.
     *
     * @param match regular expression over the whole MediaURL
     * @param url replacement ({@code $1}… are groups of the match, {@code {size}} one of the sizes)
     * @param sizes size names by width in pixels
     */
    public record PhotoResize(Pattern match, String url, SortedMap<Integer, String> sizes) {}

    /** The MLS's logo: a site path or absolute URL. */
    public record Logo(String url, String alt, int width, int height) {}
}
