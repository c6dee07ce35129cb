package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import porchlight.listing.Enumerations;
import porchlight.listing.PropertySubType;
import porchlight.listing.PropertyType;
import porchlight.message.Messages;

/** Words for kinds of property are of kinds that exist. */
class PropertyKindsTest {
    private static final String KIND = "search.kind.";

    @Test
    void everyMessageForAKindIsOfOneThatExists() {
        var known = Stream.concat(
                        Stream.of(PropertyType.values()).map(PropertyType::value),
                        Stream.of(PropertySubType.values()).map(PropertySubType::value))
                .map(value -> value.toLowerCase(Locale.ROOT).replace(' ', '-'))
                .collect(Collectors.toSet());
        var named = Messages.keys().stream()
                .filter(key -> key.startsWith(KIND))
                .map(key -> key.substring(KIND.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(named.size() > 10, named.toString());
        named.removeAll(known);
        assertEquals(Set.of(), named);
    }

    /** Feeds run words together; listings hold the Data Dictionary's terms. */
    @Test
    void everyTypeIsReadInBothSpellings() {
        for (var type : PropertyType.values()) assertReadInBothSpellings(type.value(), Lookup.PROPERTY_TYPE);
    }

    @Test
    void everyKindIsReadInBothSpellings() {
        for (var kind : PropertySubType.values()) assertReadInBothSpellings(kind.value(), Lookup.PROPERTY_SUB_TYPE);
    }

    private static void assertReadInBothSpellings(String value, Lookup lookup) {
        var joined = value.replaceAll("[ /-]", "");
        assertEquals(value, Enumerations.label(joined));
        assertTrue(lookup.has(joined) && lookup.has(value), joined);
    }
}
