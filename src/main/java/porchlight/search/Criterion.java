package porchlight.search;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Column;
import porchlight.catalog.Condition;
import porchlight.catalog.Features;
import porchlight.listing.CostAssumptions;
import porchlight.listing.DescriptionWords;
import porchlight.listing.FeatureGroup;
import porchlight.listing.FeeFrequency;
import porchlight.listing.Money;
import porchlight.listing.PropertySubType;
import porchlight.listing.PropertyType;
import porchlight.listing.Trait;
import porchlight.message.Messages;
import porchlight.odata.Filter;

/** One search criterion: part of the URL, a condition for the feed, and a label. */
public sealed interface Criterion {
    /** Its URL parameters. */
    List<Param> params();

    /** Its field, or the first of several. */
    default SearchField field() {
        return params().get(0).field();
    }

    /** Its label, such as "3+ beds". */
    String label();

    /** Its condition for the feed; empty if the feed does not support it. */
    Optional<Filter> filter(Capabilities feed);

    /** The same condition for the catalog; empty if the catalog lacks the data. */
    Optional<Condition> condition(Today today);

    /** It and all criteria that it is made of. */
    default Stream<Criterion> parts() {
        if (this instanceof Almost almost)
            return Stream.concat(Stream.of(this), almost.meant().parts());
        if (this instanceof Not not)
            return Stream.concat(Stream.of(this), not.unwanted().parts());
        return this instanceof AnyOf choice
                ? Stream.concat(Stream.of(this), choice.any().stream().flatMap(Criterion::parts))
                : Stream.of(this);
    }

    /** The kind of place that it is in; empty if it isn't about a place, or about several kinds. */
    default Optional<SearchField> placeField() {
        if (this instanceof Place place) return Optional.of(place.kind().param());
        if (this instanceof Almost almost) return almost.meant().placeField();
        return Optional.empty();
    }

    /** Whether it is a place, or several to choose from. */
    default boolean isPlace() {
        return placeField().isPresent()
                || this instanceof AnyOf choice && choice.any().stream().allMatch(Criterion::isPlace);
    }

    /** An exact place or part of one: {@code city}, {@code zip}, {@code county}, {@code subdivision}. */
    record Place(Kind kind, String value) implements Criterion {
        public enum Kind {
            CITY(SearchField.CITY, "City", Column.CITY),
            ZIP(SearchField.ZIP, "PostalCode", Column.POSTAL_CODE),
            COUNTY(SearchField.COUNTY, "CountyOrParish", Column.COUNTY),
            /** In Canada, the equivalent of a county. */
            REGION(SearchField.COUNTY, "CountyOrParish", Column.COUNTY),
            SUBDIVISION(SearchField.SUBDIVISION, "SubdivisionName", Column.SUBDIVISION);

            /**
             * The kinds that visitors can type, one per parameter; the kind of {@code CountyOrParish} follows from the
             * names of the feed's homes.
             */
            public static final List<Kind> TYPED = List.of(CITY, ZIP, COUNTY, SUBDIVISION);

            private final SearchField param;
            private final String field;
            private final Column column;

            Kind(SearchField param, String field, Column column) {
                this.param = param;
                this.field = field;
                this.column = column;
            }

            public SearchField param() {
                return param;
            }

            /** The catalog's column. */
            public Column column() {
                return column;
            }

            /** The feed's field. */
            public String field() {
                return field;
            }
        }

        @Override
        public List<Param> params() {
            return List.of(new Param(kind.param, value));
        }

        @Override
        public String label() {
            return kind == Kind.COUNTY ? Messages.text("search.criterion.county", value) : value;
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            return feed.on(kind.field, Filter.eq(kind.field, value));
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return Optional.of(Condition.named(kind.column, value::equals));
        }
    }

    /** A school of any level. */
    record School(String name) implements Criterion {
        /** The feed's fields, one for each level. */
        public static final List<String> FIELDS = List.of("ElementarySchool", "MiddleOrJuniorSchool", "HighSchool");

        @Override
        public List<Param> params() {
            return List.of(new Param(SearchField.SCHOOL, name));
        }

