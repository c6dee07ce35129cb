package porchlight.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Column;
import porchlight.catalog.Condition;
import porchlight.catalog.IndexedListing;
import porchlight.listing.Address;
import porchlight.listing.States;

/**
 * A street address as typed or as a feed has it: a house number, if it starts with one, and words in a normalized
 * spelling. Immutable.
 */
public final class AddressLine {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,7}[a-z]?(?:-\\d{1,5})?|[nsew]\\d{1,5}[nsew]\\d{1,5}");
    private static final Pattern FRACTION = Pattern.compile("\\d/\\d");
    /** A number with fewer digits may be a number of rooms or the like. */
    private static final int LEAST_OF_HOUSE_NUMBER = 3;

    private static final int MOST_OF_NAME = 3;
    private static final int MOST_OF_STREET = 6;
    /** The maximum number of words in a unit, with its designators: "Bldg C Unit 5". */
    private static final int MOST_OF_UNIT = 5;

    /** Words that belong to a search rather than a street, such as "3 bed house". */
    private static final Set<String> SEARCH_WORDS = Set.of(
            ("bed beds bedroom bedrooms br bd bath baths bathroom bathrooms ba sq sqft square foot feet acre acres k m"
                            + " million thousand or and to plus house houses home homes condo condos townhouse in with"
                            + " under over near on at max min day days month months hoa car story stories year years"
                            + " from between built less more")
                    .split(" "));

    private final String number;
    /** As written, in lower case without accents and periods. */
    private final List<String> raw;

    private final List<String> words;

    private AddressLine(String number, List<String> raw, List<String> words) {
        this.number = number;
        this.raw = raw;
        this.words = words;
    }

    public static AddressLine of(String text) {
        var tokens = tokens(text);
        var at = 0;
        var number = "";
        if (tokens.size() > 1 && NUMBER.matcher(tokens.get(0)).matches()) {
            number = tokens.get(0);
            at = 1;
            if (FRACTION.matcher(tokens.get(1)).matches() && tokens.size() > 2) {
                number += " " + tokens.get(1);
                at = 2;
            }
        }
        var raw = new ArrayList<String>();
        var words = new ArrayList<String>();
        for (; at < tokens.size(); at++) {
            var token = tokens.get(at);
            var road = NumberedRoad.at(tokens, at);
            if (road != null) {
                raw.add(String.join(" ", tokens.subList(at, at + road.words())));
                words.add(road.kind());
                at += road.words() - 1;
                continue;
            }
            var tens = AddressWords.tens(token);
            if (tens > 0 && at + 1 < tokens.size()) {
                var ones = AddressWords.canonical(tokens.get(at + 1));
                if (ones.length() == 3 && AddressWords.isNumberedName(ones)) {
                    raw.add(token + " " + tokens.get(++at));
                    words.add(tens + (ones.charAt(0) - '0') + "th");
                    continue;
                }
            }
            if (token.equals("mlk")) {
                for (var word : List.of("martin", "luther", "king")) {
                    raw.add(word);
                    words.add(word);
                }
                continue;
            }
            // "Dr Martin Luther King Jr Blvd" also goes by shorter names.
            if (token.equals("jr") || token.equals("junior")) continue;
            if (AddressWords.canonical(token).equals("dr")
                    && at + 1 < tokens.size()
                    && tokens.get(at + 1).equals("martin")) continue;
            raw.add(token);
            words.add(AddressWords.canonical(token));
        }
        return new AddressLine(number, List.copyOf(raw), List.copyOf(words));
    }

    /** The words, numbers, and number signs of a text; a hyphen or slash between digits is kept. */
    private static List<String> tokens(String text) {
        var plain = Normalizer.normalize(
                text.toLowerCase(Locale.ROOT)
                        .replace("½", " 1/2")
                        .replace("¼", " 1/4")
                        .replace("¾", " 3/4"),
                Normalizer.Form.NFD);
        var tokens = new ArrayList<String>();
        var token = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            var c = plain.charAt(i);
            if (c == '\'' || c == '’' || c == '.' || Character.getType(c) == Character.NON_SPACING_MARK) continue;
            var joins = (c == '/' || c == '-' && tokens.isEmpty())
                    && !token.isEmpty()
                    && isDigit(plain, i - 1)
                    && isDigit(plain, i + 1);
            if (Character.isLetterOrDigit(c) || joins) {
                token.append(c);
                continue;
            }
            close(token, tokens);
            if (c == '#') tokens.add("#");
        }
        close(token, tokens);
        return tokens;
    }

    private static void close(StringBuilder token, List<String> tokens) {
        if (token.isEmpty()) return;
        var text = token.toString();
        token.setLength(0);
        var digits = 0;
        while (digits < text.length() && Character.isLetter(text.charAt(digits))) digits++;
        // "Apt207" is two words; "N123" is not.
        if (digits > 1
                && digits < text.length()
                && !tokens.isEmpty()
                && AddressWords.isUnit(text.substring(0, digits), text.substring(digits))) {
            tokens.add(text.substring(0, digits));
            text = text.substring(digits);
        }
        tokens.add(text);
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    /** The house number, including a fraction as in "5926 1/2"; empty for none. */
    public String number() {
        return number;
    }

    public boolean hasNumber() {
        return !number.isEmpty();
    }

    /** Its words in normalized spelling. */
    public List<String> words() {
        return words;
    }

    /** The words as written. */
    public List<String> raw() {
        return raw;
    }

    /** The words of a line without a number, joined, as a key for looking up a name. */
    public static String compact(String text) {
        return String.join("", of("x " + text).words.stream().skip(1).toList());
    }

    /**
     * What of its words may be a street, each joined as by {@link #compact}: homes at this address are on one whose name
     * has such words. "12 N 122 Ave" may be on 122nd Avenue, and vice versa.
     */
    public Stream<String> streets() {
        var streets = Stream.<String>builder();
        var first = !words.isEmpty() && AddressWords.isDirection(words.get(0)) ? 1 : 0;
        for (int from = 0; from <= first; from++) {
            var street = new StringBuilder();
            for (int to = from; to < Math.min(words.size(), from + MOST_OF_STREET); to++) {
                var word = words.get(to);
                if (AddressWords.isNumberedName(word + "th")) streets.add(street + word + "th");
                if (AddressWords.isNumberedName(word)) streets.add(street + word.substring(0, word.length() - 2));
                streets.add(street.append(word).toString());
            }
        }
        return streets.build();
    }

    /** Every sequence of consecutive words in a street name without a number, each joined as by {@link #compact}. */
    public static List<String> runs(String street) {
        var line = of("x " + street);
        var words = line.words.subList(1, line.unitAt(1));
        var runs = new ArrayList<String>();
        for (int from = 0; from < words.size(); from++) {
            var run = new StringBuilder();
            for (int to = from; to < words.size(); to++)
                runs.add(run.append(words.get(to)).toString());
        }
        return runs.stream().distinct().toList();
    }

    /**
     * Whether words distinguish a street name from others: short words and common suffixes do not; a direction by
     * itself does.
     */
    public static boolean isDistinctive(String streetWords) {
        var words = Vocabulary.words(streetWords);
        return words.size() == 1 && AddressWords.isDirection(words.get(0))
                || words.stream().anyMatch(word -> word.length() >= 3 && !AddressWords.isKind(word));
    }

    /** The normalized spelling of a word that is given as {@link Vocabulary#plain} writes it. */
    public static String canonical(String plainWord) {
        return AddressWords.canonical(plainWord);
    }

    /** Whether a normalized word can be completed from the given beginning. */
    public static boolean hasPrefix(String canonical, String beginning) {
        return AddressWords.hasPrefix(canonical, beginning);
    }

    /**
     * The index of the unit's first word, or the number of words if there is no unit. A unit follows at least one word.
     */
    int unitAt() {
        return unitAt(0);
    }

    /** @param start the index of the street's first word */
    private int unitAt(int start) {
        for (int i = start + 1; i < raw.size(); i++)
            if (AddressWords.isUnit(raw.get(i), i + 1 < raw.size() ? raw.get(i + 1) : "")) {
                var isName = i == start + 1
                        && AddressWords.isDirection(raw.get(start))
                        && !raw.get(i).equals("#");
                if (!isName) return i;
            }
        return raw.size();
    }

    /**
     * Whether it has the form of an address, whether or not there is such a home: a number, a name that ends in a
     * street suffix, and after it only a direction, a unit, and a locality.
     *
     * @param hasMeaning whether a word means something in a search, such as "house", so that "3 bed house" is not an
     *     address
     */
    public boolean looksLikeAddress(Predicate<String> hasMeaning) {
        if (!hasNumber() || number.length() > 7) return false;
        for (int at = 1; at < Math.min(raw.size(), 8); at++) {
            if (AddressWords.isDirection(raw.get(at - 1)) && at == 1) continue;
            if (AddressWords.isKind(raw.get(at)) && isNameWord(raw.get(at - 1)) && isLocality(at + 1, hasMeaning))
                return true;
            if (!isNameWord(raw.get(at - 1))) return false;
        }
        return false;
    }

    /** The same for a road named by a number, "State Route 26". */
    public boolean looksLikeNumberedRoad(Predicate<String> hasMeaning) {
        if (!hasNumber()) return false;
        var at = !words.isEmpty() && AddressWords.isDirection(words.get(0)) ? 1 : 0;
        return words.size() > at + 1
                && NumberedRoad.isKind(words.get(at))
                && NumberedRoad.isNumber(words.get(at + 1))
                && isLocality(at + 2, hasMeaning);
    }

    /** Whether it is a house number and a name without a suffix that may be a street's: "1247 Divsion". */
    public boolean mayBeAddress() {
        if (number.length() < LEAST_OF_HOUSE_NUMBER || !Character.isDigit(number.charAt(0))) return false;
        var at = raw.size() > 1 && AddressWords.isDirection(raw.get(0)) ? 1 : 0;
        var name = raw.subList(at, raw.size());
        return !name.isEmpty()
                && name.size() <= MOST_OF_NAME
                && name.stream()
                        .allMatch(word -> word.length() > 2
                                && !SEARCH_WORDS.contains(word)
                                && word.chars().allMatch(Character::isLetter));
    }

    private static boolean isNameWord(String word) {
        return !SEARCH_WORDS.contains(word)
                && (AddressWords.isNumberedName(word) || word.chars().allMatch(c -> Character.isLetter(c) || c == ' '));
    }

    private boolean isLocality(int from, Predicate<String> hasMeaning) {
        var at = from;
        if (at < raw.size() && AddressWords.isDirection(raw.get(at))) at++;
        while (at < raw.size() && AddressWords.isUnit(raw.get(at), at + 1 < raw.size() ? raw.get(at + 1) : ""))
            at += at + 1 < raw.size() ? 2 : 1;
        var end = raw.size();
        if (end > at && (raw.get(end - 1).equals("usa") || raw.get(end - 1).equals("us"))) end--;
        while (end > at && raw.get(end - 1).matches("\\d{4,5}")) end--;
        if (end - at > 5) return false;
        for (; at < end; at++) {
            var word = raw.get(at);
            if (SEARCH_WORDS.contains(word) && States.code(word) == null) return false;
            if (hasMeaning.test(word) || !word.chars().allMatch(Character::isLetter)) return false;
        }
        return true;
    }

    /** Possible beginnings of the street's name in a feed with case-sensitive comparison. */
    List<String> beginnings() {
        var at = 0;
        while (at < words.size() - 1 && AddressWords.isDirection(words.get(at))) at++;
        if (at == words.size()) return List.of("");
        if (NumberedRoad.isKind(words.get(at))) return NumberedRoad.beginnings(words.get(at));
        return AddressWords.spellings(raw.get(at)).stream()
                .flatMap(spelling -> Stream.of(capitals(spelling), spelling.toUpperCase(Locale.ROOT)))
                .distinct()
                .toList();
    }

    /** "McLoughlin" for "mcloughlin"; the letter after "Mac" may be in either case, so the result ends there. */
    private static String capitals(String word) {
        var named = Words.capital(word);
        if (named.startsWith("Mc") && named.length() > 2) return "Mc" + Words.capital(named.substring(2));
        return named.startsWith("Mac") ? "Mac" : named;
    }

    /**
     * The homes that this line means, or whose street it is. Few streets are compared word by word, and few homes one by
     * one: those on a street that begins the line, if more follows.
     *
     * @see IndexedListing#streetName
     */
    public Condition homes() {
        if (words.isEmpty()) return Condition.nothing();
        if (hasNumber())
            return examined(
                    Condition.houseNumber(number.indexOf(' ') < 0 ? number : number.substring(0, number.indexOf(' '))));
        var beginnings = new ArrayList<AddressLine>();
        for (int end = 1; end < raw.size(); end++) beginnings.add(of(String.join(" ", raw.subList(0, end))));
        return Condition.anyOf(List.of(
                Condition.named(Column.STREET, street -> street != null && mayBeOn(street) && isOn(street)),
                examined(Condition.named(
                        Column.STREET,
                        street -> street != null
                                && mayBeOn(street)
                                && !isOn(street)
                                && beginnings.stream().anyMatch(beginning -> beginning.isOn(street))))));
    }

    private Condition examined(Condition likely) {
        return Condition.examined(likely, entry -> {
            var home = Home.of(entry.address());
            return home != null && home.is(this);
        });
    }

    private boolean isOn(String street) {
        var home = Home.of(new Address(street, null, null, null, null, null, false, false));
        return home != null && home.is(this);
    }

    /** A fast check with false positives. */
    private boolean mayBeOn(String street) {
        var at = 0;
        while (at < words.size() - 1 && AddressWords.isDirection(words.get(at))) at++;
        var first = words.isEmpty() ? "" : words.get(at);
        var hasOneSpelling = !AddressWords.isSuffix(first)
                && !AddressWords.isDirection(first)
                && !first.chars().anyMatch(Character::isDigit);
        if (!isAscii(street) || holds(street, first)) return true;
        return !hasOneSpelling
                && Vocabulary.words(street).stream()
                        .map(AddressWords::canonical)
                        .anyMatch(first::equals);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) > 127) return false;
        return true;
    }

    /** Whether a text contains a lower-case word, ignoring signs and blanks between its letters. */
    private static boolean holds(String text, String word) {
        for (int from = 0; from + word.length() <= text.length(); from++) {
            var matched = 0;
            for (int i = from; i < text.length() && matched < word.length(); i++) {
                var c = Character.toLowerCase(text.charAt(i));
                if (!Character.isLetterOrDigit(c)) continue;
                if (c != word.charAt(matched)) break;
                matched++;
            }
            if (matched == word.length()) return true;
        }
        return false;
    }

    /** A home's address, parsed once for comparison with lines. Immutable. */
    public static final class Home {
        private final String number;
        /** The street's words without the number and the unit. */
        private final List<String> street;
        /** Whether its last word is repeated, by a feed's error or as in "Avenue Ave". */
        private final boolean doubled;
        /** Joined, empty for none. */
        private final String unit;

        /** Names that may follow the street, each joined; the first is empty. */
        private final List<String> places;

        /** City, state, and postal code as they follow the street, as single words. */
        private final List<String> locality;

        private final @Nullable String state;
        private final String code;
        /** How many of the street's words before and after its name are directions. */
        private final int before;

        private final int after;

        private Home(AddressLine line, Address address) {
            var raw = line.raw();
            var unitAt = line.unitAt();
            var words = new ArrayList<>(line.words().subList(0, unitAt));
            // Some feeds repeat the number or the suffix in two fields.
            if (line.hasNumber() && words.size() > 1 && words.get(0).equals(line.number())) words.remove(0);
            var last = words.size() - 1;
            doubled = last > 1
                    && AddressWords.isSuffix(words.get(last))
                    && words.get(last).equals(words.get(last - 1));
            if (doubled) words.remove(last);
            number = line.number();
            street = List.copyOf(words);
            unit = joined(raw, unitAt, raw.size());
            places = Stream.of("", address.city(), address.subdivision())
                    .filter(Objects::nonNull)
                    .map(AddressLine::compact)
                    .distinct()
                    .toList();
            locality = AddressLine.of("x " + address.locality()).words.stream()
                    .skip(1)
                    .toList();
            state = address.state();
            code = address.postalCode() == null ? "" : compact(address.postalCode());
            var leading = 0;
            while (leading < street.size() - 1 && isDirectionBefore(leading)) leading++;
            before = leading;
            var trailing = 0;
            while (street.size() - trailing - 1 > before
                    && AddressWords.isDirection(street.get(street.size() - trailing - 1))) trailing++;
            after = trailing;
        }

        /** "North St" has no direction; "N Park Ave" does. */
        private boolean isDirectionBefore(int at) {
            return AddressWords.isDirection(street.get(at))
                    && (street.size() - at > 2 || !AddressWords.isKind(street.get(at + 1)));
        }

        /** A home's address; null if it has none that may be shown. */
        public static @Nullable Home of(Address address) {
            var street = address.street();
            return street == null ? null : new Home(AddressLine.of(street), address);
        }

        public String number() {
            return number;
        }

        /** The street's words in normalized spelling, without number and unit. */
        public List<String> street() {
            return street;
        }

        private static String joined(List<String> raw, int from, int to) {
            var all = new StringBuilder();
            for (int i = from; i < to; i++)
                if (!AddressWords.isUnit(raw.get(i), i + 1 < raw.size() ? raw.get(i + 1) : "")
                        || i + 1 == raw.size() && all.isEmpty()) all.append(raw.get(i));
            return all.toString();
        }

        /** Whether a line means this home or, without a number, its street. */
        public boolean is(AddressLine line) {
            if (line.words.isEmpty() || line.hasNumber() && !line.number.equals(number)) return false;
            if (isFrom(0, line)) return true;
            // People type "Jarrett St NE" for "NE Jarrett St" and vice versa.
            var first = line.words.get(0);
            return AddressWords.isDirection(first)
                    && street.subList(street.size() - after, street.size()).contains(first)
                    && isFrom(1, line);
        }

        /** Whether a line can be completed to this home's address, taking its last word as a beginning. */
        public boolean startsWithLine(AddressLine line) {
            if (is(line)) return true;
            if (line.words.isEmpty() || !line.number.equals(number)) return false;
            for (int start = 0; start <= before; start++)
                if (hasPrefix(start, true, line) || !unit.isEmpty() && hasPrefix(start, false, line)) return true;
            return false;
        }

        private boolean hasPrefix(int start, boolean withUnit, AddressLine line) {
            var mine = new ArrayList<>(street.subList(start, street.size()));
            if (withUnit && !unit.isEmpty()) mine.add(unit);
            mine.addAll(locality);
            var beginning = line.raw.get(line.raw.size() - 1);
            var typed = new StringBuilder();
            for (int i = 0; i < line.words.size() - 1; i++)
                if (!AddressWords.isUnit(line.raw.get(i), line.raw.get(i + 1))) typed.append(line.words.get(i));
            var at = 0;
            for (var word : mine) {
                if (at == typed.length()) return word.startsWith(beginning) || AddressWords.hasPrefix(word, beginning);
                if (!typed.substring(at).startsWith(word)) return false;
                at += word.length();
            }
            return false;
        }

        /** Whether the line's words from this index on are this street's, followed by other parts of this address. */
        private boolean isFrom(int word, AddressLine line) {
            var lastStart = line.hasNumber() ? before : street.size() - 1;
            for (int start = 0; start <= lastStart; start++) if (matchesFrom(start, word, line)) return true;
            return false;
        }

        private boolean matchesFrom(int start, int word, AddressLine line) {
            var typed = line.words;
            var end = start;
            var at = word;
            // Words are compared letter by letter, ignoring blanks: "Lake View" equals "Lakeview".
            var mine = "";
            var theirs = "";
            while (true) {
                if (mine.length() == theirs.length()) {
                    if (!mine.equals(theirs)) return false;
                    if (end > start && (!line.hasNumber() || end > before) && endsLikeThis(at, line)) return true;
                    if (end == street.size() || at == typed.size()) return false;
                    mine = street.get(end++);
                    theirs = typed.get(at++);
                    if (isSameNumber(mine, theirs)) mine = theirs = "";
                } else if (mine.length() < theirs.length()) {
                    if (end == street.size() || !theirs.startsWith(mine)) return false;
                    mine += street.get(end++);
                } else {
                    if (at == typed.size() || !mine.startsWith(theirs)) return false;
                    theirs += typed.get(at++);
                }
            }
        }

        /** "122 Ave" for "122nd Ave". */
        private static boolean isSameNumber(String one, String other) {
            return AddressWords.isNumberedName(one) && one.equals(other + "th")
                    || AddressWords.isNumberedName(other) && other.equals(one + "th");
        }

        /** Whether what follows the street in a line belongs to this home: a direction, the unit, the locality. */
        private boolean endsLikeThis(int from, AddressLine line) {
            var at = from;
            var words = line.words;
            if (doubled && at < words.size() && words.get(at).equals(street.get(street.size() - 1))) at++;
            if (at < words.size()
                    && AddressWords.isDirection(words.get(at))
                    && (street.subList(0, before).contains(words.get(at))
                            || street.subList(street.size() - after, street.size())
                                    .contains(words.get(at)))) at++;
            if (at == words.size()) return true;
            var next = at + 1 < line.raw.size() ? line.raw.get(at + 1) : "";
            var named = AddressWords.isUnit(line.raw.get(at), next);
            if (!unit.isEmpty())
                for (int end = at + 1; end <= Math.min(at + MOST_OF_UNIT, words.size()); end++) {
                    var typed = named ? joined(line.raw, at, end) : String.join("", line.raw.subList(at, end));
                    if (typed.equals(unit) && isLocality(end, line)) return true;
                }
            return isLocality(at, line);
        }

        private boolean isLocality(int from, AddressLine line) {
            for (var place : places) {
                var at = past(place, from, line);
                if (at >= 0 && isRegion(at, line)) return true;
            }
            return false;
        }

        /** The index after a place's name; -1 if the name does not match. */
        private static int past(String place, int from, AddressLine line) {
            var rest = place;
            var at = from;
            while (!rest.isEmpty() && at < line.words.size() && rest.startsWith(line.words.get(at)))
                rest = rest.substring(line.words.get(at++).length());
            return rest.isEmpty() ? at : -1;
        }

        private boolean isRegion(int from, AddressLine line) {
            var raw = line.raw;
            var at = from;
            for (int length = Math.min(States.LONGEST, raw.size() - at); length > 0; length--) {
                var name = String.join(" ", raw.subList(at, at + length));
                if (isState(name)) {
                    at += length;
                    break;
                }
            }
            at = past(line, at);
            if (at < raw.size() && (raw.get(at).equals("usa") || raw.get(at).equals("us"))) at++;
            return at == raw.size();
        }

        private boolean isState(String name) {
            if (state == null) return false;
            var mine = States.code(Vocabulary.plain(state));
            return name.equals(Vocabulary.plain(state)) || mine != null && mine.equals(States.code(name));
        }

        /** The index after the postal code if it matches this home's; ZIP+4 may lack its last four digits. */
        private int past(AddressLine line, int from) {
            if (code.isEmpty()) return from;
            var raw = line.raw;
            for (int length = 1; length <= 2 && from + length <= raw.size(); length++) {
                var typed = String.join("", raw.subList(from, from + length));
                if (typed.equals(code)
                        || isZip(typed) && code.startsWith(typed)
                        || isZip(code) && typed.startsWith(code))
                    if (length == 2
                            || from + 1 == raw.size()
                            || !raw.get(from + 1).matches("\\d{4}")) return from + length;
            }
            return from;
        }

        private static boolean isZip(String code) {
            return code.matches("\\d{5}");
        }
    }
}
