package porchlight.search.phrase;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.search.Criterion.Unread.Reason;

/**
 * Phrases that no search here answers, each with the reason that pages give: ratings of schools and areas and kinds of
 * people, by fair housing rules (42 U.S.C. 3604(c)), and what listings can't tell, such as travel times.
 */
final class Refusals {
    private static final String AREA =
            "(?:neighbou?rhoods?|areas?|places?|parts? of (?:town|the city)|communit(?:y|ies)|suburbs?|zip codes?|streets?|districts?|town|city|block)";
    private static final String GOOD =
            "(?:good|great|best|better|top|excellent|decent|nice|strong|high[- ]quality|quality|(?:top|high(?:ly|est)?|best|well)[- ]?rated|top[- ]ranked|a\\+|amazing|award[- ]winning|blue ribbon|bad|worst)";
    private static final String GROUP =
            "(?:christian|catholic|muslim|islamic|jewish|orthodox|mormon|lds|hindu|buddhist|hispanic|latino|latina|black|white|asian|indian|chinese|korean|mexican|african[- ]american|caucasian|immigrant|ethnic|diverse|liberal|conservative|progressive|republican|democrat(?:ic)?|gay|lgbtq?|straight|young|older|elderly|rich|wealthy|poor|working[- ]class|upper[- ]class|middle[- ]class)";

    private static final List<Refusal> ALL = List.of(
            of(
                    Reason.SCHOOL_RATINGS,
                    "school",
                    GOOD
                            + "(?: public| private| elementary| middle| high| local| neighborhood)* (?:schools?(?: districts?)?|schooling|school system)"
                            + "|(?:school (?:ratings?|scores?|rankings?|quality|test scores?)|great\\s?schools(?: rating)?|(?:elementary |middle |high )?schools? rated)"
                            + "(?: (?:of|between|over|above|at least|\\d+)(?: \\d+)?(?:(?: and| to|-) ?\\d+)?(?: or (?:more|higher|better))?)*"
                            + "|(?:\\d+|a\\+?)(?:/10)? rated schools?"),
            of(
                    Reason.SAFETY,
                    "saf|crime|offender|gang|homeless|crack|neighb|area|place|part|communit|suburb|zip|street|district|town|city|block",
                    "(?:in (?:an? )?)?(?:very |really |super )?saf(?:e|er|est|ety)(?: and [a-z]+(?: [a-z]+)?)?(?: "
                            + AREA + ")?"
                            + "|feels? saf(?:e|er)(?: to walk(?: at night)?)?"
                            + "|(?:very )?(?:low|no|zero|little)(?:[- ]to[- ]no)?[- ]crime(?: rates?)?(?: " + AREA
                            + ")?|crime[- ]?(?:free|rates?|stats|statistics|map)?"
                            + "|no (?:sex offenders?|gangs?|homeless(?:ness)?|crack dens?)(?: nearby)?"
                            + "|(?:good|nice|great|bad|decent|rough|sketchy|better|best) " + AREA),
            of(
                    Reason.PEOPLE,
                    "famil|kid|child|single|couple|introvert|professional|bachelor|adult|section|demograph|racial|ethnic|liberal|conservative|neighb|area|place|part|communit|suburb|zip|street|district|town|city|block|predominantly|mostly|majority",
                    "(?:in (?:an? )?)?(?:famil(?:y|ies)|kids?|child|children)[- ]friendly(?: " + AREA + ")?"
                            + "|(?:good |great |ideal |perfect )?for (?:(?:young |big |large |small |growing )?famil(?:y|ies)|singles|couples|introverts|professionals|young professionals|bachelors?)"
                            + "|good for introverts"
                            + "|(?:" + AREA
                            + " )?(?:filled with|full of|with(?: lots of| many)?|without|no|few) (?:kids|children|young families|families)"
                            + "|adults? only|no section 8|" + GROUP + "(?:,? (?:and )?[a-z]+)? " + AREA
                            + "|(?:predominantly|mostly|majority) " + GROUP
                            + "|demographics?|(?:racial|ethnic) (?:makeup|mix|diversity)"
                            + "|liberal|conservative|young professionals"),
            of(
                    Reason.TRAVEL,
                    "min|hour|hr|commut|drive|work|office|job|score|near her|close to her|far from",
                    "(?:(?:no more than(?: an?)?|less than|under|within|at most|up to|max(?:imum)?|about|around)? ?(?:an?|one|half an|\\d{1,3}(?:\\s?-\\s?\\d{1,3})?)[ -]?(?:minutes?|mins?|hours?|hrs?)(?:['’]s?)?(?: away)?"
                            + "(?: (?:walk|walking|drive|driving|bike|biking|train|bus|transit|commute|commuting|ride))*(?: (?:to/from|to|from|of))(?: (?:my|our|the|his|her))?(?: [a-z'’]+)?(?: work(?:place)?| office| job)?)"
                            + "|\\d{1,3}[ -]?(?:minutes?|mins?) commute(?: (?:to|from)(?: [a-z\\[\\]]+)?)?"
                            + "|(?:an? )?(?:short|easy|quick|reasonable|good)(?: commute(?: distance)?| drive)(?: (?:to|from)(?: (?:my|our))?(?: work| office| job| downtown)?)?"
                            + "|commut(?:e|ing|able)(?: distance)?(?: (?:to|from) (?:my )?[a-z]+)?"
                            + "|(?:near|close to|by|from) (?:my |our )?(?:work|office|job|workplace)"
                            + "|(?:walk|bike|transit)[- ]?scores?(?: (?:of |over |above |at least )?\\d+\\+?)?"
                            + "|(?:near|close to) her|(?:not )?(?:too )?far from (?:an? )?[a-z]+"),
            of(
                    Reason.NEAR_ME,
                    "me|us|here|location|area|i am",
                    "(?:near|close to|around|by) (?:me|us|here|my location|my area|where i am)|in my area|my (?:current )?location"),
            of(
                    Reason.FORECLOSURE,
                    "foreclos|bank|reo|short|auction|hud|lien",
                    "foreclosures?|foreclosed(?: homes?| houses?)?|pre[- ]?foreclosures?|bank[- ]owned(?: homes?| houses?)?|reos?|short sales?|auctions?|hud homes?|tax liens?"));

