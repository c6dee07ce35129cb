package porchlight.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.Snapshot;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyType;
import porchlight.search.AddressLine;
import porchlight.search.Choices;
import porchlight.search.Criterion;
import porchlight.search.KnownCities;
import porchlight.search.MlsNumber;
import porchlight.search.SearchQuery;
import porchlight.search.Vocabulary;
import porchlight.site.PlaceTerms;

/**
 * The names of the feed's places, schools, streets, and homes as of a catalog snapshot. It is used to interpret lines
 * of text, to make suggestions during typing, and to count each place's homes. Immutable.
 */
public final class PlaceIndex implements Vocabulary {
    /** Fields of Property whose values are names of places, schools, and kinds of homes. */
    public static final List<String> NAMED_FIELDS = Spellings.FIELDS;

    private final boolean complete;
    private final KnownCities cities;
    private final List<PlaceCount> counts;
    private final Choices choices;
    private final PlaceTerms terms;
    private final Map<String, Criterion> names;
    /** Keyed by normalized spelling: "Saint Johns" equals "St. Johns". */
    private final Map<String, Criterion> canonicalNames = new HashMap<>();

    private final Addresses addresses;

    private final Spellings spellings;
    private final Suggestions suggestions;
    private final PlaceDirectory directory;
    private final HomeIndex homes;

    private PlaceIndex(Snapshot snapshot, MlsProfile profile, Optional<Map<String, Set<String>>> lookups) {
        complete = snapshot.complete();
        var perCity = new HashMap<KnownCities.City, Integer>();
        var places = new Places();
        var entries = snapshot.homes().toList();
        for (var entry : entries) {
            var address = entry.address();
            var forSale = SearchQuery.isShownByDefault(entry);
            if (address.city() != null && address.state() != null)
                perCity.merge(new KnownCities.City(address.city(), address.state()), forSale ? 1 : 0, Integer::sum);
            places.add(entry, forSale);
        }
        cities = KnownCities.of(perCity.keySet());
        counts = perCity.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> new PlaceCount(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(PlaceCount::count).reversed().thenComparing(PlaceCount::name))
                .toList();
        choices = choices(snapshot.complete(), entries, profile);
        terms = terms(entries);
        names = places.names();
        names.forEach((name, place) -> canonicalNames.merge(
                AddressLine.compact(name),
                place,
                (one, other) -> Places.rank(one) <= Places.rank(other) ? one : other));
        addresses = Addresses.of(entries);
        spellings = Spellings.of(places.counts().keySet(), entries, complete, lookups);
        suggestions = Suggestions.of(snapshot, entries, places, cities, addresses);
        directory = PlaceDirectory.of(entries);
        homes = HomeIndex.of(entries);
    }

    /**
     * The index of a catalog snapshot.
     *
     * @param lookups the feed's own values for its fields, empty until they have been read
     */
    static PlaceIndex of(Snapshot snapshot, MlsProfile profile, Optional<Map<String, Set<String>>> lookups) {
        return new PlaceIndex(snapshot, profile, lookups);
    }

    private static Choices choices(boolean complete, List<IndexedListing> entries, MlsProfile profile) {
        var statuses = profile.statuses().stream().sorted().toList();
        if (!complete) return Choices.standard(statuses);
        var types = frequent(entries, IndexedListing::type);
        return new Choices(
                PropertyType.values(PropertyType.OFFERED).stream()
                        .filter(types::contains)
                        .toList(),
                frequent(entries, IndexedListing::subType),
                statuses);
    }

    /** For the country of most homes: some may be abroad or claim to be. */
    private static PlaceTerms terms(List<IndexedListing> entries) {
        var canadian =
                entries.stream().filter(entry -> entry.address().canadian()).count();
        return canadian > entries.size() / 2 ? PlaceTerms.CANADA : PlaceTerms.UNITED_STATES;
    }

