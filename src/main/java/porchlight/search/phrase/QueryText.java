package porchlight.search.phrase;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import porchlight.search.AddressLine;
import porchlight.search.Criterion;
import porchlight.search.MlsNumber;
import porchlight.search.SearchForm;
import porchlight.search.Vocabulary;

/**
 * Parses a line such as "3 bed house in Portland under 600k with garage". It is read from left to right; if several phrases
 * start at a word, the longest one is used, so that the same line always has the same meaning. Words outside all phrases are
 * searched as part of an address or, if no address contains them, reported as not understood.
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
 * kinds of homes, match any of them. Each of the following is reported as not understood, as a whole, because searches do not
 * support it: exclusions ("no garage", "without a pool", "not in Portland"), a choice between different kinds of criteria
 * ("pool or waterfront"), a maximum number of rooms, a city in a state other than the feed's, and a second phrase of the same
 * kind ("2 beds 3 beds": the second). Such a second phrase is put in quotation marks, in which nothing is interpreted.
 */
public final class QueryText {
    private static final Measures FOR_SALE = new Measures(false);
    private static final Measures FOR_RENT = new Measures(true);
    private static final Pattern RENT = Pattern.compile("\\b(?:rent|rentals?|lease)\\b");

    /**
     * The maximum length of the rest of a line, in characters, that is parsed again; a longer rest is quoted without
     * parsing, to save time.
     */
    private static final int LONGEST_REST = 80;

    private QueryText() {}

    /**
     * The interpretation of a line.
     *
     * @param listingId the MLS number if the line is one
     * @param criteria in the order of the line; a {@link Criterion.Somewhere} or {@link Criterion.Unread} holds the
     *     words outside all phrases
     */
    public record Reading(@Nullable String listingId, List<Criterion> criteria) {
        /** Whether the reading contains only these words, none of them understood. */
        private boolean isOnly(String words) {
            return criteria.equals(List.of(new Criterion.Somewhere(words)))
                    || criteria.equals(List.of(new Criterion.Unread(words)));
        }
    }

    public static Reading read(String line, Vocabulary vocabulary) {
        return read(line, vocabulary, false);
    }

    /** @param forRent whether the search is already for rentals */
    public static Reading read(String line, Vocabulary vocabulary, boolean forRent) {
        var reading = readOnce(line, vocabulary, forRent);
        if (reading.criteria().isEmpty()) return reading;
        var criteria = new ArrayList<>(reading.criteria());
        criteria.set(criteria.size() - 1, settled(criteria.get(criteria.size() - 1), vocabulary, forRent));
        return new Reading(reading.listingId(), List.copyOf(criteria));
    }

    /**
     * The rest of a line appears in the search box and in the search's URL, and is parsed again from there. If it would
     * mean something else by itself, all of it is put in quotation marks.
     */
    private static Criterion settled(Criterion criterion, Vocabulary vocabulary, boolean forRent) {
        var words = criterion instanceof Criterion.Somewhere somewhere
                ? somewhere.text()
                : criterion instanceof Criterion.Unread unread ? unread.text() : null;
        if (words == null || words.length() > LONGEST_REST) return criterion;
        var alone = readOnce(words, vocabulary, forRent);
        if (alone.isOnly(words)) return criterion;
        var plain = unquoted(words);
        var again = plain.equals(words) ? alone : readOnce(plain, vocabulary, forRent);
        return again.isOnly(plain) ? again.criteria().get(0) : new Criterion.Unread("\"" + plain + "\"");
    }

    private static String unquoted(String words) {
        return words.replaceAll("[\"“” ]+", " ").strip();
    }

