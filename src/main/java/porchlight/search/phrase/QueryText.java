package porchlight.search.phrase;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.listing.PropertyType;
import porchlight.search.AddressLine;
import porchlight.search.Criterion;
import porchlight.search.EverydayWords;
import porchlight.search.MlsNumber;
import porchlight.search.SearchField;
import porchlight.search.SearchForm;
import porchlight.search.SearchQuery;
import porchlight.search.Sort;
import porchlight.search.Vocabulary;

/**
 * Parses a line such as "3 bed house in Portland under 600k with garage". It is read from left to right; if several phrases
 * start at a word, the longest one is used, so that the same line always has the same meaning. Words outside all phrases are
 * searched as part of an address or in descriptions; nothing is dropped.
 *
 * <pre>
 * limits    for prices, areas, and lots: under 600k · 600k or less · 600k max · over $1.2m · 2+ · at least · 400k to 600k ·
 *           400-600k · between 400k and 600k · around 500k (±10%); 500k alone is a maximum, 2 acres a minimum
 * beds      3 bed · 3+ bedrooms · at least three br · beds 3   baths     2 bath · 2+ ba (a half bath counts as one)
 * area      over 1,800 sq ft · 1,500 to 2,000 sqft             lot       half acre · 1/2 acre · 5000 sq ft lot
 * price     under 600k · 500k · budget 1.2 million             year      built after 1990 · built 2010 or later · 1990s
 * time      just listed · new today · last 14 days · last week fees      no hoa · hoa under 200 a month
 * kind      house · condo · townhouse · apartment · land · duplex · rental …
 * features  garage · pool · waterfront · view · fireplace · new construction · 55+ · price cut · open house (Sunday)
 * place     a city (and its state), neighborhood, or school in the feed · 97214 · Clackamas County · an address ·
 *           SE Portland
 * </pre>
 *
 * <p>For homes for sale, a number below 10,000 is a price only with a dollar sign or "k". Several places of one kind, or several
 * kinds of homes, match any of them; "or" between unlike things ("pool or waterfront", "Portland or 97214") also does. What is
 * not wanted ("no garage", "not in Portland", "without a pool or a view") is excluded. A name that is nearly one of the feed's
 * stands for it. What a search can't or mustn't answer keeps its reason: {@link Criterion.Unread}. Quotation marks enclose words
 * for descriptions.
 */
public final class QueryText {
    private static final Measures FOR_SALE = new Measures(false);
    private static final Measures FOR_RENT = new Measures(true);
    private static final Pattern RENT = Pattern.compile("\\b(?:rent|rents|renting|rentals?|lease|renter)\\b");

    /** "Homes for sale" asks for everything; "the" and "!" ask for nothing. */
    private static final Pattern ANYTHING = Pattern.compile(
            "\\b(?:homes?|propert(?:y|ies)|listings?|real estate|residences?|housing|everything|anything|all|for sale|buy)\\b");

    private static final Pattern COURTESY = Pattern.compile(
            "(?i)^(?:please )?(?:show me|find me|find|look up|open|see|listing|home|property) (?=.*\\d)");

    private QueryText() {}

    /**
     * The interpretation of a line.
     *
     * @param listingId the MLS number if the line is one
     * @param criteria in the order of the line. Those that no other parameter of a search expresses stay in its line,
     *     which always means the same when it is read again.
     * @param sort the order that it asks for, null for none
     */
    public record Reading(
            @Nullable String listingId,
            List<Criterion> criteria,
            @Nullable Sort sort) {
        static Reading of(Criterion criterion) {
            return new Reading(null, List.of(criterion), null);
        }

        private List<Criterion> ofLine() {
            return criteria.stream()
                    .filter(criterion -> criterion.field() == SearchField.LINE)
                    .toList();
        }
    }

    public static Reading read(String line, Vocabulary vocabulary) {
        return read(line, vocabulary, false);
    }

