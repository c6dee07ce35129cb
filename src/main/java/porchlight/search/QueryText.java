package porchlight.search;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Understands a line such as "3 bed house in Portland under 600k with garage". Phrases are taken out of the line one
 * after the other, in a fixed order, so that the same line always means the same; what no phrase explains is a part of an
 * address to look for, or, when no address holds it, not understood, which is told.
 *
 * <pre>
 * beds      3 bed · 3+ bedrooms · three br          baths     2 bath · 2+ ba
 * area      over 1,800 sq ft · under 2500 sqft      lot       half acre · 2+ acres · under 1 acre
 * price     under 600k · over $1.2m · 400k to 600k  year      built after 1990 · built before 1940
 * time      new this week · new today · last 14 days          fees  no hoa · hoa under 200
 * kind      house · condo · townhouse · land · duplex · rental …
 * features  garage · pool · waterfront · view · fireplace · new construction · 55+ · price cut · open house (Sunday)
 * place     a city, neighbourhood or school of the feed · 97214 · Clackamas County · an address
 * </pre>
 */
final class QueryText {
    private static final String MONEY = "\\$?\\s*((?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?\\s*[km]?)\\b";
    private static final String AMOUNT = "((?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?)";
    private static final String BELOW = "(?:under|below|less than|up to|at most|max(?:imum)?|cheaper than|<)\\s*";
    private static final String ABOVE = "(?:over|above|more than|at least|from|min(?:imum)?|>)\\s*";
    private static final String SQFT = "\\s*\\+?\\s*(?:sq\\.?\\s*ft\\.?|sqft|square feet|square foot|sf)(?!\\w)";
    private static final String ACRES = "\\s*\\+?\\s*(?:acres?|ac)\\b";
    private static final Map<String, String> NUMBERS = Map.of(
            "one", "1", "two", "2", "three", "3", "four", "4", "five", "5", "six", "6", "half an", "0.5", "half",
            "0.5");

    private static final Pattern MLS_NUMBER = Pattern.compile(
            "(?:mls\\s*(?:#|number|no\\.?)?\\s*)?#?([a-z]{1,4}\\d{5,12}|\\d{6,12}|[a-z0-9]{1,4}-\\d{5,12})",
            Pattern.CASE_INSENSITIVE);
    /** Words that join phrases and say nothing by themselves. */
    private static final Pattern FILLER = Pattern.compile(
            "\\b(?:with|and|or|in|near|at|a|an|the|for sale|for|homes?|property|properties|listings?|real estate|has|having|that|to buy|buy|on|of|around)\\b");

    private static final Pattern HOUSE_NUMBER = Pattern.compile("\\d{1,6}[a-zA-Z]?\\s+\\p{L}");
    private static final Set<String> DIRECTIONS = Set.of("n", "ne", "e", "se", "s", "sw", "w", "nw");
    private static final Set<String> SUFFIXES = Set.of(
            "st",
            "street",
            "ave",
            "avenue",
            "rd",
            "road",
            "dr",
            "drive",
            "ln",
            "lane",
            "ct",
            "court",
            "pl",
            "place",
            "blvd",
            "boulevard",
            "way",
            "ter",
            "terrace",
            "hwy",
            "highway",
            "cir",
            "circle",
            "pkwy",
            "parkway",
            "loop",
            "trl");
    private static final int LONGEST_NAME = 5;

    private static final List<Phrase> PHRASES = phrases();

    private QueryText() {}

    /**
     * What a line was understood to mean.
     *
     * @param listingId the MLS number, when the line is one
     * @param criteria in canonical order; a {@link Criterion.Somewhere} or {@link Criterion.Unread} holds the words no
     *     phrase explains
     */
    record Reading(@Nullable String listingId, List<Criterion> criteria) {}

    private record Phrase(Pattern pattern, Function<MatchResult, Optional<Criterion>> meaning) {}