        @Override
        public String label() {
            return Messages.text("search.criterion.school", name);
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            var levels = FIELDS.stream()
                    .filter(feed::declares)
                    .map(field -> Filter.eq(field, name))
                    .toList();
            return levels.isEmpty() ? Optional.empty() : Optional.of(Filter.or(levels));
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return Optional.of(Condition.named(
                    Column.SCHOOLS, joined -> Column.names(joined).contains(name)));
        }
    }

    /** A range of numbers, inclusive; either end may be open. */
    record Range(
            Quantity quantity,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high) implements Criterion {
        private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

        public enum Quantity {
            PRICE("ListPrice", Column.PRICE, SearchField.MIN_PRICE, SearchField.MAX_PRICE),
            SQFT("LivingArea", Column.AREA, SearchField.MIN_SQFT, SearchField.MAX_SQFT),
            LOT("LotSizeAcres", Column.LOT, SearchField.MIN_LOT, SearchField.MAX_LOT),
            YEAR("YearBuilt", Column.YEAR_BUILT, SearchField.MIN_YEAR, SearchField.MAX_YEAR);

            private final String field;
            private final Column column;
            private final SearchField low;
            private final SearchField high;

            Quantity(String field, Column column, SearchField low, SearchField high) {
                this.field = field;
                this.column = column;
                this.low = low;
                this.high = high;
            }

            /** The parameter for the lower end. */
            public SearchField low() {
                return low;
            }

            /** The parameter for the upper end. */
            public SearchField high() {
                return high;
            }

            /** The number as its column holds it. */
            private BigDecimal inColumn(BigDecimal number) {
                return this == LOT ? number.movePointRight(Column.LOT_DECIMALS) : number;
            }

            public String words(BigDecimal number) {
                return switch (this) {
                    case PRICE -> Money.dollars(number.longValue());
                    case SQFT -> Messages.text("search.unit.sq-ft", Words.number(number));
                    case LOT ->
                        Messages.text(
                                number.compareTo(BigDecimal.ONE) == 0 ? "search.unit.acre" : "search.unit.acres",
                                Words.number(number));
                    case YEAR -> number.toPlainString();
                };
            }
        }

        @Override
        public List<Param> params() {
            var params = new ArrayList<Param>();
            if (low != null) params.add(new Param(quantity.low, low.toPlainString()));
            if (high != null) params.add(new Param(quantity.high, high.toPlainString()));
            return params;
        }

        @Override
        public String label() {
            var message = "search.criterion." + quantity.name().toLowerCase(Locale.ROOT);
            if (low != null && high != null) return Messages.text(message + ".span", end(low), quantity.words(high));
            if (low != null) return Messages.text(message + ".over", end(low));
            return high == null ? "" : Messages.text(message + ".under", quantity.words(high));
        }

        /** The lower end of a range; the unit follows the upper end. */
        private String end(BigDecimal number) {
            return quantity == Quantity.PRICE || quantity == Quantity.YEAR
                    ? quantity.words(number)
                    : Words.number(number);
        }

        /** Lot size in acres, for use with homes: "5+ acres". */
        String lot() {
            if (low != null && high != null)
                return Messages.text("search.words.lot.span", end(low), quantity.words(high));
            if (low != null) return Messages.text("search.words.lot.over", end(low));
            return high == null ? "" : Messages.text("search.words.lot.under", quantity.words(high));
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            var ends = new ArrayList<Filter>();
            if (low != null) ends.add(Filter.ge(quantity.field, low));
            if (high != null) ends.add(Filter.le(quantity.field, high));
            // A price of zero means "price on request".
            if (low == null && quantity == Quantity.PRICE) ends.add(Filter.gt(quantity.field, 0));
            return ends.isEmpty() ? Optional.empty() : feed.on(quantity.field, Filter.and(ends));
        }

        @Override
        public Optional<Condition> condition(Today today) {
            // Zero means unknown.
            return Optional.of(Condition.between(
                    quantity.column,
                    low == null ? 1 : Math.max(1, whole(low, RoundingMode.CEILING)),
                    high == null ? Long.MAX_VALUE : whole(high, RoundingMode.FLOOR)));
        }

        private long whole(BigDecimal end, RoundingMode rounding) {
            var number = quantity.inColumn(end).setScale(0, rounding);
            return number.min(MOST).max(MOST.negate()).longValue();
        }
    }