    private static final Pattern SOLD_SIGN = Pattern.compile("sold|comps|sales");
    private static final Pattern SOLD = Pattern.compile(
            "(?:recently |just |already )?sold(?: (?:homes?|houses?|properties|listings?|prices?|comps))?(?: (?:in |within |over )?(?:the )?(?:last|this|past)(?: \\d+)? (?:days?|weeks?|months?|years?))?(?!\\w)|(?:sales? )?comps|comparable sales|sales history|sold data");

    /** @param sign what every such phrase contains */
    record Refusal(Reason reason, Pattern sign, Pattern phrase) {}

    /** A phrase that is refused: why, and where it ends. */
    record Refused(Reason reason, int end) {}

    private Refusals() {}

    private static Refusal of(Reason reason, String sign, String phrases) {
        return new Refusal(reason, Pattern.compile(sign), Pattern.compile("(?:" + phrases + ")(?!\\w)"));
    }

    /**
     * Prepares a line in lower case.
     *
     * @param sold whether the site shows homes that were sold
     */
    static Reader in(String line, boolean sold) {
        return new Reader(
                line,
                ALL.stream()
                        .filter(refusal -> refusal.sign.matcher(line).find())
                        .toList(),
                !sold && SOLD_SIGN.matcher(line).find());
    }

    /** A line and the refusals that it may contain. */
    record Reader(String line, List<Refusal> likely, boolean isSold) {
        /** The longest such phrase at an offset; null for none. */
        @Nullable
        Refused at(int from) {
            Refused longest = null;
            for (var refusal : likely) {
                var match = refusal.phrase.matcher(line).region(from, line.length());
                match.useTransparentBounds(true);
                if (match.lookingAt() && (longest == null || match.end() > longest.end))
                    longest = new Refused(refusal.reason, match.end());
            }
            if (longest != null || !isSold) return longest;
            var match = SOLD.matcher(line).region(from, line.length());
            match.useTransparentBounds(true);
            return match.lookingAt() ? new Refused(Reason.SOLD, match.end()) : null;
        }
    }
}