    static Reading read(String line, Vocabulary vocabulary) {
        var text = line.strip().replaceAll("\\s+", " ");
        var number = MLS_NUMBER.matcher(text);
        if (number.matches()) return new Reading(number.group(1).toUpperCase(Locale.ROOT), List.of());
        if (HOUSE_NUMBER.matcher(text).lookingAt() && vocabulary.isInAddress(Vocabulary.plain(text)))
            return new Reading(null, List.of(new Criterion.Somewhere(text)));
        var criteria = new ArrayList<Criterion>();
        var rest = " " + text.toLowerCase(Locale.US).replace('’', '\'') + " ";
        rest = " " + names(rest, vocabulary, criteria) + " ";
        for (var phrase : PHRASES) rest = take(rest, phrase, criteria);
        rest = FILLER.matcher(rest)
                .replaceAll(" ")
                .replaceAll("[,;]+", " ")
                .replaceAll("\\s+", " ")
                .strip();
        if (!rest.isEmpty()) criteria.add(unexplained(criteria.isEmpty() ? text : rest, rest, vocabulary));
        return new Reading(null, merged(criteria));
    }

    private static Criterion unexplained(String text, String rest, Vocabulary vocabulary) {
        return vocabulary.isComplete() && !vocabulary.isInAddress(Vocabulary.plain(rest))
                ? new Criterion.Unread(rest)
                : new Criterion.Somewhere(text);
    }

    /** Takes the names of places and schools out of a line, the longest first. */
    private static String names(String line, Vocabulary vocabulary, List<Criterion> criteria) {
        var words = new ArrayList<>(List.of(line.strip().split(" ")));
        for (int length = Math.min(LONGEST_NAME, words.size()); length > 0; length--)
            for (int from = 0; from + length <= words.size(); from++) {
                var name = Vocabulary.plain(String.join(" ", words.subList(from, from + length)));
                var meant = name.isEmpty() ? Optional.<Criterion>empty() : vocabulary.named(name);
                if (meant.isEmpty() || isPartOfStreet(words, from, from + length) || isPhrase(name)) continue;
                criteria.add(meant.get());
                words.subList(from, from + length).clear();
                var isCity = meant.get() instanceof Criterion.Place place && place.kind() == Criterion.Place.Kind.CITY;
                if (isCity && from < words.size() && isStateOf(words.get(from), meant.get(), vocabulary))
                    words.remove(from);
                from--;
            }
        return String.join(" ", words);
    }

    /** "Portland Ave" and "NE Alameda" are streets. */
    private static boolean isPartOfStreet(List<String> words, int from, int to) {
        return to < words.size() && SUFFIXES.contains(Vocabulary.plain(words.get(to)))
                || from > 0 && DIRECTIONS.contains(Vocabulary.plain(words.get(from - 1)));
    }

    /** A neighbourhood called "Land" must not keep people from finding land. */
    private static boolean isPhrase(String name) {
        return !name.contains(" ")
                && PHRASES.stream()
                        .anyMatch(phrase ->
                                phrase.pattern.matcher(" " + name + " ").find());
    }

    private static boolean isStateOf(String word, Criterion city, Vocabulary vocabulary) {
        return vocabulary
                .cities()
                .named(city.params().get(0).value())
                .filter(known -> known.state().equalsIgnoreCase(Vocabulary.plain(word)))
                .isPresent();
    }

    private static String take(String rest, Phrase phrase, List<Criterion> criteria) {
        var match = phrase.pattern.matcher(rest);
        var kept = new StringBuilder();
        int from = 0;
        while (match.find()) {
            var meaning = phrase.meaning.apply(match.toMatchResult());
            if (meaning.filter(QueryText::isValid).isEmpty()) continue;
            criteria.add(meaning.get());
            kept.append(rest, from, match.start()).append(' ');
            from = match.end();
        }
        return kept.append(rest.substring(from)).toString();
    }

    /** "2.5 sqft" is no living area: what the form would refuse is not understood. */
    private static boolean isValid(Criterion criterion) {
        var typed = new LinkedHashMap<String, List<String>>();
        for (var param : criterion.params())
            typed.computeIfAbsent(param.name(), name -> new ArrayList<>()).add(param.value());
        return SearchForm.parse(typed).messages().isEmpty();
    }

