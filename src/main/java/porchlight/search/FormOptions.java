package porchlight.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What each field of the search form offers; a value that came by URL is among its own field's choices. */
public record FormOptions(
        List<Option> minPrices,
        List<Option> maxPrices,
        List<Option> beds,
        List<Option> baths,
        List<Option> types,
        List<Option> subtypes,
        List<Option> statuses,
        List<Option> features,
        List<Option> cities,
        List<Option> minAreas,
        List<Option> maxAreas,
        List<Option> minLots,
        List<Option> maxLots) {
    private static final List<Long> PRICES = List.of(
            100_000L, 200_000L, 300_000L, 400_000L, 500_000L, 600_000L, 700_000L, 800_000L, 900_000L, 1_000_000L,
            1_250_000L, 1_500_000L, 2_000_000L, 3_000_000L, 5_000_000L);
    private static final List<Long> RENTS =
            List.of(1_000L, 1_500L, 2_000L, 2_500L, 3_000L, 3_500L, 4_000L, 5_000L, 7_500L);
    private static final List<String> AREAS =
            List.of("500", "750", "1000", "1250", "1500", "1750", "2000", "2500", "3000", "4000", "5000");
    private static final List<String> LOTS = List.of("0.1", "0.25", "0.5", "1", "2", "5", "10", "20", "40");

    static FormOptions of(SearchForm form, Choices choices, KnownCities cities) {
        var prices = (form.value("type").endsWith("Lease") ? RENTS : PRICES)
                .stream().map(String::valueOf).toList();
        return new FormOptions(
                numbers(form, "min_price", "No minimum", prices),
                numbers(form, "max_price", "No maximum", prices),
                atLeast(form, "beds"),
                atLeast(form, "baths"),
                with(
                        form,
                        "type",
                        Stream.concat(
                                        Stream.of(new Option("", "For sale")),
                                        choices.types().stream().map(FormOptions::named))
                                .toList()),
                checks(form, "subtype", choices.subTypes()),
                checks(form, "status", choices.statuses()),
                Stream.of(Feature.values())
                        .map(feature -> new Option(feature.param(), feature.label()))
                        .toList(),
                with(
                        form,
                        "city",
                        Stream.concat(
                                        Stream.of(new Option("", "Any")),
                                        cities.cities().stream()
                                                .map(KnownCities.City::name)
                                                .sorted()
                                                .map(name -> new Option(name, name)))
                                .toList()),
                numbers(form, "min_sqft", "No minimum", AREAS),
                numbers(form, "max_sqft", "No maximum", AREAS),
                numbers(form, "min_lot", "No minimum", LOTS),
                numbers(form, "max_lot", "No maximum", LOTS));
    }

    private static Option named(String value) {
        return new Option(value, Words.capital(Words.plural(value)));
    }

    private static List<Option> checks(SearchForm form, String field, List<String> values) {
        return Stream.concat(values.stream(), form.values(field).stream())
                .filter(value -> !value.isBlank())
                .distinct()
                .map(value -> field.equals("status") ? new Option(value, value) : named(value))
                .toList();
    }

    private static List<Option> atLeast(SearchForm form, String field) {
        var options = new ArrayList<>(List.of(new Option("", "Any")));
        for (int number = 1; number <= 5; number++) options.add(new Option(String.valueOf(number), number + "+"));
        return with(form, field, options);
    }

    private static List<Option> numbers(SearchForm form, String field, String none, List<String> values) {
        var options = new ArrayList<>(List.of(new Option("", none)));
        for (var value : values) options.add(new Option(value, numberLabel(field, value)));
        return with(form, field, options);
    }

    private static String numberLabel(String field, String value) {
        var quantity = Stream.of(Criterion.Range.Quantity.values())
                .filter(each -> field.endsWith(each.param()))
                .findFirst();
        return Optional.ofNullable(SearchForm.number(value))
                .flatMap(number -> quantity.map(each -> each.words(number)))
                .orElse(value);
    }

    /** The choices, and what was asked for when it is none of them. */
    private static List<Option> with(SearchForm form, String field, List<Option> options) {
        var value = form.value(field);
        if (options.stream().anyMatch(option -> option.value().equals(value))) return options;
        var all = new ArrayList<>(options);
        all.add(new Option(value, numberLabel(field, value)));
        return List.copyOf(all);
    }
}
