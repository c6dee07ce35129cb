package porchlight.search.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Frame;
import porchlight.listing.Money;
import porchlight.message.Messages;
import porchlight.search.Criterion;
import porchlight.search.Finder;
import porchlight.search.Option;
import porchlight.search.Param;
import porchlight.search.Prices;
import porchlight.search.Results;
import porchlight.search.SearchForm;
import porchlight.search.SearchQuery;
import porchlight.search.Sort;
import porchlight.search.Vocabulary;

/**
 * A page's search form with its choices and counts. They come from the catalog, so the form is prepared while the MLS
 * is queried.
 */
final class PreparedForm {
    /** Parameters without a visible field. */
    private static final List<String> UNSEEN = List.of("bounds", "polygon", "near", "radius", "sort", "page", "view");

    private final SearchForm shown;
    private final SearchQuery query;
    private final Vocabulary names;
    private final Function<SearchQuery, String> href;
    private final Map<String, String> errors;
    private final Map<String, List<FieldView.MeantPart>> meant;
    private final FormOptions options;
    private final List<Prices.Bar> histogram;
    private final @Nullable Frame frame;
    private final @Nullable String whole;

    /** @param href the address of a search */
    PreparedForm(
            SearchForm form, SearchQuery query, Vocabulary names, Finder finder, Function<SearchQuery, String> href) {
        // The form shows the search as interpreted, not the original line.
        shown = form.errors().isEmpty() ? SearchForm.of(query) : form;
        this.query = query;
        this.names = names;
        this.href = href;
        errors = shown.messages();
        meant = meant(form);
        var tally = form.errors().isEmpty() ? finder.tally(query).orElse(null) : null;
        options = FormOptions.of(shown, names.choices(), names.cities(), tally);
        histogram = tally == null ? List.of() : tally.prices().histogram();
        frame = tally == null ? null : tally.frame().orElse(null);
        // If nothing is found, or nothing with coordinates, the map shows the area of the site's homes.
        whole = frame != null ? null : finder.frame().map(Frame::text).orElse(null);
    }

    /** By field, suggestions for names that the feed does not have, each combined with the rest of the search. */
    private Map<String, List<FieldView.MeantPart>> meant(SearchForm form) {
        var questions = new HashMap<String, List<FieldView.MeantPart>>();
        for (var name : form.unknown()) {
            var others = form.unknown().stream().filter(other -> other != name);
            var rest = form.query().with(others.toList());
            questions.put(name.params().get(0).name(), question(names.near(name), rest));
        }
        return questions;
    }

    private List<FieldView.MeantPart> question(List<Criterion> near, SearchQuery rest) {
        if (near.isEmpty()) return List.of();
        var labels = near.stream().map(Criterion::label).toArray();
        var parts = new ArrayList<FieldView.MeantPart>();
        var links = 0;
        for (var part : Messages.parts("search.meant." + near.size(), labels)) {
            var search = part.slot() == null ? null : href.apply(rest.with(List.of(near.get(links++))));
            parts.add(new FieldView.MeantPart(part.text(), search));
        }
        return parts;
    }

