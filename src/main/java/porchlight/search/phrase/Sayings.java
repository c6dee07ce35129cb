package porchlight.search.phrase;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.listing.PropertySubType;
import porchlight.listing.PropertyType;
import porchlight.search.Choices;
import porchlight.search.Criterion;
import porchlight.search.Feature;
import porchlight.search.Vocabulary;

/** The phrases of {@link QueryText} without numbers, as {@link Vocabulary#plain} writes them. */
public final class Sayings {
    private static final Set<String> FILLERS = words(
            "with|and|or|in|near|at|a|an|the|for sale|for|home|homes|property|properties|listing|listings|real estate|has|having|have"
                    + "|that|to buy|buy|on|of|around|from|by|is|are|which|looking for|look for|search for|searching for|show me|find me|find"
                    + "|i want|i need|we want|we need|i am|im|we are|were|want|need|please|located|plus|must have|my|our|me|some|zip|zip code|city of");

    private static final Map<String, Criterion> MEANINGS = meanings();

    private static Map<String, Criterion> meanings() {
        var all = new HashMap<String, Criterion>();
        feature(all, Feature.NEW_CONSTRUCTION, "new construction|newly built|brand new|new build|new builds");
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
        kind(
                all,
                PropertySubType.SINGLE_FAMILY_RESIDENCE,
                "house|houses|single family|single family home|single family homes|single family house|single family houses|single family residence|single family residences|detached house|detached home");
        kind(all, PropertySubType.CONDOMINIUM, "condo|condos|condominium|condominiums");
        kind(
                all,
                PropertySubType.TOWNHOUSE,
                "townhouse|townhouses|town house|town houses|townhome|townhomes|town home|town homes|row house|row houses|rowhouse|rowhouses");
        kind(all, PropertySubType.MANUFACTURED_HOME, "manufactured home|manufactured homes|mobile home|mobile homes");
        kind(all, PropertySubType.CABIN, "cabin|cabins");
        kind(all, PropertySubType.DUPLEX, "duplex|duplexes");
        kind(all, PropertySubType.TRIPLEX, "triplex|triplexes");
        kind(all, PropertySubType.QUADRUPLEX, "fourplex|fourplexes|quadruplex|quadruplexes");
        for (var what : List.of("", "home ", "homes ", "house ", "houses ", "apartment ", "apartments "))
            type(all, PropertyType.RESIDENTIAL_LEASE, what + "for rent|" + what + "to rent|" + what + "for lease");
        type(all, PropertyType.RESIDENTIAL_LEASE, "rent|renting|rental|rentals|rental home|rental homes");
        type(
                all,
                PropertyType.RESIDENTIAL_INCOME,
                "multi family|multifamily|multi family home|multi family homes|multifamily home|multifamily homes|income property|income properties");
        type(all, PropertyType.LAND, "land|vacant land|empty land|vacant lot|vacant lots|building lot|building lots");
        type(all, PropertyType.FARM, "farm|farms|ranch land|ranches land");
        return Map.copyOf(all);
    }

    private Sayings() {}

    private static Set<String> words(String all) {
        return Set.of(all.split("\\|"));
    }

    private static void feature(Map<String, Criterion> all, Feature feature, String words) {
        put(all, new Criterion.Has(feature), words);
    }

    private static void kind(Map<String, Criterion> all, PropertySubType kind, String words) {
        put(all, Criterion.SubTypes.of(kind), words);
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

    /** The meaning of these words, null for none. */
    static @Nullable Criterion meaning(String words, Vocabulary vocabulary) {
        return words.equals("apartment") || words.equals("apartments") || words.equals("flat") || words.equals("flats")
                ? flats(vocabulary.choices())
                : MEANINGS.get(words);
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