    private static List<String> frequent(
            List<IndexedListing> entries, Function<IndexedListing, @Nullable String> value) {
        var counts = new LinkedHashMap<String, Integer>();
        for (var entry : entries) {
            var text = value.apply(entry);
            if (text != null) counts.merge(text, 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public KnownCities cities() {
        return cities;
    }

    /** Cities with homes for sale, most homes first. */
    public List<PlaceCount> counts() {
        return counts;
    }

    /** The city with the most homes for sale. */
    public Optional<KnownCities.City> largest() {
        return counts.stream().findFirst().map(PlaceCount::city);
    }

    @Override
    public Choices choices() {
        return choices;
    }

    @Override
    public PlaceTerms terms() {
        return terms;
    }

    @Override
    public Optional<Criterion> named(String plainName) {
        var name = names.get(plainName);
        return Optional.ofNullable(name != null ? name : canonicalNames.get(AddressLine.compact(plainName)));
    }

    @Override
    public Optional<Criterion> spelled(Criterion typed) {
        return spellings.of(typed);
    }

    @Override
    public List<Criterion> near(Criterion typed) {
        return typed instanceof Criterion.SubTypes ? List.of() : suggestions.near(typed);
    }

    @Override
    public boolean isStreet(String words) {
        return addresses.isStreet(words);
    }

    @Override
    public boolean isAddress(AddressLine line) {
        return addresses.has(line);
    }

    @Override
    public List<String> listingIds(MlsNumber number) {
        return addresses.listingIds(number);
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    /** The places with pages. */
    public PlaceDirectory directory() {
        return directory;
    }

    HomeIndex homes() {
        return homes;
    }

    public Suggestions suggestions() {
        return suggestions;
    }

    /** Places and schools, each with its search and its number of homes for sale. */
    static final class Places {
        private static final String SCHOOL = " school";

        private final Map<Criterion, Integer> counts = new LinkedHashMap<>();
        /** A neighborhood's city, to distinguish two with the same name. */
        private final Map<Criterion, String> within = new HashMap<>();

        void add(IndexedListing entry, boolean forSale) {
            var address = entry.address();
            place(Criterion.Place.Kind.CITY, address.city(), address.state(), forSale);
            place(Criterion.Place.Kind.ZIP, address.postalCode(), address.city(), forSale);
            place(
                    address.canadian() ? Criterion.Place.Kind.REGION : Criterion.Place.Kind.COUNTY,
                    address.county(),
                    address.state(),
                    forSale);
            place(Criterion.Place.Kind.SUBDIVISION, address.subdivision(), address.city(), forSale);
            for (var school : entry.traits().schools()) count(new Criterion.School(school), address.city(), forSale);
        }

        private void place(Criterion.Place.Kind kind, @Nullable String name, @Nullable String in, boolean forSale) {
            if (name != null) count(new Criterion.Place(kind, name), in, forSale);
        }

        private void count(Criterion place, @Nullable String in, boolean forSale) {
            counts.merge(place, forSale ? 1 : 0, Integer::sum);
            if (in != null) within.putIfAbsent(place, in);
        }

        Map<Criterion, Integer> counts() {
            return counts;
        }

        @Nullable
        String within(Criterion place) {
            return within.get(place);
        }

        /** The meaning of each name: cities take precedence over neighborhoods, and those over schools. */
        Map<String, Criterion> names() {
            var names = new HashMap<String, Criterion>();
            var inOrder = new ArrayList<>(counts.keySet());
            inOrder.sort(Comparator.comparingInt(Places::rank));
            for (var place : inOrder) {
                var school = place instanceof Criterion.School;
                var name = Vocabulary.plain(school ? ((Criterion.School) place).name() : place.label());
                names.putIfAbsent(name, place);
                if (place instanceof Criterion.Place region && region.kind() == Criterion.Place.Kind.REGION)
                    for (var word : List.of(" region", " county")) names.putIfAbsent(name + word, place);
                // "Grant High" is also called "Grant High School", and vice versa.
                if (school)
                    names.putIfAbsent(
                            name.endsWith(SCHOOL) ? name.substring(0, name.length() - SCHOOL.length()) : name + SCHOOL,
                            place);
            }
            return names;
        }

        private static int rank(Criterion criterion) {
            return criterion instanceof Criterion.Place place ? place.kind().ordinal() : 9;
        }
    }
}
