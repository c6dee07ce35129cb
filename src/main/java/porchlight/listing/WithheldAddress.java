package porchlight.listing;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * Removes an address that the seller withholds from the record's other texts, however it is spelled
 * there: suffixes, directions, ordinals, and unit words written out or abbreviated, in any case,
 * with or without punctuation, run together as in file names, with the number before or after the
 * street.
 *
 * <p>In any text it finds the street with its number, suffix, or direction, and the bare name of
 * the street unless it is an everyday word. In prose it also finds the bare house number, unit
 * designators with the unit, and web addresses and coordinates, which lead to the address.
 */
final class WithheldAddress {
    /** The replacement in prose. */
    static final String MARK = Messages.text("listing.address.mark");

    /** Between the words of an address: anything except letters and digits. */
    private static final String GAP = "[^\\p{L}\\p{N}]{0,6}";
    /** Between the letters of a word. */
    private static final String WITHIN = "[^\\p{L}\\p{N}]{0,2}";

    private static final String NOT_AFTER_LETTER = "(?<!\\p{L})";
    private static final String NOT_BEFORE_LETTER = "(?!\\p{L})";

    private static final Pattern WORD_BREAK = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern LINK = Pattern.compile(
            "(?i)(?:https?:|www\\.)\\S+|\\b[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.(?:com|net|org|info|biz|us|ca|io|co|tv|tours?|homes?"
                    + "|house|properties|property|realestate|realtor|estate|site|video|photos?|photography|media|link)\\b"
                    + "(?:/\\S*)?");
    private static final Pattern COORDINATE = Pattern.compile("-?\\d{1,3}\\.\\d{3,}");
    /** "4711 SE Main St Apt 207": a number, then the rest. */
    private static final Pattern CIVIC = Pattern.compile("\\s*(\\d[\\p{L}\\d/-]*)\\s+(.*)");

    private static final int SHORTEST_NAME = 4;
    private static final int SHORTEST_NAMES = 7;
    private static final int SHORTEST_NUMBER = 2;

    /**
     * Common street names that are also common in descriptions. By themselves they reveal no
     * street.
     */
    private static final Set<String> EVERYDAY =
            Set.of(("acre arbor ash autumn barn bay beach birch blossom bluff bridge"
                            + " broad brook canal canyon castle cedar center central cherry chestnut church city clay cliff club"
                            + " college commerce commercial corporate cottage country county court creek crest dogwood eagle east"
                            + " elm fairway farm field fir forest fountain front fruit garden glen golf grand grant green grove"
                            + " harbor haven heritage hickory high highland hill hillside holly independence industrial"
                            + " international island ivy lake lakeside lakeview laurel liberty library lincoln linden long maple"
                            + " market meadow memorial middle mill mission mountain new north oak ocean orchard palm park parkway"
                            + " pine pioneer plaza pleasant point pond poplar port prairie private ranch redwood ridge river"
                            + " riverside rock rose sand school shore short silver sky south spring spruce stone summer summit sun"
                            + " sunrise sunset sycamore terrace timber union university upper valley victory village vine vista"
                            + " walnut washington water west willow wood woodland")
                    .split(" "));

    /** Whether a lowercase word is a common street name that is also common in descriptions. */
    static boolean isEveryday(String word) {
        return EVERYDAY.contains(word);
    }

    /**
     * Fields with proper names. Firms, people, and places often share a street's name, and their
     * own names must be shown.
     */
    private static final Set<String> PROPER_NAMES = Set.of(
            "City",
            "CountyOrParish",
            "StateOrProvince",
            "PostalCode",
            "ListOfficeName",
            "CoListOfficeName",
            "BuyerOfficeName",
            "ListAgentFullName",
            "CoListAgentFullName",
            "OriginatingSystemName");

