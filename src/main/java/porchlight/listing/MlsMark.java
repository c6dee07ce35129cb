package porchlight.listing;

import java.util.Locale;

/**
 * The letters by which who distributes the listings of several MLSs tells them apart: keys begin with them, and mostly the
 * numbers, too.
 */
public final class MlsMark {
    private static final int MOST_LETTERS = 6;

    private MlsMark() {}

    /** The letters that a key begins with, in capitals; empty for none. */
    public static String of(String listingKey) {
        var letters = 0;
        while (letters < listingKey.length() && Character.isLetter(listingKey.charAt(letters))) letters++;
        return letters > MOST_LETTERS ? "" : listingKey.substring(0, letters).toUpperCase(Locale.ROOT);
    }

    /** The MLS's own number of a listing. */
    static String without(String listingKey, String listingId) {
        var mark = of(listingKey);
        return listingId.length() > mark.length() && listingId.regionMatches(true, 0, mark, 0, mark.length())
                ? listingId.substring(mark.length())
                : listingId;
    }
}
