package porchlight.search.phrase;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.listing.PropertySubType;
import porchlight.listing.PropertyType;
import porchlight.search.Choices;
import porchlight.search.Criterion;
import porchlight.search.EverydayWords;
import porchlight.search.Feature;
import porchlight.search.SearchField;
import porchlight.search.Sort;
import porchlight.search.TypoIndex;
import porchlight.search.Vocabulary;

/** The phrases of {@link QueryText} without numbers, as {@link Vocabulary#plain} writes them. */
public final class Sayings {
    /** Words that connect others, and words of courtesy: no home is described by them. */
    private static final Set<String> FILLERS = words(
            "with|and|or|in|near|at|a|an|the|for sale|for|home|homes|property|properties|listing|listings|real estate|has|having|have"
                    + "|that|thats|to buy|buy|buying|on|of|around|from|by|is|are|be|been|which|who|looking for|looking|look for|search for|searching for|show me|show"
                    + "|find me|find|i want|i need|we want|we need|i am|im|i|we|you|it|its|this|these|those|there|am|was|were|want|wants|wanted|need|needs|needed"
                    + "|please|located|plus|must have|must|my|our|your|his|her|their|me|us|some|any|zip|zip code|city of|would|like|would like|id like|id|ill|ive|lets see|lets"
                    + "|get|give me|give|see|can|could|should|may|might|will|do|does|did|to|into|as|so|if|then|than|but|just|also|too|very|really|pretty"
                    + "|kind of|sort of|type|types|one|ones|something|anything|everything|all|somewhere|preferably|preferred|prefer|ideally|ideal"
                    + "|within|about|along|including|includes|include|hi|hello|hey|thanks|thank you|ok|okay|yes|sure|well|now|currently|today|area|areas|zone|region|section|town"
                    + "|nice|good|great|beautiful|lovely|cute|perfect|decent|right|real|place|places|house hunting|residence|residences|residential|housing|unit|units"
                    + "|i would|we would|im looking for|help me|help|how about|what about|possible|at least|price|prices|priced|budget|cost|costs|nearby|near by|by owner or agent"
                    + "|what|when|where|only|more|most|not|up|out|each|both|either|each other|between|enough|ever|again|being|had|having a|investment|investments|first time buyer|first|lots of|lot of|bunch of|neighborhood|neighborhoods|neighbourhood|square footage|should|for sell|to sell|else|or so|ish|whatever|though|because|since|while|such|other|another|very least|least|most of|per|part of|side|inner|lol|search|looking to|able to|anyone|someone|people|me and|feel|feels|feeling|full of|filled|recent|recently|currently|available|maximum|minimum|max|min|exceptionally|emphasis|spend|say|keep|really like|hate|love|loved|using|use|put|fit|build");

    /** Things of which every town has many: descriptions tell whether one is near. */
    private static final Set<String> NEARBY = words(
            "park|parks|a park|school|schools|shop|shops|shopping|store|stores|stores and shops|grocery store|grocery stores|groceries|grocery|supermarket|restaurants|restaurant"
                    + "|cafe|cafes|coffee|coffee shop|pharmacy|hospital|mall|transit|public transit|public transportation|public trans|bus|bus stop|bus line|bus lines|train|trains|train station"
                    + "|station|max|max line|max station|light rail|subway|metro|streetcar|freeway|highway|interstate|airport|university|college|campus|downtown|downtown area"
                    + "|library|gym|playground|trail|trails|bike trails|bike paths|hiking|hiking trails|golf|golf course|beach|river|lake|ocean|creek|water|woods|forest|mountains|nature"
                    + "|church|churches|wineries|winery|marina|ski|ski resort|dog park|farmers market|town|city center|center|city|amenities|everything|entertainment|nightlife|work out");

    private static final int SHORTEST_MISSPELLED = 6;
    private static final int LONG_MISSPELLED = 8;

