package porchlight.search.phrase;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.search.Criterion;
import porchlight.search.Feature;
import porchlight.search.OpenOn;
import porchlight.search.SearchForm;
import porchlight.search.UsualPrices;
import porchlight.search.Vocabulary;

/**
 * The phrases of {@link QueryText} that contain a number or a date: prices, rooms, sizes, years, fees, time on the
 * market, open houses. Immutable.
 */
final class Measures {
    private static final String SQFT =
            "\\s*(?:sq\\.?\\s*ft\\.?|sqft\\.?|sft|sq\\.? ?feet|square[- ]feet|square[- ]foot|square footage|sf|ft2|ft²)";
    private static final String ACRE = "[\\s-]*(?:acres?|ac)(?: lots?| parcels?| yards?| of land)?";
    private static final String SORT_OF =
            "[\\s-]*(?:(?:full|half|large|big|small|spacious|good[- ]sized|real|separate|or more)[\\s-]+)*";
    private static final String BED = SORT_OF + "(?:bed ?rooms?|bdrms?|bdrs?|beds?|bds?|brs?|rooms?)";
    private static final String BATH = SORT_OF + "(?:bath ?rooms?|bthrms?|baths?|bas?|toilets?)";
    private static final String BED_IS = "(?:bd|beds?|bedrooms?|br|bdrms?):?\\s*";
    private static final String BATH_IS = "(?:ba|baths?|bathrooms?):?\\s*";
    private static final String LOT = "(?:lots?|yard)(?: size)?(?: of)?:?\\s*";
    private static final String PRICE =
            "(?:(?:(?:list|asking|sales?) )?pric(?:e|ed|ing)(?: range)?|budget|asking)(?: is| of| at)?:?\\s*";
    private static final String PAYMENT =
            "(?:(?:total |all[- ]in |estimated )?(?:monthly|mortgage|house) (?:payments?|pymts?|costs?)|payments?|pymts?|pmts?|monthly(?: budget)?)(?: is| of| at)?:?\\s*";
    private static final String A_MONTH =
            "(?: dollars| usd| bucks)?(?<per>\\s*(?:/|\\b(?:a|per|each) )\\s*(?:mo|month)\\b(?: (?:payments?|pymts?|pmts?)\\b)?| monthly(?: (?:payments?|pymts?|pmts?)\\b)?)?";
    private static final String A_MONTH_OR_YEAR =
            "(?:\\s*(?:/|\\b(?:a|per|each) )\\s*(?:mo|month|yr|year)\\b| monthly| yearly| annually)?";
    private static final String HOA =
            "(?:hoa|home\\s?owner'?s?'? associations?|associations?)(?: (?:fees?|dues|costs?))?(?: is| of)?:?\\s*";
    private static final String YEAR = "(?:1[6-9]\\d\\d|20\\d\\d)";
    private static final String BUILT = "(?:(?:year )?built|constructed|year)[: ]\\s*";
    private static final String LISTED =
            "(?:(?:new(?: listings?| homes?)?|(?:just |newly )?listed|added|on (?:the )?market)\\s+)?";
    private static final String TIME = "hour|day|week|month|new|added|listed|market";
    private static final String DAY = "(weekend|today|tomorrow|saturday|sunday|sat|sun)";
    private static final String OTHER_DAY =
            "((?:on |this |next )?(?:mon|tues|wednes|thurs|fri)day|(?:this |next )week|next (?:weekend|saturday|sunday)|this month)";

    /** What such a phrase can start with; other words are skipped quickly. */
    private static final Pattern FIRST = Pattern.compile(
            "[\\d$£€<>≤≥~½¼¾]|(?:" + Limits.FIRST
                    + "|half|quarter|an?|one|two|three|four|five|six|seven|eight|nine|ten|lots?|yard|list|asking|sales?|pric|budget"
                    + "|hoa|home|association|no|zero|without|year|built|constructed|before|since|after|newer|older|prior|later|in|the"
                    + "|b[edart]|month|mortgage|house|payment|pymt|pmt|total|all-in|estimated|stor|all|on|single|double|triple|main|zero|few|minimal|step|stair|garage|at least|open|sat|sun|weekend|new|just|added|on|last|past|this|during|within|senior|less|fewer|age)");