    private static Reading readOnce(String line, Vocabulary vocabulary, boolean forRent) {
        var text = line.replaceAll("[\\s\\p{Z}]+", " ").strip();
        var number = MlsNumber.of(text);
        if (number != null) {
            var known = vocabulary.listingIds(number);
            if (known.size() == 1) return new Reading(known.get(0), List.of());
            // Several listings may have the same digits after their prefixes.
            if (known.size() > 1) return new Reading(null, List.of(new Criterion.Somewhere(text)));
            if (number.isCertain()) return new Reading(number.spelled(), List.of());
        }
        if (isAddress(text, vocabulary)) return new Reading(null, List.of(new Criterion.Somewhere(text)));
        var lower = text.toLowerCase(Locale.US);
        var measures = forRent || RENT.matcher(lower).find() ? FOR_RENT : FOR_SALE;
        var parts = new LineScan(text, vocabulary, measures).parts();
        var criteria = new ArrayList<Criterion>();
        var rest = rest(merged(chosen(parts), criteria), text, vocabulary, measures);
        if (rest != null) criteria.add(rest);
        return new Reading(null, List.copyOf(criteria));
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

    /** "Pool or waterfront" is a choice that searches do not support; "condos or houses" is one that they do. */
    private static List<LineScan.Part> chosen(List<LineScan.Part> parts) {
        var chosen = new ArrayList<>(parts);
        for (int i = 1; i + 1 < chosen.size(); i++) {
            var before = chosen.get(i - 1);
            var after = chosen.get(i + 1);
            if (!chosen.get(i).isOr() || before.criterion() == null || after.criterion() == null) continue;
            if (isAnyOf(before.criterion(), after.criterion())) continue;
            chosen.set(i - 1, LineScan.Part.unsearchable(before.from(), after.to()));
            chosen.subList(i, i + 2).clear();
            i--;
        }
        return chosen;
    }

    /** Whether searching for both finds homes that match either. */
    private static boolean isAnyOf(Criterion one, Criterion other) {
        return one instanceof Criterion.SubTypes && other instanceof Criterion.SubTypes
                || one instanceof Criterion.Place place
                        && other instanceof Criterion.Place another
                        && place.kind() == another.kind()
                || one.equals(other);
    }

    /** Adds the criteria of the parts and combines those that belong together; conflicting parts become words. */
    private static List<LineScan.Part> merged(List<LineScan.Part> parts, List<Criterion> criteria) {
        var left = new ArrayList<LineScan.Part>();
        for (var part : parts) {
            var criterion = part.criterion();
            left.add(criterion == null || isAdded(criterion, criteria) ? part : part.second());
        }
        return left;
    }

    private static boolean isAdded(Criterion criterion, List<Criterion> criteria) {
        if (criteria.contains(criterion)) return true;
        for (int i = 0; i < criteria.size(); i++) {
            var both = both(criteria.get(i), criterion);
            if (both != null) {
                criteria.set(i, both);
                return true;
            }
            if (isSecond(criteria.get(i), criterion)) return false;
        }
        if (criterion instanceof Criterion.Place
                && criteria.stream().filter(other -> isAnyOf(other, criterion)).count() >= SearchForm.MOST_CHOICES)
            return false;
        criteria.add(criterion);
        return true;
    }

    /** Combines two criteria: kinds of homes, or both ends of a range given separately. */
    private static @Nullable Criterion both(Criterion one, Criterion other) {
        if (one instanceof Criterion.SubTypes types && other instanceof Criterion.SubTypes more) {
            var all = new ArrayList<>(types.values());
            all.addAll(more.values());
            return new Criterion.SubTypes(all);
        }
        if (!(one instanceof Criterion.Range range
                && other instanceof Criterion.Range more
                && range.quantity() == more.quantity())) return null;
        if (range.high() == null && more.low() == null)
            return new Criterion.Range(range.quantity(), range.low(), more.high());
        if (range.low() == null && more.high() == null)
            return new Criterion.Range(range.quantity(), more.low(), range.high());
        return null;
    }

    private static boolean isSecond(Criterion first, Criterion second) {
        if (first instanceof Criterion.Place && isAnyOf(first, second)) return false;
        if (first instanceof Criterion.Range range
                && second instanceof Criterion.Range other
                && range.quantity() == other.quantity()) return true;
        return first.field() == second.field();
    }

    /** The rest of a line: each run of words between phrases that were understood; null for none. */
    private static @Nullable Criterion rest(
            List<LineScan.Part> parts, String text, Vocabulary vocabulary, Measures measures) {
        var found = Run.of(parts, text);
        if (found.isEmpty()) return null;
        var left = unquoted(found.stream().map(Run::text).collect(Collectors.joining(", ")));
        if (left.length() > LONGEST_REST) return new Criterion.Unread("\"" + left + "\"");
        var runs = found.stream().map(run -> run.apart(vocabulary, measures)).toList();
        var rest = runs.stream().map(Run::text).collect(Collectors.joining(", "));
        var isAddress = runs.stream().noneMatch(Run::isPhrase)
                && (!vocabulary.isComplete()
                        || isAddress(rest, vocabulary)
                        || vocabulary.isStreet(rest)
                        // Without it, the search would show all homes instead of none.
                        || runs.size() == 1 && AddressLine.of(rest).mayBeAddress());
        return isAddress ? new Criterion.Somewhere(rest) : new Criterion.Unread(rest);
    }

    /**
     * Consecutive words.
     *
     * @param isPhrase whether they include a phrase, so that they are not part of an address
     */
    private record Run(String text, boolean isPhrase) {
        static List<Run> of(List<LineScan.Part> parts, String text) {
            var runs = new ArrayList<Run>();
            var open = new ArrayList<LineScan.Part>();
            for (var part : parts) {
                var alone = part.kind() == LineScan.Kind.SECOND || part.words() != null;
                if (part.kind() == LineScan.Kind.UNDERSTOOD || alone) close(open, text, runs);
                if (part.kind() == LineScan.Kind.SECOND)
                    runs.add(new Run(text.substring(part.from(), part.to()), true));
                if (part.words() != null) runs.add(new Run(part.words(), part.kind() != LineScan.Kind.WORD));
                if (part.kind() != LineScan.Kind.UNDERSTOOD && !alone) open.add(part);
            }
            close(open, text, runs);
            return runs;
        }

        /** In quotation marks if it would mean something by itself now that it stands alone. */
        Run apart(Vocabulary vocabulary, Measures measures) {
            var words = unquoted(text);
            var meaning = chosen(new LineScan(words, vocabulary, measures).parts());
            return meaning.stream().anyMatch(part -> part.criterion() != null)
                    ? new Run("\"" + words + "\"", true)
                    : new Run(words, isPhrase);
        }

        /** Drops words that only connect others if there is nothing to connect. */
        private static void close(List<LineScan.Part> open, String text, List<Run> runs) {
            while (!open.isEmpty() && open.get(0).kind() == LineScan.Kind.FILLER) open.remove(0);
            while (!open.isEmpty() && open.get(open.size() - 1).kind() == LineScan.Kind.FILLER)
                open.remove(open.size() - 1);
            if (open.isEmpty()) return;
            var words =
                    text.substring(open.get(0).from(), open.get(open.size() - 1).to());
            runs.add(new Run(words, open.stream().anyMatch(part -> part.kind() == LineScan.Kind.UNSEARCHABLE)));
            open.clear();
        }
    }
}
