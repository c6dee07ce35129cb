package porchlight.search.phrase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import porchlight.listing.PostalCode;
import porchlight.listing.States;
import porchlight.search.AddressLine;
import porchlight.search.AddressWords;
import porchlight.search.Areas;
import porchlight.search.Criterion;
import porchlight.search.KnownCities;
import porchlight.search.SearchField;
import porchlight.search.SearchForm;
import porchlight.search.Sort;
import porchlight.search.Vocabulary;

/** Splits a line of text into phrases, from left to right; see {@link QueryText}. */
final class LineScan {
    private static final int LONGEST = 5;
    /** How many unknown words may stand between "no" and what is not wanted: "no shared indoor pool". */
    private static final int MOST_BETWEEN = 3;

    /** How many words a landmark's name may have. */
    private static final int LONGEST_LANDMARK = 4;

    private static final Pattern NEAR = Pattern.compile(
            "(?:(?:very |right )?(?:near(?: to)?|close to|next to|across from|steps from|blocks from|in walking distance (?:of|to|from)|(?:within )?walking distance (?:of|to|from)|walking to|proximity to|(?:within |less than |under |about |up to |at most )?([\\d.]+) (?:miles?|mi) (?:of|from|to)|within \\d+ blocks? (?:of|from|to)))(?: (?:the|an?|my|our))?(?!\\w)");
    private static final Pattern SCHOOL = Pattern.compile(
            "(?:elementary|middle|intermediate|junior high|high|primary)(?: school)?(?!\\w)|school(?!\\w)");

    /** In how many places of a line an address is looked for, which takes time. */
    private static final int MOST_ADDRESSES = 4;

    /** The same for misspelled words. */
    private static final int MOST_MISSPELLED = 16;

    private static final Pattern WORD = Pattern.compile("[^\\s,;/&()!?:\"“”\\-–—|]+");
    private static final Pattern QUOTED = Pattern.compile("[\"“]([^\"“”]*)[\"”]");
    private static final Pattern ZIP = Pattern.compile("(" + PostalCode.PATTERN + ")(?![\\w-])");
    private static final Pattern NOT = Pattern.compile(
            "(?:no(?! (?:more|less|fewer|later|earlier|need))|not(?! (?:more|less|fewer|later|earlier))|without|w/o|non|nor|neither|never|except(?: for)?|excluding|exclude|excludes|minus|outside(?: of)?|avoid|other than|(?:all|any(?:thing|where|place)?|every(?:thing|where)|any (?:city|place|area|town)) but|instead of|rather than|(?:is|are|was|were|does|did|has|have)n'?t|cannot|can't|cant|(?:do not|don't|dont)(?! (?:need|care|mind)))(?!\\w)(?:[\\s-]+(?:want|like|in|on|near|at|of|to|for|with|having|have|has|be|an?|any|the)(?!\\w))*");
    private static final Set<String> ARTICLES = Set.of("a", "an", "the");
    private static final Pattern INSTEAD = Pattern.compile("instead of|rather than");
    /** What a home lacks that is something else. */
    private static final Map<Pattern, Criterion> OPPOSITES = Map.of(
            Pattern.compile("(?:an? )?(?:hoas?|home\\s?owner'?s?'? associations?)(?: (?:fees?|dues|costs?))?(?!\\w)"),
            new Criterion.MaxHoa(0),
            Pattern.compile("(?:any |interior |inside )?(?:stairs|steps|stairways?)(?!\\w)"),
            new Criterion.Stories(1));

    /** What follows limits nothing. */
    private static final Pattern NO_MATTER = Pattern.compile(
            "(?:(?:i|we|it) )?(?:really )?(?:(?:do not|don't|dont|does not|doesn't|doesnt) (?:really |even )?(?:need|care(?: about| for)?|mind|have(?= to))|not (?:only|just|necessarily)|no need (?:for|of)|never mind)(?: to(?: have| be)?)?(?: in)?(?: (?:an?|any|the))?(?!\\w)");
    /** Refers to the preceding phrase. */
    private static final Pattern NOT_NEEDED = Pattern.compile(
            "\\s*[-(]?\\s*(?:(?:does not|doesn't|doesnt|don't) matter|(?:would be|is) (?:nice|a plus|good|great)|(?:is |are )?(?:not|n't) (?:needed|required|necessary|important|wanted|a must)|(?:is |are )?(?:optional|unnecessary|preferred)|or not)\\)?(?!\\w)");

