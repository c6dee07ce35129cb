package porchlight.search.phrase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.listing.PostalCode;
import porchlight.listing.States;
import porchlight.search.AddressWords;
import porchlight.search.Criterion;
import porchlight.search.KnownCities;
import porchlight.search.Vocabulary;

/** Splits a line of text into phrases, from left to right; see {@link QueryText}. */
final class LineScan {
    private static final int LONGEST = 5;
    /** How many unknown words may stand between "no" and what is not wanted: "no shared indoor pool". */
    private static final int MOST_BETWEEN = 3;

    private static final Pattern WORD = Pattern.compile("[^\\s,;/&()!?:\"“”\\-–—|]+");
    private static final Pattern QUOTED = Pattern.compile("[\"“]([^\"“”]*)[\"”]");
    private static final Pattern ZIP = Pattern.compile("(" + PostalCode.PATTERN + ")(?![\\w-])");
    private static final Pattern NOT = Pattern.compile(
            "(?:no need (?:for|of)|no|not|without|w/o|non|nor|neither|never|except(?: for)?|excluding|exclude|excludes|minus|outside(?: of)?|avoid|other than|anything but|instead of|rather than|(?:is|are|was|were|does|do|did)n'?t|cannot|can't|cant|don't|dont)(?!\\w)(?:[\\s-]+(?:want|need|like|in|near|at|with|having|have|has|be|an?|any|the)(?!\\w))*");
    /** Refers to the preceding phrase. */
    private static final Pattern NOT_NEEDED = Pattern.compile(
            "\\s*-?\\s*(?:(?:is |are )?(?:not|n't) (?:needed|required|necessary|important|wanted|a must)|(?:is |are )?(?:optional|unnecessary)|free|or not)(?!\\w)");

    private static final Pattern LIST =
            Pattern.compile("\\s*(?:,|/|&|\\b(?:and|or|nor)\\b)\\s*(?:(?:an?|any|the)\\b\\s*)?");

    private static final Map<String, String> COMPASS = Map.ofEntries(
            Map.entry("north", "N"),
            Map.entry("northeast", "NE"),
            Map.entry("east", "E"),
            Map.entry("southeast", "SE"),
            Map.entry("south", "S"),
            Map.entry("southwest", "SW"),
            Map.entry("west", "W"),
            Map.entry("northwest", "NW"),
            Map.entry("n", "N"),
            Map.entry("ne", "NE"),
            Map.entry("e", "E"),
            Map.entry("se", "SE"),
            Map.entry("s", "S"),
            Map.entry("sw", "SW"),
            Map.entry("w", "W"),
            Map.entry("nw", "NW"));
    /** State abbreviations that are also words. */
    private static final Set<String> ALSO_WORDS = Set.of("or", "in", "me", "hi", "ok", "oh", "la", "de", "pa", "ma");

    private final String text;
    private final String line;
    private final Vocabulary vocabulary;
    private final Measures measures;
    private final Measures.Reader phrases;
    private final List<Word> words = new ArrayList<>();
    /** Cached longest phrase at each word; other phrases look ahead for it repeatedly. */
    private final Map<Integer, Optional<Part>> longest = new HashMap<>();

    enum Kind {
        UNDERSTOOD,
        /** Words that connect others. */
        FILLER,
        /** Words that may be part of an address. */
        WORD,
        /** A phrase that no search supports. */
        UNSEARCHABLE,
        /** A phrase that conflicts with an earlier one. */
        SECOND
    }

    /**
     * A part of the line.
     *
     * @param criterion its meaning, null for none
     * @param words the part to report as not understood, if it differs from the text in the line
     */
    record Part(
            Kind kind,
            int from,
            int to,
            @Nullable Criterion criterion,
            @Nullable String words,
            boolean isOr) {
        static Part unsearchable(int from, int to) {
            return new Part(Kind.UNSEARCHABLE, from, to, null, null, false);
        }

        static Part meant(int from, int to, Criterion criterion) {
            return new Part(Kind.UNDERSTOOD, from, to, criterion, null, false);
        }

        Part second() {
            return new Part(Kind.SECOND, from, to, null, null, false);
        }
    }

    private record Word(int from, int to, String plain) {}

    LineScan(String text, Vocabulary vocabulary, Measures measures) {
        this.text = text;
        this.vocabulary = vocabulary;
        this.measures = measures;
        var lower = new StringBuilder(text.length());
        // Character by character, so that both have the same length.
        text.chars().map(LineScan::written).forEach(c -> lower.append((char) c));
        line = lower.toString();
        phrases = measures.in(line);
        var match = WORD.matcher(line);
        while (match.find()) words.add(new Word(match.start(), match.end(), Vocabulary.plain(match.group())));
    }

