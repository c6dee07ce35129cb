package porchlight.place;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.Snapshot;
import porchlight.listing.PostalCode;
import porchlight.message.Messages;
import porchlight.search.AddressLine;
import porchlight.search.Criterion;
import porchlight.search.KnownCities;
import porchlight.search.MlsNumber;
import porchlight.search.SearchQuery;
import porchlight.search.Vocabulary;

/**
 * Suggestions during typing: places and schools with their number of homes, streets, public addresses, and MLS numbers.
 * Words may be incomplete and contain typing errors: one in words of four letters, two in words of eight or more.
 */
public final class Suggestions {
    private static final int MOST = 8;
    private static final int MOST_OF_A_KIND = 4;
    private static final int MOST_MEANT = 3;
    private static final int MOST_OF_NUMBERS = 3;
    private static final int SHORTEST_NUMBER = 4;

    private final List<Named> names;
    private final Snapshot snapshot;
    private final Addresses known;
    private final Homes addresses;
    private final Homes numbers;
    /** Sorted by what follows the MLS's prefix. */
    private final Homes digits;
    /** Sorted by the number with its MLS's mark, or without. */
    private final Homes otherwise;
    /** Homes on a street, counted when it is first suggested. */
    private final Map<String, Integer> onStreet = new ConcurrentHashMap<>();

    /** Kinds of suggestions; among places, the ones meant most often come first. */
    public enum Kind {
        CITY,
        NEIGHBORHOOD,
        ZIP_CODE,
        POSTAL_CODE,
        COUNTY,
        REGION,
        STREET,
        SCHOOL,
        ADDRESS,
        MLS_NUMBER;

        private final String label = Messages.text(
                "place.suggestion." + name().toLowerCase(Locale.ROOT).replace('_', '-'));

        @JsonValue
        String label() {
            return label;
        }
    }

    /**
     * A suggestion.
     *
     * @param kind a label that scripts show: Kind.CITY, "ZIP code" …
     * @param text the search field's text after it is selected
     * @param detail what distinguishes it from others, null for none
     * @param count homes for sale, null for a single home
     * @param href its link
     */
    public record Suggestion(
            Kind kind,
            String text,
            @Nullable String detail,
            @Nullable Integer count,
            String href) {}

    /** @param place null for a street, which is not a field of the form */
    private record Named(Suggestion suggestion, @Nullable Criterion place, String[] words, String[] canonical) {}

    private Suggestions(List<Named> names, Snapshot snapshot, List<IndexedListing> entries, Addresses known) {
        this.names = names;
        this.snapshot = snapshot;
        this.known = known;
        var shown = entries.stream()
                .filter(entry -> entry.address().street() != null)
                .toList();
        addresses = Homes.by(shown, entry -> Vocabulary.plain(entry.address().full()));
        numbers = Homes.by(entries, entry -> MlsNumber.plain(entry.listingId()));
        digits = Homes.by(entries, entry -> MlsNumber.digits(entry.listingId()));
        otherwise = Homes.by(entries, entry -> MlsNumber.otherwise(entry.listingKey(), entry.listingId()));
    }

    static Suggestions of(
            Snapshot snapshot,
            List<IndexedListing> entries,
            PlaceIndex.Places places,
            KnownCities cities,
            Addresses known) {
        var names = new ArrayList<Named>();
        places.counts().forEach((place, count) -> {
            if (count > 0) names.add(named(suggestion(place, count, places.within(place), cities), place));
        });
        streets(entries)
                .forEach((street, count) -> names.add(named(
                        new Suggestion(
                                Kind.STREET,
                                street,
                                null,
                                count,
                                search(new Criterion.Somewhere(street)).path()),
                        null)));
        names.sort(Comparator.comparing((Named named) -> named.suggestion.kind())
                .thenComparing(named -> -zero(named.suggestion.count())));
        return new Suggestions(List.copyOf(names), snapshot, entries, known);
    }

    private static Named named(Suggestion suggestion, @Nullable Criterion place) {
        var words = Vocabulary.words(suggestion.text());
        return new Named(
                suggestion,
                place,
                words.toArray(new String[0]),
                words.stream().map(AddressLine::canonical).toArray(String[]::new));
    }