    /**
     * The estimated monthly cost, which only the site computes; for rentals it is the rent.
     *
     * @param most in dollars; null if only an order depends on the cost
     * @param down down payment, percent of the price; null if it is the site's usual one, as are the others
     * @param rate interest, percent per year
     * @param term years
     */
    record Monthly(
            @Nullable Integer most,
            @Nullable BigDecimal down,
            @Nullable BigDecimal rate,
            @Nullable Integer term) implements Criterion {
        /** These assumptions with the loan that the visitor has in mind. */
        CostAssumptions of(CostAssumptions usual) {
            return usual.with(down == null ? null : down.doubleValue(), rate == null ? null : rate.doubleValue(), term);
        }

        /** Without what is as usual. */
        Monthly without(CostAssumptions usual) {
            return new Monthly(
                    most,
                    down != null && down.doubleValue() == usual.down() ? null : down,
                    rate != null && rate.doubleValue() == usual.rate() ? null : rate,
                    term != null && term == usual.term() ? null : term);
        }

        @Override
        public List<Param> params() {
            var params = new ArrayList<Param>();
            if (most != null) params.add(new Param(SearchField.MAX_MONTHLY, most.toString()));
            if (down != null) params.add(new Param(SearchField.DOWN, down.toPlainString()));
            if (rate != null) params.add(new Param(SearchField.RATE, rate.toPlainString()));
            if (term != null) params.add(new Param(SearchField.TERM, term.toString()));
            return params;
        }

        @Override
        public String label() {
            var parts = new ArrayList<String>();
            if (most != null) parts.add(Messages.text("search.criterion.monthly", Money.dollars(most)));
            if (down != null) parts.add(Messages.text("search.criterion.monthly.down", down.toPlainString()));
            if (rate != null) parts.add(Messages.text("search.criterion.monthly.rate", rate.toPlainString()));
            if (term != null) parts.add(Messages.text("search.criterion.monthly.term", term));
            return String.join(", ", parts);
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            return Optional.empty();
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return most == null ? Optional.empty() : Optional.of(MonthlyCosts.atMost(most, of(today.costs())));
        }
    }

    /**
     * A number of bedrooms.
     *
     * @param atLeast 0 for no minimum
     * @param atMost 0 for no maximum
     */
    record Beds(int atLeast, int atMost) implements Criterion {
        public Beds(int atLeast) {
            this(atLeast, 0);
        }

        Bounds bounds() {
            return new Bounds(atLeast, atMost);
        }

        @Override
        public List<Param> params() {
            return bounds().params(SearchField.BEDS, SearchField.MAX_BEDS);
        }

        @Override
        public String label() {
            return bounds().words("search.criterion.beds");
        }

        /** Its label for a narrow place, such as "3+ bd". */
        public String brief() {
            return bounds().words("search.bar.beds");
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            return feed.on("BedroomsTotal", bounds().filter("BedroomsTotal"));
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return Optional.of(bounds().condition(Column.BEDS));
        }
    }

    /**
     * A number of bathrooms; full and partial ones count the same.
     *
     * @param atLeast 0 for no minimum
     * @param atMost 0 for no maximum
     */
    record Baths(int atLeast, int atMost) implements Criterion {
        public Baths(int atLeast) {
            this(atLeast, 0);
        }

        Bounds bounds() {
            return new Bounds(atLeast, atMost);
        }

        @Override
        public List<Param> params() {
            return bounds().params(SearchField.BATHS, SearchField.MAX_BATHS);
        }

        @Override
        public String label() {
            return bounds().words("search.criterion.baths");
        }

        /** Its label for a narrow place, such as "3+ ba". */
        public String brief() {
            return bounds().words("search.bar.baths");
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            var field = feed.plan().property().has("BathroomsTotalInteger")
                    ? "BathroomsTotalInteger"
                    : "BathroomsTotalDecimal";
            return feed.on(field, bounds().filter(field));
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return Optional.of(bounds().condition(Column.BATHS));
        }
    }

    /** Homes without a separate bedroom. Which homes have no number of bedrooms because they have none, feeds don't say. */
    record Studio() implements Criterion {
        /** As in the URL, instead of a number of bedrooms. */
        public static final String VALUE = "studio";

