package porchlight.search;

import porchlight.listing.PlaceNames;

/** The states of the United States by the names people write after a city. */
public final class States {
    /** The most words a state's name has. */
    public static final int LONGEST = 3;

    private States() {}

    /** Two letters in capitals for a name or for two letters; null for what is no state. Both as {@link Vocabulary#plain} writes them. */
    public static @org.jspecify.annotations.Nullable String code(String plainName) {
        return PlaceNames.stateCode(plainName);
    }
}
