package porchlight.demomls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The entity types of the demo MLS, as listed in the resource {@code demomls/schema.txt}. */
final class Schema {
    /** Types with an entity set of their own; the others are reached through Property. */
    static final List<String> ENTITY_SETS = List.of("Property", "Member", "Office", "Teams", "OpenHouse", "Lookup");

    private final Map<String, EntityType> types = new LinkedHashMap<>();

    /** @param full whether the fields of the full variant are declared */
    static Schema read(boolean full) {
        var schema = new Schema();
        var resource = Objects.requireNonNull(Schema.class.getResourceAsStream("/demomls/schema.txt"));
        try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            EntityType type = null;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank() || line.startsWith("#")) continue;
                var words = line.split(" ");
                if (line.startsWith("[")) {
                    type = new EntityType(words[0].substring(1, words[0].length() - 1), words[2]);
                    schema.types.put(type.name(), type);
                } else if (words[0].equals(">")) {
                    Objects.requireNonNull(type).navigation().put(words[1], words[2]);
                } else {
                    var field = new Field(
                            words[0],
                            words[1],
                            Set.of(List.of(words).subList(2, words.length).toArray(String[]::new)),
                            full);
                    Objects.requireNonNull(type).fields().put(field.name(), field);
                }
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return schema;
    }

    EntityType type(String name) {
        return Objects.requireNonNull(types.get(name), name);
    }

    List<EntityType> types() {
        return new ArrayList<>(types.values());
    }

    /** @param navigation target type name by navigation property name */
    record EntityType(String name, String key, Map<String, Field> fields, Map<String, String> navigation) {
        EntityType(String name, String key) {
            this(name, key, new LinkedHashMap<>(), new LinkedHashMap<>());
        }
    }

    /**
     * One field.
     *
     * @param type Edm primitive type name, or "Collection" for a collection of strings
     */
    record Field(String name, String type, Set<String> words, boolean full) {
        boolean isCollection() {
            return type.equals("Collection");
        }

        boolean isLookup() {
            return words.contains("lookup");
        }

        boolean isLocal() {
            return words.contains("local");
        }

        /** Hidden from IDX keys. */
        boolean isPrivate() {
            return words.contains("private");
        }

        /** Hidden from IDX keys on listings under contract. */
        boolean isBuyers() {
            return words.contains("buyer");
        }

        /** Whether $metadata declares it for keys with the role. */
        boolean isDeclared(DemoOptions.Role role) {
            if (isPrivate()) return role == DemoOptions.Role.PRIVATE;
            return full || !words.contains("full");
        }

        String edmType() {
            return isCollection() ? "String" : type;
        }
    }
}
