package porchlight.listing;

import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The display rules of one MLS, as its profile states them.
 *
 * @param name name of the MLS as the public knows it
 * @param timeZone zone of every date and time shown
 * @param staleLimit age beyond which data must not be shown, whatever the settings say; at most 12 hours
 * @param statuses StandardStatus values that may be displayed; at least one, none of them off the market but Closed
 * @param sold how sold homes are shown, null for not at all
 * @param maxResults listings one search may show
 * @param copyrightOwner who owns the listing data, for "© 2026 …"
 * @param photoResizes tried in order
 * @param feedAllowed whether an Atom feed of a search is allowed
 * @param demonstration whether the listings are fictional, which every page then says
 * @param showsHistory whether earlier prices and statuses of a listing may be shown
 * @param eula what visitors must agree to before they see listings, null for nothing
 * @param sharing what of a listing may go along with a link to it
 * @param dmca who takes copyright complaints, null for no page about them
 * @param required fields to be shown besides what every site shows
 * @param coBrand the agent whose site this is beside the brokerage's, null for none
 * @param monitoring what the MLS watches the site with, null for nothing
 * @param feedTerms how the MLS lets its feed be used
 * @param source where these rules were read, for people
 * @see MlsProfiles
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
        boolean demonstration,
        boolean showsHistory,
        @Nullable Eula eula,
        @Nullable Dmca dmca,
        OptOut optOut,
        Sharing sharing,
        @Nullable Sold sold,
        Required required,
        @Nullable CoBrand coBrand,
        @Nullable Monitoring monitoring,
        FeedTerms feedTerms,
        String source) {

    public MlsProfile {
        if (name.isBlank() || copyrightOwner.isBlank())
            throw new IllegalArgumentException("an MLS and the owner of its data have names");
        if (statuses.isEmpty()) throw new IllegalArgumentException("no status may be displayed");
        statuses = Set.copyOf(statuses);
        photoResizes = List.copyOf(photoResizes);
    }

    /**
     * How the listing firm is named.
     *
     * @param officeLabel e.g. "Listing office"; never "Courtesy of"
     * @param contactOrder RESO fields tried in order for the listing participant's e-mail or phone
     * @param besidePhoto whether the firm stands directly below the first photo (NWMLS), not only beside price and facts
     */
    public record Attribution(
            String officeLabel,
            String agentLabel,
            List<String> contactOrder,
            boolean agentOnCard,
            boolean besidePhoto) {
        public Attribution {
            contactOrder = List.copyOf(contactOrder);
        }
    }

    /**
     * What is told wherever listings are. Plain text, in which {@code {year}}, {@code {broker}} and {@code {mls}} are to
     * be filled in.
     *
     * @param paragraphs at least one
     * @param excluded to be told too when the site leaves out listings of the feed (RESO_FILTER), null for nothing
     */
    public record Disclaimer(
            List<String> paragraphs, @Nullable String excluded) {
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
    public record PhotoResize(Pattern match, String url, SortedMap<Integer, String> sizes) {
        public PhotoResize {
            sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
        }
    }

    /** A licence that visitors agree to; paragraphs as in {@link Disclaimer}. */
    public record Eula(List<String> paragraphs) {
        public Eula {
            paragraphs = List.copyOf(paragraphs);
        }
    }

    /**
     * The agent designated for notices under the DMCA.
     *
     * @param agent a name, null: the brokerage
     * @param email null: the brokerage's
     */
    public record Dmca(@Nullable String agent, @Nullable String email) {}

    /**
     * The fields by which a seller keeps a listing, or its address, off the internet: false means hidden.
     *
     * @param listingField e.g. InternetEntireListingDisplayYN
     * @param addressField e.g. InternetAddressDisplayYN
     */
    public record OptOut(String listingField, String addressField) {
        /** As the RESO Data Dictionary names them. */
        public static OptOut standard() {
            return new OptOut("InternetEntireListingDisplayYN", "InternetAddressDisplayYN");
        }
    }

    /**
     * What may be told of a listing where a link to it is shared: short displays that lead to the full one.
     *
     * @param listings whether anything of a listing may be; else its link looks like any other of the site
     * @param maxFields how many of its fields
     * @param maxCharacters how much text
     */
    public record Sharing(boolean listings, int maxFields, int maxCharacters) {}

    /**
     * What of sold homes is shown.
     *
     * @param maxAge since CloseDate
     * @param price whether ClosePrice is
     * @param firstPhotoOnly whether of the photos the first alone is
     * @param buyerOffice whether the buyer's firm is named beside the listing firm
     */
    public record Sold(Period maxAge, boolean price, boolean firstPhotoOnly, boolean buyerOffice) {
        /** The StandardStatus of what was sold or leased. */
        public static final String STATUS = "Closed";
    }

    /**
     * Fields that the MLS wants in lists and on listing pages, by their RESO names.
     *
     * @param asSparkTells whether Spark's {@code /v1/system} is asked for more of them at the start
     * @param summary in result lists
     * @param detail on listing pages
     */
    public record Required(boolean asSparkTells, List<String> summary, List<String> detail) {
        public Required {
            summary = List.copyOf(summary);
            detail = List.copyOf(detail);
        }
    }

    /** The same rules with other required fields. */
    public MlsProfile requiring(Required fields) {
        return new MlsProfile(
                name,
                timeZone,
                staleLimit,
                statuses,
                maxResults,
                attribution,
                disclaimer,
                logo,
                copyrightOwner,
                photoResizes,
                feedAllowed,
                demonstration,
                showsHistory,
                eula,
                dmca,
                optOut,
                sharing,
                sold,
                fields,
                coBrand,
                monitoring,
                feedTerms,
                source);
    }

    /**
     * How the MLS lets its feed be used. This site needs live searches and photo links.
     *
     * @param liveSearch whether visitors' searches may be sent to the feed, rather than to a copy of it
     * @param photoLinks whether pages may show photos by the feed's own addresses
     * @param markedNumbers whether its numbers of listings begin with an {@link MlsMark}, which is not to be shown
     */
    public record FeedTerms(boolean liveSearch, boolean photoLinks, boolean markedNumbers) {}

    /** An agent named on every page, never larger than the brokerage. */
    public record CoBrand(String agent, @Nullable String license) {}

    /**
     * Code or a picture that the MLS wants on every page.
     *
     * @param script https address of a script
     * @param integrity hash that browsers check the script by (W3C Subresource Integrity)
     * @param pixel https address of a picture that is not seen
     */
    public record Monitoring(
            @Nullable String script,
            @Nullable String integrity,
            @Nullable String pixel) {}

    /** The MLS's logo: a site path or absolute URL. */
    public record Logo(String url, String alt, int width, int height) {}
}