    /** Orders of the results, by what people call them. */
    private static final Map<String, Sort> ORDERS = orders();

    private static Map<String, Sort> orders() {
        var all = new HashMap<String, Sort>();
        order(
                all,
                Sort.PRICE,
                "cheap|cheaper|cheapest|cheap price|cheap as possible|as cheap as possible|affordable|most affordable|inexpensive|least expensive|lowest price|lowest priced|low price|low cost|lowest prices|price low to high|cheapest first|low to high|bargain|bargains|not too expensive|not expensive|not so expensive|not too pricey");
        order(
                all,
                Sort.PRICE_DOWN,
                "most expensive|expensive|highest price|highest priced|price high to low|high to low|priciest");
        order(
                all,
                Sort.SQFT,
                "largest|biggest|big house|big houses|big home|big homes|large house|large home|large homes|large houses|spacious|roomy|most square feet|by square feet|largest first|biggest first");
        order(all, Sort.LOT, "largest lot|largest lots|biggest lot|biggest lots|largest yard|biggest yard|most land");
        order(
                all,
                Sort.NEWEST,
                "newest|newest first|newest listings|newest homes|most recent|latest|latest listings|newest on market");
        order(
                all,
                Sort.LONGEST,
                "oldest on market|oldest on the market|oldest listings|oldest properties on market|longest on market|longest on the market|most days on market|longest listed");
        order(
                all,
                Sort.PRICE_PER_SQFT,
                "price per square foot|price per sq ft|per square foot|lowest price per square foot|best value");
        order(
                all,
                Sort.LARGEST_CUT,
                "largest price cut|biggest price cut|largest price drop|biggest price drop|largest price reduction");
        order(all, Sort.OURS, "ours first|our listings first|your listings first|our homes first|your homes first");
        order(all, Sort.BEDS, "most bedrooms|most beds");
        order(all, Sort.YEAR_DOWN, "newest built|most recently built|newest construction");
        for (var saying : List.copyOf(all.keySet())) {
            if (!saying.contains(" ")) {
                for (var home : List.of("homes", "houses", "properties", "listings"))
                    all.putIfAbsent(saying + " " + home + " first", all.get(saying));
                all.put(saying + " first", all.get(saying));
                for (var home : List.of("homes", "houses", "home", "house"))
                    all.putIfAbsent(saying + " " + home, all.get(saying));
            }
        }
        return Map.copyOf(all);
    }

    private static void order(Map<String, Sort> all, Sort sort, String words) {
        for (var each : words.split("\\|")) all.put(each, sort);
    }

    /** What descriptions tell, in words that would mean something else one by one. */
    private static final Set<String> DESCRIBED = words(
            "home office|home theater|home gym|guest house|tiny home|tiny house|smart home|great room|boat house|carriage house|pool house|dog house"
                    + "|community pool|indoor pool|main floor|first floor|pool table|garage apartment|land lease|in law|mother in law|in law suite|mother in law suite|mother in law apartment|in law apartment|inlaw suite|rental income|income potential|rental potential|by owner|main floor bedroom|main floor primary|dead end|guest room|great view of|studio space|art studio|music studio|recording studio|no through traffic|private entrance|separate entrance");

    private static final Set<String> FLATS = words("apartment|apartments|apt|apts|flats");

    private static final Map<String, Criterion> MEANINGS = meanings();
    private static final TypoIndex<String> SPELLINGS = spellings();