    /** Words that make the preceding name a street, whatever the record's own suffix. */
    private static final Set<String> USUAL_SUFFIXES = Stream.of(
                    "street",
                    "avenue",
                    "road",
                    "drive",
                    "lane",
                    "court",
                    "place",
                    "boulevard",
                    "way",
                    "terrace",
                    "circle",
                    "loop",
                    "parkway",
                    "highway",
                    "trail")
            .flatMap(word -> StreetWords.suffix(word).stream())
            .collect(Collectors.toUnmodifiableSet());

    private final List<Parts> spelled;
    private final Set<String> places;
    /**
     * Runs of letters and digits, at least one of which occurs in any text that reveals the street.
     * Nearly all texts contain none.
     */
    private final Set<String> cores;

    private @Nullable Patterns patterns;

    private WithheldAddress(List<Parts> spelled, Set<String> places) {
        this.spelled = spelled;
        this.places = places;
        this.cores = spelled.stream()
                .map(Parts::name)
                .filter(name -> !name.isEmpty())
                .flatMap(name -> spellings(Collections.max(name, Comparator.comparingInt(String::length))).stream())
                .collect(Collectors.toSet());
    }

    /** The parts of an address; words in lower case. */
    private record Parts(@Nullable String number, List<String> name, Set<String> suffix, List<String> unit) {}

    /**
     * The patterns that find an address.
     * @param revealing the street with something that identifies it as one, applied to any text
     * @param bare the street's name alone, applied to any text except proper names
     * @param inProse applied additionally to prose
     */
    private record Patterns(List<Pattern> revealing, List<Pattern> bare, List<Pattern> inProse) {
        static Patterns of(List<Parts> spelled, Set<String> places) {
            var revealing = new ArrayList<Pattern>();
            var bare = new ArrayList<Pattern>();
            var inProse = new ArrayList<Pattern>(List.of(COORDINATE));
            for (var parts : spelled) {
                street(parts, revealing);
                bareName(parts, places).ifPresent(bare::add);
                number(parts, inProse);
                unit(parts, inProse);
            }
            return new Patterns(revealing, bare, inProse);
        }
    }

    /** The address of a Property record, from its parts and from UnparsedAddress. */
    static WithheldAddress of(Fields record) {
        var places = Stream.of("City", "CountyOrParish", "StateOrProvince")
                .map(record::text)
                .flatMap(place -> place == null ? Stream.empty() : words(place).stream())
                .collect(Collectors.toSet());
        return new WithheldAddress(
                Stream.of(ofFields(record), ofLine(record.text("UnparsedAddress")))
                        .distinct()
                        .toList(),
                places);
    }

    /** Compiled on first use, because few texts in a catalog record need them. */
    private Patterns patterns() {
        var known = patterns;
        return known != null ? known : (patterns = Patterns.of(spelled, places));
    }

    private static Parts ofFields(Fields record) {
        var number = record.text("StreetNumber");
        var name = new ArrayList<String>();
        var suffix = new LinkedHashSet<String>();
        for (var word : words(record.text("StreetSuffix"))) {
            suffix.add(word);
            suffix.addAll(StreetWords.suffix(word));
        }
        var whole = record.text("StreetName");
        if (whole != null) {
            var line = ofLine(whole);
            if (number == null) number = line.number();
            // Some feeds put "7822 NE Jarrett St" in StreetName.
            name.addAll(line.name());
            suffix.addAll(line.suffix());
        }
        return new Parts(number, name, suffix, words(record.text("UnitNumber")));
    }

