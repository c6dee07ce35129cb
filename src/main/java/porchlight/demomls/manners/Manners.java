package porchlight.demomls.manners;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a vendor's service behaves. Set up once, by {@link Vendor}; read only afterwards. */
public final class Manners {
    /** How an enumerated field is represented. */
    enum Enumerated {
        /** A string in the Dictionary's wording. */
        STRINGS,
        /** A string with the words run together. */
        RUN_TOGETHER_STRINGS,
        /** An enumeration type; only its qualified members may be compared with it. */
        STRICT_TYPES,
        /**
         * An enumeration type in {@code $metadata}, but comparisons accept only its members as
         * plain strings.
         */
        LAX_TYPES
    }

    /** How a field with several values is represented. */
    enum Several {
        COLLECTION,
        FLAGS,
        COMMAS
    }

    enum MediaIs {
        EXPANSION,
        /**
         * A navigation property that is omitted unless {@code $select} names it too; its declared
         * type lacks the URL.
         */
        SELECTED_EXPANSION,
        /** A collection of a complex type. */
        INLINE,
        /** Only an entity set. */
        SET
    }

    enum Links {
        NEVER,
        /** Only if the service's own limit cut the page short (OData Protocol 4.01, 11.2.6.7). */
        WHEN_CAPPED,
        WHEN_MORE,
        /** After every full page, even if nothing follows. */
        FULL_PAGES
    }

    enum Shape {
        ABSOLUTE,
        ABSOLUTE_TOKEN,
        RELATIVE
    }

    String namespace = "Zoo";
    String enumNamespace = "Zoo.Enums";
    Enumerated enumerated = Enumerated.STRINGS;
    Several several = Several.COLLECTION;
    boolean underscores;
    boolean standardNames;
    boolean lookups;
    boolean namesAreEnumerated;
    MediaIs media = MediaIs.EXPANSION;
    String mediaName = "Media";

    @Nullable
    String unitsName;

    /** Whether related data of homes is also available in entity sets of its own. */
    boolean relatedSets = true;

    boolean openHouseNavigation = true;
    boolean openHouseSet = true;
    boolean roomNavigation = true;

    @Nullable
    String roomsName = "Room";

    @Nullable
    String openHousesName = "OpenHouse";

    /**
     * Whether {@code $metadata} declares no navigation property except Media, though others work.
     */
    boolean undeclaredNavigation;

    boolean nestedOptions = true;
    boolean in = true;
    boolean contains = true;
    boolean toLower = true;
    boolean geo;
    boolean count = true;
    boolean orderBy = true;
    boolean skip = true;
    /** The most rows that {@code $skip} may skip; more are refused. */
    int maxSkip = Integer.MAX_VALUE;

    /** Whether {@code $skip} is accepted but ignored. */
    boolean ignoresSkip;

    /** Whether photos are also served, from the feed's own origin. */
    boolean servesPhotos;

    boolean countOnEmptyPage = true;
    /** Whether a null is never unequal to anything, as in SQL. */
    boolean sqlNulls;

    @Nullable
    Set<String> filterable;

    int maxTop = 200;
    boolean refusesLargerTop;
    int defaultTop = 10;
    int maxUrl = Integer.MAX_VALUE;
    Links links = Links.WHEN_MORE;
    Shape shape = Shape.ABSOLUTE;
    String keyField = "ListingKey";
    boolean numericKey;
    int perSecond;
    /** This MLS's own names for some of the Dictionary's terms. */
    final Map<String, String> ownWords = new HashMap<>();

    final Set<String> undeclared = new LinkedHashSet<>();
    final Set<String> extra = new HashSet<>();

    Manners without(String... fields) {
        undeclared.addAll(List.of(fields));
        return this;
    }

