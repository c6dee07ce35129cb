package porchlight.brand;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** The last part of a page's address. */
final class Slugs {
    private static final Pattern GOOD = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+){0,11}");
    private static final int LONGEST = 60;

    private Slugs() {}

    static boolean isGood(String slug) {
        return slug.length() <= LONGEST && GOOD.matcher(slug).matches();
    }

    /** A good one that is like this. */
    static String of(String text) {
        var plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return plain.isEmpty() ? "page" : plain.substring(0, Math.min(LONGEST, plain.length()));
    }
}
