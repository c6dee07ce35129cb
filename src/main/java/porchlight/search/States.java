package porchlight.search;

import porchlight.listing.PlaceNames;

/** The states of the United States, by the names that people write after a city. */
public final class States {
    /** The maximum number of words in a state's name. */
    public static final int LONGEST = 3;

    private States() {}

    /**
     * The two-letter code in capitals for a name or a code; null for anything else. The input is as {@link
     * Vocabulary#plain} writes it.
     */
    public static @org.jspecify.annotations.Nullable String code(String plainName) {
        return PlaceNames.stateCode(plainName);
    }
}
