package porchlight.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Trait;

/**
 * What the catalog knows about every listing, in columns of whole numbers. A column of names holds positions in the
 * column's {@link Dictionary}; 0 is no name. To search by something new, add it to {@link IndexedListing} and here.
 */
public enum Column {
    STATUS(text(IndexedListing::status)),
    TYPE(text(IndexedListing::type)),
    SUB_TYPE(text(IndexedListing::subType)),
    CITY(text(home -> home.address().city())),
    STATE(text(home -> home.address().state())),
    POSTAL_CODE(text(home -> home.address().postalCode())),
    COUNTY(text(home -> home.address().county())),
    SUBDIVISION(text(home -> home.address().subdivision())),
    /** The first word of the street, usually the house number, in lower case. */
    HOUSE_NUMBER(text(IndexedListing::houseNumber)),
    /** The street without the number and the unit. */
    STREET(text(IndexedListing::streetName)),
    /** Names of schools, {@linkplain #names separated}. */
    SCHOOLS(text(home -> joined(home.traits().schools()))),
    /** Fields whose value differs from the feed's, {@linkplain #names separated}. */
    CONVERTED(text(home -> joined(home.traits().converted().stream().sorted().toList()))),
    /** The listing number's digits, see {@link #digits}. */
    NUMBER(amount(home -> digits(home.listingId()))),
    /** Whole dollars; 0 if unknown. */
    PRICE(amount(IndexedListing::price)),
    /** Nanoseconds since 1970; 0 if unknown. */
    PRICE_CHANGED(amount(home -> nanoseconds(home.priceChangedAt()))),
    /** 0 if unknown. */
    BEDS(amount(IndexedListing::beds)),
    /** 0 if unknown. */
    BATHS(amount(IndexedListing::baths)),
    /** Square feet; 0 if unknown. */
    AREA(amount(IndexedListing::area)),
    /** Acres with {@link #LOT_DECIMALS}; 0 if unknown. */
    LOT(amount(home -> Math.round(home.acres() * Column.MILLION))),
    /** 0 if unknown. */
    YEAR_BUILT(amount(IndexedListing::yearBuilt)),
    /** 0 if unknown. */
    STORIES(amount(home -> home.traits().stories())),
    /** Whole garage spaces; 0 for none or unknown. */
    GARAGE(amount(home -> home.traits().garage())),
    /** Spaces of any kind; 0 for none or unknown. */
    PARKING(amount(home -> home.traits().parking())),
    /** Ten-millionths of a degree; {@link #NOWHERE} if hidden or unknown. */
    LATITUDE(amount(home -> place(home.latitude()))),
    LONGITUDE(amount(home -> place(home.longitude()))),
    /** The distance from the north end of a Web Mercator map, in parts of {@link #MAP}; 0 if hidden or unknown. */
    MAP_Y(amount(home -> Double.isNaN(home.latitude()) ? 0 : Math.round(mercator(home.latitude()) * Column.MAP))),
    /** See {@link #day}; 0 if unknown. */
    ON_MARKET(amount(home -> day(home.onMarketDate()))),
    /** Days; -1 if unknown or if the date is known. */
    DAYS_ON_MARKET(amount(home -> home.daysOnMarket() == null ? -1 : Math.max(0, home.daysOnMarket()))),
    /** One bit for each {@link Trait}, see {@link #bit}. */
    TRAITS(amount(home -> home.traits().has().stream().mapToLong(Column::bit).sum())),
    /** Dollars a month, 0 for no association; -1 if unknown. */
    MONTHLY_FEE(amount(home ->
            home.traits().monthlyFee() == null ? -1 : Math.max(0, home.traits().monthlyFee()))),
    /** See {@link #day}; 0 if it never left the market, or unknown. */
    BACK_ON_MARKET(amount(home -> day(home.traits().backOnMarket()))),
    /** Whole dollars; 0 if the price did not fall. */
    CUT(amount(IndexedListing::cut)),
    /** Dollars a year; -1 if unknown. */
    TAX(amount(home -> home.taxAnnual() == null ? -1 : Math.max(0, home.taxAnnual()))),
    /** Dollars due each month, for a rental its rent; -1 if unknown. */
    MONTHLY(amount(home -> home.monthly() == null ? -1 : Math.max(0, home.monthly()))),
    /** Nanoseconds since 1970; 0 if unknown. */
    MODIFIED(amount(home -> nanoseconds(home.modified()))),
    /** {@link #CANADIAN} and {@link #HIDDEN}. */
    ADDRESS(amount(home ->
            (home.address().canadian() ? Column.CANADIAN : 0) | (home.address().hidden() ? Column.HIDDEN : 0)));