    private static final BigDecimal LEAST = BigDecimal.valueOf(100);
    /** A number not marked as money must be at least this to be a sale price. */
    private static final BigDecimal LEAST_UNSAID = BigDecimal.valueOf(10_000);

    private static final BigDecimal MOST_MONTHLY = BigDecimal.valueOf(1_000_000);

    /** By what every such phrase contains: a line without it skips all of them. */
    private final Map<String, Forms> forms = new LinkedHashMap<>();

    /**
     * A phrase's meaning.
     *
     * @param criterion null for a phrase that cannot be searched
     * @param end its end offset in the line
     */
    record Meaning(@Nullable Criterion criterion, int end) {}

    private record Forms(Pattern sign, List<Form> forms) {
        static Forms of(String sign) {
            return new Forms(Pattern.compile(sign), new ArrayList<>());
        }
    }

    /**
     * A form of expression.
     *
     * @param meaning null if the match is not such a phrase after all
     */
    private record Form(Pattern pattern, Meant meaning) {}

    private interface Meant {
        @Nullable
        Said by(Matcher match, Vocabulary names);
    }

    private record Said(@Nullable Criterion criterion) {
        static final Said NOTHING = new Said(null);

        static Said of(Criterion criterion) {
            return new Said(criterion);
        }
    }

    /** @param forRent whether the search is for rentals, which have lower prices */
    Measures(boolean forRent) {
        // Before prices, of which "55+" could be one.
        one(
                "55",
                "(?:age )?(?:55(?:\\s*\\+| plus| and (?:over|older|up)| or (?:over|older))|over 55)(?: communit(?:y|ies)| living)?",
                match -> Said.of(new Criterion.Has(Feature.SENIOR)));
        limits("s[qf]|ft", "", Amounts.AREA, SQFT, Measures::area);
        limits("s[qf]|ft", LOT, Amounts.AREA, SQFT, Measures::lotInFeet);
        limits("lot|yard|parcel", "", Amounts.AREA, SQFT + " (?:lots?|yards?|parcels?)", Measures::lotInFeet);
        limits("ac", "(?:" + LOT + ")?", Amounts.ACRES, ACRE, Measures::lot);
        limits("b[der]|room", "", Amounts.ROOMS, BED, limits -> rooms(limits, false));
        limits("b[der]", BED_IS, Amounts.ROOMS, notBefore(BATH), limits -> rooms(limits, false));
        limits("ba|toilet", "", Amounts.ROOMS, BATH, limits -> rooms(limits, true));
        limits("ba", BATH_IS, Amounts.ROOMS, notBefore(BED), limits -> rooms(limits, true));
        prices("", "(?:" + PRICE + ")?", forRent, false);
        prices("pric|budget|asking", PRICE, forRent, true);
        for (var pattern : Limits.of(PAYMENT, Amounts.MONEY, A_MONTH))
            add(
                    "month|payment|mortgage|p(?:y)?mt",
                    pattern,
                    (match, names) -> price(Limits.in(match), names.prices().rent(), forRent, true, true));
        one(
                "sq",
                "(?:maximum |max )?(?:price )?(?:(?:up to|under|less than|below|at most) )?" + Amounts.MONEY
                        + "\\s*(?:/|per |an? )\\s*(?:square (?:foot|feet)|sq\\.? ?ft\\.?|sf)",
                match -> Said.NOTHING);
        fees();
        parking();
        stories();
        years();
        ages();
        time();
        openHouses();
    }

    /** Prepares a line; its phrases are then read {@linkplain Reader#at one by one}. */
    Reader in(String line, Vocabulary names) {
        return new Reader(
                line,
                names,
                forms.values().stream()
                        .filter(all -> all.sign.matcher(line).find())
                        .flatMap(all -> all.forms.stream())
                        .toList());
    }

