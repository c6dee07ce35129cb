package porchlight.zoo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a vendor's service behaves. Set up once, by {@link Vendor}; read only afterwards. */
final class Manners {
    /** What an enumerated field is. */
    enum Enumerated {
        /** A string in the Dictionary's wording. */
        STRINGS,
        /** A string with the words run together. */
        RUN_TOGETHER_STRINGS,
        /** An enumeration type; only its qualified members may be compared with it. */
        STRICT_TYPES,
        /** An enumeration type in {@code $metadata}, but only plain strings of its members are understood. */
        LAX_TYPES
    }

    /** What a field with several values is. */
    enum Several {
        COLLECTION,
        FLAGS,
        COMMAS
    }

    enum MediaIs {
        EXPANSION,
        /** A navigation property that is left out unless {@code $select} names it too; its declared type lacks the URL. */
        SELECTED_EXPANSION,
        /** A collection of a complex type. */
        INLINE,
        /** An entity set and nothing else. */
        SET
    }

    enum Links {
        NEVER,
        /** Only where the service's own limit cut the page short (OData Protocol 4.01, 11.2.6.7). */
        WHEN_CAPPED,
        WHEN_MORE,
        /** After every full page, even where nothing follows. */
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
    boolean openHouseNavigation = true;
    boolean openHouseSet = true;
    boolean roomNavigation = true;

    @Nullable
    String roomsName = "Room";

    @Nullable
    String openHousesName = "OpenHouse";

    boolean nestedOptions = true;
    boolean in = true;
    boolean contains = true;
    boolean geo;
    boolean count = true;
    boolean orderBy = true;
    boolean skip = true;
    boolean countOnEmptyPage = true;

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
    final Set<String> undeclared = new LinkedHashSet<>();
    final Set<String> extra = new HashSet<>();

    Manners without(String... fields) {
        undeclared.addAll(List.of(fields));
        return this;
    }

    /** A Dictionary value as this vendor writes it. */
    String written(String field, String value) {
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

    boolean isType(Field field) {
        return field.isEnumerated()
                && (enumerated == Enumerated.STRICT_TYPES || enumerated == Enumerated.LAX_TYPES)
                && (namesAreEnumerated || !isName(field.name()));
    }
}
