package porchlight.site;

import porchlight.message.Messages;

/**
 * The names for parts of addresses in the country of the site's homes, as used within a sentence.
 *
 * @param code a postal code, in its short colloquial form
 * @param county name for {@code CountyOrParish}
 * @param keyboard input mode of a field for postal codes
 */
public record PlaceTerms(
        String code, String postalCode, String postalCodes, String county, String counties, String keyboard) {
    public static final PlaceTerms UNITED_STATES = of("us", "numeric");
    public static final PlaceTerms CANADA = of("ca", "text");

    private static PlaceTerms of(String country, String keyboard) {
        var key = "search.terms." + country;
        return new PlaceTerms(
                Messages.text(key + ".code"),
                Messages.text(key + ".postal-code"),
                Messages.text(key + ".postal-codes"),
                Messages.text(key + ".county"),
                Messages.text(key + ".counties"),
                keyboard);
    }

    /** The same, capitalized for labels. */
    public PlaceTerms labels() {
        return new PlaceTerms(
                capital(code), capital(postalCode), capital(postalCodes), capital(county), capital(counties), keyboard);
    }

    private static String capital(String term) {
        return Character.toUpperCase(term.charAt(0)) + term.substring(1);
    }

    /** The label of the search box. */
    public String line() {
        return Messages.text("search.line", code);
    }
}