    /** @param forRent whether the search is already for rentals */
    public static Reading read(String line, Vocabulary vocabulary, boolean forRent) {
        var reading = readOnce(line, vocabulary, forRent);
        var kept = reading.ofLine();
        if (kept.isEmpty()) return reading;
        // What stays in the line stands alone there, and must still mean the same.
        var rest = new SearchQuery(kept, Sort.NEWEST, 1, false).params().get(0).value();
        if (rest.equals(line)) return reading;
        var again = readOnce(rest, vocabulary, forRent);
        if (again.sort() == null && Set.copyOf(again.criteria()).equals(Set.copyOf(kept))) return reading;
        var criteria = new ArrayList<>(reading.criteria());
        criteria.removeAll(kept);
        inDescriptions(Vocabulary.words(rest)).forEach(words -> add(words, criteria));
        return new Reading(null, List.copyOf(criteria), reading.sort());
    }

    /** Words that other parts of their line gave a meaning are found in descriptions, or not at all if they are many. */
    private static List<Criterion> inDescriptions(List<String> words) {
        var few = words.stream()
                .filter(word -> !Sayings.isFiller(word))
                .limit(SearchForm.MOST_KEYWORDS)
                .toList();
        return few.isEmpty() ? List.of() : List.of(Criterion.Keywords.of(few));
    }

    private static Reading readOnce(String line, Vocabulary vocabulary, boolean forRent) {
        var text = line.replaceAll("[\\s\\p{Z}]+", " ").strip();
        var number = MlsNumber.of(COURTESY.matcher(text).replaceFirst(""));
        if (number != null) {
            var known = vocabulary.listingIds(number);
            if (known.size() == 1) return new Reading(known.get(0), List.of(), null);
            // Several listings may have the same digits after their prefixes.
            if (known.size() > 1) return Reading.of(new Criterion.Somewhere(text));
            if (number.isCertain()) return new Reading(number.spelled(), List.of(), null);
        }
        if (isAddress(text, vocabulary)) return Reading.of(new Criterion.Somewhere(text));
        text = Shorthand.spelledOut(Spanish.english(text, vocabulary));
        var lower = text.toLowerCase(Locale.US);
        var measures = forRent || RENT.matcher(lower).find() ? FOR_RENT : FOR_SALE;
        var parts = chosen(new LineScan(text, vocabulary, measures).parts(), text);
        var criteria = new ArrayList<Criterion>();
        for (var part : parts) if (part.criterion() != null) add(part.criterion(), criteria);
        criteria.addAll(rest(parts, text, vocabulary));
        var sort = parts.stream()
                .map(LineScan.Part::sort)
                .filter(Objects::nonNull)
                .reduce((first, last) -> last)
                .orElse(null);
        if (isForRent(criteria, vocabulary)) criteria.add(Criterion.Type.of(PropertyType.RESIDENTIAL_LEASE));
        if (criteria.isEmpty()
                && sort == null
                && !text.isEmpty()
                && !ANYTHING.matcher(lower).find())
            return Reading.of(new Criterion.Unread(text, Criterion.Unread.Reason.NOT_UNDERSTOOD));
        return new Reading(null, List.copyOf(criteria), sort);
    }

    /** "2 bedrooms under $1,800": a price that only rents have. */
    private static boolean isForRent(List<Criterion> criteria, Vocabulary vocabulary) {
        return criteria.stream().noneMatch(Criterion.Type.class::isInstance)
                && vocabulary.choices().types().contains(PropertyType.RESIDENTIAL_LEASE.value())
                && criteria.stream()
                        .anyMatch(criterion -> criterion instanceof Criterion.Range range
                                && range.quantity() == Criterion.Range.Quantity.PRICE
                                && range.high() != null
                                && vocabulary.prices().isRent(range.high()));
    }

    /**
     * Whether the whole line is an address: of a home, on a known street, or in the form of one. The last two find
     * nothing, whether the home is unknown or its address is hidden.
     */
    private static boolean isAddress(String text, Vocabulary vocabulary) {
        // Nothing in quotation marks is interpreted.
        if (text.matches(".*[\"“”].*")) return false;
        var line = AddressLine.of(text);
        return line.hasNumber()
                && (vocabulary.isAddress(line)
                        || line.looksLikeAddress(word -> Sayings.meaning(word, vocabulary) != null)
                        || line.looksLikeNumberedRoad(word -> Sayings.meaning(word, vocabulary) != null)
                        || line.words().size() > 1 && vocabulary.isStreet(String.join(" ", line.raw())));
    }