    private static Map<String, Criterion> meanings() {
        var all = new HashMap<String, Criterion>();
        feature(
                all,
                Feature.NEW_CONSTRUCTION,
                "new construction|newly built|newly constructed|brand new|new build|new builds|new home|new homes|new house|new houses|new construction homes|newconstruction");
        feature(
                all,
                Feature.SENIOR,
                "senior|seniors|senior community|senior communities|senior living|active adult|active adult community|active adult communities");
        feature(
                all,
                Feature.PRICE_CUT,
                "price cut|price cuts|price drop|price drops|price dropped|price reduction|price reductions|price reduced|reduced|reduced price|price lowered");
        feature(all, Feature.GARAGE, "garage|garages");
        feature(all, Feature.POOL, "pool|pools|swimming pool|swimming pools");
        feature(
                all,
                Feature.WATERFRONT,
                "waterfront|water front|on the water|riverfront|river front|lakefront|lake front|oceanfront|beachfront");
        feature(all, Feature.VIEW, "view|views");
        for (var seen : List.of("city", "mountain", "river", "lake", "valley", "water", "ocean"))
            feature(all, Feature.VIEW, seen + " view|" + seen + " views");
        feature(all, Feature.FIREPLACE, "fireplace|fireplaces");
        feature(
                all,
                Feature.SENIOR,
                "retirement community|retirement communities|active adult|active adult community|adult community|senior community|senior communities|senior living|senior housing");
        kind(
                all,
                PropertySubType.SINGLE_FAMILY_RESIDENCE,
                "house|houses|hse|sfh|single family|single family home|single family homes|single family house|single family houses|single family residence|single family residences|detached house|detached home");
        kind(all, PropertySubType.CONDOMINIUM, "condo|condos|condominium|condominiums|penthouse condo");
        kind(
                all,
                PropertySubType.TOWNHOUSE,
                "townhouse|townhouses|town house|town houses|townhome|townhomes|town home|town homes|row house|row houses|rowhouse|rowhouses");
        kind(all, PropertySubType.MANUFACTURED_HOME, "manufactured home|manufactured homes|mobile home|mobile homes");
        put(
                all,
                new Criterion.Studio(),
                "studio|studios|studio apartment|studio apartments|efficiency|0 bed|0 bedroom|0 bedrooms");
        put(
                all,
                new Criterion.BackOnMarket(),
                "back on market|back on the market|came back on market|came back on the market|relisted");
        for (var whose : List.of("our", "your", "our own", "your own"))
            for (var homes : List.of("listing", "listings")) put(all, new Criterion.Ours(), whose + " " + homes);
        put(all, new Criterion.Ours(), "listed by you|listed by us|homes of yours");
        status(all, "Pending", "pending|sale pending");
        status(all, "Active Under Contract", "under contract|contingent");
        status(all, "Coming Soon", "coming soon");
        kind(all, PropertySubType.CABIN, "cabin|cabins");
        kind(all, PropertySubType.DUPLEX, "duplex|duplexes");
        kind(all, PropertySubType.TRIPLEX, "triplex|triplexes|3 plex|3plex|three plex");
        kind(
                all,
                PropertySubType.QUADRUPLEX,
                "fourplex|fourplexes|quadruplex|quadruplexes|quadplex|4 plex|four plex|4plex|4 unit");
        for (var what : List.of("", "home ", "homes "))
            type(all, PropertyType.RESIDENTIAL_LEASE, what + "for rent|" + what + "to rent|" + what + "for lease");
        type(
                all,
                PropertyType.RESIDENTIAL_LEASE,
                "rent|rents|renting|rental|rentals|rental home|rental homes|rental property|rental properties|to let|lease|leasing");
        type(
                all,
                PropertyType.RESIDENTIAL_INCOME,
                "multi family|multifamily|multi family home|multi family homes|multifamily home|multifamily homes|income property|income properties");
        type(
                all,
                PropertyType.LAND,
                "land|vacant land|empty land|vacant lot|vacant lots|building lot|building lots|land and lots|lots and land|lots for sale|lot for sale|acreage|raw land|buildable lot|buildable land");
        type(all, PropertyType.FARM, "farm|farms|ranch land|ranches land");
        for (var words : DESCRIBED)
            all.putIfAbsent(words, new Criterion.Keywords(List.of(words.split(" ")), SearchField.LINE));
        return Map.copyOf(all);
    }

