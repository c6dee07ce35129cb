package porchlight.search.results;

import java.util.List;
import org.jspecify.annotations.Nullable;
import porchlight.search.KnownCities;

/**
 * The form above results.
 *
 * @param example what may be typed into the line, or where its search looks
 * @param cities offered for the line where no script offers more
 * @param faulty whether something in it could not be read
 * @param chart of the prices of what is found, null for few homes
 * @param misread fields that have no place of their own and could not be read
 * @param kept what goes with the form without being shown
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
        List<FieldView> rooms,
        FieldView types,
        List<FieldView> features,
        FieldView statuses,
        List<FieldView> location,
        List<FieldView> size,
        List<FieldView> more,
        List<FieldView> misread,
        List<Kept> kept,
        String submit) {
    /** @param id by which scripts find it, null where none does */
    record Kept(@Nullable String id, String name, String value) {}

    /**
     * @param from the lowest price in words
     * @param to the price from which on the last bar counts
     */
    record PriceChart(List<Bar> bars, String from, String to) {}

    /**
     * @param height in percent of the highest
     * @param out whether its prices are not among those that are looked for
     */
    record Bar(long from, long to, int height, boolean out) {}
}
