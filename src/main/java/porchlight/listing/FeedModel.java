package porchlight.listing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.odata.Metadata;
import porchlight.odata.Metadata.EntityType;

/**
 * A feed as its {@code $metadata} describes it.
 * @param property the Property type; null when {@code $metadata} declares no such entity set
 * @param expansions names of the navigation or complex properties that contain related data of a
 * listing
 * @param configured the expansions that settings name, regardless of {@code $metadata}
 * @param spellings spellings of enumerated fields that have an enumeration type, by field,
 * including those of related resources
 * @param sets fields of the other entity sets, by name
 */
record FeedModel(
        @Nullable EntityType property,
        Expansions expansions,
        Set<String> configured,
        Map<String, Spelling> spellings,
        Map<String, EntityType> sets) {
    private static final String KEY = "ListingKey";
    /**
     * Fields whose values are names of places and people rather than terms, whatever their type.
     */
    private static final List<String> KEYS = List.of(KEY, "ListingKeyNumeric", "ListingId");

    static final List<String> ROOM_SETS = List.of("PropertyRooms", "Rooms", "Room");
    static final List<String> UNIT_SETS = List.of("PropertyUnitTypes", "UnitTypes", "Unit");

    FeedModel {
        configured = Set.copyOf(configured);
        spellings = Map.copyOf(spellings);
        sets = Map.copyOf(sets);
    }

    /** @param configured names fixed by settings; null where {@code $metadata} decides */
    static FeedModel of(Metadata metadata, Expansions configured) {
        var type = metadata.entitySets().get("Property");
        var named = Stream.of(
                        configured.media(),
                        configured.openHouses(),
                        configured.rooms(),
                        configured.units(),
                        configured.history())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (type == null)
            return new FeedModel(
                    null,
                    new Expansions(
                            configured.media(),
                            configured.openHouses(),
                            configured.rooms(),
                            configured.units(),
                            configured.history()),
                    named,
                    Map.of(),
                    metadata.entitySets());
        var spellings = new HashMap<String, Spelling>();
        for (var set : Stream.of(List.of("Property", "Media", "OpenHouse"), ROOM_SETS, UNIT_SETS)
                .flatMap(List::stream)
                .toList())
            metadata.entityType(set)
                    .ifPresent(fields -> fields.properties()
                            .forEach(field -> metadata.enumType(fields, field)
                                    .ifPresent(known -> spellings.putIfAbsent(field, Spelling.of(field, known)))));
        var expansions = new Expansions(
                name(configured.media(), type, "Media"),
                name(configured.openHouses(), type, "OpenHouse", "OpenHouses"),
                name(configured.rooms(), type, "Room", "Rooms", "PropertyRooms"),
                name(configured.units(), type, "Unit", "UnitTypes", "Units", "PropertyUnitTypes"),
                name(configured.history(), type, "HistoryTransactional"));
        return new FeedModel(type, expansions, named, spellings, metadata.entitySets());
    }

    private static @Nullable String name(@Nullable String configured, EntityType type, String... known) {
        if (configured != null) return configured;
        return Stream.of(known)
                .filter(name -> type.navigation().contains(name) || isComplex(type, name))
                .findFirst()
                .orElse(null);
    }

    private static boolean isComplex(EntityType type, String name) {
        return type.declares(name) && type.isCollection(name) && type.related().containsKey(name);
    }

    /** The fields of Property; every field if none are declared. */
    DeclaredFields fields() {
        return new DeclaredFields(property == null ? Set.of() : property.properties());
    }

    boolean navigates(@Nullable String name) {
        return name != null
                && (property == null
                        || property.navigation().contains(name)
                        || configured.contains(name) && !holds(name));
    }

    boolean holds(@Nullable String name) {
        return name != null && property != null && isComplex(property, name);
    }

    /**
     * The declared fields of a navigation or complex property; every field if they are unknown.
     */
    DeclaredFields related(String name) {
        return new DeclaredFields(
                property == null ? Set.of() : property.related().getOrDefault(name, Set.of()));
    }

    /** The field that identifies a listing. */
    String key() {
        if (property == null || property.declares(KEY)) return KEY;
        return Stream.concat(property.key().stream(), KEYS.stream())
                .filter(property::declares)
                .findFirst()
                .orElse(KEY);
    }

    boolean numericKey() {
        return property != null && isNumber(property.valueType(key()));
    }

    static boolean isNumber(String type) {
        return type.matches("Edm\\.(Int(16|32|64)|Decimal|Double|Single|Byte|SByte)");
    }

    /**
     * The declared type of a field of Property, {@code Edm.String} for enumeration types; empty
     * when unknown.
     */
    String type(String field) {
        if (property == null) return "";
        return spellings.containsKey(field) ? "Edm.String" : property.valueType(field);
    }

    boolean isCollection(String field) {
        return property != null && property.isCollection(field);
    }

    /**
     * The field of a related entity set that refers to a row's listing; empty if there is no such
     * set.
     */
    Optional<String> foreignKey(String set) {
        var type = sets.get(set);
        if (type == null) return Optional.empty();
        return Stream.of(
                        numericKey() ? "ResourceRecordKeyNumeric" : "ResourceRecordKey",
                        key(),
                        "ResourceRecordKey",
                        "ResourceRecordKeyNumeric",
                        KEY,
                        "ListingKeyNumeric")
                .filter(type::declares)
                .findFirst();
    }

    /** How rows that cannot be expanded are delivered. */
    RelatedDelivery withoutExpansion(@Nullable String name, List<String> sets) {
        if (holds(name)) return RelatedDelivery.INLINE;
        return set(sets).flatMap(this::foreignKey).isPresent() ? RelatedDelivery.SET : RelatedDelivery.NONE;
    }

    /** The first of several names that is an entity set. */
    Optional<String> set(List<String> names) {
        return names.stream().filter(sets::containsKey).findFirst();
    }
}