    /** Signs over which no phrase reaches. */
    private static final String ENDS = ",;\"“”";

    private static final int SHORTEST_FREE = 3;
    private static final Pattern FREE = Pattern.compile("[\\s-]free(?!\\w)");

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

    private final List<IntFunction<@Nullable Part>> readers = List.of(
            this::address,
            this::street,
            this::severalUnwanted,
            this::phrase,
            this::indifferent,
            this::unwanted,
            this::landmark,
            this::filler,
            this::compass,
            this::school,
            this::almost,
            this::free);

    private final String text;
    private final String line;
    private final Vocabulary vocabulary;
    private final Measures measures;
    private final Measures.Reader phrases;
    private final Refusals.Reader refusals;
    private final boolean mayNameSchools;
    private final List<Word> words = new ArrayList<>();
    private int addresses;
    private int misspelled;
    /** What words name, which is asked for more than once. */
    private final Map<String, Optional<Criterion>> named = new HashMap<>();
    /** Cached longest phrase at each word; other phrases look ahead for it repeatedly. */
    private final Map<Integer, Optional<Part>> longest = new HashMap<>();

    enum Kind {
        UNDERSTOOD,
        /** Words that connect others. */
        FILLER,
        /** Words that may be part of an address. */
        WORD,
        /** A phrase that no search supports. */
        UNSEARCHABLE
    }

    /**
     * A part of the line.
     *
     * @param criterion its meaning, null for none
     * @param sort the order that it asks for, null for none
     */
    record Part(
            Kind kind,
            int from,
            int to,
            @Nullable Criterion criterion,
            @Nullable Sort sort,
            boolean isOr) {
        static Part word(int from, int to) {
            return new Part(Kind.WORD, from, to, null, null, false);
        }

        static Part filler(int from, int to, boolean isOr) {
            return new Part(Kind.FILLER, from, to, null, null, isOr);
        }

        static Part unsearchable(int from, int to) {
            return new Part(Kind.UNSEARCHABLE, from, to, null, null, false);
        }

        static Part meant(int from, int to, Criterion criterion) {
            return new Part(Kind.UNDERSTOOD, from, to, criterion, null, false);
        }

        static Part sorted(int from, int to, Sort sort) {
            return new Part(Kind.UNDERSTOOD, from, to, null, sort, false);
        }

        boolean isPlace() {
            return criterion != null && criterion.isPlace();
        }
    }

    /** @param isJoined whether a phrase may reach from the previous word to this one */
    private record Word(int from, int to, String plain, boolean isJoined) {}