    /** Replaces choices: "pool or waterfront". Places and kinds of homes are choices anyway if they are of one kind. */
    private static List<LineScan.Part> chosen(List<LineScan.Part> parts, String text) {
        var chosen = new ArrayList<>(parts);
        // "Pool or a view"
        for (int i = chosen.size() - 1; i >= 0; i--)
            if (chosen.get(i).kind() == LineScan.Kind.FILLER
                    && !chosen.get(i).isOr()
                    && (i > 0 && chosen.get(i - 1).isOr()
                            || i + 1 < chosen.size() && chosen.get(i + 1).isOr())) chosen.remove(i);
        for (int i = 1; i + 1 < chosen.size(); i++) {
            var before = chosen.get(i - 1).criterion();
            var after = chosen.get(i + 1).criterion();
            if (!chosen.get(i).isOr()) continue;
            if (before == null && after != null)
                before = asWords(chosen.get(i - 1), i == 1 ? null : chosen.get(i - 2), text);
            if (after == null && before != null)
                after = asWords(chosen.get(i + 1), i + 2 == chosen.size() ? null : chosen.get(i + 2), text);
            if (before == null || after == null || isAnyOf(before, after)) continue;
            if (!isChoice(before) || !isChoice(after)) continue;
            if (before instanceof Criterion.Beds || before instanceof Criterion.Baths) {
                var both = both(before, after);
                if (both != null) {
                    var from = chosen.get(i - 1).from();
                    var to = chosen.get(i + 1).to();
                    chosen.subList(i - 1, i + 2).clear();
                    chosen.add(i - 1, LineScan.Part.meant(from, to, both));
                    i--;
                    continue;
                }
            }
            var first = i - 1;
            // "Portland, Beaverton or 97214"
            while (first > 0
                    && chosen.get(first).isPlace()
                    && chosen.get(first - 1).isPlace()
                    && chosen.get(i + 1).isPlace()) first--;
            var any = new ArrayList<Criterion>();
            for (int at = first; at <= i + 1; at++) {
                var criterion = at == i - 1
                        ? before
                        : at == i + 1 ? after : chosen.get(at).criterion();
                if (criterion instanceof Criterion.AnyOf more) any.addAll(more.any());
                else if (criterion != null) any.add(criterion);
            }
            var from = chosen.get(first).from();
            var to = chosen.get(i + 1).to();
            chosen.subList(first, i + 2).clear();
            chosen.add(first, LineScan.Part.meant(from, to, new Criterion.AnyOf(text.substring(from, to), any)));
            i = first;
        }
        return chosen;
    }

    /** A single word beside "or" as words to find in descriptions: "craftsman or cottage". */
    private static @Nullable Criterion asWords(LineScan.Part part, LineScan.@Nullable Part beside, String text) {
        if (part.kind() != LineScan.Kind.WORD || beside != null && beside.kind() != LineScan.Kind.FILLER) return null;
        var words = Vocabulary.words(text.substring(part.from(), part.to()));
        return words.isEmpty() || words.stream().noneMatch(QueryText::isWord)
                ? null
                : new Criterion.Keywords(words, SearchField.LINE);
    }

    private static boolean isChoice(Criterion criterion) {
        return !(criterion instanceof Criterion.Unread || criterion instanceof Criterion.Not);
    }

    /** Whether searching for both finds homes that match either. */
    private static boolean isAnyOf(Criterion one, Criterion other) {
        return one instanceof Criterion.SubTypes && other instanceof Criterion.SubTypes
                || one instanceof Criterion.Place place
                        && other instanceof Criterion.Place another
                        && place.kind() == another.kind()
                || one.equals(other);
    }

    /** Adds a criterion, combined with one of the same kind; of two that can't be combined, the later one counts. */
    private static void add(Criterion criterion, List<Criterion> criteria) {
        for (int i = 0; i < criteria.size(); i++) {
            var both = both(criteria.get(i), criterion);
            if (both != null) {
                criteria.set(i, both);
                return;
            }
        }
        if (criterion instanceof Criterion.Place
                && criteria.stream().filter(other -> isAnyOf(other, criterion)).count() >= SearchForm.MOST_CHOICES)
            return;
        criteria.removeIf(other -> isReplaced(other, criterion));
        criteria.add(criterion);
    }