    private static List<Phrase> phrases() {
        var all = new ArrayList<Phrase>();
        all.add(of(
                "\\bbuilt (?:after|since|in or after) (\\d{4})\\b",
                m -> range(Criterion.Range.Quantity.YEAR, m.group(1), null)));
        all.add(of(
                "\\bbuilt (?:before|in or before) (\\d{4})\\b",
                m -> range(Criterion.Range.Quantity.YEAR, null, m.group(1))));
        all.add(of(BELOW + AMOUNT + SQFT, m -> range(Criterion.Range.Quantity.SQFT, null, m.group(1))));
        all.add(of("(?:" + ABOVE + ")?" + AMOUNT + SQFT, m -> range(Criterion.Range.Quantity.SQFT, m.group(1), null)));
        all.add(of(BELOW + AMOUNT + ACRES, m -> range(Criterion.Range.Quantity.LOT, null, m.group(1))));
        all.add(of(
                "(?:" + ABOVE + ")?\\b(half an|half|one|two|three|four|five|" + AMOUNT + ")" + ACRES,
                m -> range(Criterion.Range.Quantity.LOT, m.group(1), null)));
        all.add(of("\\bno hoa(?: fees?| dues)?\\b", m -> Optional.of(new Criterion.MaxHoa(0))));
        all.add(of("\\bhoa (?:fees? )?" + BELOW + MONEY, m -> whole(m.group(1)).map(Criterion.MaxHoa::new)));
        all.add(of(
                "\\b(one|two|three|four|five|six|\\d{1,2})\\s*\\+?\\s*-?\\s*(?:or more )?(?:bd|beds?|bedrooms?|br|bdrms?)\\b\\+?",
                m -> whole(m.group(1)).filter(n -> n >= 1 && n <= 20).map(Criterion.Beds::new)));
        all.add(of(
                "\\b(one|two|three|four|five|six|\\d{1,2})(\\.5)?\\s*\\+?\\s*-?\\s*(?:or more )?(?:ba|baths?|bathrooms?)\\b\\+?",
                // BathroomsTotalInteger counts a half one as one.
                m -> whole(m.group(1))
                        .map(n -> m.group(2) == null ? n : n + 1)
                        .filter(n -> n >= 1 && n <= 20)
                        .map(Criterion.Baths::new)));
        all.add(of(
                "\\bopen (?:houses?|homes?)(?: (?:on |this )?(weekend|today|tomorrow|saturday|sunday))?(?: this week)?\\b",
                m -> OpenOn.of(m.group(1) == null ? "yes" : m.group(1)).map(Criterion.Open::new)));
        all.add(of(
                "\\b(?:listed |new )?(?:in the )?last (\\d{1,3}) days\\b",
                m -> whole(m.group(1)).filter(n -> n >= 1).map(Criterion.MaxDays::new)));
        all.add(of("\\bnew(?: listings?)? this week\\b|\\bthis week\\b", m -> Optional.of(new Criterion.MaxDays(7))));
        all.add(of("\\bnew(?: listings?)? today\\b", m -> Optional.of(new Criterion.MaxDays(1))));
        feature(all, "new construction|newly built|brand new|new builds?", Feature.NEW_CONSTRUCTION);
        feature(
                all,
                "(?:55\\s*\\+|55 plus|55 and (?:over|older)|seniors?|active adult)(?: communit(?:y|ies)| living)?",
                Feature.SENIOR);
        feature(all, "price (?:cuts?|drops?|dropped|reductions?|reduced)|reduced(?: price)?", Feature.PRICE_CUT);
        feature(all, "garages?", Feature.GARAGE);
        feature(all, "(?:swimming )?pools?", Feature.POOL);
        feature(all, "water\\s?front|on the water|riverfront|lakefront", Feature.WATERFRONT);
        feature(all, "(?:(?:city|mountain|river|lake|valley) )?views?", Feature.VIEW);
        feature(all, "fireplaces?", Feature.FIREPLACE);
        kind(all, "(?:single[- ]family )(?:homes?|houses?|residences?)?|houses?", "Single Family Residence");
        kind(all, "condos?|condominiums?", "Condominium");
        kind(all, "town\\s?(?:houses?|homes?)|row\\s?houses?", "Townhouse");
        kind(all, "(?:manufactured|mobile) homes?", "Manufactured Home");
        kind(all, "duplex(?:es)?", "Duplex");
        kind(all, "triplex(?:es)?", "Triplex");
        kind(all, "fourplex(?:es)?|quadruplex(?:es)?", "Quadruplex");
        type(all, "(?:homes? |houses? |apartments? )?(?:for|to) rent|rentals?|for lease", "Residential Lease");
        type(all, "multi[- ]?family(?: homes?)?|income property", "Residential Income");
        type(all, "(?:vacant |empty )?land|vacant lots?|building lots?", "Land");
        type(all, "farms?|ranch(?:es)? land", "Farm");
        all.add(of(
                "\\bbetween " + MONEY + "\\s+and\\s+" + MONEY + "|" + MONEY + "\\s*(?:-|–|to)\\s*" + MONEY,
                m -> m.group(1) != null ? prices(m.group(1), m.group(2)) : prices(m.group(3), m.group(4))));
        all.add(of(BELOW + MONEY, m -> prices(null, m.group(1))));
        all.add(of(ABOVE + MONEY, m -> prices(m.group(1), null)));
        all.add(of(
                "(?<=[\\s,])(\\d{5})(?:-\\d{4})?(?=\\s*(?:$|,|under\\b|over\\b|with\\b|homes?\\b))",
                m -> Optional.of(new Criterion.Place(Criterion.Place.Kind.ZIP, m.group(1)))));
        all.add(of(
                "\\b(?:in )?([a-z]+(?: [a-z]+)?) county\\b",
                m -> Optional.of(
                        new Criterion.Place(Criterion.Place.Kind.COUNTY, Criterion.Somewhere.titleCase(m.group(1))))));
        return List.copyOf(all);
    }