    /** Streets with homes on the market, each under its first spelling, with the number of homes in all spellings. */
    private static LinkedHashMap<String, Integer> streets(List<IndexedListing> entries) {
        var spelled = new HashMap<String, String>();
        var streets = new LinkedHashMap<String, Integer>();
        for (var entry : entries) {
            var name = entry.streetName();
            if (name == null || !SearchQuery.isOfDefaultStatus(entry)) continue;
            streets.merge(spelled.computeIfAbsent(AddressLine.compact(name), any -> name), 1, Integer::sum);
        }
        return streets;
    }

    /** A suggestion with the number of homes that it leads to. */
    private Suggestion counted(Suggestion offer) {
        if (offer.kind() != Kind.STREET) return offer;
        var count = onStreet.computeIfAbsent(
                offer.text(),
                text -> snapshot.select(List.of(SearchQuery.OF_DEFAULT_STATUS, new Criterion.Somewhere(text).homes()))
                        .size());
        return new Suggestion(offer.kind(), offer.text(), offer.detail(), count, offer.href());
    }

    private static Suggestion suggestion(Criterion place, int count, @Nullable String in, KnownCities cities) {
        if (place instanceof Criterion.School school)
            return new Suggestion(
                    Kind.SCHOOL, school.name(), in, count, search(place).path());
        var known = (Criterion.Place) place;
        return switch (known.kind()) {
            case CITY ->
                new Suggestion(
                        Kind.CITY,
                        known.value(),
                        in,
                        count,
                        cities.named(known.value())
                                .map(KnownCities.City::path)
                                .orElse(search(place).path()));
            case ZIP ->
                new Suggestion(
                        PostalCode.isCanadian(known.value()) ? Kind.POSTAL_CODE : Kind.ZIP_CODE,
                        known.value(),
                        in,
                        count,
                        search(place).path());
            case REGION ->
                new Suggestion(
                        Kind.REGION, known.label(), in, count, search(place).path());
            case COUNTY ->
                new Suggestion(
                        Kind.COUNTY, known.label(), in, count, search(place).path());
            case SUBDIVISION ->
                new Suggestion(
                        Kind.NEIGHBORHOOD,
                        known.value(),
                        in,
                        count,
                        search(place).path());
        };
    }

    private static SearchQuery search(Criterion criterion) {
        return SearchQuery.ALL.with(List.of(criterion));
    }

    private static int zero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    /**
     * Completions of a partial line, the likeliest first; none for fewer than two letters.
     *
     * @param shown whether a listing may still be shown, by its key
     */
    public List<Suggestion> of(String typed, Predicate<String> shown) {
        var plain = Vocabulary.plain(typed);
        if (plain.length() < 2) return List.of();
        var words = plain.split(" ");
        var found = new ArrayList<Suggestion>();
        var number = MlsNumber.of(typed);
        if (number != null && number.text().length() >= SHORTEST_NUMBER)
            byNumber(number, shown).forEach(found::add);
        if (Character.isDigit(plain.charAt(0)))
            byAddress(typed, plain, shown)
                    .forEach(entry ->
                            found.add(home(Kind.ADDRESS, entry.address().full(), entry)));
        found.addAll(places(words));
        return found.stream().limit(MOST).toList();
    }

    private static Suggestion home(Kind kind, String text, IndexedListing entry) {
        var detail = kind == Kind.ADDRESS ? entry.listingId() : entry.address().full();
        return new Suggestion(kind, text, detail, null, entry.path());
    }

    private Stream<Suggestion> byNumber(MlsNumber number, Predicate<String> shown) {
        var typed = MlsNumber.plain(number.text());
        return Stream.of(numbers, digits, otherwise)
                .flatMap(homes -> homes.startingWith(typed, MOST_OF_NUMBERS, shown).stream())
                .distinct()
                .limit(MOST_OF_NUMBERS)
                .map(entry -> home(Kind.MLS_NUMBER, entry.listingId(), entry));
    }

    /** Exact matches of the typed beginning, followed by matches in another spelling. */
    private Stream<IndexedListing> byAddress(String typed, String plain, Predicate<String> shown) {
        var line = AddressLine.of(typed);
        var spelled = known.at(line.number()).stream()
                .filter(at -> at.home().startsWithLine(line))
                .map(Addresses.At::entry)
                .filter(entry -> shown.test(entry.listingKey()));
        return Stream.concat(addresses.startingWith(plain, MOST_OF_A_KIND, shown).stream(), spelled)
                .distinct()
                .limit(MOST_OF_A_KIND);
    }

