package porchlight.place;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Snapshot;
import porchlight.listing.FeatureGroup;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyType;
import porchlight.odata.Filter;
import porchlight.search.AddressLine;
import porchlight.search.Choices;
import porchlight.search.Criterion;
import porchlight.search.FeaturePhrases;
import porchlight.search.KnownCities;
import porchlight.search.MlsNumber;
import porchlight.search.UsualPrices;
import porchlight.search.Vocabulary;
import porchlight.site.PlaceTerms;

/**
 * The names of the feed's places, schools, streets, and homes as of a catalog snapshot. It is used to interpret lines
 * of text, to make suggestions during typing, and to count each place's homes. Immutable.
 */
public final class PlaceIndex implements Vocabulary {
    /** Fields of Property whose values are names of places, schools, kinds of homes, and features. */
    public static List<String> namedFields(MlsProfile profile) {
        return Stream.concat(Spellings.FIELDS.stream(), FeatureGroup.fields(FeatureGroup.of(profile)).stream())
                .toList();
    }

    private static final String SCHOOL = " school";

    private final Snapshot snapshot;
    private final KnownCities cities;
    private final List<PlaceCount> counts;
    private final Choices choices;
    private final PlaceTerms terms;
    private final Map<String, Criterion> names = new HashMap<>();
    /** Keyed by normalized spelling: "Saint Johns" equals "St. Johns". */
    private final Map<String, Criterion> canonicalNames = new HashMap<>();

    private final Addresses addresses;
    private final Spellings spellings;
    private final KnownFeatures features;
    private final FeaturePhrases phrases;
    private final UsualPrices prices;
    private final int year;
    private final Suggestions suggestions;
    private final NearNames near;
    private final PlaceDirectory directory;
    private final HomeIndex homes;
    private final boolean hasOurs;