    /** Reads "4711 SE Main St Apt 207, Portland, OR", or as much of it as there is. */
    private static Parts ofLine(@Nullable String line) {
        if (line == null) return new Parts(null, List.of(), Set.of(), List.of());
        var first = line.split(",", 2)[0];
        var civic = CIVIC.matcher(first);
        var number = civic.matches() ? civic.group(1) : null;
        var words = new ArrayList<>(words(number == null ? first : civic.group(2)));
        var unit = new ArrayList<String>();
        var suffix = new LinkedHashSet<String>();
        for (int at = 1; at < words.size(); at++)
            if (!StreetWords.unit(words.get(at)).isEmpty() || first.contains("#") && at == words.size() - 1) {
                unit.addAll(words.subList(at, words.size()));
                words.subList(at, words.size()).clear();
            }
        // "5926 1/2 Main St": the fraction belongs to the number.
        while (words.size() > 2 && words.get(0).equals("1") && words.get(1).equals("2"))
            words.subList(0, 2).clear();
        while (words.size() > 1 && !StreetWords.direction(words.get(0)).isEmpty()) words.remove(0);
        while (words.size() > 1 && !StreetWords.direction(last(words)).isEmpty()) words.remove(words.size() - 1);
        while (words.size() > 1 && !StreetWords.suffix(last(words)).isEmpty())
            suffix.addAll(StreetWords.suffix(words.remove(words.size() - 1)));
        return new Parts(number, words, suffix, unit);
    }

    private static String last(List<String> words) {
        return words.get(words.size() - 1);
    }

