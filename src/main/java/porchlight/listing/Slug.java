package porchlight.listing;

import java.text.Normalizer;
import java.util.Locale;

/** The readable part of a URL: lowercase ASCII words joined by hyphens. */
public final class Slug {
    private Slug() {}

    /**
     * "obryants-ferry" for "O'Bryant's Ferry"; empty for a text without Latin letters or digits.
     */
    public static String of(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("['’.]", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
    }
}