    private PlaceIndex(
            Snapshot snapshot,
            PlaceCounts counted,
            MlsProfile profile,
            Optional<Map<String, Set<String>>> lookups,
            PlaceDirectory directory,
            HomeIndex homes,
            @Nullable PlaceIndex before) {
        this.snapshot = snapshot;
        year = snapshot.isEmpty()
                ? 0
                : snapshot.asOf().atZone(profile.timeZone()).getYear();
        this.directory = directory;
        this.homes = homes;
        cities = KnownCities.of(counted.cities().keySet());
        counts = counted.cities().entrySet().stream()
                .map(entry ->
                        new PlaceCount(entry.getKey(), entry.getValue().all().shown()))
                .filter(city -> city.count() > 0)
                .sorted(Comparator.comparingLong(PlaceCount::count)
                        .reversed()
                        .thenComparing(PlaceCount::name)
                        .thenComparing(city -> city.city().state()))
                .toList();
        choices = choices(snapshot.complete(), counted, profile);
        hasOurs = !profile.ours().isNone();
        terms = counted.isCanadian() ? PlaceTerms.CANADA : PlaceTerms.UNITED_STATES;
        counted.places().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparingInt(PlaceIndex::rank)
                        .thenComparing(place -> place.params().get(0).value())))
                .forEach(entry -> name(entry.getKey(), entry.getValue().words()));
        addresses = new Addresses(snapshot, counted);
        spellings = Spellings.of(counted, snapshot.complete(), lookups);
        features = KnownFeatures.of(FeatureGroup.of(profile), snapshot, lookups);
        phrases = before != null && before.features.values().equals(features.values())
                ? before.phrases
                : FeaturePhrases.of(features.values());
        prices = UsualPrices.of(snapshot);
        suggestions = Suggestions.of(snapshot, counted, cities, addresses);
        var streets = counted.streets().keySet();
        near = before == null ? NearNames.of(names, streets) : before.near.next(names, streets);
    }

    /**
     * The index of a catalog's first snapshot.
     *
     * @param counts counted from this snapshot
     * @param lookups the feed's own values for its fields, empty until they have been read
     */
    static PlaceIndex of(
            Snapshot snapshot, PlaceCounts counts, MlsProfile profile, Optional<Map<String, Set<String>>> lookups) {
        return new PlaceIndex(
                snapshot,
                counts,
                profile,
                lookups,
                PlaceDirectory.NONE.next(snapshot, counts, counts.takeChangedCities()),
                HomeIndex.NONE.next(snapshot, counts, counts.takeChangedGroups()),
                null);
    }

    /** The index of a later snapshot, which the counts have followed. Takes over what has not changed. */
    PlaceIndex next(Snapshot now, PlaceCounts counted, MlsProfile profile, Optional<Map<String, Set<String>>> lookups) {
        return new PlaceIndex(
                now,
                counted,
                profile,
                lookups,
                directory.next(now, counted, counted.takeChangedCities()),
                homes.next(now, counted, counted.takeChangedGroups()),
                this);
    }

    /** Adds the meaning of a name: cities take precedence over neighborhoods, and those over schools. */
    private void name(Criterion place, Suggestions.Words words) {
        var name = words.plain();
        names.putIfAbsent(name, place);
        canonicalNames.putIfAbsent(words.compact(), place);
        if (place instanceof Criterion.Place region && region.kind() == Criterion.Place.Kind.REGION)
            for (var word : List.of(" region", " county")) otherName(name + word, place);
        // "Grant High" is also called "Grant High School", and vice versa.
        if (place instanceof Criterion.School)
            otherName(
                    name.endsWith(SCHOOL) ? name.substring(0, name.length() - SCHOOL.length()) : name + SCHOOL, place);
    }

    private void otherName(String name, Criterion place) {
        if (names.putIfAbsent(name, place) == null) canonicalNames.putIfAbsent(AddressLine.compact(name), place);
    }

    private static int rank(Criterion criterion) {
        return criterion instanceof Criterion.Place place ? place.kind().ordinal() : 9;
    }

    private static Choices choices(boolean complete, PlaceCounts counts, MlsProfile profile) {
        var statuses = profile.statuses().stream().sorted().toList();
        if (!complete) return Choices.standard(statuses);
        var types = counts.types().keySet();
        return new Choices(
                PropertyType.values(PropertyType.OFFERED).stream()
                        .filter(types::contains)
                        .toList(),
                counts.subTypes().entrySet().stream()
                        .sorted(Map.Entry.<String, PlaceCounts.Tally>comparingByValue(
                                        Comparator.comparingInt(PlaceCounts.Tally::homes))
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(Map.Entry::getKey)
                        .toList(),
                statuses);
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
    public boolean hasOurs() {
        return hasOurs;
    }

    @Override
    public boolean offers(FeatureGroup group) {
        return features.offers(group);
    }

    @Override
    public Map<FeatureGroup, List<String>> features() {
        return features.values();
    }

    @Override
    public Optional<Criterion> named(String plainName) {
        var name = names.get(plainName);
        return Optional.ofNullable(name != null ? name : canonicalNames.get(AddressLine.compact(plainName)));
    }

    @Override
    public Optional<Criterion> spelled(Criterion typed) {
        return typed instanceof Criterion.Facet facet ? features.spelled(facet) : spellings.of(typed);
    }

    @Override
    public Optional<Filter.Position> whereIs(String place) {
        return new Whereabouts(snapshot, this).of(place);
    }

    @Override
    public UsualPrices prices() {
        return prices;
    }

    @Override
    public int year() {
        return year;
    }

    @Override
    public Optional<Criterion> feature(String plainWords) {
        return phrases.meaning(plainWords);
    }

    @Override
    public Optional<Criterion> almost(String plainName) {
        return near.to(plainName);
    }

    @Override
    public List<Criterion> near(Criterion typed) {
        if (typed instanceof Criterion.Facet facet) return features.near(facet);
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
        return snapshot.complete();
    }

    /** The catalog that it belongs to. */
    Snapshot snapshot() {
        return snapshot;
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
}
