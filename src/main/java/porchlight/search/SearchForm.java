package porchlight.search;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.listing.PostalCode;
import porchlight.message.Messages;
import porchlight.site.PlaceTerms;

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

    private static final int MOST_PAGES = 10_000;
    private static final int MOST_KEYWORDS = 6;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\uFFFD]");
    private static final Set<String> YES = Set.of("yes", "true", "1", "on");

    private final Map<String, List<String>> typed;
    private final Function<Criterion, Optional<Criterion>> spelled;
    private final PlaceTerms terms;
    private final Map<String, String> errors = new LinkedHashMap<>();
    private final List<Criterion> unknown = new ArrayList<>();
    private boolean respelled;
    private final SearchQuery query;
    private final String line;

    /** A message and the field it belongs to. */
    public record FieldError(String field, String message) {}

    private SearchForm(
            Map<String, List<String>> typed, Function<Criterion, Optional<Criterion>> spelled, PlaceTerms terms) {
        this.typed = bounded(typed);
        this.spelled = spelled;
        this.terms = terms;
        this.line = single("q").orElse("");
        this.query = read();
    }

    /**
     * The parameters of a search, with as many values each as are shown again, which is more than are valid. The length
     * of a query limits that of its values.
     */
    private static Map<String, List<String>> bounded(Map<String, List<String>> typed) {
        var bounded = new LinkedHashMap<String, List<String>>();
        for (var field : SearchQuery.PARAMS) {
            var values = typed.get(field);
            if (values != null)
                bounded.put(field, values.stream().distinct().limit(MOST_SHOWN).toList());
        }
        return bounded;
    }

    private static int longest(String field) {
        return switch (field) {
            case "q" -> LONGEST_LINE;
            case "polygon" -> LONGEST_POLYGON;
            default -> LONGEST;
        };
    }

    /** Parses a query string's parameters and accepts any name. */
    public static SearchForm parse(Map<String, List<String>> parameters) {
        return new SearchForm(parameters, Optional::of, PlaceTerms.UNITED_STATES);
    }

    /** Parses a query string's parameters; a name that the feed does not have is an error. */
    public static SearchForm parse(Map<String, List<String>> parameters, Vocabulary names) {
        return new SearchForm(parameters, names::spelled, names.terms());
    }

    /** The form for a search. */
    public static SearchForm of(SearchQuery query) {
        return parse(filled(query));
    }

    /** The form for a search; a name that the feed does not have is an error. */
    public static SearchForm of(SearchQuery query, Vocabulary names) {
        return parse(filled(query), names);
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
    public String value(String field) {
        return values(field).stream().findFirst().orElse("");
    }

    public List<String> values(String field) {
        return typed.getOrDefault(field, List.of());
    }

    /** The input by field; for several values, the first. */
    public Map<String, String> firstValues() {
        var first = new LinkedHashMap<String, String>();
        typed.keySet().forEach(field -> first.put(field, value(field)));
        return first;
    }

    /** The message of each invalid field. */
    public Map<String, String> messages() {
        return Collections.unmodifiableMap(errors);
    }

    /** All messages, in the order of the form. */
    public List<FieldError> errors() {
        return errors.entrySet().stream()
                .map(entry -> new FieldError(entry.getKey(), entry.getValue()))
                .toList();
    }

    private SearchQuery read() {
        var criteria = new ArrayList<Criterion>();
        for (var kind : Criterion.Place.Kind.TYPED)
            for (var value : names(kind.param())) {
                var name = kind == Criterion.Place.Kind.ZIP ? PostalCode.of(value) : Optional.of(value);
                if (name.isPresent())
                    named(new Criterion.Place(kind, name.get())).ifPresent(criteria::add);
                else wrong("zip", terms.equals(PlaceTerms.CANADA) ? "search.error.zip.canada" : "search.error.zip");
            }
        name("school").flatMap(name -> named(new Criterion.School(name))).ifPresent(criteria::add);
        range(criteria, Criterion.Range.Quantity.PRICE, 2_000_000_000, "450000");
        whole("beds", 1, 20).ifPresent(number -> criteria.add(new Criterion.Beds(number)));
        whole("baths", 1, 20).ifPresent(number -> criteria.add(new Criterion.Baths(number)));
        range(criteria, Criterion.Range.Quantity.SQFT, 1_000_000, "1800");
        range(criteria, Criterion.Range.Quantity.LOT, 1_000_000, "0.5");
        range(criteria, Criterion.Range.Quantity.YEAR, 2_200, "1995");
        single("type").ifPresent(value -> {
            if (Lookup.PROPERTY_TYPE.has(value)) criteria.add(new Criterion.Type(value));
            else wrong("type", "search.error.choice");
        });
        choices("subtype", SearchForm::isName).flatMap(this::subTypes).ifPresent(criteria::add);
        choices("status", Lookup.STANDARD_STATUS::has)
                .filter(values -> !values.equals(SearchQuery.DEFAULT_STATUSES))
                .ifPresent(values -> criteria.add(new Criterion.Statuses(values)));
        for (var feature : Feature.values()) if (flag(feature)) criteria.add(new Criterion.Has(feature));
        whole("max_hoa", 0, 100_000).ifPresent(number -> criteria.add(new Criterion.MaxHoa(number)));
        whole("max_days", 1, 3_650).ifPresent(number -> criteria.add(new Criterion.MaxDays(number)));
        single("open_house").ifPresent(value -> openHouse(criteria, value));
        name("keywords").ifPresent(text -> keywords(criteria, text));
        area(criteria);
        var page = whole("page", 1, MOST_PAGES).orElse(1);
        return new SearchQuery(criteria, sort(), page, view());
    }

    /** Adds an error message for a field. */
    private void wrong(String field, String message, Object... values) {
        errors.put(field, Messages.text(message, values));
    }

    private boolean view() {
        var value = single("view").orElse("list");
        if (!value.equals("list") && !value.equals("map")) wrong("view", "search.error.view");
        return value.equals("map");
    }

    private Sort sort() {
        var value = single("sort");
        if (value.isEmpty()) return Sort.NEWEST;
        var sort = Sort.of(value.get());
        if (sort.isEmpty()) wrong("sort", "search.error.choice");
        return sort.orElse(Sort.NEWEST);
    }

    /** The value of a field that may occur once; empty if it is blank or invalid. */
    private Optional<String> single(String field) {
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

    private boolean isReadable(String field, String value) {
        if (value.length() > longest(field)) wrong(field, "search.error.long", label(field));
        else if (UNPRINTABLE.matcher(value).find()) wrong(field, "search.error.characters", label(field));
        else return true;
        return false;
    }

    /**
     * The value of a field for names or words: only the feed knows which exist, but a value of signs alone is invalid.
     */
    private Optional<String> name(String field) {
        return single(field).filter(value -> isNamed(field, value));
    }

    private boolean isNamed(String field, String value) {
        if (isName(value)) return true;
        wrong(field, "search.error.letters", label(field));
        return false;
    }

    /** The names in a field that may occur several times; any of them may match. */
    private List<String> names(String field) {
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
            errors.put(typed.params().get(0).name(), SearchWords.none(typed, terms));
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

    private String label(String field) {
        return label(field, terms);
    }

    /** A field's label. */
    public static String label(String field, PlaceTerms terms) {
        return switch (field) {
            case "zip" -> terms.labels().postalCode();
            case "county" -> terms.labels().county();
            default -> Messages.text("search.field." + field.replace('_', '-'));
        };
    }

    /** The label of a place field with several values. */
    public static String labelOfSeveral(String field, PlaceTerms terms) {
        return switch (field) {
            case "zip" -> terms.labels().postalCodes();
            case "county" -> terms.labels().counties();
            default -> Messages.text("search.field." + field + ".several");
        };
    }

    private Optional<Integer> whole(String field, int low, int high) {
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

    private void range(List<Criterion> criteria, Criterion.Range.Quantity quantity, long limit, String example) {
        var least = "min_" + quantity.param();
        var most = "max_" + quantity.param();
        var low = bound(least, quantity, limit, example);
        var high = bound(most, quantity, limit, example);
        if (low != null && high != null && low.compareTo(high) > 0)
            wrong(most, "search.error.order", label(most), Words.lowerFirst(label(least)));
        if (low != null || high != null) criteria.add(new Criterion.Range(quantity, low, high));
    }

    private @Nullable BigDecimal bound(String field, Criterion.Range.Quantity quantity, long limit, String example) {
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

    private Optional<List<String>> choices(String field, Predicate<String> offered) {
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
            wrong(field, "search.error.choice");
        else return Optional.of(values);
        return Optional.empty();
    }

    private boolean flag(Feature feature) {
        var value = single(feature.param());
        if (value.isEmpty()) return false;
        if (YES.contains(value.get().toLowerCase(Locale.ROOT))) return true;
        wrong(feature.param(), "search.error.yes", feature.label());
        return false;
    }

    private void openHouse(List<Criterion> criteria, String value) {
        var day = YES.contains(value.toLowerCase(Locale.ROOT)) ? OpenOn.ANY_DAY.value() : value;
        OpenOn.of(day)
                .ifPresentOrElse(
                        when -> criteria.add(new Criterion.Open(when)),
                        () -> wrong("open_house", "search.error.choice"));
    }

    private void keywords(List<Criterion> criteria, String text) {
        var words = List.of(text.split("\\s+"));
        if (words.size() > MOST_KEYWORDS) wrong("keywords", "search.error.keywords", MOST_KEYWORDS);
        else criteria.add(new Criterion.Keywords(words));
    }

    private void area(List<Criterion> criteria) {
        single("bounds").ifPresent(value -> add(criteria, "bounds", Areas.bounds(value), "search.error.bounds"));
        single("polygon").ifPresent(value -> add(criteria, "polygon", Areas.polygon(value), "search.error.polygon"));
        var near = single("near");
        var radius = single("radius");
        if (near.isEmpty()) {
            if (!errors.containsKey("near") && radius.isPresent()) wrong("radius", "search.error.no-point");
            return;
        }
        if (Areas.circle(near.get(), "1").isEmpty()) wrong("near", "search.error.point");
        else add(criteria, "radius", Areas.circle(near.get(), radius.orElse("1")), "search.error.radius");
    }

    private void add(List<Criterion> criteria, String field, Optional<Criterion.Area> area, String message) {
        area.ifPresentOrElse(criteria::add, () -> wrong(field, message));
    }
}