        private static final List<String> TYPES =
                PropertyType.values(List.of(PropertyType.RESIDENTIAL, PropertyType.RESIDENTIAL_LEASE));

        @Override
        public List<Param> params() {
            return List.of(new Param(SearchField.BEDS, VALUE));
        }

        @Override
        public String label() {
            return Messages.text("search.criterion.studio");
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            return Optional.empty();
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return Optional.of(Condition.allOf(
                    List.of(Condition.between(Column.BEDS, 0, 0), Condition.named(Column.TYPE, TYPES))));
        }
    }

    /**
     * The number of floors of the home itself, not of its building.
     *
     * @param number {@link #MANY} for that many or more
     */
    record Stories(int number) implements Criterion {
        public static final int MANY = 3;

        private Bounds bounds() {
            return new Bounds(number, number < MANY ? number : 0);
        }

        @Override
        public List<Param> params() {
            return List.of(new Param(SearchField.STORIES, Integer.toString(number)));
        }

        @Override
        public String label() {
            return Messages.text("search.criterion.stories." + number);
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            return feed.on("Stories", bounds().filter("Stories"));
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return Optional.of(bounds().condition(Column.STORIES));
        }
    }

    /** A minimum number of places for cars. */
    record Parking(Kind kind, int atLeast) implements Criterion {
        public enum Kind {
            GARAGE(SearchField.MIN_GARAGE, "GarageSpaces", Column.GARAGE),
            /** Garages, carports, and open spaces. */
            ANY(SearchField.MIN_PARKING, "ParkingTotal", Column.PARKING);

            private final SearchField param;
            private final String field;
            private final Column column;

            Kind(SearchField param, String field, Column column) {
                this.param = param;
                this.field = field;
                this.column = column;
            }

            public SearchField param() {
                return param;
            }

            Column column() {
                return column;
            }
        }

        @Override
        public List<Param> params() {
            return List.of(new Param(kind.param, Integer.toString(atLeast)));
        }

        @Override
        public String label() {
            return Messages.text("search.criterion." + kind.param.key(), atLeast);
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            return feed.on(kind.field, Filter.ge(kind.field, atLeast));
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return Optional.of(Condition.between(kind.column, atLeast, Long.MAX_VALUE));
        }
    }

    /** RESO PropertyType. */
    record Type(String value) implements Criterion {
        public static Type of(PropertyType type) {
            return new Type(type.value());
        }

        @Override
        public List<Param> params() {
            return List.of(new Param(SearchField.TYPE, value));
        }

        @Override
        public String label() {
            return Words.capital(Words.plural(value));
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            return feed.on("PropertyType", Filter.eq("PropertyType", value));
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return Optional.of(Condition.named(Column.TYPE, value::equals));
        }
    }

    /** RESO PropertySubType; any of several values. */
    record SubTypes(List<String> values) implements Criterion {
        public static final String FIELD = "PropertySubType";

        public static SubTypes of(PropertySubType... kinds) {
            return new SubTypes(PropertySubType.values(List.of(kinds)));
        }

        public SubTypes {
            values = values.stream().distinct().sorted().toList();
        }

        @Override
        public List<Param> params() {
            return values.stream()
                    .map(value -> new Param(SearchField.SUBTYPE, value))
                    .toList();
        }

        @Override
        public String label() {
            return Words.capital(Words.or(values.stream().map(Words::plural).toList()));
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            return feed.oneOf(FIELD, values);
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return Optional.of(Condition.named(Column.SUB_TYPE, values));
        }
    }

    /** StandardStatus; any of several values. */
    record Statuses(List<String> values) implements Criterion {
        public Statuses {
            values = values.stream().distinct().sorted().toList();
        }

        @Override
        public List<Param> params() {
            return values.stream()
                    .map(value -> new Param(SearchField.STATUS, value))
                    .toList();
        }

        @Override
        public String label() {
            return Words.or(values);
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            return feed.oneOf("StandardStatus", values);
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return Optional.of(Condition.named(Column.STATUS, values));
        }
    }