    LineScan(String text, Vocabulary vocabulary, Measures measures) {
        this.text = text;
        this.vocabulary = vocabulary;
        this.measures = measures;
        var lower = new StringBuilder(text.length());
        // Character by character, so that both have the same length.
        text.chars().map(LineScan::written).forEach(c -> lower.append((char) c));
        line = lower.toString();
        phrases = measures.in(line, vocabulary);
        refusals = Refusals.in(line, vocabulary.choices().statuses().contains("Closed"));
        mayNameSchools = SCHOOL.matcher(line).find();
        var match = WORD.matcher(line);
        for (int read = 0; match.find(); read = match.end())
            words.add(new Word(
                    match.start(),
                    match.end(),
                    Vocabulary.plain(match.group()),
                    isJoined(line.substring(read, match.start()))));
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

    /** The first of the readers that understands what starts at a word; each returns null otherwise. */
    private Part part(int at) {
        for (var reader : readers) {
            var part = reader.apply(at);
            if (part != null) return part;
        }
        return Part.word(words.get(at).from, words.get(at).to);
    }

    private @Nullable Part phrase(int at) {
        var meant = longest(at);
        return meant == null ? null : optional(meant);
    }

    /** "Carpet-free" */
    private @Nullable Part free(int at) {
        var word = words.get(at);
        var free = FREE.matcher(line).region(word.to, line.length());
        if (word.plain.length() < SHORTEST_FREE || !free.lookingAt()) return null;
        var unwanted = new Criterion.Keywords(List.of(word.plain), SearchField.LINE);
        return Part.meant(word.from, free.end(), new Criterion.Not(text.substring(word.from, free.end()), unwanted));
    }

    /** "I don't care about an elevator, balcony": limits nothing. Null for anything else. */
    private @Nullable Part indifferent(int at) {
        var from = words.get(at).from;
        var match = NO_MATTER.matcher(line).region(from, line.length());
        if (!match.lookingAt()) return null;
        var next = after(match.end());
        var to = match.end();
        for (int read = 0; next < words.size() && read <= MOST_BETWEEN; read++) {
            if (read > 0 && filler(next) != null && longest(next) == null) break;
            var part = longest(next);
            to = part == null ? words.get(next).to : part.to;
            next = after(to);
            var list = LIST.matcher(line).useTransparentBounds(true).region(to, line.length());
            if (list.lookingAt()) {
                next = after(list.end());
                // "Don't need a garage, 3 beds" ends there.
                var more = next < words.size() ? longest(next) : null;
                if (more != null && !isFeature(more.criterion)) break;
            } else if (part != null) break;
        }
        return Part.filler(from, to, false);
    }

    /** "1397 SW Upper" within a longer line; null for none. */
    private @Nullable Part address(int at) {
        if (!vocabulary.isComplete() || !Character.isDigit(line.charAt(words.get(at).from))) return null;
        if (addresses == MOST_ADDRESSES || longest(at) != null || at + 1 == words.size() || isNumber(at + 1))
            return null;
        addresses++;
        for (int length = reach(at); length > 1; length--) {
            var to = words.get(at + length - 1).to;
            var typed = text.substring(words.get(at).from, to);
            var home = AddressLine.of(typed);
            if (home.hasNumber() && vocabulary.isAddress(home))
                return Part.meant(words.get(at).from, to, new Criterion.Somewhere(typed));
        }
        return null;
    }

    /** "Lincoln High School" if there is none; null for anything else. */
    private @Nullable Part school(int at) {
        if (!mayNameSchools) return null;
        for (int length = 1; length < reach(at) && length < LONGEST; length++) {
            var next = words.get(at + length);
            var match = SCHOOL.matcher(line).region(next.from, line.length());
            if (!match.lookingAt()) {
                if (longest(at + length) != null || filler(at + length) != null) return null;
                continue;
            }
            var isGiven = match.end() - next.from > "school".length() || length > 1;
            if (!isGiven || Sayings.isNearby(plain(at, length))) return null;
            var from = words.get(at).from;
            var typed = text.substring(from, match.end());
            var meant = vocabulary.almost(plain(at, after(match.end()) - at));
            return Part.meant(
                    from,
                    match.end(),
                    meant.<Criterion>map(name -> new Criterion.Almost(typed, name))
                            .orElseGet(() -> new Criterion.Unread(typed, Criterion.Unread.Reason.SCHOOL)));
        }
        return null;
    }

    /** A misspelled or abbreviated name; null for none. */
    private @Nullable Part almost(int at) {
        if (!vocabulary.isComplete() || misspelled == MOST_MISSPELLED) return null;
        misspelled++;
        for (int reach = Math.min(reach(at), LONGEST); reach > 0; reach--) {
            var length = reach;
            var name = plain(at, length);
            if (name.length() < 2 || !name.chars().allMatch(c -> c == ' ' || Character.isLetter(c))) continue;
            if (length > 1 && (filler(at + length - 1) != null || isPartUnderstood(at, length))) continue;
            var next = at + length;
            if (next < words.size() && gap(next).isBlank() && AddressWords.isKind(words.get(next).plain)) continue;
            // What follows a house number is a street in any spelling, or none.
            if (isAfterNumber(at) || vocabulary.isStreet(name)) return null;
            var meant = vocabulary
                    .almost(name)
                    .or(() -> length == 1 ? Sayings.almost(name, vocabulary) : Optional.empty())
                    .orElse(null);
            if (meant == null) continue;
            var from = words.get(at).from;
            var to = words.get(next - 1).to;
            return Part.meant(from, to, new Criterion.Almost(text.substring(from, to), meant));
        }
        return null;
    }

    /**
     * "Within 5 miles of 4718 SE Morrison St", "near Hawthorne Blvd". Near a city means in it, unless a distance is given;
     * null if there is no such place.
     *
     * @param miles as written, null for none
     */
    private @Nullable Part around(int from, int next, @Nullable String miles) {
        for (int length = next < words.size() ? reach(next) : 0; length > 0; length--) {
            var to = words.get(next + length - 1).to;
            var place = text.substring(words.get(next).from, to);
            if (miles == null && (AddressLine.of(place).hasNumber() ? length < 2 : length < 2 || longest(next) != null))
                continue;
            var where = vocabulary.whereIs(place);
            if (where.isEmpty()) continue;
            return Areas.around(place, where.get(), miles == null ? "1" : miles)
                    .map(circle -> Part.meant(from, to, circle))
                    .orElse(null);
        }
        return null;
    }

    private boolean isAfterNumber(int at) {
        var number = at > 1 && AddressWords.isDirection(words.get(at - 1).plain) ? at - 2 : at - 1;
        return number >= 0 && !words.get(number).plain.isEmpty() && isNumber(number);
    }

    private boolean isNumber(int at) {
        return words.get(at).plain.chars().noneMatch(Character::isLetter);
    }

    private boolean isPartUnderstood(int at, int length) {
        for (int i = at; i < at + length; i++) if (longest(i) != null) return true;
        return false;
    }

    /**
     * "Near the Nike campus": a place that isn't in the feed; null if a place that is in it follows. Of parks, shops, and
     * the like there are many, and descriptions tell of them.
     */
    private @Nullable Part landmark(int at) {
        var from = words.get(at).from;
        var match = NEAR.matcher(line).region(from, line.length());
        if (!match.lookingAt()) return null;
        var next = after(match.end());
        var around = around(from, next, match.group(1));
        if (around != null) return around;
        var length = 0;
        while (next + length < words.size()
                && length < LONGEST_LANDMARK
                && (length == 0 || gap(next + length).isBlank())
                && longest(next + length) == null
                && filler(next + length) == null) length++;
        for (int near = length; near > 0; near--)
            if (Sayings.isNearby(plain(next, near))) return Part.filler(from, words.get(next - 1).to, false);
        if (length == 0 || compass(next) != null || street(next) != null || address(next) != null) return null;
        if (almost(next) != null || school(next) != null) return Part.filler(from, words.get(next - 1).to, false);
        var to = words.get(next + length - 1).to;
        return Part.meant(from, to, new Criterion.Unread(text.substring(from, to), Criterion.Unread.Reason.LANDMARK));
    }

    /** "Country View Lane": a street name with its suffix, even though a home may have a view. Null for none. */
    private @Nullable Part street(int at) {
        for (int length = reach(at); length > 1; length--) {
            var last = words.get(at + length - 1);
            if (!AddressWords.isKind(last.plain) || AddressWords.isKind(words.get(at).plain)) continue;
            var name = plain(at, length);
            if (named(name).isEmpty() && Sayings.meaning(name, vocabulary) == null && vocabulary.isStreet(name))
                return Part.meant(
                        words.get(at).from,
                        last.to,
                        new Criterion.Somewhere(text.substring(words.get(at).from, last.to)));
        }
        return null;
    }

    /** A phrase in quotation marks before a word: words to find in descriptions. */
    private @Nullable Part quoted(int from, int read) {
        var at = from - 1;
        while (at >= read && line.charAt(at) == ' ') at--;
        if (at < read) return null;
        var match = QUOTED.matcher(line).region(at, line.length());
        if (!match.lookingAt()) return null;
        var inside = Vocabulary.words(match.group(1));
        if (inside.isEmpty()) return null;
        return inside.size() <= SearchForm.MOST_KEYWORDS
                ? Part.meant(at, match.end(), Criterion.Keywords.of(inside))
                : Part.unsearchable(at, match.end());
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
                : measure.criterion() == null
                        ? Part.unsearchable(from, measure.end())
                        : Part.meant(from, measure.end(), measure.criterion());
        var refused = refusals.at(from);
        if (refused != null && (longest == null || refused.end() > longest.to))
            longest = Part.meant(
                    from, refused.end(), new Criterion.Unread(text.substring(from, refused.end()), refused.reason()));
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
        var order = Sayings.order(words, vocabulary);
        var saying = Sayings.meaning(words, vocabulary);
        var name = saying != null && length == 1 ? null : name(at, length, words);
        if (order != null && name == null) return Part.sorted(this.words.get(at).from, to, order);
        var meaning = name != null ? name : saying;
        if (meaning == null || isStreet(at, length, words, name != null)) return null;
        var from = this.words.get(at).from;
        return name instanceof Criterion.Place place
                ? withState(from, at + length, to, place)
                : Part.meant(from, to, meaning);
    }

    private @Nullable Criterion name(int at, int length, String words) {
        var name = named(words).orElse(null);
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
                || named(word).isPresent()
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
                // "Portland or Beaverton" and "Portland or a pool" are choices; "Portland OR Beaverton" is not.
                if (isWord
                        && !comma
                        && isLower(next)
                        && (!isCity || isPlace(next + 1) || isCode(next + 1) || isThing(next + 1))) continue;
                return Part.meant(from, words.get(next + length - 1).to, place);
            }
            var isLast = next + length == words.size()
                    || ZIP.matcher(line)
                            .region(words.get(next + length).from, line.length())
                            .lookingAt();
            var isOther = isCity && (state.length() > 2 ? named(state).isEmpty() : comma && (!isWord || isLast));
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
            if (named(plain(at, more)).isPresent()) return true;
        return at + length < words.size()
                && (words.get(at + length).plain.equals("county") || AddressWords.isKind(words.get(at + length).plain));
    }

