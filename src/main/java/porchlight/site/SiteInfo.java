package porchlight.site;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.brand.Analytics;
import porchlight.brand.Brand;
import porchlight.brand.Hero;
import porchlight.brand.Link;
import porchlight.brand.Logo;
import porchlight.brand.Navigation;
import porchlight.brand.Notices;
import porchlight.message.Messages;
import porchlight.web.Head.Menu;

/**
 * What every page says about the site and its source.
 *
 * @param name the site's, unless the brand has one
 * @param origin public origin for canonical links, without a trailing slash; null to use that of each request
 * @param disclaimer paragraphs shown wherever listings are; in them and in copyright, {@link #YEAR} stands for the
 *     current year in the MLS's time zone
 * @param agent named beside the brokerage, with a license number if there is one; null for none
 * @param monitoring the MLS's monitoring for every page, null for none
 * @param embedOrigins origins of websites that may frame the widget
 * @param demonstration whether the listings are fictional
 * @param showsHistory whether visitors may know earlier prices and statuses of listings
 * @param takesCopyrightNotices whether there is a page about copyright complaints
 * @param brand how the site looks now
 * @param hasOwnListings whether the site knows which listings are its own brokerage's
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
        @Nullable MlsLogo mlsLogo,
        @Nullable String agent,
        @Nullable Monitoring monitoring,
        boolean demonstration,
        boolean showsHistory,
        boolean takesCopyrightNotices,
        boolean hasOwnListings,
        Duration staleIfError,
        List<String> embedOrigins,
        Supplier<Brand> brand,
        InstantSource clock) {

    /** A placeholder for the current year in texts that are created once. */
    public static final String YEAR = "{year}";

    public SiteInfo {
        disclaimer = List.copyOf(disclaimer);
        embedOrigins = List.copyOf(embedOrigins);
    }

    @Override
    public String name() {
        var own = brand.get().name();
        return own == null ? name : own;
    }

    /** The logo of the site; null for none. */
    public @Nullable Logo logo() {
        return brand.get().logo();
    }

    /** The main menu: the owner's, or the usual one. */
    public List<Link> menu() {
        var own = navigation().menu();
        return own.isEmpty() ? Stream.of(Menu.values()).map(SiteInfo::entry).toList() : own;
    }

    private static Link entry(Menu entry) {
        var key = entry.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Link(Messages.text("layout.menu." + key), entry.path(), List.of());
    }

    /** What counts visits; null for nothing. */
    public @Nullable Analytics analytics() {
        return brand.get().content().analytics();
    }

    /** Where the owner's menus lead. */
    public Navigation navigation() {
        return brand.get().content().navigation();
    }

    /** What others require on the site. */
    public Notices notices() {
        return brand.get().notices();
    }

    /** What the home page begins with. */
    public Hero hero() {
        return brand.get().hero();
    }

    /** Whether there is a page of the brokerage's people. */
    public boolean hasPeople() {
        return hasOwnListings || !brand.get().content().people().isEmpty();
    }

    /** Whether the browser's tab can show a drawing. */
    public boolean hasDrawnIcon() {
        return brand.get().hasDrawnIcon();
    }

    /** What the logo says, to those who don't see it. */
    public String logoAlt() {
        var logo = logo();
        return logo == null || logo.alt() == null ? name() : logo.alt();
    }

    @Override
    public List<String> disclaimer() {
        return disclaimer.stream().map(this::ofThisYear).toList();
    }

    @Override
    public String copyright() {
        return ofThisYear(copyright);
    }

    /** Filled in for each page, because a site may keep running into the next year. */
    public String ofThisYear(String text) {
        return text.replace(
                YEAR, String.valueOf(clock.instant().atZone(timeZone).getYear()));
    }

    /** The MLS's logo. */
    public record MlsLogo(String url, String alt, int width, int height) {}

    /** The addresses of a script, with its integrity hash, and of an invisible tracking picture. */
    public record Monitoring(
            @Nullable String script,
            @Nullable String integrity,
            @Nullable String pixel) {}

    /** The phone number as a link target; null if there is none. */
    public @Nullable String phoneHref() {
        return phone == null ? null : "tel:" + phone.replaceAll("[^0-9+]", "");
    }
}
