package porchlight.listing;

import java.util.List;
import java.util.Optional;

/** A titled group of facts as shown on the detail page. */
public record Facts(String title, List<Fact> facts) {
    public Facts {
        facts = List.copyOf(facts);
    }

    /**
     * One labeled fact, its value in words with its unit.
     * @param field its RESO name
     */
    public record Fact(String field, String label, String value) {}

    /** The value of a field in any of the groups. */
    public static Optional<String> value(List<Facts> groups, String field) {
        return groups.stream()
                .flatMap(group -> group.facts().stream())
                .filter(fact -> fact.field().equals(field))
                .map(Fact::value)
                .findFirst();
    }
}