    /** A line and the forms it may contain. */
    static final class Reader {
        private final String line;
        private final Vocabulary names;
        private final List<Form> forms;

        private Reader(String line, Vocabulary names, List<Form> forms) {
            this.line = line;
            this.names = names;
            this.forms = forms;
        }

        /** The longest phrase at an offset; null for none. */
        @Nullable
        Meaning at(int from) {
            return FIRST.matcher(line).region(from, line.length()).lookingAt()
                    ? longest(forms, line, from, names)
                    : null;
        }
    }

    private static @Nullable Meaning longest(List<Form> forms, String line, int from, Vocabulary names) {
        Meaning longest = null;
        for (var form : forms) {
            var match = form.pattern.matcher(line).region(from, line.length());
            match.useTransparentBounds(true);
            if (!match.lookingAt()
                    || longest != null && match.end() < longest.end() + (longest.criterion() == null ? 0 : 1)) continue;
            var said = form.meaning.by(match, names);
            if (said == null) continue;
            longest = said.criterion == null || isValid(said.criterion)
                    ? new Meaning(said.criterion, match.end())
                    : new Meaning(null, match.end());
        }
        return longest;
    }

    /** "2.5 sqft" is not a living area: values that the form would reject are not understood. */
    private static boolean isValid(Criterion criterion) {
        var typed = new LinkedHashMap<String, List<String>>();
        for (var param : criterion.params())
            typed.computeIfAbsent(param.name(), name -> new ArrayList<>()).add(param.value());
        return SearchForm.parse(typed).messages().isEmpty();
    }

    private void add(String sign, Pattern pattern, Meant meaning) {
        forms.computeIfAbsent(sign, Forms::of).forms.add(new Form(pattern, meaning));
    }

    private void one(String sign, String regex, Function<Matcher, @Nullable Said> meaning) {
        add(sign, Pattern.compile(regex + "(?!\\w)"), (match, names) -> meaning.apply(match));
    }

    private void limits(
            String sign, String prefix, String number, String unit, Function<Limits, @Nullable Said> meaning) {
        for (var pattern : Limits.of(prefix, number, unit))
            add(sign, pattern, (match, names) -> meaning.apply(Limits.in(match)));
    }

    /** @param saidSo whether "price" or "budget" precedes it */
    private void prices(String sign, String prefix, boolean forRent, boolean saidSo) {
        for (var pattern : Limits.of(prefix, Amounts.MONEY, A_MONTH))
            add(sign, pattern, (match, names) -> {
                var perMonth = match.group("per") != null;
                return price(
                        Limits.in(match),
                        forRent ? names.prices().rent() : names.prices().sale(),
                        forRent,
                        saidSo,
                        perMonth);
            });
    }

    /** In "beds 3 baths 2" the three refers to beds; in "beds 3 baths" it does not. */
    private static String notBefore(String unit) {
        return "(?!" + unit + "\\b(?!:?\\s*\\d))";
    }

    private static Said range(Criterion.Range.Quantity quantity, Limits limits, Function<String, BigDecimal> number) {
        if (limits.isBetween()) {
            var a = number.apply(limits.low());
            var b = number.apply(limits.high());
            return Said.of(new Criterion.Range(quantity, a.min(b), a.max(b)));
        }
        var n = number.apply(limits.number());
        return switch (limits.way()) {
            case AT_MOST -> Said.of(new Criterion.Range(quantity, null, n));
            case ABOUT -> Said.of(new Criterion.Range(quantity, part(n, "0.9", quantity), part(n, "1.1", quantity)));
            case EXACTLY -> Said.of(new Criterion.Range(quantity, n, n));
            case NONE -> Said.NOTHING;
            default -> Said.of(new Criterion.Range(quantity, n, null));
        };
    }