    private boolean isLower(int at) {
        return Character.isLowerCase(text.charAt(words.get(at).from));
    }

    /** Whether something that a home has starts here, after an article. */
    private boolean isThing(int at) {
        var next = at < words.size() && ARTICLES.contains(words.get(at).plain) ? at + 1 : at;
        var part = next < words.size() ? longest(next) : null;
        return part != null && (part.criterion instanceof Criterion.Has || part.criterion instanceof Criterion.Facet);
    }

    private boolean isCode(int at) {
        return at < words.size()
                && ZIP.matcher(line).region(words.get(at).from, line.length()).lookingAt();
    }

    /** Whether a place other than a postal code starts here. */
    private boolean isPlace(int at) {
        if (at >= words.size()) return false;
        for (int length = reach(at); length > 0; length--) {
            var words = plain(at, length);
            if (!words.matches("\\d*") && named(words).isPresent()) return true;
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

    /** "Garage not needed", "pool optional" limit nothing. */
    private Part optional(Part part) {
        var free = FREE.matcher(line).region(part.to, line.length());
        if (isFeature(part.criterion) && free.lookingAt())
            return Part.meant(
                    part.from, free.end(), new Criterion.Not(text.substring(part.from, free.end()), part.criterion));
        var match = NOT_NEEDED.matcher(line).region(part.to, line.length());
        return match.lookingAt() ? Part.filler(part.from, match.end(), false) : part;
    }

    /** "No HOA or pool": several things at once, of which the first would be a phrase by itself. Null otherwise. */
    private @Nullable Part severalUnwanted(int at) {
        return unwanted(at, 2);
    }

    /** "No garage", "without a pool or view", "not in Portland": through the end of what is not wanted; null for none. */
    private @Nullable Part unwanted(int at) {
        return unwanted(at, 1);
    }

    private @Nullable Part unwanted(int at, int fewest) {
        var from = words.get(at).from;
        var match = NOT.matcher(line).region(from, line.length());
        if (!match.lookingAt()) return null;
        var isInstead = INSTEAD.matcher(match.group()).lookingAt();
        var all = new ArrayList<Criterion>();
        var to = match.end();
        var list = LIST.matcher(line).useTransparentBounds(true);
        for (int next = after(to); next < words.size(); next = after(list.end())) {
            var item = unwantedItem(next, match.group().contains("n't"));
            if (item == null) break;
            if (item.criterion == null || !isExcludable(item.criterion)) return Part.unsearchable(from, item.to);
            all.add(item.criterion);
            to = item.to;
            if (!list.region(to, line.length()).lookingAt()) break;
            // "No garage, 3 beds" and "instead of condos, houses" end there; "no garage, pool, or view" doesn't.
            if (!list.group().contains("or") && (isInstead || !isAlike(after(list.end()), item.criterion))) break;
        }
        if (all.size() < fewest || all.isEmpty()) return null;
        var typed = text.substring(from, to);
        if (all.size() > 1) return Part.meant(from, to, new Criterion.Not(typed, new Criterion.AnyOf(typed, all)));
        return all.get(0) instanceof Criterion.Not opposite
                ? Part.meant(from, to, opposite.unwanted())
                : Part.meant(from, to, new Criterion.Not(typed, all.get(0)));
    }

    private boolean isAlike(int at, Criterion criterion) {
        var part = at < words.size() ? longest(at) : null;
        return part != null && part.criterion != null && part.criterion.getClass() == criterion.getClass();
    }

    private static boolean isExcludable(Criterion criterion) {
        return isFeature(criterion)
                || criterion.isPlace()
                || criterion instanceof Criterion.School
                || criterion instanceof Criterion.Not;
    }

    /**
     * One thing that is not wanted: a phrase, after up to a few unknown words, or else the words themselves, which must not
     * be in the description; null for none.
     */
    private @Nullable Part unwantedItem(int at, boolean isSentence) {
        var from = words.get(at).from;
        for (var opposite : OPPOSITES.entrySet()) {
            var match = opposite.getKey().matcher(line).region(from, line.length());
            if (match.lookingAt())
                return Part.meant(from, match.end(), new Criterion.Not(match.group(), opposite.getValue()));
        }
        var between = 0;
        for (; between <= MOST_BETWEEN && at + between < words.size(); between++) {
            if (between > 0 && !words.get(at + between).isJoined) break;
            var part = longest(at + between);
            if (part != null && (between == 0 || isFeature(part.criterion) || isSentence)) return part;
            if (part != null || between > 0 && filler(at + between) != null) break;
        }
        var unknown = IntStream.range(at, at + between)
                .mapToObj(word -> plain(word, 1))
                .filter(word -> !word.isEmpty() && !Sayings.isFiller(word))
                .toList();
        return unknown.isEmpty()
                ? null
                : Part.meant(from, words.get(at + between - 1).to, new Criterion.Keywords(unknown, SearchField.LINE));
    }

    /** Something that a home has or is. */
    private static boolean isFeature(@Nullable Criterion criterion) {
        return criterion instanceof Criterion.Has
                || criterion instanceof Criterion.Facet
                || criterion instanceof Criterion.Stories
                || criterion instanceof Criterion.Parking
                || criterion instanceof Criterion.Studio
                || criterion instanceof Criterion.BackOnMarket
                || criterion instanceof Criterion.Keywords
                || criterion instanceof Criterion.SubTypes
                || criterion instanceof Criterion.Statuses
                || criterion instanceof Criterion.Type;
    }

    private @Nullable Part filler(int at) {
        var from = words.get(at).from;
        if (line.startsWith("w/", from)) return Part.filler(from, from + 2, false);
        for (int length = Math.min(3, reach(at)); length > 0; length--) {
            var words = plain(at, length);
            if (Sayings.isFiller(words) || isOnlyState(words))
                return Part.filler(from, this.words.get(at + length - 1).to, words.equals("or"));
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
            var name = named(words).orElse(null);
            if (name == null || isStreet(at + 1, length, words, true)) continue;
            var isCity = name instanceof Criterion.Place place && place.kind() == Criterion.Place.Kind.CITY;
            if (!isCity && vocabulary.isStreet(lower + " " + words))
                return Part.meant(
                        word.from,
                        this.words.get(at + length).to,
                        new Criterion.Somewhere(text.substring(word.from, this.words.get(at + length).to)));
            var abbreviation = vocabulary.isStreet(lower) ? point : text.substring(word.from, word.to);
            return Part.meant(word.from, word.to, new Criterion.Somewhere(abbreviation));
        }
        return null;
    }

    private Optional<Criterion> named(String words) {
        return named.computeIfAbsent(words, vocabulary::named);
    }

    /** How many words follow without a comma, up to the length of the longest name. */
    private int reach(int at) {
        var length = 1;
        while (length < LONGEST && at + length < words.size() && words.get(at + length).isJoined) length++;
        return length;
    }

    private static boolean isJoined(String gap) {
        for (int i = 0; i < gap.length(); i++) if (ENDS.indexOf(gap.charAt(i)) >= 0) return false;
        return true;
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
