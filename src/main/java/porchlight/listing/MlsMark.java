package porchlight.listing;

import java.util.Locale;

/**
 * The letters with which a distributor of several MLSs' listings tells them apart. Keys begin with
 * them, and so do most listing numbers.
 */
public final class MlsMark {
    private static final int MOST_LETTERS = 6;

    private MlsMark() {}

    /** The letters that a key begins with, in upper case; empty for none. */
    public static String of(String listingKey) {
        var letters = 0;
        while (letters < listingKey.length() && Character.isLetter(listingKey.charAt(letters))) letters++;
        return letters > MOST_LETTERS ? "" : listingKey.substring(0, letters).toUpperCase(Locale.ROOT);
    }

    /** The MLS's own number for a listing. */
    static String without(String listingKey, String listingId) {
        var mark = of(listingKey);
        return listingId.length() > mark.length() && listingId.regionMatches(true, 0, mark, 0, mark.length())
                ? listingId.substring(mark.length())
                : listingId;
    }
}