    private static int written(int letter) {
        return switch (letter) {
            case '’', '‘' -> '\'';
            case '–', '—' -> '-';
            default -> Character.toLowerCase(letter);
        };
    }

    List<Part> parts() {
        var parts = new ArrayList<Part>();
        int read = 0;
        for (int at = 0; at < words.size(); at = after(read)) {
            var quoted = quoted(words.get(at).from, read);
            var part = quoted != null ? quoted : part(at);
            parts.add(part);
            read = part.to;
        }
        return parts;
    }

    private Part part(int at) {
        var word = words.get(at);
        var street = street(at);
        if (street != null) return street;
        var meant = longest(at);
        if (meant != null) return refused(meant);
        var unwanted = unwanted(at);
        if (unwanted != null) return unwanted;
        var filler = filler(at);
        if (filler != null) return filler;
        var compass = compass(at);
        return compass != null ? compass : new Part(Kind.WORD, word.from, word.to, null, null, false);
    }

    /** "Country View Lane": a street name with its suffix, even though a home may have a view. Null for none. */
    private @Nullable Part street(int at) {
        for (int length = reach(at); length > 1; length--) {
            var last = words.get(at + length - 1);
            if (!AddressWords.isKind(last.plain) || AddressWords.isKind(words.get(at).plain)) continue;
            var name = plain(at, length);
            if (vocabulary.named(name).isEmpty()
                    && Sayings.meaning(name, vocabulary) == null
                    && vocabulary.isStreet(name))
                return new Part(Kind.WORD, words.get(at).from, last.to, null, null, false);
        }
        return null;
    }

    /** A phrase in quotation marks before a word is not interpreted; it is taken as plain words. */
    private @Nullable Part quoted(int from, int read) {
        var at = from - 1;
        while (at >= read && line.charAt(at) == ' ') at--;
        if (at < read) return null;
        var match = QUOTED.matcher(line).region(at, line.length());
        if (!match.lookingAt()) return null;
        var inside = new LineScan(match.group(1), vocabulary, measures).parts();
        if (inside.isEmpty()) return null;
        return inside.stream().anyMatch(part -> part.criterion != null)
                ? new Part(Kind.SECOND, at, match.end(), null, null, false)
                : new Part(
                        Kind.WORD,
                        at,
                        match.end(),
                        null,
                        text.substring(match.start(1), match.end(1)).strip(),
                        false);
    }

    /** The longest phrase or name that starts at a word; null for none. */
    private @Nullable Part longest(int at) {
        var known = longest.get(at);
        if (known == null) {
            known = Optional.ofNullable(findLongest(at));
            longest.put(at, known);
        }
        return known.orElse(null);
    }

    private @Nullable Part findLongest(int at) {
        var from = words.get(at).from;
        var measure = phrases.at(from);
        var longest = measure == null
                ? null
                : new Part(
                        measure.criterion() == null ? Kind.UNSEARCHABLE : Kind.UNDERSTOOD,
                        from,
                        measure.end(),
                        measure.criterion(),
                        measure.leftOut(),
                        false);
        for (int length = reach(at); length > 0; length--) {
            var to = words.get(at + length - 1).to;
            if (longest != null && longest.to >= to) return longest;
            var part =
                    length == 1 && ZIP.matcher(line).region(from, line.length()).lookingAt()
                            ? code(at)
                            : named(at, length, to);
            if (part != null) return part;
        }
        return longest;
    }

    /**
     * The meaning of these words by themselves. Several words are tried as a name first, and one word as a phrase
     * first; otherwise "land" could not be searched if there is a city called Land.
     */
    private @Nullable Part named(int at, int length, int to) {
        var words = plain(at, length);
        if (words.isEmpty()) return null;
        var saying = Sayings.meaning(words, vocabulary);
        var name = saying != null && length == 1 ? null : name(at, length, words);
        var meaning = name != null ? name : saying;
        if (meaning == null || isStreet(at, length, words, name != null)) return null;
        var from = this.words.get(at).from;
        return name instanceof Criterion.Place place
                ? withState(from, at + length, to, place)
                : Part.meant(from, to, meaning);
    }