    /** A feature or attribute of a home. */
    record Has(Feature feature) implements Criterion {
        @Override
        public List<Param> params() {
            return List.of(new Param(feature.field(), "yes"));
        }

        @Override
        public String label() {
            return feature.label();
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            return feature.filter(feed);
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return Optional.of(Condition.bits(Column.TRAITS, Column.bit(feature.trait())));
        }
    }

    /** One of several features of a group, such as a basement that is finished or partially finished. */
    record Facet(FeatureGroup group, List<String> values) implements Criterion {
        private static final String SEPARATOR = ":";

        public Facet {
            values = values.stream().distinct().sorted().toList();
        }

        /** As in the URL, {@code Basement:Finished}; of a group without fields if there is no such group. */
        static Facet of(String param) {
            var parts = param.split(SEPARATOR, 2);
            return new Facet(FeatureGroup.named(parts[0].strip()), List.of(parts.length < 2 ? "" : parts[1].strip()));
        }

        /** This one and the features of another of the same group. */
        public Facet or(Facet other) {
            return new Facet(
                    group, Stream.concat(values.stream(), other.values.stream()).toList());
        }

        @Override
        public List<Param> params() {
            return values.stream()
                    .map(value -> value.isEmpty() ? group.name() : group.name() + SEPARATOR + value)
                    .map(value -> new Param(SearchField.FEATURE, value))
                    .toList();
        }

        @Override
        public String label() {
            return Messages.text("search.criterion.feature", group.label(), Words.or(values));
        }

        /** Asked only while the catalog is incomplete: not every feed can compare every field. */
        @Override
        public Optional<Filter> filter(Capabilities feed) {
            var any = new ArrayList<Filter>();
            for (var field : group.fields())
                if (feed.plan().property().declares(field))
                    for (var value : values) {
                        var one = feed.has(field, value);
                        if (one.isEmpty()) return Optional.empty();
                        any.add(one.get());
                    }
            return any.isEmpty() ? Optional.empty() : Optional.of(Filter.or(any));
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return Optional.of(Condition.featured(Features.of(group.name(), values)));
        }
    }

    /** An association fee of at most this many dollars a month, or none. */
    record MaxHoa(int dollars) implements Criterion {
        @Override
        public List<Param> params() {
            return List.of(new Param(SearchField.MAX_HOA, Integer.toString(dollars)));
        }

        @Override
        public String label() {
            return dollars == 0
                    ? Messages.text("search.criterion.hoa.none")
                    : Messages.text("search.criterion.hoa", Money.dollars(dollars));
        }

        /** Feeds compare the amount per payment, which depends on the frequency. */
        @Override
        public Optional<Filter> filter(Capabilities feed) {
            if (!feed.declares("AssociationFee")) return Optional.empty();
            var none =
                    feed.declares("AssociationYN") ? Filter.eq("AssociationYN", false) : Filter.eq("AssociationFee", 0);
            if (dollars == 0) return Optional.of(none);
            if (!feed.declares("AssociationFeeFrequency"))
                return Optional.of(Filter.or(List.of(none, Filter.le("AssociationFee", dollars))));
            var any = new ArrayList<Filter>(List.of(none));
            for (var due : FeeFrequency.values())
                feed.oneOf("AssociationFeeFrequency", due.spellings())
                        .ifPresent(often ->
                                any.add(Filter.and(List.of(Filter.le("AssociationFee", due.highest(dollars)), often))));
            return Optional.of(Filter.or(any));
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return Optional.of(Condition.between(Column.MONTHLY_FEE, 0, dollars));
        }
    }

    /** On the market for at most this many days. */
    record MaxDays(int days) implements Criterion {
        @Override
        public List<Param> params() {
            return List.of(new Param(SearchField.MAX_DAYS, Integer.toString(days)));
        }

        @Override
        public String label() {
            return Messages.text("search.criterion.days", days);
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            if (feed.declares("OnMarketDate"))
                return Optional.of(Filter.ge("OnMarketDate", feed.today().minusDays(days)));
            return feed.on("DaysOnMarket", Filter.le("DaysOnMarket", days));
        }

