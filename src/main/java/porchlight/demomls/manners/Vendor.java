package porchlight.demomls.manners;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Vendors' services, modeled on their documentation and their {@code $metadata}; the values in each
 * are made up.
 */
public enum Vendor {
    SPARK(m -> {
        m.namespace = "ODataService";
        m.geo = true;
        m.maxTop = 25;
        m.links = Manners.Links.WHEN_MORE;
        m.shape = Manners.Shape.ABSOLUTE_TOKEN;
    }),
    BRIDGE(m -> {
        m.namespace = "ODataService";
        m.media = Manners.MediaIs.SELECTED_EXPANSION;
        m.toLower = false;
        m.roomsName = "Rooms";
        m.openHousesName = "OpenHouses";
        m.links = Manners.Links.WHEN_MORE;
        m.countOnEmptyPage = false;
        m.without("ApprovalStatus", "DelayedMarketingYN");
    }),
    TRESTLE(m -> {
        m.namespace = "CoreLogic.DataStandard.RESO.DD";
        m.enumNamespace = "CoreLogic.DataStandard.RESO.DD.Enums";
        m.enumerated = Manners.Enumerated.LAX_TYPES;
        m.several = Manners.Several.COMMAS;
        m.roomsName = "Rooms";
        m.maxTop = 1_000;
        m.maxUrl = 2_048;
        m.links = Manners.Links.WHEN_CAPPED;
        m.without("ApprovalStatus", "DelayedMarketingYN");
    }),
    TRESTLE_STRICT(m -> {
        m.namespace = "CoreLogic.DataStandard.RESO.DD";
        m.enumNamespace = "CoreLogic.DataStandard.RESO.DD.Enums";
        m.enumerated = Manners.Enumerated.STRICT_TYPES;
        m.several = Manners.Several.FLAGS;
        m.roomsName = "Rooms";
        m.maxTop = 1_000;
        m.links = Manners.Links.WHEN_CAPPED;
        m.without("ApprovalStatus", "DelayedMarketingYN");
    }),
    PARAGON(m -> {
        m.namespace = "BlackKnight.Paragon";
        m.enumNamespace = "BlackKnight.Paragon.Enums";
        m.enumerated = Manners.Enumerated.STRICT_TYPES;
        m.underscores = true;
        m.media = Manners.MediaIs.SET;
        m.openHouseNavigation = false;
        m.roomNavigation = false;
        m.roomsName = null;
        m.in = false;
        m.maxTop = 2_500;
        m.links = Manners.Links.WHEN_CAPPED;
        m.without("ApprovalStatus", "DelayedMarketingYN", "View");
    }),
    RAPATTONI(m -> {
        m.namespace = "Rapattoni.RESO";
        m.keyField = "ListingKeyNumeric";
        m.numericKey = true;
        m.nestedOptions = false;
        m.in = false;
        m.contains = false;
        m.maxTop = 100;
        m.links = Manners.Links.NEVER;
        m.without("ApprovalStatus", "DelayedMarketingYN", "MajorChangeType");
    }),
    MLS_GRID(m -> {
        m.namespace = "MlsGrid";
        m.filterable = Set.of(
                "ListingId",
                "StandardStatus",
                "PropertyType",
                "ModificationTimestamp",
                "ListOfficeMlsId",
                "OriginatingSystemName",
                "MlgCanView");
        m.extra.addAll(Set.of("MlgCanView", "OriginatingSystemName", "ListOfficeMlsId"));
        m.nestedOptions = false;
        m.orderBy = false;
        m.contains = false;
        m.in = false;
        m.count = false;
        m.openHouseSet = false;
        m.openHouseNavigation = false;
        m.roomsName = "Rooms";
        m.maxTop = 1_000;
        m.perSecond = 2;
        m.links = Manners.Links.WHEN_MORE;
        m.without("ApprovalStatus", "DelayedMarketingYN", "InternetEntireListingDisplayYN");
    }),
    CREA_DDF(m -> {
        m.namespace = "CREA.DDF";
        m.media = Manners.MediaIs.INLINE;
        m.openHouseNavigation = false;
        m.openHouseSet = true;
        m.roomNavigation = false;
        m.roomsName = null;
        m.maxTop = 100;
        m.refusesLargerTop = true;
        m.links = Manners.Links.FULL_PAGES;
        m.without("InternetEntireListingDisplayYN", "ApprovalStatus", "DelayedMarketingYN", "MajorChangeType", "View");
    }),
    CONSTELLATION1(m -> {
        m.namespace = "Constellation1.Data";
        m.count = false;
        m.maxTop = 10;
        m.links = Manners.Links.WHEN_MORE;
        m.shape = Manners.Shape.RELATIVE;
        m.geo = false;
        m.without("ApprovalStatus", "DelayedMarketingYN");
    }),
    RESO_2_0(m -> {
        m.namespace = "org.reso.metadata";
        m.enumNamespace = "org.reso.metadata.enums";
        m.enumerated = Manners.Enumerated.STRICT_TYPES;
        m.namesAreEnumerated = true;
        m.standardNames = true;
        m.roomsName = "Rooms";
        m.openHousesName = "OpenHouses";
        m.links = Manners.Links.WHEN_CAPPED;
    }),
    LOOKUP_STRINGS(m -> {
        m.namespace = "Navica.Web";
        m.enumerated = Manners.Enumerated.RUN_TOGETHER_STRINGS;
        m.lookups = true;
        m.maxTop = 50;
        m.maxUrl = 4_096;
        m.links = Manners.Links.NEVER;
    }),
    /** An MLS with its own words for rentals. */
    OWN_WORDS(m -> {
        m.ownWords.put("Residential Lease", "Rental");
        m.ownWords.put("Commercial Lease", "Business For Rent");
        m.links = Manners.Links.WHEN_CAPPED;
        m.maxTop = 24;
        m.sqlNulls = true;
    }),
    /** The same without a Lookup resource from which to learn the spelling. */
    RUN_TOGETHER(m -> {
        m.enumerated = Manners.Enumerated.RUN_TOGETHER_STRINGS;
        m.several = Manners.Several.COMMAS;
        m.links = Manners.Links.WHEN_CAPPED;
        m.shape = Manners.Shape.RELATIVE;
    });

    /** Names that differ from those of the constants. */
    private static final Map<Vendor, String> NAMES = new EnumMap<>(Map.of(CREA_DDF, "ddf", RESO_2_0, "reso-2.0"));

    private final Consumer<Manners> setUp;

    Vendor(Consumer<Manners> setUp) {
        this.setUp = setUp;
    }

    public Manners manners() {
        var manners = new Manners();
        setUp.accept(manners);
        return manners;
    }

    /** The name used in commands, such as {@code mls-grid}. */
    public String id() {
        return NAMES.getOrDefault(this, name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The vendor with a name, ignoring case. */
    public static Optional<Vendor> named(String id) {
        return Arrays.stream(values())
                .filter(vendor -> vendor.id().equals(id.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** Every name, separated by commas. */
    public static String ids() {
        return Arrays.stream(values()).map(Vendor::id).collect(Collectors.joining(", "));
    }

    /**
     * Whether its terms allow a site to forward visitors' searches to it and to link to its photos.
     */
    public boolean allowsLiveSearch() {
        return this != MLS_GRID;
    }
}