    private static boolean isReplaced(Criterion former, Criterion later) {
        return former.field() == later.field()
                && later.field() != SearchField.LINE
                && !(former instanceof Criterion.Place || former instanceof Criterion.Facet);
    }

    /** Combines two criteria: kinds of homes, both ends of a range, or words; null if that is not possible. */
    private static @Nullable Criterion both(Criterion one, Criterion other) {
        if (one.equals(other)) return one;
        if (one instanceof Criterion.SubTypes types && other instanceof Criterion.SubTypes more)
            return new Criterion.SubTypes(joined(types.values(), more.values()));
        if (one instanceof Criterion.Statuses statuses && other instanceof Criterion.Statuses more)
            return new Criterion.Statuses(joined(statuses.values(), more.values()));
        if (one instanceof Criterion.Keywords words
                && other instanceof Criterion.Keywords more
                && words.typedIn() == more.typedIn()
                && !words.isFromLine())
            return new Criterion.Keywords(
                    joined(words.words(), more.words()).stream()
                            .limit(SearchForm.MOST_KEYWORDS)
                            .toList(),
                    words.typedIn());
        if (one instanceof Criterion.Beds beds && other instanceof Criterion.Beds more)
            return new Criterion.Beds(least(beds.atLeast(), more.atLeast()), most(beds.atMost(), more.atMost()));
        if (one instanceof Criterion.Baths baths && other instanceof Criterion.Baths more)
            return new Criterion.Baths(least(baths.atLeast(), more.atLeast()), most(baths.atMost(), more.atMost()));
        if (one instanceof Criterion.Facet facet
                && other instanceof Criterion.Facet more
                && facet.group().equals(more.group())
                && facet.values().stream().anyMatch(more.values()::contains)) {
            // "Finished basement" is a basement.
            var common = facet.values().stream().filter(more.values()::contains).toList();
            return new Criterion.Facet(facet.group(), common);
        }
        if (one instanceof Criterion.Facet facet
                && other instanceof Criterion.Facet more
                && facet.group().equals(more.group())) return facet.or(more);
        if (one instanceof Criterion.Range range
                && other instanceof Criterion.Range more
                && range.quantity() == more.quantity())
            return isPossible(range, more)
                    ? new Criterion.Range(
                            range.quantity(), end(range.low(), more.low(), -1), end(range.high(), more.high(), 1))
                    : more;
        return null;
    }

    /** Whether there is anything in both: "over 500k under 400k" contradicts itself. */
    private static boolean isPossible(Criterion.Range one, Criterion.Range other) {
        var low = end(one.low(), other.low(), -1);
        var high = end(one.high(), other.high(), 1);
        return low == null || high == null || low.compareTo(high) <= 0;
    }

    /** The lower of two minimums, where 0 is none. */
    private static int least(int one, int other) {
        return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
    }

    private static int most(int one, int other) {
        return Math.max(one, other);
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }

    /** The wider of two ends, or the only one. */
    private static @Nullable BigDecimal end(@Nullable BigDecimal one, @Nullable BigDecimal other, int sign) {
        if (one == null || other == null) return one == null ? other : one;
        return one.compareTo(other) * sign > 0 ? one : other;
    }

    /**
     * The rest of a line: words that are part of an address, or to find in descriptions. Every run of words between
     * phrases that were understood is read by itself.
     */
    private static List<Criterion> rest(List<LineScan.Part> parts, String text, Vocabulary vocabulary) {
        var runs = Run.of(parts, text);
        if (runs.isEmpty()) return List.of();
        var all = runs.stream().map(Run::text).collect(Collectors.joining(", "));
        if (runs.stream().allMatch(Run::isWords) && isStreetOrHome(all, runs.size(), vocabulary))
            return List.of(new Criterion.Somewhere(all));
        var rest = new ArrayList<Criterion>();
        var left = SearchForm.MOST_KEYWORDS;
        for (var run : runs) {
            if (run.isWords() && isStreetOrHome(run.text(), 1, vocabulary)) {
                rest.add(new Criterion.Somewhere(run.text()));
                continue;
            }
            var choice = run.choice();
            if (choice.size() > 1) {
                rest.add(new Criterion.AnyOf(run.text(), choice));
                continue;
            }
            var words = run.words();
            if (words.isEmpty()) continue;
            var isSearchable =
                    run.isWords() && words.size() <= left && words.stream().anyMatch(QueryText::isWord);
            if (isSearchable) left -= words.size();
            rest.add(
                    isSearchable
                            ? new Criterion.Keywords(words, SearchField.LINE)
                            : new Criterion.Unread(run.text(), Criterion.Unread.Reason.NOT_UNDERSTOOD));
        }
        return rest;
    }

