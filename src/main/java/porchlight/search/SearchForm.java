package porchlight.search;

import io.javalin.http.HttpResponseException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.listing.CostAssumptions;
import porchlight.listing.FeatureGroup;
import porchlight.listing.PostalCode;
import porchlight.message.Messages;
import porchlight.odata.Filter;
import porchlight.site.PlaceTerms;
import porchlight.web.Query;

/** The input of the search form or its URL, and its errors. Parameters that are not part of a search are ignored. */
public final class SearchForm {
    private static final int LONGEST = 200;
    /** The maximum length of the search line in characters. */
    public static final int LONGEST_LINE = 300;

    private static final int LONGEST_POLYGON = 4_000;
    /** The maximum number of values in one field. */
    public static final int MOST_CHOICES = 12;

    /** How many values of one field are shown again if there are too many. */
    private static final int MOST_SHOWN = 50;

    /** The maximum number of features, of all groups together. */
    private static final int MOST_FEATURES = 24;

    private static final int MOST_PAGES = 10_000;
    /** The maximum number of words to find in descriptions. */
    public static final int MOST_KEYWORDS = 10;

    /** For the form of a search that was read before. */
    private static final Optional<Filter.Position> ANYWHERE =
            Optional.of(new Filter.Position(BigDecimal.ZERO, BigDecimal.ZERO));

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\uFFFD]");
    private static final Set<String> YES = Set.of("yes", "true", "1", "on");

    private final Map<SearchField, List<String>> typed;
    private final Function<Criterion, Optional<Criterion>> spelled;
    private final PlaceTerms terms;
    private final @Nullable CostAssumptions usual;
    private final Predicate<FeatureGroup> offered;
    private final Function<String, Optional<Filter.Position>> whereIs;
    private final boolean hasOurs;
    private final Map<SearchField, String> errors = new LinkedHashMap<>();
    private final List<Criterion> unknown = new ArrayList<>();
    private boolean respelled;
    private final SearchQuery query;
    private final String line;

    private SearchForm(
            Map<String, List<String>> typed,
            Function<Criterion, Optional<Criterion>> spelled,
            PlaceTerms terms,
            @Nullable CostAssumptions usual,
            Predicate<FeatureGroup> offered,
            Function<String, Optional<Filter.Position>> whereIs,
            boolean hasOurs) {
        this.typed = bounded(typed);
        this.spelled = spelled;
        this.terms = terms;
        this.usual = usual;
        this.offered = offered;
        this.whereIs = whereIs;
        this.hasOurs = hasOurs;
        this.line = single(SearchField.LINE).orElse("");
        this.query = read();
    }

    /**
     * The parameters of a search, with as many values each as are shown again, which is more than are valid. The length
     * of a query limits that of its values.
     */
    private static Map<SearchField, List<String>> bounded(Map<String, List<String>> typed) {
        var bounded = new EnumMap<SearchField, List<String>>(SearchField.class);
        for (var field : SearchField.values()) {
            var values = typed.get(field.param());
            if (values != null)
                bounded.put(field, values.stream().distinct().limit(MOST_SHOWN).toList());
        }
        return bounded;
    }

    private static int longest(SearchField field) {
        return switch (field) {
            case LINE -> LONGEST_LINE;
            case POLYGON -> LONGEST_POLYGON;
            default -> LONGEST;
        };
    }

    /** Parses a query string's parameters and accepts any name. */
    public static SearchForm parse(Map<String, List<String>> parameters) {
        return new SearchForm(
                parameters, Optional::of, PlaceTerms.UNITED_STATES, null, group -> true, place -> ANYWHERE, true);
    }

    /**
     * Parses a query string's parameters; a name that the feed does not have is an error.
     *
     * @param usual assumptions about monthly costs that need not be in a query; null if none are known
     */
    public static SearchForm parse(
            Map<String, List<String>> parameters, Vocabulary names, @Nullable CostAssumptions usual) {
        return new SearchForm(
                parameters, names::spelled, names.terms(), usual, names::offers, names::whereIs, names.hasOurs());
    }

    /** What is wrong with a search that is written as after the question mark of an address; empty if nothing is. */
    public static List<String> errorsOf(String query) {
        try {
            var asked = Query.parse(query);
            var names = ParameterNames.of(asked, SearchField.NAMES);
            return Stream.of(
                            names.misspelled().keySet().stream().map(ParameterNames::error),
                            names.unknown().stream().map(ParameterNames::error),
                            parse(asked.asMap()).messages().values().stream())
                    .flatMap(errors -> errors)
                    .toList();
        } catch (HttpResponseException unreadable) {
            return List.of(String.valueOf(unreadable.getMessage()));
        }
    }

    /** The form for a search. */
    public static SearchForm of(SearchQuery query) {
        return parse(filled(query));
    }

    /** The form for a search; a name that the feed does not have is an error. */
    public static SearchForm of(SearchQuery query, Vocabulary names) {
        return parse(filled(query), names, null);
    }

    private static Map<String, List<String>> filled(SearchQuery query) {
        var filled = new LinkedHashMap<String, List<String>>();
        for (var param : query.params())
            filled.computeIfAbsent(param.name(), name -> new ArrayList<>()).add(param.value());
        return filled;
    }

    /** The search, as far as it could be parsed; use it only if there are no {@link #errors}. */
    public SearchQuery query() {
        return query;
    }

    /** Places, schools, and kinds of homes that the feed does not have; each also has a message in {@link #errors}. */
    public List<Criterion> unknown() {
        return unknown;
    }

    /** Whether its meaning depends on the names known today, not only on the input. */
    public boolean dependsOnNames() {
        return respelled || !line.isEmpty();
    }

    /** The search line, empty for none. */
    public String line() {
        return line;
    }

    /** The input of a field, empty for none. */
    public String value(SearchField field) {
        return values(field).stream().findFirst().orElse("");
    }

    public List<String> values(SearchField field) {
        return typed.getOrDefault(field, List.of());
    }

    /** The input by field; for several values, the first. */
    public Map<String, String> firstValues() {
        var first = new LinkedHashMap<String, String>();
        typed.keySet().forEach(field -> first.put(field.param(), value(field)));
        return first;
    }

    /** The message of each invalid field, in the order of the form. */
    public Map<SearchField, String> errors() {
        return Collections.unmodifiableMap(errors);
    }

    /** The same by the fields' names, for scripts. */
    public Map<String, String> messages() {
        var byName = new LinkedHashMap<String, String>();
        errors.forEach((field, message) -> byName.put(field.param(), message));
        return byName;
    }

    private SearchQuery read() {
        var criteria = new ArrayList<Criterion>();
        for (var kind : Criterion.Place.Kind.TYPED)
            for (var value : names(kind.param())) {
                var name = kind == Criterion.Place.Kind.ZIP ? PostalCode.of(value) : Optional.of(value);
                if (name.isPresent())
                    named(new Criterion.Place(kind, name.get())).ifPresent(criteria::add);
                else
                    wrong(
                            SearchField.ZIP,
                            terms.equals(PlaceTerms.CANADA) ? "search.error.zip.canada" : "search.error.zip");
            }
        name(SearchField.SCHOOL)
                .flatMap(name -> named(new Criterion.School(name)))
                .ifPresent(criteria::add);
        range(criteria, Criterion.Range.Quantity.PRICE, 2_000_000_000, "450000");
        monthly().ifPresent(criteria::add);
        if (value(SearchField.BEDS).strip().equalsIgnoreCase(Criterion.Studio.VALUE)
                && value(SearchField.MAX_BEDS).isBlank()) criteria.add(new Criterion.Studio());
        else
            rooms(SearchField.BEDS, SearchField.MAX_BEDS)
                    .ifPresent(rooms -> criteria.add(new Criterion.Beds(rooms.low(), rooms.high())));
        rooms(SearchField.BATHS, SearchField.MAX_BATHS)
                .ifPresent(rooms -> criteria.add(new Criterion.Baths(rooms.low(), rooms.high())));
        range(criteria, Criterion.Range.Quantity.SQFT, 1_000_000, "1800");
        range(criteria, Criterion.Range.Quantity.LOT, 1_000_000, "0.5");
        range(criteria, Criterion.Range.Quantity.YEAR, 2_200, "1995");
        whole(SearchField.STORIES, 1, Criterion.Stories.MANY)
                .ifPresent(number -> criteria.add(new Criterion.Stories(number)));
        for (var kind : Criterion.Parking.Kind.values())
            whole(kind.param(), 1, 20).ifPresent(number -> criteria.add(new Criterion.Parking(kind, number)));
        single(SearchField.TYPE).ifPresent(value -> {
            if (Lookup.PROPERTY_TYPE.has(value)) criteria.add(new Criterion.Type(value));
            else wrong(SearchField.TYPE, "search.error.choice", label(SearchField.TYPE));
        });
        choices(SearchField.SUBTYPE, SearchForm::isName).flatMap(this::subTypes).ifPresent(criteria::add);
        choices(SearchField.STATUS, Lookup.STANDARD_STATUS::has)
                .filter(values -> !values.equals(SearchQuery.DEFAULT_STATUSES))
                .ifPresent(values -> criteria.add(new Criterion.Statuses(values)));
        for (var feature : Feature.values())
            if (flag(feature.field(), feature.label())) criteria.add(new Criterion.Has(feature));
        if (flag(SearchField.BACK_ON_MARKET, label(SearchField.BACK_ON_MARKET)))
            criteria.add(new Criterion.BackOnMarket());
        if (flag(SearchField.OURS, label(SearchField.OURS))) {
            if (hasOurs) criteria.add(new Criterion.Ours());
            else wrong(SearchField.OURS, "search.error.ours");
        }
        features().forEach(criteria::add);
        whole(SearchField.MAX_HOA, 0, 100_000).ifPresent(number -> criteria.add(new Criterion.MaxHoa(number)));
        whole(SearchField.MAX_DAYS, 1, 3_650).ifPresent(number -> criteria.add(new Criterion.MaxDays(number)));
        single(SearchField.OPEN_HOUSE).ifPresent(value -> openHouse(criteria, value));
        name(SearchField.KEYWORDS).ifPresent(text -> keywords(criteria, text));
        area(criteria);
        var page = whole(SearchField.PAGE, 1, MOST_PAGES).orElse(1);
        return new SearchQuery(criteria, sort(), page, view());
    }

    /** Adds an error message for a field. */
    private void wrong(SearchField field, String message, Object... values) {
        errors.put(field, Messages.text(message, values));
    }

    private boolean view() {
        var value = single(SearchField.VIEW).orElse("list");
        if (!value.equals("list") && !value.equals("map")) wrong(SearchField.VIEW, "search.error.view");
        return value.equals("map");
    }

    private Sort sort() {
        var value = single(SearchField.SORT);
        if (value.isEmpty()) return Sort.NEWEST;
        var sort = Sort.of(value.get()).filter(order -> hasOurs || order != Sort.OURS);
        if (sort.isEmpty()) wrong(SearchField.SORT, "search.error.choice", label(SearchField.SORT));
        return sort.orElse(Sort.NEWEST);
    }

    /** The value of a field that may occur once; empty if it is blank or invalid. */
    private Optional<String> single(SearchField field) {
        var values = values(field).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
        if (values.isEmpty()) return Optional.empty();
        if (values.size() > 1) wrong(field, "search.error.twice", label(field));
        else if (isReadable(field, values.get(0))) return Optional.of(values.get(0));
        return Optional.empty();
    }

    private boolean isReadable(SearchField field, String value) {
        if (value.length() > longest(field)) wrong(field, "search.error.long", label(field));
        else if (UNPRINTABLE.matcher(value).find()) wrong(field, "search.error.characters", label(field));
        else return true;
        return false;
    }

    /**
     * The value of a field for names or words: only the feed knows which exist, but a value of signs alone is invalid.
     */
    private Optional<String> name(SearchField field) {
        return single(field).filter(value -> isNamed(field, value));
    }

    private boolean isNamed(SearchField field, String value) {
        if (isName(value)) return true;
        wrong(field, "search.error.letters", label(field));
        return false;
    }

    /** The names in a field that may occur several times; any of them may match. */
    private List<String> names(SearchField field) {
        var values = values(field).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .sorted()
                .toList();
        if (values.size() > MOST_CHOICES) {
            wrong(field, "search.error.many", MOST_CHOICES);
            return List.of();
        }
        return values.stream()
                .filter(value -> isReadable(field, value) && isNamed(field, value))
                .toList();
    }

    /** A name in the feed's spelling; if the feed has no such name, empty and an error. */
    private Optional<Criterion> named(Criterion typed) {
        var known = spelled.apply(typed);
        if (known.isEmpty()) {
            unknown.add(typed);
            errors.put(typed.field(), none(typed));
        } else if (!known.get().equals(typed)) respelled = true;
        return known;
    }

    private Optional<Criterion> subTypes(List<String> values) {
        var known = new ArrayList<String>();
        for (var value : values) {
            var one = new Criterion.SubTypes(List.of(value));
            if (Lookup.PROPERTY_SUB_TYPE.has(value) && spelled.apply(one).isEmpty()) known.add(value);
            else named(one).ifPresent(found -> known.add(found.params().get(0).value()));
        }
        return known.size() < values.size() ? Optional.empty() : Optional.of(new Criterion.SubTypes(known));
    }

    private static boolean isName(String value) {
        return value.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    private String label(SearchField field) {
        return label(field, terms);
    }

    /** A field's label. */
    public static String label(SearchField field, PlaceTerms terms) {
        return switch (field) {
            case ZIP -> terms.labels().postalCode();
            case COUNTY -> terms.labels().county();
            default -> Messages.text("search.field." + field.key());
        };
    }

    /** The label of a place field with several values. */
    public static String labelOfSeveral(SearchField field, PlaceTerms terms) {
        return switch (field) {
            case ZIP -> terms.labels().postalCodes();
            case COUNTY -> terms.labels().counties();
            default -> Messages.text("search.field." + field.key() + ".several");
        };
    }

    private Optional<Integer> whole(SearchField field, int low, int high) {
        var text = single(field);
        if (text.isEmpty()) return Optional.empty();
        var number = number(text.get());
        if (number == null
                || number.stripTrailingZeros().scale() > 0
                || number.compareTo(BigDecimal.valueOf(low)) < 0
                || number.compareTo(BigDecimal.valueOf(high)) > 0) {
            wrong(field, "search.error.whole", label(field), low, high);
            return Optional.empty();
        }
        return Optional.of(number.intValueExact());
    }

    /** Empty if neither end is set. */
    private Optional<Bounds> rooms(SearchField least, SearchField most) {
        var rooms = new Bounds(whole(least, 1, 20).orElse(0), whole(most, 1, 20).orElse(0));
        if (rooms.high() > 0 && rooms.high() < rooms.low())
            wrong(most, "search.error.order", label(most), Words.lowerFirst(label(least)));
        return rooms.low() == 0 && rooms.high() == 0 ? Optional.empty() : Optional.of(rooms);
    }

    private void range(List<Criterion> criteria, Criterion.Range.Quantity quantity, long limit, String example) {
        var least = quantity.low();
        var most = quantity.high();
        var low = bound(least, quantity, limit, example);
        var high = bound(most, quantity, limit, example);
        if (low != null && high != null && low.compareTo(high) > 0)
            wrong(most, "search.error.order", label(most), Words.lowerFirst(label(least)));
        if (low != null || high != null) criteria.add(new Criterion.Range(quantity, low, high));
    }

    private @Nullable BigDecimal bound(
            SearchField field, Criterion.Range.Quantity quantity, long limit, String example) {
        var text = single(field);
        if (text.isEmpty()) return null;
        var number = number(text.get());
        var fraction = quantity == Criterion.Range.Quantity.LOT ? 3 : 0;
        if (number == null || number.stripTrailingZeros().scale() > fraction) {
            wrong(field, "search.error.number", label(field), example);
            return null;
        }
        if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(limit)) > 0) {
            var most = String.format(Locale.US, quantity == Criterion.Range.Quantity.YEAR ? "%d" : "%,d", limit);
            wrong(field, "search.error.between", label(field), most);
            return null;
        }
        var plain = number.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    private static final Pattern NUMBER =
            Pattern.compile("\\$?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})?(\\.[0-9]{1,6})?\\s*([kKmM])?");

    /** Accepts "450000", "$450,000", "450k", "1.2m"; null if it is not a number. */
    public static @Nullable BigDecimal number(String text) {
        var match = NUMBER.matcher(text.strip());
        if (!match.matches() || match.group(1) == null && match.group(2) == null) return null;
        var whole = match.group(1) == null ? "0" : match.group(1).replace(",", "");
        var number = new BigDecimal(whole + (match.group(2) == null ? "" : match.group(2)));
        if (match.group(3) == null) return number;
        return number.movePointRight(match.group(3).equalsIgnoreCase("k") ? 3 : 6);
    }

    private Optional<Criterion.Monthly> monthly() {
        var most = whole(SearchField.MAX_MONTHLY, 1, 1_000_000).orElse(null);
        var down = percent(SearchField.DOWN, 100);
        var rate = percent(SearchField.RATE, 25);
        var term = percent(SearchField.TERM, 50);
        if (term != null && (term.scale() > 0 || term.signum() == 0)) {
            wrong(SearchField.TERM, "listing.costs.term.wrong");
            term = null;
        }
        var monthly = new Criterion.Monthly(most, down, rate, term == null ? null : term.intValueExact());
        var unusual = usual == null ? monthly : monthly.without(usual);
        return unusual.params().isEmpty() ? Optional.empty() : Optional.of(unusual);
    }

    /** A number of up to three decimals, with or without a sign for percent; null if there is none, or it is wrong. */
    private @Nullable BigDecimal percent(SearchField field, int most) {
        var text = single(field);
        if (text.isEmpty()) return null;
        var number = number(text.get().replaceFirst("\\s*%$", ""));
        if (number == null
                || number.stripTrailingZeros().scale() > 3
                || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            wrong(field, "listing.costs." + field.param() + ".wrong");
            return null;
        }
        var plain = number.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    private String none(Criterion typed) {
        return typed instanceof Criterion.Facet facet && !offered.test(facet.group())
                ? Messages.text("search.none.group", facet.group().name())
                : SearchWords.none(typed, terms);
    }

    private Optional<List<String>> choices(SearchField field, Predicate<String> offered) {
        var values = values(field).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .sorted()
                .toList();
        if (values.isEmpty()) return Optional.empty();
        if (values.size() > MOST_CHOICES) wrong(field, "search.error.many", MOST_CHOICES);
        else if (values.stream()
                .anyMatch(value ->
                        value.length() > 60 || UNPRINTABLE.matcher(value).find() || !offered.test(value)))
            wrong(field, "search.error.choice", label(field));
        else return Optional.of(values);
        return Optional.empty();
    }

    /** One criterion for each group. */
    private Collection<Criterion.Facet> features() {
        var groups = new LinkedHashMap<FeatureGroup, Criterion.Facet>();
        var values = values(SearchField.FEATURE).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
        if (values.size() > MOST_FEATURES) {
            wrong(SearchField.FEATURE, "search.error.many", MOST_FEATURES);
            return List.of();
        }
        for (var value : values)
            if (isReadable(SearchField.FEATURE, value) && isNamed(SearchField.FEATURE, value))
                named(Criterion.Facet.of(value))
                        .map(Criterion.Facet.class::cast)
                        .ifPresent(found -> groups.merge(found.group(), found, Criterion.Facet::or));
        return groups.values();
    }

    private boolean flag(SearchField field, String label) {
        var value = single(field);
        if (value.isEmpty()) return false;
        if (YES.contains(value.get().toLowerCase(Locale.ROOT))) return true;
        wrong(field, "search.error.yes", label);
        return false;
    }

    private void openHouse(List<Criterion> criteria, String value) {
        var day = YES.contains(value.toLowerCase(Locale.ROOT)) ? OpenOn.ANY_DAY.value() : value;
        OpenOn.of(day)
                .ifPresentOrElse(
                        when -> criteria.add(new Criterion.Open(when)),
                        () -> wrong(SearchField.OPEN_HOUSE, "search.error.choice", label(SearchField.OPEN_HOUSE)));
    }

    private void keywords(List<Criterion> criteria, String text) {
        var words = List.of(text.split("\\s+"));
        if (words.size() > MOST_KEYWORDS) wrong(SearchField.KEYWORDS, "search.error.keywords", MOST_KEYWORDS);
        else criteria.add(Criterion.Keywords.of(words));
    }

    private void area(List<Criterion> criteria) {
        single(SearchField.BOUNDS)
                .ifPresent(value -> add(criteria, SearchField.BOUNDS, Areas.bounds(value), "search.error.bounds"));
        single(SearchField.POLYGON)
                .ifPresent(value -> add(criteria, SearchField.POLYGON, Areas.polygon(value), "search.error.polygon"));
        var near = single(SearchField.NEAR);
        var radius = single(SearchField.RADIUS);
        if (near.isEmpty()) {
            if (!errors.containsKey(SearchField.NEAR) && radius.isPresent())
                wrong(SearchField.RADIUS, "search.error.no-point");
            return;
        }
        var isPoint = Areas.circle(near.get(), "1").isPresent();
        var isPlace = near.get().chars().anyMatch(Character::isLetter)
                || PostalCode.of(near.get()).isPresent();
        var place = isPoint || !isPlace ? Optional.<Filter.Position>empty() : whereIs.apply(near.get());
        if (place.isPresent()) {
            respelled = true;
            Areas.around(near.get(), place.get(), radius.orElse("1"))
                    .ifPresentOrElse(criteria::add, () -> wrong(SearchField.RADIUS, "search.error.radius"));
        } else if (!isPoint) wrong(SearchField.NEAR, "search.error.near", near.get());
        else add(criteria, SearchField.RADIUS, Areas.circle(near.get(), radius.orElse("1")), "search.error.radius");
    }

    private void add(List<Criterion> criteria, SearchField field, Optional<Criterion.Area> area, String message) {
        area.ifPresentOrElse(criteria::add, () -> wrong(field, message));
    }
}