    /** The height of the map of the world in {@link #MAP_Y}, a bit more than an inch at the equator for each. */
    public static final double MAP = 1L << 30;

    /** Decimal places of {@link #LOT}. */
    public static final int LOT_DECIMALS = 6;

    /** Not a coordinate. */
    public static final long NOWHERE = -2_000_000_000;

    static final long CANADIAN = 1;
    static final long HIDDEN = 2;
    private static final double MILLION = 1_000_000;
    /** Of {@link #LATITUDE} and {@link #LONGITUDE}. */
    public static final double PER_DEGREE = 10_000_000;

    private static final long PER_SECOND = 1_000_000_000;
    static final long NO_DIGITS = -1;
    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]");
    private static final Pattern LETTERS = Pattern.compile("^\\p{L}+");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
    private static final String SEPARATOR = "\u001f";
    /** Columns of names come first. */
    static final int NAMES = NUMBER.ordinal();

    static final int ALL = values().length;

    private final @Nullable Function<IndexedListing, @Nullable String> name;
    private final @Nullable ToLongFunction<IndexedListing> number;

    Column(Function<IndexedListing, @Nullable String> name) {
        this.name = name;
        this.number = null;
    }

    Column(ToLongFunction<IndexedListing> number) {
        this.name = null;
        this.number = number;
    }

    private static Function<IndexedListing, @Nullable String> text(Function<IndexedListing, @Nullable String> of) {
        return of;
    }

    private static ToLongFunction<IndexedListing> amount(ToLongFunction<IndexedListing> of) {
        return of;
    }

    boolean isOfNames() {
        return name != null;
    }

    /** The name of a listing in a column of names. */
    @Nullable
    String name(IndexedListing home) {
        return name == null ? null : name.apply(home);
    }

    /** The number of a listing in any other column. */
    long number(IndexedListing home) {
        return number == null ? 0 : number.applyAsLong(home);
    }

    /** The single names in a column of several. */
    public static List<String> names(@Nullable String joined) {
        return joined == null ? List.of() : List.of(joined.split(SEPARATOR));
    }

    private static @Nullable String joined(List<String> names) {
        return names.isEmpty() ? null : String.join(SEPARATOR, names);
    }

    /**
     * The digits of a listing number that consists of digits or of letters followed by digits, whatever signs are
     * between them; {@link #NO_DIGITS} for any other.
     */
    public static long digits(String listingId) {
        var digits = LETTERS.matcher(SIGNS.matcher(listingId).replaceAll("")).replaceFirst("");
        return DIGITS.matcher(digits).matches() ? Long.parseLong(digits) : NO_DIGITS;
    }

    public static long bit(Trait trait) {
        return 1L << trait.ordinal();
    }

    static Set<Trait> traits(long bits) {
        var traits = EnumSet.noneOf(Trait.class);
        for (var trait : Trait.values()) if ((bits & bit(trait)) != 0) traits.add(trait);
        return traits;
    }

    /** Days since 1970, from 1 on, so that 0 remains for no date. */
    public static long day(@Nullable LocalDate date) {
        if (date == null) return 0;
        return date.toEpochDay() < 0 ? date.toEpochDay() : date.toEpochDay() + 1;
    }

    static @Nullable LocalDate date(long day) {
        return day == 0 ? null : LocalDate.ofEpochDay(day < 0 ? day : day - 1);
    }

    /** An instant as a column holds it. */
    public static long nanoseconds(@Nullable Instant instant) {
        if (instant == null) return 0;
        try {
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), PER_SECOND), instant.getNano());
        } catch (ArithmeticException centuriesAway) {
            return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    public static @Nullable Instant instant(long nanoseconds) {
        return nanoseconds == 0
                ? null
                : Instant.ofEpochSecond(Math.floorDiv(nanoseconds, PER_SECOND), Math.floorMod(nanoseconds, PER_SECOND));
    }

    static double acres(long lot) {
        return lot / MILLION;
    }

    private static long place(double degrees) {
        return Double.isNaN(degrees) ? NOWHERE : Math.round(degrees * PER_DEGREE);
    }

    /** The distance from the north end of the map, 0 to 1. */
    public static double mercator(double latitude) {
        var sine = Math.sin(Math.toRadians(Math.max(-85.05, Math.min(85.05, latitude))));
        return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    }

    public static double degrees(long place) {
        return place == NOWHERE ? Double.NaN : place / PER_DEGREE;
    }

    static List<Column> ofNames() {
        return Arrays.asList(values()).subList(0, NAMES);
    }
}
