package porchlight.site;

/**
 * What parts of places are called in the country of the site's homes, as said within a sentence.
 *
 * @param code a postal code, as briefly as people say it
 * @param county what {@code CountyOrParish} is
 * @param keyboard of a field for postal codes
 */
public record PlaceTerms(
        String code, String postalCode, String postalCodes, String county, String counties, String keyboard) {
    public static final PlaceTerms UNITED_STATES =
            new PlaceTerms("ZIP", "ZIP code", "ZIP codes", "county", "counties", "numeric");
    public static final PlaceTerms CANADA =
            new PlaceTerms("postal code", "postal code", "postal codes", "region", "regions", "text");

    /** The same at the start of labels. */
    public PlaceTerms labels() {
        return new PlaceTerms(
                capital(code), capital(postalCode), capital(postalCodes), capital(county), capital(counties), keyboard);
    }

    private static String capital(String term) {
        return Character.toUpperCase(term.charAt(0)) + term.substring(1);
    }

    /** The label of the search line. */
    public String line() {
        return "City, " + code + ", address or MLS number";
    }
}
