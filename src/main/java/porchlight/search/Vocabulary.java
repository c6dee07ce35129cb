package porchlight.search;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import porchlight.listing.MlsProfile;
import porchlight.site.PlaceTerms;

/** The names a feed uses, by which a line of text is understood and the form offers its choices. */
public interface Vocabulary {
    KnownCities cities();

    Choices choices();

    /** What parts of places are called where the homes are. */
    PlaceTerms terms();

    /** The place or school that is called so; the name as {@link #plain} writes it. */
    Optional<Criterion> named(String plainName);

    /**
     * A typed place, school or kind of home as the feed spells it, whatever its case, accents and signs are; as it was
     * typed where the feed's names are not all known, empty where they are and this is none of them.
     */
    Optional<Criterion> spelled(Criterion typed);

    /** Places and schools that may be meant by a name that is none, the likeliest first; few. */
    List<Criterion> near(Criterion typed);

    /** Whether the name of some home's street holds these words in any spelling; without a house number. */
    boolean isStreet(String words);

    /** Whether a home with a known address has this one, its number included. */
    boolean isAddress(AddressLine line);

    /** The numbers of listings that go by this one, with the MLS's prefix or without. */
    List<String> listingIds(MlsNumber number);

    /** Whether these are all the names of the feed: false until it was read once. */
    boolean isComplete();

    /** What is known before anything was read. */
    static Vocabulary of(KnownCities cities, MlsProfile profile) {
        return of(cities, Choices.standard(profile.statuses().stream().sorted().toList()));
    }

    static Vocabulary of(KnownCities cities, Choices choices) {
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
            public Optional<Criterion> named(String plainName) {
                return cities.plainly(plainName);
            }

            @Override
            public Optional<Criterion> spelled(Criterion typed) {
                return Optional.of(typed);
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
            public boolean isComplete() {
                return false;
            }
        };
    }

    /** A name as it is compared: lower case, no accents, no apostrophes or dots, words parted by one blank. */
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
