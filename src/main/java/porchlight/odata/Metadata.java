package porchlight.odata;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a service's {@code $metadata} (CSDL) declares.
 *
 * @param entitySets entity types by the name of their entity set
 * @param enumTypes enumeration types by qualified name
 */
public record Metadata(Map<String, EntityType> entitySets, Map<String, EnumType> enumTypes) {
    public Metadata {
        entitySets = Map.copyOf(entitySets);
        enumTypes = Map.copyOf(enumTypes);
    }

    /** The type of an entity set's entities; empty when the service declares no such set. */
    public Optional<EntityType> entityType(String entitySet) {
        return Optional.ofNullable(entitySets.get(entitySet));
    }

    /**
     * The enumeration type of a property, or of its values if it is a collection; empty if it has
     * no such type.
     */
    public Optional<EnumType> enumType(EntityType type, String property) {
        return Optional.ofNullable(enumTypes.get(type.valueType(property)));
    }

    /**
     * The declared fields and navigation properties of an entity type, including inherited ones.
     * @param types the declared type of each property and navigation property, such as {@code
     * Edm.Decimal} or {@code Collection(Edm.String)}, with namespaces instead of aliases
     * @param related the declared fields of each navigation or complex property, where known
     * @param key names of the key properties
     * @param limits what {@code Org.OData.Capabilities.V1} annotations say about the entity set
     */
    public record EntityType(
            Set<String> properties,
            Set<String> navigation,
            Map<String, String> types,
            Map<String, Set<String>> related,
            List<String> key,
            Limits limits) {
        public EntityType {
            properties = Set.copyOf(properties);
            navigation = Set.copyOf(navigation);
            types = Map.copyOf(types);
            related = Map.copyOf(related);
            key = List.copyOf(key);
        }

        /** For when the types are unknown or do not matter. */
        public EntityType(Set<String> properties, Set<String> navigation) {
            this(properties, navigation, Map.of(), Map.of(), List.of(), Limits.NONE);
        }

        /** Whether a property (not a navigation property) of this name is declared. */
        public boolean declares(String property) {
            return properties.contains(property);
        }

        /** Whether the property or navigation property with this name is a collection. */
        public boolean isCollection(String name) {
            return types.getOrDefault(name, "").startsWith("Collection(");
        }

        /** The type of a property, without {@code Collection()}; empty when unknown. */
        public String valueType(String name) {
            return types.getOrDefault(name, "").replaceFirst("^Collection\\((.*)\\)$", "$1");
        }
    }

    /**
     * An enumeration type.
     * @param name qualified name
     * @param flags whether a value may combine several members
     * @param members in declaration order
     */
    public record EnumType(String name, boolean flags, List<Member> members) {
        public EnumType {
            members = List.copyOf(members);
        }
    }

    /**
     * A member of an enumeration type.
     *
     * @param standardName the Data Dictionary's wording, from {@code RESO.OData.Metadata.StandardName}; null when not
     *     annotated
     */
    public record Member(String name, @Nullable String standardName) {}

    /**
     * What an entity set cannot do.
     *
     * @see <a href="https://github.com/oasis-tcs/odata-vocabularies/blob/main/vocabularies/Org.OData.Capabilities.V1.md">
     *     OData Vocabularies, Capabilities</a>
     */
    public record Limits(
            boolean filterable,
            boolean sortable,
            boolean countable,
            boolean expandable,
            boolean skip,
            Set<String> nonFilterable,
            Set<String> nonSortable,
            Set<String> nonExpandable) {
        public static final Limits NONE = new Limits(true, true, true, true, true, Set.of(), Set.of(), Set.of());

        public Limits {
            nonFilterable = Set.copyOf(nonFilterable);
            nonSortable = Set.copyOf(nonSortable);
            nonExpandable = Set.copyOf(nonExpandable);
        }
    }
}
