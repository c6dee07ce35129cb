package porchlight.search.results;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.MapExtent;
import porchlight.listing.CostAssumptions;
import porchlight.listing.Money;
import porchlight.message.Messages;
import porchlight.search.Criterion;
import porchlight.search.Finder;
import porchlight.search.Option;
import porchlight.search.Param;
import porchlight.search.Prices;
import porchlight.search.Results;
import porchlight.search.SearchField;
import porchlight.search.SearchForm;
import porchlight.search.SearchQuery;
import porchlight.search.Sort;
import porchlight.search.Vocabulary;

/**
 * A page's search form with its choices and counts. They come from the catalog, so the form is prepared while the MLS
 * is queried.
 */
final class PreparedForm {
    /** How many features of a group are in the form; the others are on a page of their own. */
    private static final int MOST_FEATURES = 6;

    private final SearchForm shown;
    private final SearchQuery query;
    private final Vocabulary names;
    private final Function<SearchQuery, String> href;
    private final Map<SearchField, String> errors;
    private final Map<SearchField, List<FieldView.MeantPart>> meant;
    private final FormOptions options;
    private final CostAssumptions usual;
    private final List<FeatureOptions> features;
    private final List<Prices.Bar> histogram;
    private final @Nullable MapExtent extent;
    private final @Nullable String whole;

    /** @param href the address of a search */
    PreparedForm(
            SearchForm form, SearchQuery query, Vocabulary names, Finder finder, Function<SearchQuery, String> href) {
        // The form shows the search as interpreted, not the original line.
        shown = form.errors().isEmpty() ? SearchForm.of(query) : form;
        this.query = query;
        this.names = names;
        this.href = href;
        errors = shown.errors();
        meant = meant(form);
        var tally = form.errors().isEmpty() ? finder.tally(query).orElse(null) : null;
        usual = finder.costs();
        options = FormOptions.of(shown, names.choices(), names.cities(), names.hasOurs(), tally);
        features = FeatureOptions.of(query, names.features(), tally, (group, value) -> true, MOST_FEATURES);
        histogram = tally == null ? List.of() : tally.histogram();
        extent = tally == null ? null : tally.extent().orElse(null);
        // If nothing is found, or nothing with coordinates, the map shows the area of the site's homes.
        whole = extent != null ? null : finder.extent().map(MapExtent::text).orElse(null);
    }

    /** By field, suggestions for names that the feed does not have, each combined with the rest of the search. */
    private Map<SearchField, List<FieldView.MeantPart>> meant(SearchForm form) {
        var questions = new EnumMap<SearchField, List<FieldView.MeantPart>>(SearchField.class);
        for (var name : form.unknown()) {
            var others = form.unknown().stream().filter(other -> other != name);
            var rest = form.query().with(others.toList());
            var near = names.near(name).stream()
                    .map(other -> joined(other, form.query()))
                    .toList();
            questions.put(name.field(), question(names.near(name), near, rest));
        }
        return questions;
    }

    /** A feature with those of its group that the search has already; anything else by itself. */
    private static Criterion joined(Criterion name, SearchQuery query) {
        if (!(name instanceof Criterion.Facet feature)) return name;
        return query.criteria().stream()
                .filter(Criterion.Facet.class::isInstance)
                .map(Criterion.Facet.class::cast)
                .filter(other -> other.group().equals(feature.group()))
                .findFirst()
                .map(feature::or)
                .orElse(feature);
    }

    /**
     * @param offered the names in the question
     * @param near what each adds to the search
     */
    private List<FieldView.MeantPart> question(List<Criterion> offered, List<Criterion> near, SearchQuery rest) {
        return near.isEmpty()
                ? List.of()
                : question(
                        offered.stream().map(Criterion::label).toList(),
                        near.stream()
                                .map(name -> href.apply(rest.with(List.of(name))))
                                .toList());
    }

    /** The question whether one of up to three names was meant, each linked to an address. */
    static List<FieldView.MeantPart> question(List<String> names, List<String> hrefs) {
        var parts = new ArrayList<FieldView.MeantPart>();
        var links = 0;
        for (var part : Messages.parts("search.meant." + names.size(), names.toArray()))
            parts.add(new FieldView.MeantPart(part.text(), part.slot() == null ? null : hrefs.get(links++)));
        return parts;
    }

    List<ResultsView.Fault> faults() {
        return errors.entrySet().stream()
                .map(error -> new ResultsView.Fault(
                        error.getKey().param(), error.getValue(), meant.getOrDefault(error.getKey(), List.of())))
                .toList();
    }

    List<ResultsView.Chip> chips() {
        if (!errors.isEmpty()) return List.of();
        return query.criteria().stream()
                .map(criterion -> new ResultsView.Chip(criterion.label(), href.apply(query.without(criterion))))
                .toList();
    }

    ResultsView.MapView map(SearchPage.@Nullable MapTiles tiles) {
        return new ResultsView.MapView(
                query.map(),
                Param.query(query.sort(Sort.NEWEST).map(false).params()),
                extent == null ? null : extent.text(),
                extent == null || extent.outside() == 0 ? null : extent.outside(),
                whole,
                tiles);
    }

