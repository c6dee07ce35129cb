package porchlight.search;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import porchlight.listing.FeatureGroup;
import porchlight.listing.MlsProfile;
import porchlight.odata.Filter;
import porchlight.site.PlaceTerms;

/** The names in a feed, used to interpret a line of text and to offer choices in the form. */
public interface Vocabulary {
    KnownCities cities();

    Choices choices();

    /** Names for parts of addresses where the homes are. */
    PlaceTerms terms();

    /** What homes cost. */
    UsualPrices prices();

    /** The year in which the feed was last read, where its homes are; 0 if it hasn't been. */
    int year();

    /** Whether visitors can search by the features in a group. */
    boolean offers(FeatureGroup group);

    /** The features that homes of the feed have or may have, by group; none while nothing is known. */
    Map<FeatureGroup, List<String>> features();

    /** The features of homes that these words name, given as {@link #plain} writes them. */
    Optional<Criterion> feature(String plainWords);

    /** The place or school with this name, given as {@link #plain} writes it. */
    Optional<Criterion> named(String plainName);

    /**
     * A typed place, school, or kind of home in the feed's spelling, regardless of case, accents, and signs; as typed
     * while the feed's names are not all known; empty if they are and this is not one of them.
     */
    Optional<Criterion> spelled(Criterion typed);

    /**
     * The place, school, or street whose name is nearly this one, given as {@link #plain} writes it; empty for none, and
     * while the feed's names are not all known.
     */
    Optional<Criterion> almost(String plainName);

    /** Where an address, a street, or a place is; empty if it is unknown or hidden. */
    Optional<Filter.Position> whereIs(String place);

    /** A few places and schools that an unknown name may stand for, the likeliest first. */
    List<Criterion> near(Criterion typed);

    /** Whether a home's street name contains these words in any spelling; without a house number. */
    boolean isStreet(String words);

    /** Whether a home with a public address has this one, including its number. */
    boolean isAddress(AddressLine line);

    /** The listing numbers that match this one, with or without the MLS's prefix. */
    List<String> listingIds(MlsNumber number);

    /** Whether the site knows which listings are its own brokerage's. */
    boolean hasOurs();

    /** Whether these are all names of the feed: false until the feed has been read once. */
    boolean isComplete();

    /** What is known before anything has been read. */
    static Vocabulary of(KnownCities cities, MlsProfile profile) {
        return of(
                cities,
                Choices.standard(profile.statuses().stream().sorted().toList()),
                !profile.ours().isNone());
    }

    static Vocabulary of(KnownCities cities, Choices choices, boolean hasOurs) {
        return new Vocabulary() {
            @Override
            public KnownCities cities() {
                return cities;
            }

            @Override
            public Choices choices() {
                return choices;
            }

            @Override
            public PlaceTerms terms() {
                return PlaceTerms.UNITED_STATES;
            }

            @Override
            public boolean offers(FeatureGroup group) {
                return FeatureGroup.STANDARD.contains(group);
            }

            @Override
            public Map<FeatureGroup, List<String>> features() {
                return Map.of();
            }

            @Override
            public Optional<Criterion> named(String plainName) {
                return cities.plainly(plainName);
            }

            @Override
            public Optional<Criterion> spelled(Criterion typed) {
                return Optional.of(typed);
            }

            @Override
            public Optional<Filter.Position> whereIs(String place) {
                return Optional.empty();
            }

            @Override
            public UsualPrices prices() {
                return UsualPrices.UNKNOWN;
            }

            @Override
            public int year() {
                return 0;
            }

            @Override
            public Optional<Criterion> feature(String plainWords) {
                return Optional.empty();
            }

            @Override
            public Optional<Criterion> almost(String plainName) {
                return Optional.empty();
            }

            @Override
            public List<Criterion> near(Criterion typed) {
                return List.of();
            }

            @Override
            public boolean isStreet(String words) {
                return false;
            }

            @Override
            public boolean isAddress(AddressLine line) {
                return false;
            }

            @Override
            public List<String> listingIds(MlsNumber number) {
                return List.of();
            }

            @Override
            public boolean hasOurs() {
                return hasOurs;
            }

            @Override
            public boolean isComplete() {
                return false;
            }
        };
    }

    /**
     * A name in its form for comparison: lower case, no accents, no apostrophes or dots, words separated by one blank.
     */
    static String plain(String name) {
        var text = java.text.Normalizer.normalize(name.toLowerCase(Locale.ROOT), java.text.Normalizer.Form.NFD);
        var plain = new StringBuilder(text.length());
        var gap = false;
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\'' || c == '’' || c == '.' || Character.getType(c) == Character.NON_SPACING_MARK) continue;
            if (Character.isLetterOrDigit(c)) {
                if (gap && !plain.isEmpty()) plain.append(' ');
                gap = false;
                plain.append(c);
            } else gap = true;
        }
        return plain.toString();
    }

    /** The words of a name, as {@link #plain} writes them. */
    static List<String> words(String name) {
        var plain = plain(name);
        return plain.isEmpty() ? List.of() : List.of(plain.split(" "));
    }
}