    private static TypoIndex<String> spellings() {
        var all = new TypoIndex<String>();
        Stream.concat(MEANINGS.keySet().stream(), FLATS.stream())
                .filter(saying -> saying.length() >= SHORTEST_MISSPELLED)
                .forEach(saying -> all.add(saying, saying));
        return all;
    }

    private Sayings() {}

    private static Set<String> words(String all) {
        return Set.copyOf(List.of(all.split("\\|")));
    }

    private static void feature(Map<String, Criterion> all, Feature feature, String words) {
        put(all, new Criterion.Has(feature), words);
    }

    private static void kind(Map<String, Criterion> all, PropertySubType kind, String words) {
        put(all, Criterion.SubTypes.of(kind), words);
    }

    private static void status(Map<String, Criterion> all, String status, String words) {
        put(all, new Criterion.Statuses(List.of(status)), words);
    }

    private static void type(Map<String, Criterion> all, PropertyType type, String words) {
        put(all, Criterion.Type.of(type), words);
    }

    private static void put(Map<String, Criterion> all, Criterion meaning, String words) {
        for (var each : words.split("\\|")) all.put(each, meaning);
    }

    /** Words that connect phrases and have no meaning of their own. */
    static boolean isFiller(String words) {
        return FILLERS.contains(words);
    }

    /** What a misspelled word means; empty if it is like none of those that mean something by themselves. */
    static Optional<Criterion> almost(String word, Vocabulary vocabulary) {
        if (word.length() < SHORTEST_MISSPELLED || EverydayWords.has(word)) return Optional.empty();
        var most = word.length() < LONG_MISSPELLED ? 1 : 2;
        return SPELLINGS.near(word, most).stream()
                .filter(saying -> saying.errors() > 0)
                .min(Comparator.<TypoIndex.Found<String>>comparingInt(TypoIndex.Found::errors)
                        .thenComparing(TypoIndex.Found::word))
                .map(saying -> meaning(saying.word(), vocabulary));
    }

    /** Whether words name a kind of thing that is near many homes, and no certain one. */
    static boolean isNearby(String words) {
        return NEARBY.contains(words);
    }

    /** The order that these words ask for, null for none. */
    static @Nullable Sort order(String words, Vocabulary vocabulary) {
        var order = ORDERS.get(words);
        return order == Sort.OURS && !vocabulary.hasOurs() ? null : order;
    }

    /** The meaning of these words, null for none. */
    static @Nullable Criterion meaning(String words, Vocabulary vocabulary) {
        if (FLATS.contains(words)) return flats(vocabulary.choices());
        var saying = MEANINGS.get(words);
        if (saying instanceof Criterion.Ours) return vocabulary.hasOurs() ? saying : null;
        if (saying instanceof Criterion.SubTypes || saying instanceof Criterion.Type) return saying;
        var feature = vocabulary.feature(words).orElse(null);
        // Words of descriptions are what is left if nothing else has a name for it: "lake view" is a view.
        return feature == null || saying != null && feature instanceof Criterion.Keywords ? saying : feature;
    }

    /** Few feeds call an apartment for sale an apartment; if one does, both kinds are meant. */
    private static Criterion flats(Choices choices) {
        var kinds = Stream.of(PropertySubType.APARTMENT, PropertySubType.CONDOMINIUM)
                .map(PropertySubType::value)
                .filter(choices.subTypes()::contains)
                .toList();
        return kinds.isEmpty() ? Criterion.SubTypes.of(PropertySubType.CONDOMINIUM) : new Criterion.SubTypes(kinds);
    }

    /** Whether the search is for rentals. */
    public static boolean isForRent(List<Criterion> criteria) {
        return criteria.stream()
                .anyMatch(criterion ->
                        criterion instanceof Criterion.Type type && PropertyType.RESIDENTIAL_LEASE.is(type.value()));
    }
}