    FieldView line() {
        return text(SearchField.LINE, "search", Map.of());
    }

    FieldView maxPrice() {
        return list(SearchField.MAX_PRICE, options.maxPrices(), Map.of());
    }

    FieldView beds() {
        return list(SearchField.BEDS, options.beds(), Map.of());
    }

    /** @param results null if nothing was searched */
    SearchFormView view(@Nullable Results results) {
        var notes = results == null ? Map.<SearchField, String>of() : notes(results);
        return new SearchFormView(
                line(),
                query.places().isEmpty()
                        ? Messages.text("search.example")
                        : Messages.text("search.line.places", query.places()),
                names.cities().cities(),
                FilterBar.of(query, errors.keySet()),
                !errors.isEmpty(),
                chart(),
                List.of(
                        list(SearchField.MIN_PRICE, options.minPrices(), notes),
                        list(SearchField.MAX_PRICE, options.maxPrices(), notes)),
                List.of(
                        list(SearchField.MAX_MONTHLY, options.monthly(), notes),
                        number(SearchField.DOWN, usual.down(), notes),
                        number(SearchField.RATE, usual.rate(), notes),
                        number(SearchField.TERM, usual.term(), notes)),
                List.of(
                        list(SearchField.BEDS, options.beds(), notes),
                        list(SearchField.MAX_BEDS, options.maxBeds(), notes),
                        list(SearchField.BATHS, options.baths(), notes),
                        list(SearchField.MAX_BATHS, options.maxBaths(), notes)),
                checks(SearchField.SUBTYPE, options.subtypes(), notes),
                options.features().entrySet().stream()
                        .map(feature -> feature(feature.getKey(), feature.getValue(), notes))
                        .toList(),
                features.stream().map(group -> FeatureSection.of(group, query)).toList(),
                notes.get(SearchField.FEATURE),
                query.page(1).params(),
                checks(SearchField.STATUS, options.statuses(), notes),
                location(notes),
                List.of(
                        list(SearchField.MIN_SQFT, options.minAreas(), notes),
                        list(SearchField.MAX_SQFT, options.maxAreas(), notes),
                        list(SearchField.MIN_LOT, options.minLots(), notes),
                        list(SearchField.MAX_LOT, options.maxLots(), notes),
                        text(SearchField.MIN_YEAR, "numeric", notes),
                        text(SearchField.MAX_YEAR, "numeric", notes),
                        list(SearchField.STORIES, options.stories(), notes),
                        list(SearchField.MIN_GARAGE, options.garage(), notes),
                        list(SearchField.MIN_PARKING, options.parking(), notes)),
                List.of(
                        list(SearchField.OPEN_HOUSE, options.openHouses(), notes),
                        text(SearchField.MAX_DAYS, "numeric", notes),
                        text(SearchField.MAX_HOA, "numeric", notes),
                        text(SearchField.KEYWORDS, "text", notes)),
                misread(notes),
                kept(),
                results == null ? Messages.text("search.show") : Messages.text("search.show.counted", results.total()));
    }

    /** Whether the search is near an address or a place, rather than a point of the map. */
    private boolean isNearPlace() {
        return query.criteria().stream().anyMatch(Criterion.Around.class::isInstance);
    }

    private boolean isNear() {
        return !shown.value(SearchField.NEAR).isEmpty();
    }

    /** Whether a usually hidden field is visible: the radius of a circle. */
    private boolean isSeen(SearchField field) {
        return field == SearchField.RADIUS && isNear() || field == SearchField.NEAR && (isNearPlace() || !isNear());
    }

    private boolean isWrong(SearchField field) {
        return errors.containsKey(field);
    }

    private List<FieldView> misread(Map<SearchField, String> notes) {
        var fields = SearchField.UNSEEN.stream()
                .filter(field -> isWrong(field) && !isSeen(field))
                .map(field -> text(field, "text", notes));
        return Stream.concat(feature(notes).stream(), fields).toList();
    }

    /** A field to correct an unknown feature. */
    private Optional<FieldView> feature(Map<SearchField, String> notes) {
        if (!isWrong(SearchField.FEATURE)) return Optional.empty();
        var typed = shown.unknown().stream()
                .flatMap(criterion -> criterion.params().stream())
                .filter(param -> param.field() == SearchField.FEATURE)
                .map(Param::value)
                .findFirst()
                .orElse(shown.value(SearchField.FEATURE));
        return Optional.of(field(
                FieldView.Kind.TEXT,
                SearchField.FEATURE,
                typed,
                label(SearchField.FEATURE),
                List.of(),
                null,
                "text",
                notes));
    }

    private List<SearchFormView.Kept> kept() {
        var listed = features.stream()
                .flatMap(group -> group.options().stream())
                .map(Option::value)
                .toList();
        // Of groups about which nothing is known yet.
        var unlisted = query.params().stream()
                .filter(param -> param.field() == SearchField.FEATURE && !listed.contains(param.value()))
                .map(param -> new SearchFormView.Kept(null, param.name(), param.value()));
        var unseen = SearchField.UNSEEN.stream()
                .filter(field -> field != SearchField.PAGE && !isSeen(field))
                .filter(field -> !isWrong(field) && !shown.value(field).isEmpty())
                .map(field -> new SearchFormView.Kept(
                        field == SearchField.SORT ? null : field.param(), field.param(), shown.value(field)));
        return Stream.concat(unlisted, unseen).toList();
    }