    private @Nullable Criterion name(int at, int length, String words) {
        var name = vocabulary.named(words).orElse(null);
        if (name != null || vocabulary.isComplete() || length < 2 || !words.endsWith(" county")) return name;
        // While the feed's counties are unknown, any name may be one; of two words, the first must have no other
        // meaning.
        if (length > 3 || length == 3 && (isUnderstood(at) || isUnderstood(at + 1))) return null;
        return new Criterion.Place(
                Criterion.Place.Kind.COUNTY,
                Criterion.Somewhere.titleCase(words.substring(0, words.length() - " county".length())));
    }

    private boolean isUnderstood(int at) {
        var word = plain(at, 1);
        return Sayings.isFiller(word)
                || Sayings.meaning(word, vocabulary) != null
                || vocabulary.named(word).isPresent()
                || word.chars().anyMatch(Character::isDigit);
    }

    /** "Portland Ave" is a street; "Portland way under 600k" contains none, as far as is known. */
    private boolean isStreet(int at, int length, String words, boolean isName) {
        var next = at + length;
        if (next >= this.words.size() || gap(next).indexOf(',') >= 0) return false;
        var suffix = this.words.get(next).plain;
        if (!AddressWords.isKind(suffix)) return false;
        if (vocabulary.isComplete() || !isName) return vocabulary.isStreet(words + " " + suffix);
        return true;
    }

    /** A place followed by a state; in a state other than the feed's it is a different place. */
    private Part withState(int from, int next, int to, Criterion.Place place) {
        var isCity = place.kind() == Criterion.Place.Kind.CITY;
        for (int length = next < words.size() ? Math.min(States.LONGEST, reach(next)) : 0; length > 0; length--) {
            var state = plain(next, length);
            var code = States.code(state);
            var comma = gap(next).indexOf(',') >= 0;
            if (code == null || isLonger(next, length)) continue;
            var isWord = ALSO_WORDS.contains(state);
            if (isOf(place, code)) {
                // "Portland or Beaverton" is a choice; "Portland OR Beaverton" is not.
                if (isWord && !comma && isLower(next) && (!isCity || isPlace(next + 1))) continue;
                return Part.meant(from, words.get(next + length - 1).to, place);
            }
            var isLast = next + length == words.size()
                    || ZIP.matcher(line)
                            .region(words.get(next + length).from, line.length())
                            .lookingAt();
            var isOther =
                    isCity && (state.length() > 2 ? vocabulary.named(state).isEmpty() : comma && (!isWord || isLast));
            if (isOther) return Part.unsearchable(from, words.get(next + length - 1).to);
        }
        return Part.meant(from, to, place);
    }

    private boolean isOf(Criterion.Place place, String code) {
        var state = code.toLowerCase(Locale.ROOT);
        var cities = vocabulary.cities();
        return place.kind() == Criterion.Place.Kind.CITY
                ? cities.at(state, new KnownCities.City(place.value(), code).slug())
                        .isPresent()
                : cities.cities().stream().anyMatch(city -> city.state().equals(code));
    }

    /** "Washington County" is not a state. */
    private boolean isLonger(int at, int length) {
        for (int more = reach(at); more > length; more--)
            if (vocabulary.named(plain(at, more)).isPresent()) return true;
        return at + length < words.size()
                && (words.get(at + length).plain.equals("county") || AddressWords.isKind(words.get(at + length).plain));
    }

    private boolean isLower(int at) {
        return Character.isLowerCase(text.charAt(words.get(at).from));
    }

    /** Whether a place other than a postal code starts here. */
    private boolean isPlace(int at) {
        if (at >= words.size()) return false;
        for (int length = reach(at); length > 0; length--) {
            var words = plain(at, length);
            if (!words.matches("\\d*") && vocabulary.named(words).isPresent()) return true;
        }
        return false;
    }

    /** A postal code, unless it is a house number followed by a street. */
    private @Nullable Part code(int at) {
        var from = words.get(at).from;
        var match = ZIP.matcher(line).region(from, line.length());
        if (!match.lookingAt()) return null;
        var next = after(match.end());
        var isCode = next == words.size()
                || gap(next).indexOf(',') >= 0
                || filler(next) != null
                || longest(next) != null
                || compass(next) != null;
        return isCode
                ? withState(
                        from,
                        next,
                        match.end(),
                        new Criterion.Place(
                                Criterion.Place.Kind.ZIP,
                                PostalCode.of(match.group(1)).orElseThrow()))
                : null;
    }

    /** "Garage not needed", "pool optional": no search supports this. */
    private Part refused(Part part) {
        var match = NOT_NEEDED.matcher(line).region(part.to, line.length());
        return match.lookingAt() ? Part.unsearchable(part.from, match.end()) : part;
    }