    private static List<String> words(@Nullable String text) {
        if (text == null) return List.of();
        var composed = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return Arrays.stream(WORD_BREAK.split(composed))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static void street(Parts parts, List<Pattern> revealing) {
        if (parts.name().isEmpty()) return;
        var name = parts.name().stream().map(WithheldAddress::anySpelling).collect(Collectors.joining(GAP));
        var direction = "(?:" + alternatives(StreetWords.directionWords()) + ")";
        var suffix = "(?:" + alternatives(StreetWords.suffixWords()) + ")";
        if (parts.number() != null) {
            var number = digits(parts.number());
            revealing.add(Pattern.compile("(?<!\\p{N})" + number + GAP + "(?:1" + GAP + "2" + GAP + ")?(?:" + direction
                    + GAP + "){0,2}" + name + "(?:" + GAP + suffix + "(?!\\p{L}))?"));
            revealing.add(Pattern.compile(name + "(?:" + GAP + suffix + ")?(?:" + GAP + direction + ")?" + GAP
                    + "(?:(?:no|number|num)" + GAP + ")?" + number + "(?!\\p{N})"));
        }
        var ownSuffix = new LinkedHashSet<>(USUAL_SUFFIXES);
        ownSuffix.addAll(parts.suffix());
        revealing.add(Pattern.compile("(?<![\\p{L}\\p{N}])(?:" + direction + GAP + ")?" + name + GAP + "(?:"
                + alternatives(ownSuffix) + ")" + NOT_BEFORE_LETTER));
        revealing.add(
                Pattern.compile("(?<![\\p{L}'’])" + direction + "[^\\p{L}\\p{N}]{1,3}" + name + "(?![\\p{L}\\p{N}])"));
    }

    /** The name alone, unless it is a word that descriptions contain anyway. */
    private static Optional<Pattern> bareName(Parts parts, Set<String> places) {
        var words = parts.name();
        var length = String.join("", words).length();
        var distinct = words.size() > 1
                ? length >= SHORTEST_NAMES && !PlainCaption.is(String.join(" ", words)) && !places.containsAll(words)
                : words.stream()
                        .anyMatch(word -> length >= SHORTEST_NAME
                                && !EVERYDAY.contains(word)
                                && !places.contains(word)
                                && !PlainCaption.is(word)
                                && word.chars().allMatch(Character::isLetter));
        return distinct
                ? Optional.of(Pattern.compile(NOT_AFTER_LETTER
                        + words.stream().map(WithheldAddress::anySpelling).collect(Collectors.joining(GAP))
                        + NOT_BEFORE_LETTER))
                : Optional.empty();
    }

    private static void number(Parts parts, List<Pattern> inProse) {
        var number = parts.number();
        if (number == null || number.length() < SHORTEST_NUMBER) return;
        inProse.add(Pattern.compile("(?<![\\p{L}\\p{N}$.,])" + digits(number) + "(?![\\p{L}\\p{N}]|[.,]\\d|\\s*%)"));
    }

    private static void unit(Parts parts, List<Pattern> inProse) {
        if (parts.unit().isEmpty()) return;
        var words = new ArrayList<>(parts.unit());
        while (words.size() > 1 && !StreetWords.unit(words.get(0)).isEmpty()) words.remove(0);
        var unit = words.stream().map(WithheldAddress::anySpelling).collect(Collectors.joining(GAP));
        inProse.add(Pattern.compile("(?:#|" + NOT_AFTER_LETTER + "(?:" + alternatives(StreetWords.unitWords())
                + "|number|no)(?!\\p{L}))" + GAP + unit + "(?![\\p{L}\\p{N}])"));
    }

    /** Digits with or without a thousands separator; letters and fractions unchanged. */
    private static String digits(String number) {
        var pattern = new StringBuilder();
        for (var part : words(fold(number))) {
            if (!pattern.isEmpty()) pattern.append(GAP);
            var characters = part.chars().mapToObj(Character::toString).map(Pattern::quote);
            pattern.append(characters.collect(Collectors.joining("[,.\\s]?")));
        }
        return pattern.toString();
    }

    private static Set<String> spellings(String word) {
        var spellings = new LinkedHashSet<>(StreetWords.inName(fold(word)));
        // File names leave out anything that is not ASCII.
        var ascii = word.replaceAll("[^a-z0-9]", "");
        if (ascii.length() >= SHORTEST_NAME) spellings.add(ascii);
        return spellings;
    }

    private static String anySpelling(String word) {
        return "(?:" + alternatives(spellings(word)) + ")";
    }

    /** Longest first, so that no part of a word is left over. */
    private static String alternatives(Set<String> words) {
        return words.stream()
                .sorted((one, other) -> other.length() - one.length())
                .map(word -> word.chars()
                        .mapToObj(c -> Pattern.quote(Character.toString(c)))
                        .collect(Collectors.joining(WITHIN)))
                .collect(Collectors.joining("|"));
    }

    /** Whether a field's text that is not prose (a name, a label, a link) reveals the address. */
    boolean isRevealedBy(String field, String text) {
        var folded = fold(text);
        var squeezed = WORD_BREAK.matcher(folded).replaceAll("");
        if (cores.stream().noneMatch(squeezed::contains)) return false;
        var all = patterns();
        return all.revealing.stream()
                        .anyMatch(pattern -> pattern.matcher(folded).find())
                || !PROPER_NAMES.contains(field)
                        && all.bare.stream()
                                .anyMatch(pattern -> pattern.matcher(folded).find());
    }

    /** Prose without the address. */
    String redacted(String prose) {
        var all = patterns();
        // Links are matched before their escapes become spaces, so that they end where they were
        // written to end.
        var text = LINK.matcher(prose).replaceAll(Matcher.quoteReplacement(MARK));
        var readable = ReadableText.of(text);
        for (var pattern : Stream.of(List.of(LINK), all.revealing, all.bare, all.inProse)
                .flatMap(List::stream)
                .toList()) {
            var found = pattern.matcher(readable.text());
            if (!found.find()) continue;
            var kept = new StringBuilder();
            var from = 0;
            do {
                if (found.end() == found.start()) continue;
                kept.append(text, from, Math.max(from, readable.from(found.start())))
                        .append(MARK);
                from = readable.to(found.end());
            } while (found.find());
            text = kept.append(text, from, text.length()).toString();
            readable = ReadableText.of(text);
        }
        return text.replaceAll("(?:" + Pattern.quote(MARK) + "[\\s,]*)+(?=" + Pattern.quote(MARK) + ")", "");
    }

    private static String fold(String text) {
        return ReadableText.of(text).text();
    }
}
