package porchlight.listing;

import java.util.List;

/** A titled group of facts as shown on the detail page. */
public record Facts(String title, List<Fact> facts) {
    public Facts {
        facts = List.copyOf(facts);
    }

    /** One labelled fact, its value in words with its unit. */
    public record Fact(String label, String value) {}
}
