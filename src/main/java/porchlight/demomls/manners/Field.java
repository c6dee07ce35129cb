package porchlight.demomls.manners;

import java.util.ArrayList;
import java.util.List;

/**
 * A field of the Data Dictionary and its kind of value; enumerated values are in the Dictionary's
 * wording.
 */
public record Field(String name, Kind kind) {
    public enum Kind {
        STRING,
        INT,
        DECIMAL,
        BOOL,
        DATE,
        INSTANT,
        /** One value of an enumeration. */
        ONE,
        /** Several. */
        MANY
    }

    static final List<Field> LOOKUP = of("""
            LookupKey STRING, LookupName STRING, LookupValue STRING, StandardLookupValue STRING, LegacyODataValue STRING,
            ModificationTimestamp INSTANT""");

    /** @param table names and kinds, separated by commas */
    static List<Field> of(String table) {
        var fields = new ArrayList<Field>();
        for (var entry : table.split(",")) {
            var parts = entry.strip().split(" ");
            fields.add(new Field(parts[0], Kind.valueOf(parts[1])));
        }
        return List.copyOf(fields);
    }

    boolean isEnumerated() {
        return kind == Kind.ONE || kind == Kind.MANY;
    }
}
