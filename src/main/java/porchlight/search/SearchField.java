package porchlight.search;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parameters of a search, in canonical order: everything that depends on which there are is derived from here or
 * compared with it by a test.
 */
public enum SearchField {
    LINE("q", Value.WORDS),
    CITY("city", Value.HOMES),
    ZIP("zip", Value.HOMES),
    COUNTY("county", Value.HOMES),
    SUBDIVISION("subdivision", Value.HOMES),
    SCHOOL("school", Value.HOMES),
    MIN_PRICE("min_price", Value.HOMES),
    MAX_PRICE("max_price", Value.HOMES),
    MAX_MONTHLY("max_monthly", Value.HOMES),
    DOWN("down", Value.HOMES),
    RATE("rate", Value.HOMES),
    TERM("term", Value.HOMES),
    BEDS("beds", Value.HOMES),
    MAX_BEDS("max_beds", Value.HOMES),
    BATHS("baths", Value.HOMES),
    MAX_BATHS("max_baths", Value.HOMES),
    MIN_SQFT("min_sqft", Value.HOMES),
    MAX_SQFT("max_sqft", Value.HOMES),
    MIN_LOT("min_lot", Value.HOMES),
    MAX_LOT("max_lot", Value.HOMES),
    MIN_YEAR("min_year", Value.HOMES),
    MAX_YEAR("max_year", Value.HOMES),
    STORIES("stories", Value.HOMES),
    MIN_GARAGE("min_garage", Value.HOMES),
    MIN_PARKING("min_parking", Value.HOMES),
    TYPE("type", Value.HOMES),
    SUBTYPE("subtype", Value.HOMES),
    STATUS("status", Value.HOMES),
    GARAGE("garage", Value.HOMES),
    POOL("pool", Value.HOMES),
    WATERFRONT("waterfront", Value.HOMES),
    /** Not called {@code view}, because that parameter selects how results are shown. */
    HAS_VIEW("has_view", Value.HOMES),
    FIREPLACE("fireplace", Value.HOMES),
    NEW_CONSTRUCTION("new_construction", Value.HOMES),
    SENIOR("senior", Value.HOMES),
    /** {@code Group:Value}; one of a group is enough. */
    FEATURE("feature", Value.HOMES),
    MAX_HOA("max_hoa", Value.HOMES),
    MAX_DAYS("max_days", Value.HOMES),
    OPEN_HOUSE("open_house", Value.HOMES),
    PRICE_CUT("price_cut", Value.HOMES),
    BACK_ON_MARKET("back_on_market", Value.HOMES),
    OURS("ours", Value.HOMES),
    KEYWORDS("keywords", Value.WORDS),
    BOUNDS("bounds", Value.AREA),
    POLYGON("polygon", Value.AREA),
    NEAR("near", Value.AREA),
    RADIUS("radius", Value.AREA),
    SORT("sort", Value.RESULTS),
    PAGE("page", Value.RESULTS),
    VIEW("view", Value.RESULTS);

    /** What a value is about. */
    private enum Value {
        /** The homes wanted, in terms that many visitors share. */
        HOMES,
        /** The visitor's own words. */
        WORDS,
        /** An area on the map, which may be that around the visitor. */
        AREA,
        /** How the results are shown. */
        RESULTS
    }

    private static final Map<String, SearchField> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(SearchField::param, Function.identity()));

    /** The names of all parameters, in canonical order. */
    public static final List<String> NAMES = names(List.of(values()));

    /** Names of the parameters whose values describe homes and not a visitor. */
    public static final Set<String> LOGGED = Set.copyOf(names(those(field -> !field.isUnlimited())));

    /** Names of the parameters with arbitrary values, which would give search engines unlimited pages. */
    public static final List<String> UNLIMITED = names(those(SearchField::isUnlimited));

    /** Those without a filter of their own in the form. */
    public static final Set<SearchField> UNSEEN = Collections.unmodifiableSet(
            EnumSet.copyOf(those(field -> field.value == Value.AREA || field.value == Value.RESULTS)));

    private final String param;
    private final Value value;

    SearchField(String param, Value value) {
        this.param = param;
        this.value = value;
    }

    /** As in the URL. */
    public String param() {
        return param;
    }

    /**
     * The widget's attribute on other websites; empty for what is of no use before the first results. There,
     * {@code radius} rounds corners.
     */
    public Optional<String> attribute() {
        return switch (this) {
            case PAGE, VIEW -> Optional.empty();
            case RADIUS -> Optional.of("within");
            default -> Optional.of(param);
        };
    }

    private boolean isUnlimited() {
        return value == Value.WORDS || value == Value.AREA;
    }

    /** Its part of message keys, such as {@code max-price}. */
    String key() {
        return param.replace('_', '-');
    }

    /** The field with a parameter's name; empty for none. */
    public static Optional<SearchField> of(String param) {
        return Optional.ofNullable(BY_NAME.get(param));
    }

    public static List<String> names(Collection<SearchField> fields) {
        return fields.stream().map(SearchField::param).toList();
    }

    private static List<SearchField> those(Predicate<SearchField> wanted) {
        return Stream.of(values()).filter(wanted).toList();
    }
}
