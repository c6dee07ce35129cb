package porchlight.site;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every page tells of the site and its source.
 *
 * @param origin public origin for canonical links, no slash at its end; null: from each request
 * @param disclaimer paragraphs shown wherever listings are; in them and in copyright {@link #YEAR} is this year at the MLS
 * @param agent who is named beside the brokerage, with a license number where there is one; null for nobody
 * @param monitoring what the MLS watches every page with, null for nothing
 * @param embedOrigins origins of websites that may frame the widget
 * @param demonstration whether the listings are fictional
 * @param takesCopyrightNotices whether there is a page about copyright complaints
 */
public record SiteInfo(
        String name,
        String brokerage,
        @Nullable String phone,
        @Nullable String email,
        @Nullable String address,
        @Nullable String license,
        @Nullable String origin,
        String mlsName,
        ZoneId timeZone,
        List<String> disclaimer,
        String copyright,
        @Nullable Logo mlsLogo,
        @Nullable String agent,
        @Nullable Monitoring monitoring,
        boolean demonstration,
        boolean takesCopyrightNotices,
        Duration staleIfError,
        List<String> embedOrigins,
        InstantSource clock) {

    /** Stands for this year in texts that are made once. */
    public static final String YEAR = "{year}";

    public SiteInfo {
        disclaimer = List.copyOf(disclaimer);
        embedOrigins = List.copyOf(embedOrigins);
    }

    @Override
    public List<String> disclaimer() {
        return disclaimer.stream().map(this::ofThisYear).toList();
    }

    @Override
    public String copyright() {
        return ofThisYear(copyright);
    }

    /** A site may run from one year into the next. */
    public String ofThisYear(String text) {
        return text.replace(
                YEAR, String.valueOf(clock.instant().atZone(timeZone).getYear()));
    }

    /** The MLS's logo. */
    public record Logo(String url, String alt, int width, int height) {}

    /** Addresses of a script, with the hash it is checked by, and of a picture nobody sees. */
    public record Monitoring(
            @Nullable String script,
            @Nullable String integrity,
            @Nullable String pixel) {}

    /** The phone number as a link target; null when there is none. */
    public @Nullable String phoneHref() {
        return phone == null ? null : "tel:" + phone.replaceAll("[^0-9+]", "");
    }
}