    private List<FieldView> location(Map<SearchField, String> notes) {
        var fields = new ArrayList<FieldView>();
        if (!isSeveral(SearchField.CITY)) fields.add(list(SearchField.CITY, options.cities(), notes));
        if (!isSeveral(SearchField.ZIP))
            fields.add(text(SearchField.ZIP, names.terms().keyboard(), notes));
        for (var field : List.of(SearchField.SUBDIVISION, SearchField.COUNTY))
            if (!isSeveral(field)) fields.add(text(field, "text", notes));
        for (var field : List.of(SearchField.CITY, SearchField.ZIP, SearchField.SUBDIVISION, SearchField.COUNTY))
            if (isSeveral(field)) fields.add(several(field, notes));
        fields.add(text(SearchField.SCHOOL, "text", notes));
        if (isSeen(SearchField.NEAR)) fields.add(text(SearchField.NEAR, "text", notes));
        if (isNear()) fields.add(list(SearchField.RADIUS, options.radii(), notes));
        fields.add(list(SearchField.TYPE, options.types(), notes));
        return fields;
    }

    private boolean isSeveral(SearchField field) {
        return options.several().containsKey(field);
    }

    private FieldView several(SearchField field, Map<SearchField, String> notes) {
        return field(
                FieldView.Kind.CHECKS,
                field,
                SearchForm.labelOfSeveral(field, names.terms()),
                options.several().get(field),
                "text",
                notes);
    }

    private FieldView checks(SearchField field, List<Option> choices, Map<SearchField, String> notes) {
        return field(FieldView.Kind.CHECKS, field, label(field), choices, "text", notes);
    }

    private FieldView list(SearchField field, List<Option> choices, Map<SearchField, String> notes) {
        return field(FieldView.Kind.LIST, field, label(field), choices, "text", notes);
    }

    private FieldView text(SearchField field, String keyboard, Map<SearchField, String> notes) {
        return field(FieldView.Kind.TEXT, field, label(field), List.of(), keyboard, notes);
    }

    /** A text field for a number with a default. */
    private FieldView number(SearchField field, double otherwise, Map<SearchField, String> notes) {
        return field(
                FieldView.Kind.TEXT,
                field,
                shown.value(field),
                label(field),
                List.of(),
                CostWords.plain(otherwise),
                "decimal",
                notes);
    }

    /** A check box, or a text field to correct an invalid value. */
    private FieldView feature(SearchField field, Option choice, Map<SearchField, String> notes) {
        var kind = isWrong(field) ? FieldView.Kind.TEXT : FieldView.Kind.CHECK;
        return field(kind, field, choice.label(), List.of(choice), "text", notes);
    }

    private FieldView field(
            FieldView.Kind kind,
            SearchField field,
            String label,
            List<Option> choices,
            String keyboard,
            Map<SearchField, String> notes) {
        return field(kind, field, shown.value(field), label, choices, null, keyboard, notes);
    }

    private FieldView field(
            FieldView.Kind kind,
            SearchField field,
            String value,
            String label,
            List<Option> choices,
            @Nullable String placeholder,
            String keyboard,
            Map<SearchField, String> notes) {
        return new FieldView(
                kind,
                field.param(),
                label,
                value,
                choices,
                placeholder,
                keyboard,
                errors.get(field),
                meant.getOrDefault(field, List.of()),
                notes.get(field));
    }

    private String label(SearchField field) {
        return SearchForm.label(field, names.terms());
    }

    /** By field, the note that homes are shown whether or not they match it. */
    private static Map<SearchField, String> notes(Results results) {
        var notes = new EnumMap<SearchField, String>(SearchField.class);
        for (var criterion : results.ignored())
            for (var param : criterion.params())
                notes.put(
                        param.field(),
                        Messages.text(
                                results.loading() && Notice.isAnsweredLater(criterion)
                                        ? "search.field.loading"
                                        : "search.field.unused"));
        return notes;
    }

    private SearchFormView.@Nullable PriceChart chart() {
        if (histogram.isEmpty()) return null;
        var wanted = query.prices();
        var bars = histogram.stream()
                .map(bar -> new SearchFormView.Bar(
                        bar.from(), bar.to(), bar.height(), wanted.isPresent() && !bar.isWithin(wanted.get())))
                .toList();
        return new SearchFormView.PriceChart(
                bars,
                Money.brief(histogram.get(0).from()),
                Money.brief(histogram.get(histogram.size() - 1).from()) + "+");
    }

    /** The available orders. */
    static List<Option> sorts(Sort chosen, Vocabulary names) {
        return Sort.of(names).stream()
                .map(sort -> new Option(sort.value(), sort.label(), sort == chosen))
                .toList();
    }
}
