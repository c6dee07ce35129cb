package porchlight.place;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
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
import porchlight.search.TypoDistance;
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
            String href) {
        private Suggestion counting(int homes) {
            return new Suggestion(kind, text, detail, homes, href);
        }
    }

    /** A name's spellings for comparison. */
    record Words(String plain, String compact, String[] words, String[] canonical) {
        static Words of(String name) {
            var words = Vocabulary.words(name);
            return new Words(
                    Vocabulary.plain(name),
                    AddressLine.compact(name),
                    words.toArray(new String[0]),
                    words.stream().map(AddressLine::canonical).toArray(String[]::new));
        }
    }

    /** @param place null for a street, which is not a field of the form */
    private record Named(Suggestion suggestion, @Nullable Criterion place, Words words) {}

    private Suggestions(List<Named> names, Snapshot snapshot, Addresses known) {
        this.names = names;
        this.snapshot = snapshot;
        this.known = known;
    }

    static Suggestions of(Snapshot snapshot, PlaceCounts counts, KnownCities cities, Addresses known) {
        var names = new ArrayList<Named>();
        counts.places().forEach((place, named) -> {
            if (named.forSale() > 0)
                names.add(new Named(suggestion(place, named.forSale(), named.within(), cities), place, named.words()));
        });
        streets(counts).values().forEach(names::add);
        names.sort(Comparator.comparing((Named named) -> named.suggestion.kind())
                .thenComparing(named -> -zero(named.suggestion.count()))
                .thenComparing(named -> named.suggestion.text()));
        return new Suggestions(List.copyOf(names), snapshot, known);
    }

    /** Streets with homes on the market, each under its most frequent spelling, with the homes of all spellings. */
    private static Map<String, Named> streets(PlaceCounts counts) {
        var streets = new HashMap<String, Named>();
        counts.streets().entrySet().stream()
                .filter(street -> street.getValue().onMarket() > 0)
                .sorted(Map.Entry.<String, PlaceCounts.Street>comparingByValue(
                                Comparator.comparingInt(PlaceCounts.Street::onMarket))
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(street -> streets.merge(
                        street.getValue().words().compact(),
                        street(street.getKey(), street.getValue()),
                        (first, other) -> new Named(
                                first.suggestion.counting(
                                        zero(first.suggestion.count()) + zero(other.suggestion.count())),
                                null,
                                first.words)));
        return streets;
    }

    private static Named street(String name, PlaceCounts.Street street) {
        return new Named(
                new Suggestion(
                        Kind.STREET,
                        name,
                        null,
                        street.onMarket(),
                        search(new Criterion.Somewhere(name)).path()),
                null,
                street.words());
    }

    /** A suggestion with the number of homes that it leads to. */
    private Suggestion counted(Suggestion offer) {
        if (offer.kind() != Kind.STREET) return offer;
        var count = onStreet.computeIfAbsent(
                offer.text(),
                text -> snapshot.select(List.of(SearchQuery.OF_DEFAULT_STATUS, new Criterion.Somewhere(text).homes()))
                        .size());
        return offer.counting(count);
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
            known.beginning(typed)
                    .filter(entry -> shown.test(entry.listingKey()))
                    .limit(MOST_OF_A_KIND)
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
        return known.numbered(number)
                .filter(entry -> shown.test(entry.listingKey()))
                .limit(MOST_OF_NUMBERS)
                .map(entry -> home(Kind.MLS_NUMBER, entry.listingId(), entry));
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
        var name = named.words.words();
        var best = -1;
        for (int from = 0; from + typed.length <= name.length; from++) {
            var typos = from == 0 ? 0 : 1;
            for (int i = 0; i < typed.length && typos >= 0; i++) {
                var most = Math.min(allowed, typed[i].length() >= 8 ? 2 : typed[i].length() >= 4 ? 1 : 0);
                var meant = named.words.canonical()[from + i];
                var isSame = canonical[i].equals(meant) || AddressLine.hasPrefix(meant, typed[i]);
                var slip = isSame ? 0 : TypoDistance.ofPrefix(typed[i], name[from + i], most);
                typos = slip < 0 ? -1 : typos + 2 * slip;
            }
            if (typos >= 0 && (best < 0 || typos < best)) best = typos;
        }
        return best;
    }
}