    /** "Around" means within ten percent. */
    private static BigDecimal part(BigDecimal number, String factor, Criterion.Range.Quantity quantity) {
        var decimals = quantity == Criterion.Range.Quantity.LOT ? 3 : 0;
        return Amounts.plain(number.multiply(new BigDecimal(factor)).setScale(decimals, RoundingMode.HALF_UP));
    }

    private static Said area(Limits limits) {
        return range(Criterion.Range.Quantity.SQFT, limits, text -> Amounts.plain(Amounts.number(text)));
    }

    private static Said lot(Limits limits) {
        return range(Criterion.Range.Quantity.LOT, limits, text -> Amounts.plain(Amounts.number(text)));
    }

    private static Said lotInFeet(Limits limits) {
        return range(Criterion.Range.Quantity.LOT, limits, text -> Amounts.acres(Amounts.number(text)));
    }

    /** "3 bedrooms" means at least three; a half bathroom counts as one. */
    private static Said rooms(Limits limits, boolean baths) {
        if (limits.isBetween()) {
            var a = whole(limits.low(), baths);
            var b = whole(limits.high(), baths);
            return a == 0 || b == 0 ? Said.NOTHING : rooms(Math.min(a, b), Math.max(a, b), baths);
        }
        var number = whole(limits.number(), baths);
        if (number == 0) return Said.NOTHING;
        return switch (limits.way()) {
            case NONE -> Said.NOTHING;
            case AT_MOST -> rooms(0, limits.isLessThan() ? number - 1 : number, baths);
            case MORE_THAN -> rooms(number + 1, 0, baths);
            case EXACTLY -> rooms(number, number, baths);
            default -> rooms(number, 0, baths);
        };
    }

    private static Said rooms(int least, int most, boolean baths) {
        if (least == 0 && most == 0) return Said.NOTHING;
        return Said.of(baths ? new Criterion.Baths(least, most) : new Criterion.Beds(least, most));
    }

    /** The number of rooms, 0 if it isn't one. */
    private static int whole(String text, boolean baths) {
        var typed = Amounts.number(text);
        var whole = typed.setScale(0, RoundingMode.CEILING);
        return !baths && whole.compareTo(typed) != 0 ? 0 : whole.intValue();
    }

    /** "2 car garage", "garage for two cars", "2 parking spaces". */
    private void parking() {
        var number = "(" + Amounts.ROOMS + ")\\s*\\+?(?: or more)?";
        one(
                "car",
                number + "[- ]*cars?[- ]+(?:(?:attached|detached|oversized|heated|large),? )*garages?",
                match -> spaces(Criterion.Parking.Kind.GARAGE, match.group(1)));
        one(
                "garage",
                "garages? (?:for|with(?: room for)?) (?:at least )?" + number + "(?: cars?| vehicles?| spaces?)?",
                match -> spaces(Criterion.Parking.Kind.GARAGE, match.group(1)));
        one("garage", number + " garage spaces?", match -> spaces(Criterion.Parking.Kind.GARAGE, match.group(1)));
        one(
                "parking",
                "(?:at least )?" + number + " (?:off[- ]street )?parking (?:spaces?|spots?)",
                match -> spaces(Criterion.Parking.Kind.ANY, match.group(1)));
    }

    private static Said spaces(Criterion.Parking.Kind kind, String number) {
        var whole = whole(number, false);
        return whole == 0 ? Said.NOTHING : Said.of(new Criterion.Parking(kind, whole));
    }

    private void stories() {
        one(
                "stor|level|floor|plan",
                "(?:(?:1|one|single)[- ]*(?:story|storey|level|floor)(?: living| plan)?|(?:all )?on (?:the )?one (?:level|floor)|all (?:on )?one (?:level|floor)|main[- ]level living|ranch[- ]style one (?:level|story))",
                match -> Said.of(new Criterion.Stories(1)));
        one(
                "stor|level",
                "(?:2|two|double)[- ]*(?:story|storey|stories|levels?)",
                match -> Said.of(new Criterion.Stories(2)));
        one(
                "stor|level",
                "(?:3|three|triple)\\+?[- ]*(?:story|storey|stories|levels?)",
                match -> Said.of(new Criterion.Stories(Criterion.Stories.MANY)));
        one(
                "stair|step",
                "(?:no|without(?: any)?|zero|few|fewer|minimal)(?: interior| inside)? (?:stairs|steps|stairways?)|step[- ]free|stair[- ]free",
                match -> Said.of(new Criterion.Stories(1)));
    }

