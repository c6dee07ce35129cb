package porchlight.search.phrase;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.search.Criterion;
import porchlight.search.Feature;
import porchlight.search.OpenOn;
import porchlight.search.SearchForm;

/**
 * The phrases of {@link QueryText} that contain a number or a date: prices, rooms, sizes, years, fees, time on the
 * market, open houses. Immutable.
 */
final class Measures {
    private static final String SQFT = "\\s*(?:sq\\.?\\s*ft\\.?|sqft\\.?|sq\\.? feet|square feet|square foot|sf|ft2)";
    private static final String ACRE = "[\\s-]*(?:acres?|ac)(?: lots?| parcels?| yards?| of land)?";
    private static final String BED = "[\\s-]*(?:bd|bds|beds?|bedrooms?|br|brs|bdrms?)";
    private static final String BATH = "[\\s-]*(?:ba|bas|baths?|bathrooms?)";
    private static final String BED_IS = "(?:bd|beds?|bedrooms?|br|bdrms?):?\\s*";
    private static final String BATH_IS = "(?:ba|baths?|bathrooms?):?\\s*";
    private static final String LOT = "(?:lots?|yard)(?: size)?(?: of)?:?\\s*";
    private static final String PRICE =
            "(?:(?:(?:list|asking|sales?) )?pric(?:e|ed|ing)(?: range)?|budget|asking)(?: is| of| at)?:?\\s*";
    private static final String A_MONTH =
            "(?: dollars| usd)?(?:\\s*(?:/|\\b(?:a|per|each) )\\s*(?:mo|month)\\b| monthly)?";
    private static final String A_MONTH_OR_YEAR =
            "(?:\\s*(?:/|\\b(?:a|per|each) )\\s*(?:mo|month|yr|year)\\b| monthly| yearly| annually)?";
    private static final String HOA =
            "(?:hoa|(?:home\\s?owners?'? )?association)(?: (?:fees?|dues|costs?))?(?: is| of)?:?\\s*";
    private static final String YEAR = "(?:1[6-9]\\d\\d|20\\d\\d)";
    private static final String BUILT = "(?:(?:year )?built|constructed|year)[: ]\\s*";
    private static final String LISTED =
            "(?:(?:new(?: listings?| homes?)?|(?:just |newly )?listed|added|on (?:the )?market)\\s+)?";
    private static final String TIME = "hour|day|week|month|new|added|listed|market";
    private static final String DAY = "(weekend|today|tomorrow|saturday|sunday|sat|sun)";
    private static final String OTHER_DAY =
            "((?:on |this |next )?(?:mon|tues|wednes|thurs|fri)day|(?:this |next )week|next (?:weekend|saturday|sunday)|this month)";

    /** What such a phrase can start with; other words are skipped quickly. */
    private static final Pattern FIRST = Pattern.compile("[\\d$<>≤≥~½¼¾]|(?:" + Limits.FIRST
            + "|half|quarter|an?|one|two|three|four|five|six|seven|eight|nine|ten|lots?|yard|list|asking|sales?|pric|budget"
            + "|hoa|home|association|no|zero|without|year|built|constructed|before|since|after|newer|older|prior|later|in|the"
            + "|b[edart]|open|sat|sun|weekend|new|just|added|on|last|past|this|during|within|senior|less|fewer|age)");

    private static final BigDecimal LEAST = BigDecimal.valueOf(100);
    /** A number not marked as money must be at least this to be a sale price. */
    private static final BigDecimal LEAST_UNSAID = BigDecimal.valueOf(10_000);

    private final List<Form> forms = new ArrayList<>();

    /**
     * A phrase's meaning.
     *
     * @param criterion null for a phrase that cannot be searched
     * @param leftOut the part that cannot be searched, null for none
     * @param end its end offset in the line
     */
    record Meaning(@Nullable Criterion criterion, @Nullable String leftOut, int end) {}

    /**
     * A form of expression.
     *
     * @param sign what every such phrase contains: a line without it skips the pattern
     * @param meaning null if the match is not such a phrase after all
     */
    private record Form(Pattern sign, Pattern pattern, Function<Matcher, @Nullable Said> meaning) {}

    private record Said(
            @Nullable Criterion criterion, @Nullable String leftOut) {
        static final Said NOTHING = new Said(null, null);

        static Said of(Criterion criterion) {
            return new Said(criterion, null);
        }
    }

    /** @param forRent whether the search is for rentals, which have lower prices */
    Measures(boolean forRent) {
        limits("s[qf]|ft2", "", Amounts.AREA, SQFT, Measures::area);
        limits("s[qf]|ft2", LOT, Amounts.AREA, SQFT, Measures::lotInFeet);
        limits("lot|yard|parcel", "", Amounts.AREA, SQFT + " (?:lots?|yards?|parcels?)", Measures::lotInFeet);
        limits("ac", "(?:" + LOT + ")?", Amounts.ACRES, ACRE, Measures::lot);
        limits("b[der]", "", Amounts.ROOMS, BED, limits -> rooms(limits, false));
        limits("b[der]", BED_IS, Amounts.ROOMS, notBefore(BATH), limits -> rooms(limits, false));
        limits("ba", "", Amounts.ROOMS, BATH, limits -> rooms(limits, true));
        limits("ba", BATH_IS, Amounts.ROOMS, notBefore(BED), limits -> rooms(limits, true));
        limits("", "(?:" + PRICE + ")?", Amounts.MONEY, A_MONTH, limits -> price(limits, forRent, false));
        limits("pric|budget|asking", PRICE, Amounts.MONEY, A_MONTH, limits -> price(limits, forRent, true));
        fees();
        years();
        time();
        openHouses();
        one(
                "55",
                "(?:age )?(?:55(?:\\s*\\+| plus| and (?:over|older|up)| or (?:over|older))|over 55)(?: communit(?:y|ies)| living)?",
                match -> Said.of(new Criterion.Has(Feature.SENIOR)));
    }

