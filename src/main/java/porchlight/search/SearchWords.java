package porchlight.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import porchlight.site.PlaceTerms;

/** A search in words: "3+ bed houses in Portland under $600,000 with a garage". */
public final class SearchWords {
    private SearchWords() {}

    /** What is looked for: "houses or condos", "homes for rent"; "homes for sale" unless told otherwise. */
    static String kind(SearchQuery query) {
        for (var criterion : query.criteria())
            if (criterion instanceof Criterion.SubTypes types)
                return Words.list(types.values().stream().map(Words::plural).toList(), "or");
        for (var criterion : query.criteria())
            if (criterion instanceof Criterion.Type type) return Words.plural(type.value());
        return "homes for sale";
    }

    /** What was found, of what kind and where as far as that was heeded: "Homes for sale in Portland". */
    static String heading(SearchQuery query, List<Criterion> leftOut) {
        return Words.capital(kind(query, leftOut)) + place(heeded(query, leftOut));
    }

    /** The same counted: "1,234 homes for sale in Portland". */
    static String heading(SearchQuery query, List<Criterion> leftOut, long total) {
        var kind = kind(query, leftOut).replaceFirst("^land\\b", total == 1 ? "piece of land" : "pieces of land");
        if (total == 1) kind = kind.replaceFirst("^homes\\b", "home").replaceFirst("^houses\\b", "house");
        return String.format(Locale.US, "%,d ", total) + kind + place(heeded(query, leftOut));
    }

    private static SearchQuery heeded(SearchQuery query, List<Criterion> leftOut) {
        var heeded = query;
        for (var criterion : leftOut) heeded = heeded.without(criterion);
        return heeded;
    }

    private static String kind(SearchQuery query, List<Criterion> leftOut) {
        // Homes for sale and for rent together.
        return leftOut.stream().anyMatch(Criterion.Type.class::isInstance) ? "homes" : kind(heeded(query, leftOut));
    }

    /** The whole search without a count. */
    public static String of(SearchQuery query) {
        var before = new ArrayList<String>();
        var after = new ArrayList<String>();
        var with = new ArrayList<String>();
        for (var criterion : query.criteria()) {
            if (criterion instanceof Criterion.Beds beds) before.add(beds.atLeast() + "+ bed");
            else if (criterion instanceof Criterion.Baths baths) before.add(baths.atLeast() + "+ bath");
            else if (criterion instanceof Criterion.Has has)
                with.add(has.feature().phrase());
            else if (criterion instanceof Criterion.Open open) with.add("an " + Words.lowerFirst(open.label()));
            else if (!(criterion instanceof Criterion.SubTypes
                    || criterion instanceof Criterion.Type
                    || criterion instanceof Criterion.Unread
                    || criterion instanceof Criterion.Place))
                after.add(
                        criterion.label().startsWith("HOA") ? criterion.label() : Words.lowerFirst(criterion.label()));
        }
        var words = new ArrayList<String>();
        if (!before.isEmpty()) words.add(String.join(", ", before));
        words.add(kind(query));
        var text = String.join(" ", words) + place(query);
        if (!after.isEmpty()) text += ", " + String.join(", ", after);
        if (!with.isEmpty()) text += " with " + Words.list(with, "and");
        return Words.capital(text);
    }

    public static String place(SearchQuery query) {
        return query.places().isEmpty() ? "" : " in " + query.places();
    }

    /** That no home goes by a name that was typed. */
    static String none(Criterion name, PlaceTerms terms) {
        var typed = "“" + name.params().get(0).value() + "”";
        if (name instanceof Criterion.School) return "No homes go with a school called " + typed;
        if (name instanceof Criterion.SubTypes) return "No homes are of the type " + typed;
        if (!(name instanceof Criterion.Place place)) return "No homes for " + typed;
        return switch (place.kind()) {
            case CITY -> "No homes in " + typed;
            case ZIP -> "No homes in " + terms.postalCode() + " " + typed;
            case COUNTY, REGION -> "No homes in a " + terms.county() + " called " + typed;
            case SUBDIVISION -> "No homes in a neighborhood called " + typed;
        };
    }
}