    /**
     * A price; "500k" alone is a maximum. Of homes for sale, an amount by month is the whole monthly cost.
     *
     * @param usual what homes cost, for numbers without a unit
     * @param saidSo whether "price" or "budget" precedes it
     */
    private static @Nullable Said price(
            Limits limits, UsualPrices.Span usual, boolean forRent, boolean saidSo, boolean perMonth) {
        if (perMonth && !forRent) return monthly(limits);
        if (limits.isBetween()) return between(Amounts.money(limits.low()), Amounts.money(limits.high()), forRent);
        var money = Amounts.money(limits.number());
        var alone = limits.way() == Limits.Way.ALONE || limits.way() == Limits.Way.EXACTLY;
        var unclear = alone || limits.way() == Limits.Way.FROM || limits.way() == Limits.Way.ABOUT;
        if (!money.isMoney()
                && !saidSo
                && !perMonth
                && unclear
                && (!money.isLong() || isUnlikely(money.dollars(), forRent))) return null;
        var dollars = money.isMoney() ? Optional.of(money.dollars()) : usual.dollars(money.dollars());
        if (dollars.isEmpty() || dollars.get().compareTo(LEAST) < 0) return Said.NOTHING;
        var limit = alone ? new Limits(null, limits.low(), Limits.Way.AT_MOST, false) : limits;
        return range(Criterion.Range.Quantity.PRICE, limit, text -> Amounts.plain(dollars.get()));
    }

    private static Said monthly(Limits limits) {
        var most = Amounts.money(limits.isBetween() ? limits.high() : limits.number())
                .dollars();
        var isMost = limits.way() != Limits.Way.AT_LEAST
                && limits.way() != Limits.Way.MORE_THAN
                && limits.way() != Limits.Way.NONE;
        return !isMost || most.compareTo(MOST_MONTHLY) > 0
                ? Said.NOTHING
                : Said.of(new Criterion.Monthly(most.intValue(), null, null, null));
    }

    private static boolean isUnlikely(BigDecimal dollars, boolean forRent) {
        return dollars.compareTo(forRent ? LEAST : LEAST_UNSAID) < 0;
    }

    /** In "500-600k" and "1-1.5m" the scale applies to both; in "500-1.2m" the first is in thousands. */
    private static @Nullable Said between(Amounts.Money a, Amounts.Money b, boolean forRent) {
        if (!a.isMoney()
                && !b.isMoney()
                && !b.isLong()
                && !(forRent && b.dollars().compareTo(LEAST_UNSAID) < 0)) return null;
        if (!a.isMoney() && !b.isMoney() && isUnlikely(b.dollars(), forRent)) return null;
        var high = b.dollars();
        var low = a.dollars();
        if (a.scale() == 0 && low.compareTo(BigDecimal.valueOf(1_000)) < 0 && high.compareTo(LEAST_UNSAID) >= 0) {
            low = a.dollars(b.scale());
            if (b.scale() == 0 || low.compareTo(high) > 0) low = a.dollars(3);
        }
        if (low.min(high).compareTo(LEAST) < 0) return Said.NOTHING;
        return Said.of(new Criterion.Range(Criterion.Range.Quantity.PRICE, low.min(high), low.max(high)));
    }