    /** Prepares a line; its phrases are then read {@linkplain Reader#at one by one}. */
    Reader in(String line) {
        return new Reader(
                line,
                forms.stream().filter(form -> form.sign.matcher(line).find()).toList());
    }

    /** A line and the forms it may contain. */
    static final class Reader {
        private final String line;
        private final List<Form> forms;

        private Reader(String line, List<Form> forms) {
            this.line = line;
            this.forms = forms;
        }

        /** The longest phrase at an offset; null for none. */
        @Nullable
        Meaning at(int from) {
            return FIRST.matcher(line).region(from, line.length()).lookingAt() ? longest(forms, line, from) : null;
        }
    }

    private static @Nullable Meaning longest(List<Form> forms, String line, int from) {
        Meaning longest = null;
        for (var form : forms) {
            var match = form.pattern.matcher(line).region(from, line.length());
            match.useTransparentBounds(true);
            if (!match.lookingAt()
                    || longest != null && match.end() < longest.end() + (longest.criterion() == null ? 0 : 1)) continue;
            var said = form.meaning.apply(match);
            if (said == null) continue;
            longest = said.criterion == null || isValid(said.criterion)
                    ? new Meaning(said.criterion, said.leftOut, match.end())
                    : new Meaning(null, null, match.end());
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

    private void one(String sign, String regex, Function<Matcher, @Nullable Said> meaning) {
        forms.add(new Form(Pattern.compile(sign), Pattern.compile(regex + "(?!\\w)"), meaning));
    }

    private void limits(
            String sign, String prefix, String number, String unit, Function<Limits, @Nullable Said> meaning) {
        for (var pattern : Limits.of(prefix, number, unit))
            forms.add(new Form(Pattern.compile(sign), pattern, match -> meaning.apply(Limits.in(match))));
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

    /** Searches support only a minimum number of rooms; a half bathroom counts as one. */
    private static Said rooms(Limits limits, boolean baths) {
        var typed = limits.isBetween()
                ? Amounts.number(limits.low()).min(Amounts.number(limits.high()))
                : Amounts.number(limits.number());
        var whole = typed.setScale(0, RoundingMode.CEILING);
        if (!baths && whole.compareTo(typed) != 0) return Said.NOTHING;
        var least = whole.intValue() + (limits.way() == Limits.Way.MORE_THAN ? 1 : 0);
        var criterion = baths ? new Criterion.Baths(least) : new Criterion.Beds(least);
        return switch (limits.way()) {
            case AT_MOST, ABOUT, NONE -> Said.NOTHING;
            case BETWEEN -> {
                var most = Amounts.number(limits.low()).max(Amounts.number(limits.high()));
                yield new Said(criterion, "up to " + Amounts.plain(most) + (baths ? " baths" : " beds"));
            }
            default -> Said.of(criterion);
        };
    }

    /**
     * A price; "500k" alone is a maximum.
     *
     * @param saidSo whether "price" or "budget" precedes it
     */
    private static @Nullable Said price(Limits limits, boolean forRent, boolean saidSo) {
        if (limits.isBetween()) return between(Amounts.money(limits.low()), Amounts.money(limits.high()), forRent);
        var money = Amounts.money(limits.number());
        var alone = limits.way() == Limits.Way.ALONE;
        var unclear = alone || limits.way() == Limits.Way.FROM || limits.way() == Limits.Way.ABOUT;
        if (!money.isMoney() && !saidSo && unclear && (!money.isLong() || isUnlikely(money.dollars(), forRent)))
            return null;
        if (money.dollars().compareTo(LEAST) < 0 || !money.isMoney() && isUnlikely(money.dollars(), forRent))
            return Said.NOTHING;
        var limit = alone ? new Limits(null, limits.low(), Limits.Way.AT_MOST) : limits;
        return range(
                Criterion.Range.Quantity.PRICE,
                limit,
                text -> Amounts.money(text).dollars());
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
        var fee = Pattern.compile("hoa|assoc");
        one(
                fee.pattern(),
                "(?:(?:no|zero|without(?: an?)?) (?:hoa|(?:home\\s?owners?'? )?association)|hoa[ -]free)(?: (?:fees?|dues|costs?))?",
                match -> Said.of(new Criterion.MaxHoa(0)));
        for (var pattern : Limits.of(HOA, Amounts.MONEY, "(?<per>" + A_MONTH_OR_YEAR + ")"))
            forms.add(new Form(fee, pattern, Measures::fee));
        for (var pattern : Limits.of(
                "", Amounts.MONEY, "(?<per>" + A_MONTH_OR_YEAR + ") (?:hoa|association)(?: (?:fees?|dues|costs?))?"))
            forms.add(new Form(fee, pattern, Measures::fee));
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
                "(?:just|newly|recently|freshly) (?:listed|added)|new(?:est)? listings?|new (?:on|to) (?:the )?market",
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
        one("open", open + " " + OTHER_DAY, match -> new Said(new Criterion.Open(OpenOn.ANY_DAY), match.group(1)));
    }

    private static OpenOn day(String word) {
        var day = word.equals("sat") ? "saturday" : word.equals("sun") ? "sunday" : word.toLowerCase(Locale.ROOT);
        return OpenOn.of(day).orElseThrow();
    }
}
