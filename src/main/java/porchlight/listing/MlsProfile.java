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
 * The display rules of one MLS, as given in its profile.
 * @param name the public name of the MLS
 * @param timeZone the zone of every date and time shown
 * @param staleLimit age beyond which data must not be shown, regardless of settings; at most 12
 * hours
 * @param statuses StandardStatus values that may be displayed; at least one, and none of them off
 * the market except Closed
 * @param sold how sold homes are shown; null for not at all
 * @param maxResults the most listings one search may show
 * @param copyrightOwner who owns the listing data, for "© 2026 …"
 * @param photoResizes tried in order
 * @param feedAllowed whether an Atom feed of a search is allowed
 * @param demonstration whether the listings are fictional; if so, every page says it
 * @param showsHistory whether earlier prices and statuses of a listing may be shown
 * @param eula what visitors must agree to before they see listings; null for nothing
 * @param sharing what a shared link may reveal about a listing
 * @param dmca who handles copyright complaints; null for no page about them
 * @param required fields to show in addition to those that every site shows
 * @param coBrand the agent whose site this is, next to the brokerage's; null for none
 * @param monitoring what the MLS monitors the site with; null for nothing
 * @param filters RESO fields that visitors can search by, in addition to {@link FeatureGroup#STANDARD}
 * @param feedTerms how the MLS allows its feed to be used
 * @param ours the offices of the site's own brokerage, which settings name
 * @param source where these rules were found, for people
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
        List<String> filters,
        FeedTerms feedTerms,
        String source,
        OurOffices ours) {

    /** The statuses that the IDX rules make public everywhere. Sold homes are a local matter, with their own keys. */
    public static final List<String> STATUSES = List.of("Active", "Active Under Contract", "Coming Soon", "Pending");

    public MlsProfile {
        if (name.isBlank() || copyrightOwner.isBlank())
            throw new IllegalArgumentException("an MLS and the owner of its data have names");
        if (statuses.isEmpty()) throw new IllegalArgumentException("no status may be displayed");
        statuses = Set.copyOf(statuses);
        photoResizes = List.copyOf(photoResizes);
        filters = List.copyOf(filters);
    }

    /**
     * How the listing firm is credited.
     * @param officeLabel e.g. "Listing office"; never "Courtesy of"
     * @param contactOrder RESO fields tried in order for the listing participant's email or phone
     * @param besidePhoto whether the firm appears directly below the first photo (NWMLS), not only
     * next to price and facts
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
     * The disclaimer shown wherever there are listings. Plain text with the placeholders {@code
     * {year}}, {@code {broker}}, and {@code {mls}}.
     * @param paragraphs at least one
     * @param excluded added when the site leaves out listings of the feed (RESO_FILTER); null for
     * nothing
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

    /** A license that visitors agree to; paragraphs as in {@link Disclaimer}. */
    public record Eula(List<String> paragraphs) {
        public Eula {
            paragraphs = List.copyOf(paragraphs);
        }
    }

    /**
     * The agent designated to receive notices under the DMCA.
     * @param agent a name; null for the brokerage
     * @param email null for the brokerage's
     */
    public record Dmca(@Nullable String agent, @Nullable String email) {}

    /**
     * The fields by which sellers keep a listing, or its address, off the internet. False means
     * hidden.
     * @param listingField e.g. InternetEntireListingDisplayYN
     * @param addressField e.g. InternetAddressDisplayYN
     */
    public record OptOut(String listingField, String addressField) {
        /** The fields with their RESO Data Dictionary names. */
        public static OptOut standard() {
            return new OptOut("InternetEntireListingDisplayYN", "InternetAddressDisplayYN");
        }
    }

    /**
     * What the preview of a shared link, a short display that leads to the full one, may say about
     * a listing.
     * @param listings whether it may show anything about a listing; if not, the link looks like any
     * other link to the site
     * @param maxFields the most fields it may show
     * @param maxCharacters the most text it may show
     */
    public record Sharing(boolean listings, int maxFields, int maxCharacters) {}

    /**
     * How sold homes are shown.
     * @param maxAge the maximum time since CloseDate
     * @param price whether ClosePrice is shown
     * @param firstPhotoOnly whether only the first photo is shown
     * @param buyerOffice whether the buyer's firm is named next to the listing firm
     */
    public record Sold(Period maxAge, boolean price, boolean firstPhotoOnly, boolean buyerOffice) {
        /** The StandardStatus of sold or leased homes. */
        public static final String STATUS = "Closed";
    }

    /**
     * Fields that the MLS requires in lists and on listing pages, by their RESO names.
     * @param fromSpark whether to ask Spark's {@code /v1/system} for more of them at startup
     * @param summary in result lists
     * @param detail on listing pages
     */
    public record Required(boolean fromSpark, List<String> summary, List<String> detail) {
        public Required {
            summary = List.copyOf(summary);
            detail = List.copyOf(detail);
        }
    }

    /** These rules with different required fields. */
    public MlsProfile requiring(Required fields) {
        return with(fields, ours);
    }

    /** These rules for the site of a brokerage with these offices. */
    public MlsProfile of(OurOffices offices) {
        return with(required, offices);
    }

    private MlsProfile with(Required required, OurOffices ours) {
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
                required,
                coBrand,
                monitoring,
                filters,
                feedTerms,
                source,
                ours);
    }

    /**
     * How the MLS allows its feed to be used. This site needs live searches and photo links.
     * @param liveSearch whether visitors' searches may be sent to the feed, rather than to a copy
     * of it
     * @param photoLinks whether pages may link to photos at the feed's own addresses
     * @param markedNumbers whether its listing numbers begin with an {@link MlsMark}, which must
     * not be shown
     */
    public record FeedTerms(boolean liveSearch, boolean photoLinks, boolean markedNumbers) {}

    /** An agent named on every page, never more prominently than the brokerage. */
    public record CoBrand(String agent, @Nullable String license) {}

    /**
     * A script or an image that the MLS requires on every page.
     * @param script https address of a script
     * @param integrity hash that browsers check the script against (W3C Subresource Integrity)
     * @param pixel https address of an invisible image
     */
    public record Monitoring(
            @Nullable String script,
            @Nullable String integrity,
            @Nullable String pixel) {}

    /** The MLS's logo: a site path or absolute URL. */
    public record Logo(String url, String alt, int width, int height) {}
}
