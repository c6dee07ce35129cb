package porchlight.search.results;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Money;
import porchlight.listing.PropertyType;
import porchlight.listing.Trait;
import porchlight.message.Messages;
import porchlight.search.Choices;
import porchlight.search.Criterion;
import porchlight.search.FacetCounts;
import porchlight.search.Feature;
import porchlight.search.KnownCities;
import porchlight.search.OpenOn;
import porchlight.search.Option;
import porchlight.search.SearchField;
import porchlight.search.SearchForm;
import porchlight.search.Words;

/**
 * The choices of each search form field; a value from the URL is always among its field's choices.
 *
 * @param several the choices of place fields with several values, by field
 */
public record FormOptions(
        List<Option> minPrices,
        List<Option> maxPrices,
        List<Option> monthly,
        List<Option> beds,
        List<Option> maxBeds,
        List<Option> baths,
        List<Option> maxBaths,
        List<Option> stories,
        List<Option> garage,
        List<Option> parking,
        List<Option> types,
        List<Option> subtypes,
        List<Option> statuses,
        Map<SearchField, Option> features,
        List<Option> openHouses,
        List<Option> cities,
        List<Option> minAreas,
        List<Option> maxAreas,
        List<Option> minLots,
        List<Option> maxLots,
        List<Option> radii,
        Map<SearchField, List<Option>> several) {
    /** Message for no choice. */
    private static final String NO_MIN = "search.option.no-min";

    private static final String NO_MAX = "search.option.no-max";
    private static final String ANY = "search.option.any";
    private static final String FOR_SALE = "search.option.for-sale";
    private static final List<Long> PRICES = List.of(
            100_000L,
            200_000L,
            300_000L,
            400_000L,
            500_000L,
            600_000L,
            700_000L,
            800_000L,
            900_000L,
            1_000_000L,
            1_250_000L,
            1_500_000L,
            2_000_000L,
            3_000_000L,
            5_000_000L);
    private static final List<Long> RENTS =
            List.of(1_000L, 1_500L, 2_000L, 2_500L, 3_000L, 3_500L, 4_000L, 5_000L, 7_500L);
    private static final List<String> MONTHLY =
            List.of("1500", "2000", "2500", "3000", "3500", "4000", "5000", "6000", "8000", "10000");
    private static final List<String> AREAS =
            List.of("500", "750", "1000", "1250", "1500", "1750", "2000", "2500", "3000", "4000", "5000");
    private static final List<String> AT_LEAST = List.of("1", "2", "3", "4", "5");
    private static final List<String> STORIES = List.of("1", "2", "3");
    private static final List<String> RADII = List.of("0.5", "1", "2", "5", "10", "25");
    private static final List<String> LOTS = List.of("0.1", "0.25", "0.5", "1", "2", "5", "10", "20", "40");

    /** @param tally counts for the form's search, null if it cannot be counted */
    static FormOptions of(
            SearchForm form, Choices choices, KnownCities cities, boolean hasOurs, @Nullable FacetCounts tally) {
        var prices = (PropertyType.isLease(form.value(SearchField.TYPE)) ? RENTS : PRICES)
                .stream().map(String::valueOf).toList();
        var cityNames =
                cities.cities().stream().map(KnownCities.City::name).sorted().toList();
        var subTypes = Stream.concat(choices.subTypes().stream(), form.values(SearchField.SUBTYPE).stream());
        var statuses = Stream.concat(choices.statuses().stream(), form.values(SearchField.STATUS).stream());
        return new FormOptions(
                select(form, SearchField.MIN_PRICE, NO_MIN, prices),
                select(form, SearchField.MAX_PRICE, NO_MAX, prices),
                select(form, SearchField.MAX_MONTHLY, NO_MAX, MONTHLY),
                counted(
                        select(form, SearchField.BEDS, ANY, AT_LEAST),
                        tally,
                        (all, value) ->
                                value.equals(Criterion.Studio.VALUE) ? null : all.withBeds(Integer.parseInt(value))),
                counted(
                        select(form, SearchField.MAX_BEDS, NO_MAX, AT_LEAST),
                        tally,
                        (all, value) -> all.withBedsUpTo(Integer.parseInt(value))),
                counted(
                        select(form, SearchField.BATHS, ANY, AT_LEAST),
                        tally,
                        (all, value) -> all.withBaths(Integer.parseInt(value))),
                counted(
                        select(form, SearchField.MAX_BATHS, NO_MAX, AT_LEAST),
                        tally,
                        (all, value) -> all.withBathsUpTo(Integer.parseInt(value))),
                counted(
                        select(form, SearchField.STORIES, ANY, STORIES),
                        tally,
                        (all, value) -> all.withStories(Integer.parseInt(value))),
                parking(form, tally, Criterion.Parking.Kind.GARAGE),
                parking(form, tally, Criterion.Parking.Kind.ANY),
                counted(
                        select(form, SearchField.TYPE, FOR_SALE, choices.types()),
                        tally,
                        (all, value) -> all.types().get(value)),
                leadingSomewhere(counted(
                        checks(form, SearchField.SUBTYPE, subTypes),
                        tally,
                        (all, value) -> all.subTypes().getOrDefault(value, 0))),
                counted(
                        checks(form, SearchField.STATUS, statuses),
                        tally,
                        (all, value) -> all.statuses().getOrDefault(value, 0)),
                features(form, hasOurs, tally),
                select(
                        form,
                        SearchField.OPEN_HOUSE,
                        ANY,
                        Stream.of(OpenOn.values()).map(OpenOn::value).toList()),
                counted(
                        select(form, SearchField.CITY, ANY, cityNames),
                        tally,
                        (all, value) -> all.cities().getOrDefault(value, 0)),
                select(form, SearchField.MIN_SQFT, NO_MIN, AREAS),
                select(form, SearchField.MAX_SQFT, NO_MAX, AREAS),
                select(form, SearchField.MIN_LOT, NO_MIN, LOTS),
                select(form, SearchField.MAX_LOT, NO_MAX, LOTS),
                radii(form),
                several(form));
    }

    private static List<Option> parking(SearchForm form, @Nullable FacetCounts tally, Criterion.Parking.Kind kind) {
        return counted(
                select(form, kind.param(), ANY, AT_LEAST),
                tally,
                (all, value) -> all.with(kind, Integer.parseInt(value)));
    }

    private static Map<SearchField, Option> features(SearchForm form, boolean hasOurs, @Nullable FacetCounts tally) {
        var features = new EnumMap<SearchField, Option>(SearchField.class);
        for (var feature : Feature.values()) {
            var field = feature.field();
            features.put(
                    field,
                    new Option(
                            field.param(),
                            feature.label(),
                            form.value(field).equals("yes"),
                            tally == null ? null : tally.with(feature.trait())));
        }
        var back = SearchField.BACK_ON_MARKET;
        features.put(
                back,
                new Option(
                        back.param(),
                        new Criterion.BackOnMarket().label(),
                        form.value(back).equals("yes")));
        var ours = SearchField.OURS;
        // An error about it has to have a place in the form.
        if (hasOurs || !form.value(ours).isEmpty())
            features.put(
                    ours,
                    new Option(
                            ours.param(),
                            new Criterion.Ours().label(),
                            form.value(ours).equals("yes"),
                            tally == null ? null : tally.with(Trait.OURS)));
        return features;
    }

    /** One mile by default. */
    private static List<Option> radii(SearchForm form) {
        var isUnset = form.value(SearchField.RADIUS).isEmpty();
        return select(form, SearchField.RADIUS, ANY, RADII).stream()
                .filter(option -> !option.value().isEmpty())
                .map(option -> new Option(
                        option.value(),
                        option.label(),
                        option.chosen() || isUnset && option.value().equals("1")))
                .toList();
    }

    private interface Count {
        @Nullable
        Integer of(FacetCounts tally, String value);
    }

    /** Adds how many homes each choice would leave; values from the URL may not be numbers. */
    private static List<Option> counted(List<Option> options, @Nullable FacetCounts tally, Count count) {
        if (tally == null) return options;
        return options.stream()
                .map(option -> new Option(
                        option.value(),
                        option.label(),
                        option.chosen(),
                        option.value().isEmpty() ? null : count.of(tally, option.value())))
                .toList();
    }

    /** Removes choices that find nothing, unless they are selected. */
    private static List<Option> leadingSomewhere(List<Option> options) {
        return options.stream()
                .filter(option -> option.count() == null || option.count() > 0 || option.chosen())
                .toList();
    }

    /** Place fields with more than one value, which a single field cannot hold; each value can be removed. */
    private static Map<SearchField, List<Option>> several(SearchForm form) {
        return Criterion.Place.Kind.TYPED.stream()
                .map(Criterion.Place.Kind::param)
                .filter(field -> form.values(field).size() > 1)
                .collect(Collectors.toMap(field -> field, field -> checks(form, field, form.values(field).stream())));
    }

    private static List<Option> checks(SearchForm form, SearchField field, Stream<String> values) {
        var chosen = Set.copyOf(form.values(field));
        return values.filter(value -> !value.isBlank())
                .distinct()
                .map(value -> new Option(value, label(field, value), chosen.contains(value)))
                .toList();
    }

    /**
     * No choice, the choices, and the requested value if it is none of them.
     *
     * @param none the message for no choice
     */
    private static List<Option> select(SearchForm form, SearchField field, String none, List<String> values) {
        var chosen = form.value(field);
        return Stream.of(Stream.of(""), values.stream(), Stream.of(chosen))
                .flatMap(each -> each)
                .distinct()
                .map(value -> new Option(
                        value, value.isEmpty() ? Messages.text(none) : label(field, value), value.equals(chosen)))
                .toList();
    }

    private static String label(SearchField field, String value) {
        return switch (field) {
            case TYPE, SUBTYPE -> Words.capital(Words.plural(value));
            case BEDS, BATHS, MIN_GARAGE, MIN_PARKING ->
                value.matches("\\d+") ? Messages.text("search.option.at-least", value) : value;
            case MAX_MONTHLY -> {
                var dollars = SearchForm.number(value);
                yield dollars == null ? value : Messages.text("search.option.monthly", Money.dollars(dollars));
            }
            case STORIES -> STORIES.contains(value) ? Messages.text("search.option.stories." + value) : value;
            case RADIUS -> Messages.text(value.equals("1") ? "search.option.mile" : "search.option.miles", value);
            case OPEN_HOUSE -> OpenOn.of(value).map(OpenOn::label).orElse(value);
            default -> {
                var number = SearchForm.number(value);
                yield Stream.of(Criterion.Range.Quantity.values())
                        .filter(each -> number != null && (field == each.low() || field == each.high()))
                        .map(each -> each.words(number))
                        .findFirst()
                        .orElse(value);
            }
        };
    }
}
