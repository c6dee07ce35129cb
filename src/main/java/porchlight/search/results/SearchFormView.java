package porchlight.search.results;

import java.util.List;
import org.jspecify.annotations.Nullable;
import porchlight.search.KnownCities;
import porchlight.search.Param;

/**
 * The form above the results.
 *
 * @param example an example for the line, or where its search looks
 * @param cities suggestions for the line without scripts
 * @param faulty whether it contains an invalid value
 * @param chart of the prices found, null for few homes
 * @param sections of features
 * @param unheeded the note that the search ignores features, null if it does not
 * @param search the search, as another page's form sends it
 * @param misread invalid fields that are not otherwise visible
 * @param kept hidden parameters submitted with the form
 * @param submit the label of the button below all filters
 */
record SearchFormView(
        FieldView line,
        String example,
        List<KnownCities.City> cities,
        FilterBar bar,
        boolean faulty,
        @Nullable PriceChart chart,
        List<FieldView> price,
        List<FieldView> monthly,
        List<FieldView> rooms,
        FieldView types,
        List<FieldView> features,
        List<FeatureSection> sections,
        @Nullable String unheeded,
        List<Param> search,
        FieldView statuses,
        List<FieldView> location,
        List<FieldView> size,
        List<FieldView> more,
        List<FieldView> misread,
        List<Kept> kept,
        String submit) {
    /** @param id used by scripts, null for none */
    record Kept(@Nullable String id, String name, String value) {}

    /**
     * @param from the lowest price, formatted
     * @param to the price at which the last bar starts, formatted
     */
    record PriceChart(List<Bar> bars, String from, String to) {}

    /**
     * @param height in percent of the highest
     * @param out whether its prices are outside the search's range
     */
    record Bar(long from, long to, int height, boolean out) {}
}