        @Override
        public Optional<Condition> condition(Today today) {
            var since = Column.day(today.date().minusDays(days));
            return Optional.of(Condition.anyOf(List.of(
                    Condition.between(Column.ON_MARKET, since, Long.MAX_VALUE),
                    Condition.between(Column.DAYS_ON_MARKET, 0, days))));
        }
    }

    /** Active again after it had left the market, for a short time. */
    record BackOnMarket() implements Criterion {
        /** How many days a home counts as being back. */
        public static final int DAYS = 14;

        @Override
        public List<Param> params() {
            return List.of(new Param(SearchField.BACK_ON_MARKET, "yes"));
        }

        @Override
        public String label() {
            return Messages.text("search.field.back-on-market");
        }

        /** Feeds say it in different fields, some of them in two. */
        @Override
        public Optional<Filter> filter(Capabilities feed) {
            return Optional.empty();
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return Optional.of(Condition.allOf(List.of(
                    Condition.named(Column.STATUS, "Active"::equals),
                    Condition.between(
                            Column.BACK_ON_MARKET,
                            Column.day(today.date().minusDays(DAYS)),
                            Column.day(today.date())))));
        }
    }

    /** Listed by the brokerage whose site this is. There is none for any other firm. */
    record Ours() implements Criterion {
        @Override
        public List<Param> params() {
            return List.of(new Param(SearchField.OURS, "yes"));
        }

        @Override
        public String label() {
            return Messages.text("search.field.ours");
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            return feed.ours();
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return Optional.of(Condition.bits(Column.TRAITS, Column.bit(Trait.OURS)));
        }
    }

    /**
     * Words that must all occur in the remarks.
     *
     * @param typedIn the form's field for keywords, or the search line, of whose words nothing else is known
     */
    record Keywords(List<String> words, SearchField typedIn) implements Criterion {
        public Keywords {
            words = List.copyOf(words);
        }

        public static Keywords of(List<String> words) {
            return new Keywords(words, SearchField.KEYWORDS);
        }

        public boolean isFromLine() {
            return typedIn == SearchField.LINE;
        }

        @Override
        public List<Param> params() {
            return List.of(new Param(typedIn, String.join(" ", words)));
        }

        @Override
        public String label() {
            return Messages.text("search.criterion.keywords", String.join(" ", words));
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            if (!feed.contains()) return Optional.empty();
            var all = words.stream()
                    .map(word -> Filter.contains("PublicRemarks", word))
                    .toList();
            var condition = Filter.and(all);
            return feed.on(
                    "PublicRemarks",
                    DescriptionWords.nameNoStreet(words) ? condition : feed.withoutHiddenAddresses(condition));
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return today.words().apply(words);
        }
    }

    /** Free text for a street or a neighborhood: the part of a line that was not otherwise understood. */
    record Somewhere(String text) implements Criterion {
        private static final Pattern COMPASS = Pattern.compile("(?i)[ns]?[ew]|[ns]");

        /** Whether it is a compass direction: streets in a part of a city, "SE Division St". */
        boolean isCompass() {
            return COMPASS.matcher(text).matches();
        }

        @Override
        public List<Param> params() {
            return List.of(new Param(SearchField.LINE, text));
        }

        @Override
        public String label() {
            return Messages.text(isCompass() ? "search.criterion.compass" : "search.criterion.text", text);
        }

        /**
         * Sent to the feed only while the catalog is incomplete: feeds have one spelling of each address, which is not
         * known until then.
         */
        @Override
        public Optional<Filter> filter(Capabilities feed) {
            var either = new ArrayList<Filter>();
            var name = titleCase(text);
            var line = AddressLine.of(text);
            if (line.hasNumber() && feed.startsWith() && feed.declares("StreetNumber") && feed.declares("StreetName"))
                either.add(feed.withoutHiddenAddresses(Filter.and(List.of(
                        Filter.eq("StreetNumber", line.number().toUpperCase(Locale.ROOT)),
                        Filter.or(line.beginnings().stream()
                                .<Filter>map(beginning -> Filter.startsWith("StreetName", beginning))
                                .toList())))));
            else if (feed.contains() && feed.declares("UnparsedAddress"))
                either.add(feed.withoutHiddenAddresses(
                        Filter.contains("UnparsedAddress", isCompass() ? " " + name + " " : name)));
            if (!isCompass() && !line.hasNumber() && feed.declares("SubdivisionName"))
                either.add(Filter.eq("SubdivisionName", name));
            return either.isEmpty() ? Optional.empty() : Optional.of(Filter.or(either));
        }