    private void fees() {
        var sign = "hoa|assoc";
        one(
                sign,
                "(?:(?:no|zero|without(?: an?)?|not in an?) (?:hoas?|home\\s?owner'?s?'? associations?|associations?)|hoa[ -]free)(?: (?:fees?|dues|costs?))?",
                match -> Said.of(new Criterion.MaxHoa(0)));
        for (var pattern : Limits.of(HOA, Amounts.MONEY, "(?<per>" + A_MONTH_OR_YEAR + ")"))
            add(sign, pattern, (match, names) -> fee(match));
        for (var pattern : Limits.of(
                "", Amounts.MONEY, "(?<per>" + A_MONTH_OR_YEAR + ") (?:hoa|association)(?: (?:fees?|dues|costs?))?"))
            add(sign, pattern, (match, names) -> fee(match));
    }

    private static Said fee(Matcher match) {
        var limits = Limits.in(match);
        if (limits.way() != Limits.Way.AT_MOST && limits.way() != Limits.Way.ALONE) return Said.NOTHING;
        var dollars = Amounts.money(limits.number()).dollars();
        if (dollars.compareTo(BigDecimal.valueOf(1_000_000)) > 0) return Said.NOTHING;
        var months = match.group("per").matches(".*(?:y|yr|year|yearly|annually)")
                        && !match.group("per").contains("mo")
                ? 12
                : 1;
        return Said.of(new Criterion.MaxHoa(dollars.intValue() / months));
    }

    private void years() {
        var then = "(?:" + BUILT + ")?";
        year(then + "(?:in or )?(?:after|since) (" + YEAR + ")", true);
        year(then + "(?:newer|later|more recent) than (" + YEAR + ")", true);
        year(
                BUILT + "(?:from|at least|on or after|no earlier than|not before) (" + YEAR + ")(?: on(?:wards?)?)?",
                true);
        year(
                then + "(?:in )?(" + YEAR
                        + ")(?:,? (?:(?:or|and) (?:later|newer|after|up|more recent|above)|onwards?))",
                true);
        year(BUILT + "(" + YEAR + ")\\+", true);
        year(then + "(?:in or )?(?:before|prior to) (" + YEAR + ")", false);
        year(then + "older than (" + YEAR + ")", false);
        year(BUILT + "(?:by|until|no later than|not after) (" + YEAR + ")", false);
        year(then + "(?:in )?(" + YEAR + ")(?:,? (?:or|and) (?:earlier|older|before))", false);
        one(
                YEAR,
                BUILT + "(?:between |from |in )?(" + YEAR + ")\\s*(?:-|to|and|through)\\s*(" + YEAR + ")",
                match -> years(match.group(1), match.group(2)));
        one(YEAR, BUILT + "(?:in )?(" + YEAR + ")", match -> years(match.group(1), match.group(1)));
        one(YEAR, "(?:" + BUILT + ")?(?:(?:in )?the )?(" + YEAR + ")(?<=0)'?s", match -> {
            var first = Integer.parseInt(match.group(1));
            return years(match.group(1), Integer.toString(first + 9));
        });
    }

    /** "Built in the last ten years", "less than 5 years old", "over 100 years old". */
    private void ages() {
        var number = "(\\d{1,3}|" + Amounts.SMALL + ")";
        // "Roof less than 5 years old" is not about the home.
        var itself = "(?<!\\b(?:roof|hvac|furnace|heater|windows|appliances|kitchen|ac|siding|septic|deck) )";
        age(BUILT + "(?:(?:in|within|during) )?(?:the )?(?:last|past) " + number + " (?:years?|yrs?)", true);
        age(
                itself + "(?:(?:less|newer|younger) than|under|up to|at most|(?:no|not) (?:more|older) than|within) "
                        + number + "[- ](?:years?|yrs?)(?: old| of age)?",
                true);
        age(itself + number + "[- ](?:years?|yrs?)(?: old| of age)?,? (?:or|and) (?:newer|less|younger|under)", true);
        age(itself + "(?:(?:more|older) than|over|at least) " + number + "[- ](?:years?|yrs?)(?: old| of age)?", false);
        age(
                itself + number
                        + "(?:\\+ (?:years?|yrs?) old|[- ](?:years?|yrs?)(?: old| of age)?,? (?:or|and) (?:older|more|over|up))",
                false);
        add("year", Pattern.compile(BUILT + "this year(?!\\w)"), (match, names) -> age(0, true, names));
    }