    /**
     * "No garage", "without a pool or view", "not in Portland": through the end of what is not wanted; null for none.
     */
    private @Nullable Part unwanted(int at) {
        var from = words.get(at).from;
        var match = NOT.matcher(line).region(from, line.length());
        if (!match.lookingAt()) return null;
        var next = after(match.end());
        for (int between = 0; between <= MOST_BETWEEN && next + between < words.size(); between++) {
            if (between > 0 && gap(next + between).indexOf(',') >= 0) break;
            var part = longest(next + between);
            if (part == null) continue;
            if (between > 0 && !isFeature(part.criterion) && !match.group().contains("n't")) break;
            return Part.unsearchable(from, endOfList(part));
        }
        return null;
    }

    private int endOfList(Part first) {
        var last = first;
        var list = LIST.matcher(line).useTransparentBounds(true);
        while (list.region(last.to, line.length()).lookingAt()) {
            var next = after(list.end());
            var part = next < words.size() ? longest(next) : null;
            if (part == null || part.criterion == null || first.criterion == null) break;
            var isAlike = part.criterion.getClass() == first.criterion.getClass();
            if (!isAlike && !(isFeature(part.criterion) && list.group().contains("or"))) break;
            last = part;
        }
        return last.to;
    }

    /** Something that a home has or is. */
    private static boolean isFeature(@Nullable Criterion criterion) {
        return criterion instanceof Criterion.Has
                || criterion instanceof Criterion.SubTypes
                || criterion instanceof Criterion.Type;
    }

    private @Nullable Part filler(int at) {
        var from = words.get(at).from;
        if (line.startsWith("w/", from)) return new Part(Kind.FILLER, from, from + 2, null, null, false);
        for (int length = Math.min(3, reach(at)); length > 0; length--) {
            var words = plain(at, length);
            if (Sayings.isFiller(words) || isOnlyState(words))
                return new Part(Kind.FILLER, from, this.words.get(at + length - 1).to, null, null, words.equals("or"));
        }
        return null;
    }

    /** "Homes in Oregon" if all homes are there. */
    private boolean isOnlyState(String words) {
        var code = words.length() > 2 ? States.code(words) : null;
        var cities = vocabulary.cities().cities();
        return code != null
                && !cities.isEmpty()
                && cities.stream().allMatch(city -> city.state().equals(code));
    }

    /** "SE" in "SE Portland"; "NE Alameda" if there is such a street. Null otherwise. */
    private @Nullable Part compass(int at) {
        var word = words.get(at);
        var point = COMPASS.get(word.plain);
        if (point == null || at + 1 == words.size() || !gap(at + 1).isBlank()) return null;
        var lower = point.toLowerCase(Locale.ROOT);
        for (int length = reach(at + 1); length > 0; length--) {
            var words = plain(at + 1, length);
            var name = vocabulary.named(words).orElse(null);
            if (name == null || isStreet(at + 1, length, words, true)) continue;
            var isCity = name instanceof Criterion.Place place && place.kind() == Criterion.Place.Kind.CITY;
            if (!isCity && vocabulary.isStreet(lower + " " + words))
                return new Part(Kind.WORD, word.from, this.words.get(at + length).to, null, null, false);
            var abbreviation = vocabulary.isStreet(lower) ? point : text.substring(word.from, word.to);
            return new Part(Kind.WORD, word.from, word.to, null, abbreviation, false);
        }
        return null;
    }

    /** How many words follow without a comma, up to the length of the longest name. */
    private int reach(int at) {
        var length = 1;
        while (length < LONGEST && at + length < words.size() && isJoined(gap(at + length))) length++;
        return length;
    }

    private static boolean isJoined(String gap) {
        return gap.chars().noneMatch(c -> c == ',' || c == ';' || c == '"' || c == '“' || c == '”');
    }

    /** The text between a word and the previous one. */
    private String gap(int at) {
        return at == 0 ? "" : line.substring(words.get(at - 1).to, words.get(at).from);
    }

    private String plain(int at, int length) {
        if (length == 1) return words.get(at).plain;
        var plain = new StringBuilder();
        for (int i = at; i < at + length; i++)
            if (!words.get(i).plain.isEmpty())
                plain.append(plain.isEmpty() ? "" : " ").append(words.get(i).plain);
        return plain.toString();
    }

    /** The first word at or after an offset. */
    private int after(int offset) {
        int low = 0;
        int high = words.size();
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (words.get(middle).from < offset) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
