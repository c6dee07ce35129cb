package porchlight.search.phrase;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ways of writing numbers that are spelled out before a line is read: "3/2", "3x2", "1 1/2 baths", metric units. */
final class Shorthand {
    /** Bedrooms and baths. No fraction: those are smaller than one. */
    private static final Pattern ROOMS = Pattern.compile(
            "(?<![\\d/.$,])([1-9])\\s*[/x]\\s*([1-9](?:\\.5)?)(?![\\d/.,x])(?!\\s*(?:acres?|ac|of|mile|th|rated)\\b)");

    private static final Pattern HALF = Pattern.compile(
            "(?i)(\\d|\\b(?:one|two|three|four|five))\\s+(?:and (?:a |one )?half|1/2)(?=[\\s-]*(?:ba|bath))");
    private static final Pattern HALF_A_MILLION = Pattern.compile("(?i)(?:1/2|half an?) (?:mil|mill|million)(?!\\w)");
    private static final Pattern POINT = Pattern.compile("(?<![\\w.,])\\.(?=\\d)");
    /** "House -pool", "!condo" */
    private static final Pattern NO = Pattern.compile("(?<=^|\\s)[-!](?=\\p{L}{3})");
    /** "Max lot 1 acre": what is limited before the limit. */
    private static final Pattern LIMIT = Pattern.compile(
            "(?i)(?<!\\w)(max(?:imum)?|min(?:imum)?) (lot(?: size)?|bed(?:room)?s?|bath(?:room)?s?|(?:list |asking )?price|budget|hoa(?: fees?| dues)?):? (?=\\$?[\\d.])");

    private static final Pattern METERS =
            Pattern.compile("(?i)(\\d[\\d,]*(?:\\.\\d+)?)\\s*(?:square meters?|sq\\.? ?meters?|sqm|m2|m²)(?!\\w)");
    private static final Pattern HECTARES = Pattern.compile("(?i)(\\d+(?:\\.\\d+)?)\\s*(?:hectares?|ha)(?!\\w)");
    private static final BigDecimal SQUARE_FEET = new BigDecimal("10.7639");
    private static final BigDecimal ACRES = new BigDecimal("2.47105");

    private Shorthand() {}

    static String spelledOut(String line) {
        var bare = NO.matcher(line).replaceAll("no ");
        if (bare.chars().noneMatch(Character::isDigit) && !bare.contains("half")) return bare;
        var spelled = HALF_A_MILLION.matcher(bare).replaceAll("0.5 million");
        spelled = POINT.matcher(spelled).replaceAll("0.");
        spelled = LIMIT.matcher(spelled).replaceAll("$2 $1 ");
        spelled = ROOMS.matcher(spelled).replaceAll(Shorthand::rooms);
        spelled = HALF.matcher(spelled)
                .replaceAll(half -> Amounts.number(half.group(1).toLowerCase()).toPlainString() + ".5");
        spelled = METERS.matcher(spelled).replaceAll(area -> converted(area, SQUARE_FEET, 0) + " sq ft");
        return HECTARES.matcher(spelled).replaceAll(land -> converted(land, ACRES, 2) + " acres");
    }

    private static String rooms(MatchResult match) {
        var beds = new BigDecimal(match.group(1));
        var baths = new BigDecimal(match.group(2));
        return beds.compareTo(baths) < 0
                ? Matcher.quoteReplacement(match.group())
                : match.group(1) + " bed " + match.group(2) + " bath";
    }

    private static String converted(MatchResult match, BigDecimal factor, int decimals) {
        return Amounts.plain(new BigDecimal(match.group(1).replace(",", ""))
                        .multiply(factor)
                        .setScale(decimals, RoundingMode.HALF_UP))
                .toPlainString();
    }
}