    List<ResultsView.Fault> faults() {
        return shown.errors().stream()
                .map(error -> new ResultsView.Fault(
                        error.field(), error.message(), meant.getOrDefault(error.field(), List.of())))
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
                frame == null ? null : frame.text(),
                frame == null || frame.outside() == 0 ? null : frame.outside(),
                whole,
                tiles);
    }

    FieldView line() {
        return text("q", "search", Map.of());
    }

    FieldView maxPrice() {
        return list("max_price", options.maxPrices(), Map.of());
    }

    FieldView beds() {
        return list("beds", options.beds(), Map.of());
    }

    /** @param results null if nothing was searched */
    SearchFormView view(@Nullable Results results) {
        var notes = results == null ? Map.<String, String>of() : notes(results);
        return new SearchFormView(
                line(),
                query.places().isEmpty()
                        ? Messages.text("search.example")
                        : Messages.text("search.line.places", query.places()),
                names.cities().cities(),
                FilterBar.of(query, errors.keySet()),
                !errors.isEmpty(),
                chart(),
                List.of(list("min_price", options.minPrices(), notes), list("max_price", options.maxPrices(), notes)),
                List.of(list("beds", options.beds(), notes), list("baths", options.baths(), notes)),
                checks("subtype", options.subtypes(), notes),
                options.features().stream()
                        .map(feature -> feature(feature, notes))
                        .toList(),
                checks("status", options.statuses(), notes),
                location(notes),
                List.of(
                        list("min_sqft", options.minAreas(), notes),
                        list("max_sqft", options.maxAreas(), notes),
                        list("min_lot", options.minLots(), notes),
                        list("max_lot", options.maxLots(), notes),
                        text("min_year", "numeric", notes),
                        text("max_year", "numeric", notes)),
                List.of(
                        list("open_house", options.openHouses(), notes),
                        text("max_days", "numeric", notes),
                        text("max_hoa", "numeric", notes),
                        text("keywords", "text", notes)),
                UNSEEN.stream()
                        .filter(name -> errors.containsKey(name) && !isSeen(name))
                        .map(name -> text(name, "text", notes))
                        .toList(),
                kept(),
                results == null ? Messages.text("search.show") : Messages.text("search.show.counted", results.total()));
    }

    private boolean isNear() {
        return !shown.value("near").isEmpty();
    }

    /** Whether a usually hidden field is visible: the radius of a circle. */
    private boolean isSeen(String name) {
        return name.equals("radius") && isNear();
    }

    private List<SearchFormView.Kept> kept() {
        return UNSEEN.stream()
                .filter(name -> !name.equals("page") && !isSeen(name))
                .filter(name -> !errors.containsKey(name) && !shown.value(name).isEmpty())
                .map(name -> new SearchFormView.Kept(name.equals("sort") ? null : name, name, shown.value(name)))
                .toList();
    }

    private List<FieldView> location(Map<String, String> notes) {
        var fields = new ArrayList<FieldView>();
        if (!isSeveral("city")) fields.add(list("city", options.cities(), notes));
        if (!isSeveral("zip")) fields.add(text("zip", names.terms().keyboard(), notes));
        for (var name : List.of("subdivision", "county")) if (!isSeveral(name)) fields.add(text(name, "text", notes));
        for (var name : List.of("city", "zip", "subdivision", "county"))
            if (isSeveral(name)) fields.add(several(name, notes));
        fields.add(text("school", "text", notes));
        if (isNear()) fields.add(list("radius", options.radii(), notes));
        fields.add(list("type", options.types(), notes));
        return fields;
    }

    private boolean isSeveral(String name) {
        return options.several().containsKey(name);
    }

    private FieldView several(String name, Map<String, String> notes) {
        return field(
                FieldView.Kind.CHECKS,
                name,
                SearchForm.labelOfSeveral(name, names.terms()),
                options.several().get(name),
                "text",
                notes);
    }

    private FieldView checks(String name, List<Option> choices, Map<String, String> notes) {
        return field(FieldView.Kind.CHECKS, name, label(name), choices, "text", notes);
    }

    private FieldView list(String name, List<Option> choices, Map<String, String> notes) {
        return field(FieldView.Kind.LIST, name, label(name), choices, "text", notes);
    }

    private FieldView text(String name, String keyboard, Map<String, String> notes) {
        return field(FieldView.Kind.TEXT, name, label(name), List.of(), keyboard, notes);
    }

    /** A check box, or a text field to correct an invalid value. */
    private FieldView feature(Option feature, Map<String, String> notes) {
        var kind = errors.containsKey(feature.value()) ? FieldView.Kind.TEXT : FieldView.Kind.CHECK;
        return field(kind, feature.value(), feature.label(), List.of(feature), "text", notes);
    }

    private FieldView field(
            FieldView.Kind kind,
            String name,
            String label,
            List<Option> choices,
            String keyboard,
            Map<String, String> notes) {
        return new FieldView(
                kind,
                name,
                label,
                shown.value(name),
                choices,
                keyboard,
                errors.get(name),
                meant.getOrDefault(name, List.of()),
                notes.get(name));
    }

    private String label(String name) {
        return SearchForm.label(name, names.terms());
    }

    /** By field, the note that homes are shown whether or not they match it. */
    private static Map<String, String> notes(Results results) {
        var notes = new HashMap<String, String>();
        for (var criterion : results.ignored())
            for (var param : criterion.params())
                notes.put(
                        param.name(),
                        Messages.text(
                                results.loading() && Notice.isKnownLater(criterion)
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
    static List<Option> sorts(Sort chosen) {
        return Stream.of(Sort.values())
                .map(sort -> new Option(sort.value(), sort.label(), sort == chosen))
                .toList();
    }
}