    private static Phrase of(String regex, Function<MatchResult, Optional<Criterion>> meaning) {
        return new Phrase(Pattern.compile(regex), meaning);
    }

    private static void feature(List<Phrase> all, String regex, Feature feature) {
        all.add(of("(?<!\\w)(?:" + regex + ")(?!\\w)", m -> Optional.of(new Criterion.Has(feature))));
    }

    private static void kind(List<Phrase> all, String regex, String subType) {
        all.add(of("\\b(?:" + regex + ")\\b", m -> Optional.of(new Criterion.SubTypes(List.of(subType)))));
    }

    private static void type(List<Phrase> all, String regex, String type) {
        all.add(of("\\b(?:" + regex + ")\\b", m -> Optional.of(new Criterion.Type(type))));
    }

    private static Optional<Integer> whole(String text) {
        var number = SearchForm.number(NUMBERS.getOrDefault(text.strip(), text));
        return number == null || number.longValue() > 1_000_000 ? Optional.empty() : Optional.of(number.intValue());
    }

    private static Optional<Criterion> range(
            Criterion.Range.Quantity quantity, @Nullable String low, @Nullable String high) {
        return Optional.of(new Criterion.Range(quantity, amount(low), amount(high)));
    }

    private static @Nullable BigDecimal amount(@Nullable String text) {
        return text == null ? null : SearchForm.number(NUMBERS.getOrDefault(text.strip(), text.strip()));
    }

    /** Prices of homes are not below a hundred: "over 20" is something else. */
    private static Optional<Criterion> prices(@Nullable String low, @Nullable String high) {
        var from = plain(amount(low));
        var to = plain(amount(high));
        var least = BigDecimal.valueOf(100);
        if (from != null && from.compareTo(least) < 0 && to != null && to.compareTo(BigDecimal.valueOf(10_000)) >= 0)
            from = from.movePointRight(3);
        if (from != null && from.compareTo(least) < 0 || to != null && to.compareTo(least) < 0) return Optional.empty();
        if (from != null && to != null && from.compareTo(to) > 0) return Optional.empty();
        return Optional.of(new Criterion.Range(Criterion.Range.Quantity.PRICE, from, to));
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
        if (number == null) return null;
        var plain = number.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /** Several home types become one criterion; both ends of a range given apart become one range. */
    private static List<Criterion> merged(List<Criterion> criteria) {
        var merged = new ArrayList<Criterion>();
        var kinds = new ArrayList<String>();
        for (var criterion : criteria) {
            if (criterion instanceof Criterion.SubTypes types) kinds.addAll(types.values());
            else if (criterion instanceof Criterion.Range range) addRange(merged, range);
            else if (merged.stream().noneMatch(other -> sameParams(other, criterion))) merged.add(criterion);
        }
        if (!kinds.isEmpty()) merged.add(new Criterion.SubTypes(kinds));
        return List.copyOf(merged);
    }

    private static boolean sameParams(Criterion one, Criterion other) {
        return one.params().stream()
                .anyMatch(a -> other.params().stream().anyMatch(b -> a.name().equals(b.name())));
    }

    private static void addRange(List<Criterion> merged, Criterion.Range range) {
        for (int i = 0; i < merged.size(); i++) {
            if (merged.get(i) instanceof Criterion.Range other && other.quantity() == range.quantity()) {
                merged.set(
                        i,
                        new Criterion.Range(
                                range.quantity(),
                                other.low() != null ? other.low() : range.low(),
                                other.high() != null ? other.high() : range.high()));
                return;
            }
        }
        merged.add(range);
    }
}