        /** Feeds are case-sensitive; names are capitalized, and compass directions are all capitals. */
        public static String titleCase(String text) {
            var words = new ArrayList<String>();
            for (var word : text.strip().split("\\s+"))
                words.add(
                        COMPASS.matcher(word).matches()
                                ? word.toUpperCase(Locale.ROOT)
                                : Words.capital(word.toLowerCase(Locale.ROOT)));
            return String.join(" ", words);
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return Optional.of(homes());
        }

        /** The matching homes, whatever their status. */
        public Condition homes() {
            var wanted = Vocabulary.plain(text);
            if (isCompass())
                return Condition.named(
                        Column.STREET,
                        street ->
                                street != null && (" " + Vocabulary.plain(street) + " ").contains(" " + wanted + " "));
            var line = AddressLine.of(text);
            // Few streets have a similar name, and only their homes' addresses are read.
            var any = new ArrayList<>(List.of(
                    Condition.named(
                            Column.SUBDIVISION,
                            name -> name != null && Vocabulary.plain(name).equals(wanted)),
                    line.homes()));
            var number = MlsNumber.of(text);
            if (number != null)
                any.add(Condition.examined(
                        Condition.alikeNumber(number.text()),
                        entry -> number.is(entry.listingKey(), entry.listingId())));
            return Condition.anyOf(any);
        }
    }

    /** Within some miles of an address, a street, or a place, which stays in the address as it was typed. */
    record Around(String place, BigDecimal miles, Area circle) implements Criterion {
        @Override
        public List<Param> params() {
            return List.of(new Param(SearchField.NEAR, place), new Param(SearchField.RADIUS, miles.toPlainString()));
        }

        @Override
        public String label() {
            return Messages.text("search.criterion.around", miles, place);
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            return feed.condition(circle);
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return circle.condition(today);
        }
    }

    /** A name that is nearly one of the feed's: the search is for what is meant, and pages say so. */
    record Almost(String typed, Criterion meant) implements Criterion {
        @Override
        public List<Param> params() {
            return List.of(new Param(SearchField.LINE, typed));
        }

        @Override
        public String label() {
            return meant.label();
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            return feed.condition(meant);
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return meant.condition(today);
        }
    }

    /** Criteria of which one is enough: "Portland or 97214", "pool or waterfront". */
    record AnyOf(String typed, List<Criterion> any) implements Criterion {
        public AnyOf {
            any = List.copyOf(any);
        }

        @Override
        public List<Param> params() {
            return List.of(new Param(SearchField.LINE, typed));
        }

        @Override
        public String label() {
            return Words.or(any.stream().map(Criterion::label).toList());
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            var filters =
                    any.stream().flatMap(one -> feed.condition(one).stream()).toList();
            return filters.size() == any.size() ? Optional.of(Filter.or(filters)) : Optional.empty();
        }

        @Override
        public Optional<Condition> condition(Today today) {
            var conditions =
                    any.stream().flatMap(one -> one.condition(today).stream()).toList();
            return conditions.size() == any.size() ? Optional.of(Condition.anyOf(conditions)) : Optional.empty();
        }
    }

    /** What is not wanted: "no pool", "not in Portland". A home of which nothing is known has nothing unwanted. */
    record Not(String typed, Criterion unwanted) implements Criterion {
        @Override
        public List<Param> params() {
            return List.of(new Param(SearchField.LINE, typed));
        }

        @Override
        public String label() {
            return Words.capital(typed);
        }

        /** Feeds differ in what they answer for missing values. */
        @Override
        public Optional<Filter> filter(Capabilities feed) {
            return Optional.empty();
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return unwanted.condition(today).map(Condition::not);
        }
    }