    private static boolean isStreetOrHome(String words, int runs, Vocabulary vocabulary) {
        return !vocabulary.isComplete()
                || isAddress(words, vocabulary)
                || isStreet(words, vocabulary)
                || runs == 1 && AddressLine.of(words).mayBeAddress();
    }

    /** "Park" is more often a park than Park Street. */
    private static boolean isStreet(String words, Vocabulary vocabulary) {
        var plain = Vocabulary.plain(words);
        return !EverydayWords.has(plain) && !Sayings.isNearby(plain) && vocabulary.isStreet(words);
    }

    /** "C01" is a code, and no word of a description. */
    private static boolean isWord(String word) {
        return word.chars().filter(Character::isLetter).count() > 1;
    }

    /**
     * Consecutive words without a comma.
     *
     * @param isWords false for a phrase that no search supports
     */
    private record Run(String text, boolean isWords) {
        /** "Above. I", but not "St. Helens". */
        private static final Pattern END_OF_SENTENCE = Pattern.compile("\\w{4}\\.");

        private static final Pattern OR = Pattern.compile("(?i)\\s+or\\s+");

        static List<Run> of(List<LineScan.Part> parts, String text) {
            var runs = new ArrayList<Run>();
            var open = new ArrayList<LineScan.Part>();
            for (var part : parts) {
                var isJoined = part.kind() == LineScan.Kind.WORD || part.kind() == LineScan.Kind.FILLER;
                if (!isJoined
                        || !open.isEmpty()
                                && isApart(
                                        text.substring(open.get(open.size() - 1).from(), part.from())))
                    close(open, text, runs);
                if (part.kind() == LineScan.Kind.UNSEARCHABLE)
                    runs.add(new Run(text.substring(part.from(), part.to()), false));
                if (isJoined) open.add(part);
            }
            close(open, text, runs);
            return runs;
        }

        private static boolean isApart(String gap) {
            return END_OF_SENTENCE.matcher(gap).find() || gap.chars().anyMatch(c -> ",;!?()/|:".indexOf(c) >= 0);
        }

        /** "Balcony or patio": words of which one is enough, all others none. */
        List<Criterion> choice() {
            if (!isWords || !OR.matcher(text).find()) return List.of();
            var any = new ArrayList<Criterion>();
            for (var part : OR.split(text)) {
                var words = words(part);
                if (words.isEmpty()
                        || words.size() > SearchForm.MOST_KEYWORDS
                        || words.stream().noneMatch(QueryText::isWord)) return List.of();
                any.add(new Criterion.Keywords(words, SearchField.LINE));
            }
            return any;
        }

        List<String> words() {
            return words(text);
        }

        /** The words of a text, without those that only connect others. */
        private static List<String> words(String text) {
            return Vocabulary.words(text).stream()
                    .filter(word -> !Sayings.isFiller(word))
                    .distinct()
                    .toList();
        }

        /** Drops words that only connect others if there is nothing to connect. */
        private static void close(List<LineScan.Part> open, String text, List<Run> runs) {
            while (!open.isEmpty() && open.get(0).kind() == LineScan.Kind.FILLER) open.remove(0);
            while (!open.isEmpty() && open.get(open.size() - 1).kind() == LineScan.Kind.FILLER)
                open.remove(open.size() - 1);
            if (!open.isEmpty())
                runs.add(new Run(
                        text.substring(
                                open.get(0).from(), open.get(open.size() - 1).to()),
                        true));
            open.clear();
        }
    }
}
