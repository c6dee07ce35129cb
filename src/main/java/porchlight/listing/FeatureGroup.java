package porchlight.listing;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import porchlight.message.Messages;

/**
 * A group of features that homes are searched by: the values that listing pages show of one RESO field, or of several
 * about the same.
 *
 * @param name as in addresses: the RESO name of the field, or of what the fields are about
 * @param fields none for a group that does not exist
 */
public record FeatureGroup(String name, List<String> fields) {
    /** Those of every site, in the order of the form. */
    public static final List<FeatureGroup> STANDARD = List.of(
            of(FactField.Levels),
            of(FactField.Basement),
            of(FactField.Cooling),
            of(FactField.Heating),
            of(FactField.LaundryFeatures),
            of(FactField.ParkingFeatures),
            of(FactField.ArchitecturalStyle),
            of(FactField.PropertyCondition),
            of(FactField.View),
            of(FactField.LotFeatures),
            of(FactField.CommunityFeatures),
            of(FactField.PetsAllowed),
            of(FactField.Furnished),
            of(FactField.AccessibilityFeatures),
            new FeatureGroup(
                    "GreenEnergy",
                    List.of(FactField.GreenEnergyGeneration.name(), FactField.GreenEnergyEfficient.name())),
            of(FactField.HorseAmenities));

    private static final Map<String, FeatureGroup> BY_NAME =
            STANDARD.stream().collect(Collectors.toUnmodifiableMap(FeatureGroup::name, Function.identity()));

    private static final Map<String, FactField> FACTS =
            Stream.of(FactField.values()).collect(Collectors.toUnmodifiableMap(FactField::name, Function.identity()));

    /** A longer value is a text rather than a feature. */
    private static final int LONGEST_VALUE = 100;

    public FeatureGroup {
        fields = List.copyOf(fields);
    }

    private static FeatureGroup of(FactField field) {
        return new FeatureGroup(field.name(), List.of(field.name()));
    }

    /** The group with this name, which has no fields if there is no such group. */
    public static FeatureGroup named(String name) {
        var standard = BY_NAME.get(name);
        if (standard != null) return standard;
        return new FeatureGroup(name, isPossible(name) ? List.of(name) : List.of());
    }

    /** Whether a field of its own can be a group: one with values that listing pages show. */
    static boolean isPossible(String field) {
        var fact = FACTS.get(field);
        return fact != null && fact.isFeature();
    }

    /** The groups that visitors may search by. */
    public static List<FeatureGroup> of(MlsProfile profile) {
        var further = profile.filters().stream()
                .filter(field -> !fields(STANDARD).contains(field))
                .distinct()
                .map(FeatureGroup::named);
        return Stream.concat(STANDARD.stream(), further).toList();
    }

    /** The fields of groups. */
    public static List<String> fields(List<FeatureGroup> groups) {
        return groups.stream().flatMap(group -> group.fields().stream()).toList();
    }

    /** Whether a field is an enumeration that some standard group has. */
    static boolean isEnumerated(String field) {
        return STANDARD.stream().anyMatch(group -> group.fields().contains(field));
    }

    public String label() {
        if (fields.isEmpty()) return name;
        var key = "listing.feature." + name;
        return Messages.keys().contains(key) ? Messages.text(key) : Messages.text("listing.fact." + fields.get(0));
    }

    /**
     * A record's features: by group, what its page shows.
     *
     * @param hidden whether the address must not be revealed
     */
    static Map<String, List<String>> read(List<FeatureGroup> groups, Fields record, boolean hidden) {
        var features = new LinkedHashMap<String, List<String>>();
        for (var group : groups) {
            var values = group.values(record, hidden);
            if (!values.isEmpty()) features.put(group.name, List.copyOf(values));
        }
        return features;
    }

    private Set<String> values(Fields record, boolean hidden) {
        var values = new LinkedHashSet<String>();
        for (var field : fields) {
            var fact = FACTS.get(field);
            if (fact == null) continue;
            for (var value : fact.features(record, hidden)) if (value.length() <= LONGEST_VALUE) values.add(value);
        }
        return values;
    }
}