    /** Words that cannot be searched: they add no condition, but pages say why. */
    record Unread(String text, Reason reason) implements Criterion {
        /** Why words are not searched. */
        public enum Reason {
            /** They contradict each other or an earlier part of the line, or mean nothing. */
            NOT_UNDERSTOOD,
            /** Ratings of schools, which this site doesn't show. */
            SCHOOL_RATINGS,
            /** How safe an area is: by fair housing rules, this is not for a search to say. */
            SAFETY,
            /** Kinds of people, who by fair housing law are no criterion. */
            PEOPLE,
            /** Scores, and travel times. */
            TRAVEL,
            /** A place that isn't in the feed, such as a company or a monument. */
            LANDMARK,
            /** A school that no home has. */
            SCHOOL,
            /** Near the visitor, whose position only the browser knows. */
            NEAR_ME,
            /** Homes that were sold, on a site that doesn't show them. */
            SOLD,
            FORECLOSURE;

            /** Its part of message keys, such as {@code near-me}. */
            public String key() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }

        /** The words without the quotation marks that keep them from being interpreted. */
        public String words() {
            return text.replace("\"", "");
        }

        @Override
        public List<Param> params() {
            return List.of(new Param(SearchField.LINE, text));
        }

        @Override
        public String label() {
            return Messages.text("search.criterion.unread", words());
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            return Optional.empty();
        }

        @Override
        public Optional<Condition> condition(Today today) {
            return Optional.empty();
        }
    }

    /** An upcoming public open house. Open houses are a separate resource, which only the catalog and the page use. */
    record Open(OpenOn when) implements Criterion {
        @Override
        public List<Param> params() {
            return List.of(new Param(SearchField.OPEN_HOUSE, when.value()));
        }

        @Override
        public String label() {
            return Messages.text("search.criterion.open." + when.value());
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            return Optional.empty();
        }

        @Override
        public Optional<Condition> condition(Today today) {
            var keys = today.openHouses().apply(when.test(today.date())).keySet();
            return Optional.of(Condition.keys(keys));
        }
    }

    /**
     * An area on the map. It never contains homes with a hidden address: their location could be found by trial and
     * error.
     */
    record Area(Kind kind, String value, List<Filter.Position> ring) implements Criterion {
        enum Kind {
            BOUNDS(SearchField.BOUNDS),
            POLYGON(SearchField.POLYGON),
            NEAR(SearchField.NEAR);

            private final SearchField param;

            Kind(SearchField param) {
                this.param = param;
            }
        }

        public Area {
            ring = List.copyOf(ring);
        }

        @Override
        public List<Param> params() {
            if (kind != Kind.NEAR) return List.of(new Param(kind.param, value));
            var parts = value.split(";");
            return List.of(new Param(SearchField.NEAR, parts[0]), new Param(SearchField.RADIUS, parts[1]));
        }

        @Override
        public String label() {
            var message = "search.criterion." + kind.param.key();
            return kind == Kind.NEAR
                    ? Messages.text(message, new BigDecimal(value.split(";")[1]))
                    : Messages.text(message);
        }

        @Override
        public Optional<Filter> filter(Capabilities feed) {
            if (feed.geo()) return Optional.of(feed.withoutHiddenAddresses(Filter.intersects("Location", ring)));
            // Without geo functions, a rectangle can still be queried by its bounds; other shapes cannot.
            if (kind != Kind.BOUNDS || !feed.declares("Latitude") || !feed.declares("Longitude"))
                return Optional.empty();
            var southWest = ring.get(0);
            var northEast = ring.get(2);
            return Optional.of(feed.withoutHiddenAddresses(Filter.and(List.of(
                    Filter.ge("Latitude", southWest.latitude()),
                    Filter.le("Latitude", northEast.latitude()),
                    Filter.ge("Longitude", southWest.longitude()),
                    Filter.le("Longitude", northEast.longitude())))));
        }

        @Override
        public Optional<Condition> condition(Today today) {
            var outline = Outline.of(ring);
            return Optional.of(Condition.allOf(List.of(box(), Condition.at(outline::contains))));
        }

        private Condition box() {
            double west = 180, south = 90, east = -180, north = -90;
            for (var corner : ring) {
                west = Math.min(west, corner.longitude().doubleValue());
                east = Math.max(east, corner.longitude().doubleValue());
                south = Math.min(south, corner.latitude().doubleValue());
                north = Math.max(north, corner.latitude().doubleValue());
            }
            return Condition.within(west, south, east, north);
        }
    }
}