    private record Scored(Named named, int typos) {}

    private List<Suggestion> places(String[] typed) {
        var perKind = new EnumMap<Kind, Integer>(Kind.class);
        return matches(typed)
                .map(Named::suggestion)
                .filter(each -> perKind.merge(each.kind(), 1, Integer::sum) <= MOST_OF_A_KIND)
                .limit(MOST)
                .map(this::counted)
                .toList();
    }

    /** Places and schools with homes for sale that a name may stand for: of the same kind, or else of others. */
    List<Criterion> near(Criterion name) {
        var typed = Vocabulary.words(name.params().get(0).value()).toArray(new String[0]);
        if (typed.length == 0) return List.of();
        var found = matches(typed).map(Named::place).filter(Objects::nonNull).toList();
        var same = found.stream().filter(place -> place.field() == name.field()).toList();
        return (same.isEmpty() ? found : same).stream().limit(MOST_MEANT).toList();
    }

    /** Names with this beginning, or else those that match it with typing errors; the likeliest first. */
    private Stream<Named> matches(String[] typed) {
        var found = scored(typed, 0);
        if (found.isEmpty()) found = scored(typed, 2);
        return found.stream().sorted(Comparator.comparingInt(Scored::typos)).map(Scored::named);
    }

    private List<Scored> scored(String[] typed, int allowed) {
        var found = new ArrayList<Scored>();
        var canonical = Stream.of(typed).map(AddressLine::canonical).toArray(String[]::new);
        for (var named : names) {
            var typos = typos(typed, canonical, named, allowed);
            if (typos >= 0) found.add(new Scored(named, typos));
        }
        return found;
    }

    /**
     * The number of typing errors between the typed words and the beginnings of consecutive words in a name; -1 if
     * there are too many. Matches of a name's first word sort before others.
     */
    private static int typos(String[] typed, String[] canonical, Named named, int allowed) {
        var name = named.words;
        var best = -1;
        for (int from = 0; from + typed.length <= name.length; from++) {
            var typos = from == 0 ? 0 : 1;
            for (int i = 0; i < typed.length && typos >= 0; i++) {
                var most = Math.min(allowed, typed[i].length() >= 8 ? 2 : typed[i].length() >= 4 ? 1 : 0);
                var meant = named.canonical[from + i];
                var isSame = canonical[i].equals(meant) || AddressLine.hasPrefix(meant, typed[i]);
                var slip = isSame ? 0 : TypoDistance.ofPrefix(typed[i], name[from + i], most);
                typos = slip < 0 ? -1 : typos + 2 * slip;
            }
            if (typos >= 0 && (best < 0 || typos < best)) best = typos;
        }
        return best;
    }

    /** Homes sorted by a text, for lookup by prefix. */
    private record Homes(String[] texts, IndexedListing[] entries) {
        static Homes by(List<IndexedListing> entries, java.util.function.Function<IndexedListing, String> text) {
            record Pair(String text, IndexedListing entry) {}
            var sorted = entries.stream()
                    .map(entry -> new Pair(text.apply(entry), entry))
                    .sorted(Comparator.comparing(Pair::text))
                    .toList();
            return new Homes(
                    sorted.stream().map(Pair::text).toArray(String[]::new),
                    sorted.stream().map(Pair::entry).toArray(IndexedListing[]::new));
        }

        List<IndexedListing> startingWith(String prefix, int most, Predicate<String> shown) {
            var at = Arrays.binarySearch(texts, prefix);
            var found = new ArrayList<IndexedListing>();
            for (int i = at < 0 ? -at - 1 : first(at); i < texts.length && found.size() < most; i++) {
                if (!texts[i].startsWith(prefix)) break;
                if (shown.test(entries[i].listingKey())) found.add(entries[i]);
            }
            return found;
        }

        private int first(int at) {
            var first = at;
            while (first > 0 && texts[first - 1].equals(texts[at])) first--;
            return first;
        }
    }
}
