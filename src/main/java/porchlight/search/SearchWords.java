package porchlight.search;

import java.util.ArrayList;
import java.util.List;
import porchlight.message.Messages;
import porchlight.site.PlaceTerms;

/** A search in words: "3+ bed houses in Portland under $600,000 with a garage". */
public final class SearchWords {
    private SearchWords() {}

    /** The kind of homes: "houses or condos", "homes for rent"; "homes for sale" by default. */
    static String kind(SearchQuery query) {
        var kinds = kinds(query);
        return kinds.isEmpty()
                ? Messages.text("search.for-sale")
                : rented(Words.or(kinds.stream().map(Words::plural).toList()), query);
    }

    /** "Houses for rent", whose kind alone doesn't say it. */
    private static String rented(String homes, SearchQuery query) {
        var isByKind = query.criteria().stream().anyMatch(Criterion.SubTypes.class::isInstance);
        return isByKind && query.isForRent() ? Messages.text("search.rented", homes) : homes;
    }

    private static List<String> kinds(SearchQuery query) {
        for (var criterion : query.criteria()) if (criterion instanceof Criterion.SubTypes types) return types.values();
        for (var criterion : query.criteria())
            if (criterion instanceof Criterion.Type type) return List.of(type.value());
        return List.of();
    }

    /** The kind of homes found, without ignored criteria: "Homes for sale". */
    static String uncounted(SearchQuery query, List<Criterion> leftOut) {
        return isSaleAndRent(leftOut) ? Messages.text("search.homes") : Words.capital(kind(heeded(query, leftOut)));
    }

    /** The same with a count: "1,234 homes for sale". */
    static String counted(SearchQuery query, List<Criterion> leftOut, long total) {
        if (isSaleAndRent(leftOut)) return Messages.text("search.count.any", total);
        var kinds = kinds(heeded(query, leftOut));
        if (kinds.isEmpty()) return Messages.text("search.for-sale.count", total);
        return kinds.size() == 1
                ? rented(Words.counted(kinds.get(0), total), heeded(query, leftOut))
                : Messages.text("search.count.several", total, kind(heeded(query, leftOut)));
    }

    /** The homes found and, unless it was ignored, the place: "1,234 homes for sale in Portland". */
    static String heading(String homes, SearchQuery query, List<Criterion> leftOut) {
        return in(homes, heeded(query, leftOut));
    }

    private static SearchQuery heeded(SearchQuery query, List<Criterion> leftOut) {
        var heeded = query;
        for (var criterion : leftOut) heeded = heeded.without(criterion);
        return heeded;
    }

    /** Whether homes for sale and for rent are shown together. */
    private static boolean isSaleAndRent(List<Criterion> leftOut) {
        return leftOut.stream().anyMatch(Criterion.Type.class::isInstance);
    }

    private static String in(String homes, SearchQuery query) {
        return query.places().isEmpty() ? homes : Messages.text("search.heading.in", homes, query.places());
    }

    /** The whole search, without a count. */
    public static String of(SearchQuery query) {
        var before = new ArrayList<String>();
        var lots = new ArrayList<String>();
        var after = new ArrayList<String>();
        var with = new ArrayList<String>();
        for (var criterion : query.criteria()) {
            if (criterion instanceof Criterion.Beds beds)
                before.add(beds.bounds().words("search.words.beds"));
            else if (criterion instanceof Criterion.Baths baths)
                before.add(baths.bounds().words("search.words.baths"));
            else if (criterion instanceof Criterion.Has has)
                (has.feature().isKind() ? before : with).add(has.feature().phrase());
            else if (criterion instanceof Criterion.Open open)
                with.add(Messages.text("search.words.open", Words.lowerFirst(open.label())));
            else if (criterion instanceof Criterion.Ours) after.add(Messages.text("search.words.ours"));
            else if (criterion instanceof Criterion.MaxHoa hoa && hoa.dollars() == 0)
                with.add(Messages.text("search.words.no-hoa"));
            else if (criterion instanceof Criterion.MaxHoa hoa) after.add(hoa.label());
            else if (criterion instanceof Criterion.Range range && range.quantity() == Criterion.Range.Quantity.LOT)
                lots.add(range.lot());
            else if (!(criterion instanceof Criterion.SubTypes
                    || criterion instanceof Criterion.Type
                    || criterion instanceof Criterion.Unread
                    || criterion.isPlace())) after.add(Words.lowerFirst(criterion.label()));
        }
        var text = kind(query);
        if (!before.isEmpty()) text = Messages.text("search.words.before", String.join(", ", before), text);
        for (var lot : lots) text = Messages.text("search.words.on", text, lot);
        text = in(text, query);
        for (var more : after) text = Messages.text("search.words.after", text, more);
        if (!with.isEmpty()) text = Messages.text("search.words.with", text, Words.and(with));
        return Words.capital(text);
    }

    private static String noFeature(Criterion.Facet facet) {
        var value = facet.values().get(0);
        return value.isEmpty()
                ? Messages.text("search.none.feature.blank", facet.group().label())
                : Messages.text("search.none.feature", facet.group().label(), value);
    }

    /** The message that no home has the typed name. */
    static String none(Criterion name, PlaceTerms terms) {
        var typed = name.params().get(0).value();
        if (name instanceof Criterion.School) return Messages.text("search.none.school", typed);
        if (name instanceof Criterion.Facet facet) return noFeature(facet);
        if (name instanceof Criterion.SubTypes) return Messages.text("search.none.kind", typed);
        if (!(name instanceof Criterion.Place place)) return Messages.text("search.none", typed);
        return switch (place.kind()) {
            case CITY -> Messages.text("search.none.city", typed);
            case ZIP -> Messages.text("search.none.zip", typed, terms.postalCode());
            case COUNTY, REGION -> Messages.text("search.none.county", typed, terms.county());
            case SUBDIVISION -> Messages.text("search.none.neighborhood", typed);
        };
    }
}