    /** An arbitrary combination. */
    static Manners random(Random random) {
        var manners = new Manners();
        manners.enumerated = one(random, Enumerated.values());
        manners.several = one(random, Several.values());
        var types = manners.enumerated == Enumerated.STRICT_TYPES || manners.enumerated == Enumerated.LAX_TYPES;
        if (manners.several == Several.FLAGS && manners.enumerated != Enumerated.STRICT_TYPES)
            manners.several = Several.COLLECTION;
        manners.underscores = types && random.nextBoolean();
        manners.standardNames = types && random.nextBoolean();
        manners.namesAreEnumerated = manners.standardNames && manners.enumerated == Enumerated.STRICT_TYPES;
        manners.lookups = manners.enumerated == Enumerated.RUN_TOGETHER_STRINGS && random.nextBoolean();
        manners.media = one(random, MediaIs.values());
        manners.openHouseNavigation = random.nextBoolean();
        manners.roomNavigation = random.nextBoolean();
        manners.roomsName = one(random, "Room", "Rooms", "PropertyRooms");
        manners.openHousesName = one(random, "OpenHouse", "OpenHouses");
        manners.nestedOptions = random.nextInt(3) > 0;
        manners.in = random.nextBoolean();
        manners.contains = random.nextBoolean();
        manners.toLower = random.nextBoolean();
        manners.geo = random.nextInt(3) == 0;
        manners.count = random.nextInt(3) > 0;
        manners.countOnEmptyPage = random.nextBoolean();
        manners.sqlNulls = random.nextInt(4) == 0;
        manners.orderBy = random.nextInt(4) > 0;
        manners.links = one(random, Links.values());
        manners.shape = one(random, Shape.values());
        manners.skip = manners.links == Links.NEVER || manners.links == Links.WHEN_CAPPED || random.nextInt(4) > 0;
        if (!manners.skip) manners.shape = Shape.ABSOLUTE_TOKEN;
        manners.maxTop = one(random, 10, 24, 25, 50, 200, 1_000);
        manners.refusesLargerTop = manners.maxTop >= 25 && random.nextInt(3) == 0;
        manners.maxUrl = one(random, 2_048, 4_096, 8_192, Integer.MAX_VALUE);
        if (random.nextInt(3) == 0) {
            manners.keyField = "ListingKeyNumeric";
            manners.numericKey = true;
        }
        if (random.nextInt(4) == 0)
            manners.filterable = Set.of(
                    "ListingKey",
                    "ListingKeyNumeric",
                    "ListingId",
                    "StandardStatus",
                    "PropertyType",
                    "City",
                    "ListPrice");
        if (random.nextInt(3) == 0) {
            manners.ownWords.put("Residential Lease", "Rental");
            manners.ownWords.put("Commercial Lease", "Business For Rent");
        }
        for (var field : List.of(
                "ApprovalStatus",
                "DelayedMarketingYN",
                "MajorChangeType",
                "InternetEntireListingDisplayYN",
                "SubdivisionName",
                "ViewYN"))
            if (!field.equals("ViewYN") && random.nextBoolean() && !field.equals("SubdivisionName"))
                manners.undeclared.add(field);
        return manners;
    }

    @SafeVarargs
    private static <T> T one(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A Dictionary value as this vendor writes it. */
    String written(String field, String term) {
        var value = ownWords.getOrDefault(term, term);
        if (!namesAreEnumerated && isName(field)) return value;
        if (enumerated == Enumerated.STRINGS) return value;
        return member(value);
    }

    String member(String value) {
        if (underscores) {
            var plain = value.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_|_$", "");
            return Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
        }
        var words = new ArrayList<String>();
        for (var word : value.split("[^A-Za-z0-9]+"))
            if (!word.isEmpty()) words.add(word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        var plain = String.join("", words);
        return Character.isDigit(plain.charAt(0)) ? "Item" + plain : plain;
    }

    static boolean isName(String field) {
        return Set.of("City", "CountyOrParish", "StateOrProvince").contains(field);
    }

    /** Whether listing keys are numbers. */
    public boolean hasNumericKeys() {
        return numericKey;
    }

    boolean isType(Field field) {
        return field.isEnumerated()
                && (enumerated == Enumerated.STRICT_TYPES || enumerated == Enumerated.LAX_TYPES)
                && (namesAreEnumerated || !isName(field.name()));
    }

    @Override
    public String toString() {
        var fields = new StringBuilder();
        for (var field : Manners.class.getDeclaredFields()) {
            try {
                fields.append(' ').append(field.getName()).append('=').append(field.get(this));
            } catch (IllegalAccessException own) {
                throw new IllegalStateException(own);
            }
        }
        return fields.toString().strip();
    }
}