    private void age(String regex, boolean isMost) {
        add(
                "year|yr",
                Pattern.compile(regex + "(?!\\w)"),
                (match, names) -> age(Amounts.number(match.group(1)).intValue(), isMost, names));
    }

    /** What year an age means; nothing while the site doesn't know today's. */
    private static Said age(int years, boolean isMost, Vocabulary names) {
        if (names.year() == 0) return Said.NOTHING;
        var built = BigDecimal.valueOf(names.year() - years);
        return Said.of(
                new Criterion.Range(Criterion.Range.Quantity.YEAR, isMost ? built : null, isMost ? null : built));
    }

    private void year(String regex, boolean low) {
        one(YEAR, regex, match -> {
            var year = new BigDecimal(match.group(1));
            return Said.of(new Criterion.Range(Criterion.Range.Quantity.YEAR, low ? year : null, low ? null : year));
        });
    }

    private static Said years(String a, String b) {
        var one = new BigDecimal(a);
        var other = new BigDecimal(b);
        return Said.of(new Criterion.Range(Criterion.Range.Quantity.YEAR, one.min(other), one.max(other)));
    }

    private void time() {
        one(
                TIME,
                LISTED
                        + "(?:(?:in|within|over|during) )?(?:the )?(?:last|past) (?:(\\d{1,3}|one|two|three|four|five|six|seven|ten) )?(hour|day|week|month)s?",
                match -> days(match.group(1), match.group(2)));
        one(
                TIME,
                "(?:on (?:the )?market )?(?:for )?(?:less|fewer) than (\\d{1,3}|one|two|three) (day|week|month)s?(?: on (?:the )?market)?",
                match -> days(match.group(1), match.group(2)));
        one(
                TIME,
                LISTED + "within (\\d{1,3}|one|two|three) (hour|day|week|month)s?",
                match -> days(match.group(1), match.group(2)));
        one(TIME, LISTED + "this (week|month)", match -> days(null, match.group(1)));
        one(
                TIME,
                "(?:new(?: listings?| homes?)?|(?:just |newly )?listed|added)(?: since)? (?:today|yesterday)",
                match -> days(null, "day"));
        one(
                TIME,
                "(?:just|newly|recently|freshly) (?:listed|added)|new listings?|new (?:on|to) (?:the )?market",
                match -> days(null, "week"));
    }

    private static Said days(@Nullable String count, String unit) {
        var number = count == null ? 1 : Amounts.number(count).intValue();
        return Said.of(new Criterion.MaxDays(
                switch (unit) {
                    case "hour" -> (number + 23) / 24;
                    case "day" -> number;
                    case "week" -> 7 * number;
                    default -> 30 * number;
                }));
    }

    private void openHouses() {
        var open = "open (?:houses?|homes?)";
        one("open", open, match -> Said.of(new Criterion.Open(OpenOn.ANY_DAY)));
        one("open", open + ",? (?:on |this )?" + DAY, match -> Said.of(new Criterion.Open(day(match.group(1)))));
        one("open", "open (?:on |this )?" + DAY, match -> Said.of(new Criterion.Open(day(match.group(1)))));
        one("open", "(?:this )?" + DAY + " " + open, match -> Said.of(new Criterion.Open(day(match.group(1)))));
        one(
                "open",
                "(?:" + open
                        + "|open)(?: on)? (?:sat|sun)(?:ur)?(?:day)?\\s*(?:and|or|&|/)\\s*(?:sat|sun)(?:ur)?(?:day)?",
                match -> Said.of(new Criterion.Open(OpenOn.WEEKEND)));
        one("open", open + " " + OTHER_DAY, match -> Said.NOTHING);
    }

    private static OpenOn day(String word) {
        var day = word.equals("sat") ? "saturday" : word.equals("sun") ? "sunday" : word.toLowerCase(Locale.ROOT);
        return OpenOn.of(day).orElseThrow();
    }
}
