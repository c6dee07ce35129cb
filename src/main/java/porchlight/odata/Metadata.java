package porchlight.odata;

import java.util.Map;
import java.util.Set;

/** What a service's {@code $metadata} (CSDL) declares, by entity set name. */
public record Metadata(Map<String, EntityType> entitySets) {
    public Metadata {
        entitySets = Map.copyOf(entitySets);
    }

    /** The declared fields and navigation properties of an entity type. */
    public record EntityType(Set<String> properties, Set<String> navigation) {
        public EntityType {
            properties = Set.copyOf(properties);
            navigation = Set.copyOf(navigation);
        }
    }
}
