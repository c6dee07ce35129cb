package porchlight.odata;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a service's {@code $metadata} (CSDL) declares, by entity set name. */
public record Metadata(Map<String, EntityType> entitySets) {
    public Metadata {
        entitySets = Map.copyOf(entitySets);
    }

    /** The type of an entity set's entities; empty when the service declares no such set. */
    public Optional<EntityType> entityType(String entitySet) {
        return Optional.ofNullable(entitySets.get(entitySet));
    }

    /**
     * The declared fields and navigation properties of an entity type, inherited ones included.
     *
     * @param types the declared type of each property and navigation property, such as {@code Edm.Decimal} or
     *     {@code Collection(Edm.String)}
     * @param related the declared fields of what each navigation property leads to, where they are known
     */
    public record EntityType(
            Set<String> properties,
            Set<String> navigation,
            Map<String, String> types,
            Map<String, Set<String>> related) {
        public EntityType {
            properties = Set.copyOf(properties);
            navigation = Set.copyOf(navigation);
            types = Map.copyOf(types);
            related = Map.copyOf(related);
        }

        /** Where the types are unknown or do not matter. */
        public EntityType(Set<String> properties, Set<String> navigation) {
            this(properties, navigation, Map.of(), Map.of());
        }

        /** Whether a property (not a navigation property) of this name is declared. */
        public boolean declares(String property) {
            return properties.contains(property);
        }

        /** Whether the property or navigation property of this name holds many values. */
        public boolean isCollection(String name) {
            return types.getOrDefault(name, "").startsWith("Collection(");
        }
    }
}
