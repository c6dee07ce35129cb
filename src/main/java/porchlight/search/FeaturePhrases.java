package porchlight.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import porchlight.listing.FeatureGroup;

/**
 * What people call the features of homes, for the features that a feed has: "central air" for {@code Cooling:Central
 * Air}. Immutable.
 */
public final class FeaturePhrases {
    private static final int MOST_VALUES = 12;
    private static final int SHORTEST_NAME = 5;

    /** Values that say that there is nothing, or nothing certain. */
    private static final Pattern NOTHING = Pattern.compile(
            "none|no|not .*|no .*|other|unknown|see remarks.*|yes|n/?a|common area|call .*|negotiable|unfurnished");

    /** Groups whose values are what people call them. */
    private static final List<String> NAMED = List.of(
            "ArchitecturalStyle",
            "View",
            "LotFeatures",
            "CommunityFeatures",
            "ParkingFeatures",
            "Heating",
            "Cooling",
            "Basement",
            "HorseAmenities",
            "PropertyCondition");

    /** Names of values that mean something else by themselves. */
    private static final Set<String> AMBIGUOUS = Set.of(
            "garage",
            "pool",
            "other",
            "level",
            "public",
            "private",
            "street",
            "street lights",
            "electric",
            "propane",
            "storage",
            "rental",
            "ranch land",
            "full",
            "partial",
            "finished",
            "unfinished",
            "attached",
            "detached",
            "city",
            "mountain",
            "river",
            "lake",
            "water",
            "ocean",
            "valley",
            "garden",
            "park",
            "trees",
            "woods",
            "golf",
            "new construction",
            "waterfront",
            "secluded views");

    /** Phrases, then the group, then a pattern for the group's values in lower case, or * for any. */
    private static final List<Phrases> TABLE = table("""
            basement|basements|a basement > Basement > *
            finished basement|fully finished basement|finished basements > Basement > .*(?<!un)finished.*
            unfinished basement > Basement > .*unfinished.*
            daylight basement|walkout basement|walk out basement > Basement > .*(daylight|walk).*
            ac|a c|air conditioning|air conditioned|air conditioner|aircon|cooling|cooled > Cooling > *
            central air|central ac|central air conditioning|ac central > Cooling > .*central.*
            gas heat|gas heating|natural gas heat|gas furnace > Heating > .*gas.*
            electric heat|electric heating > Heating > .*electric.*
            radiant heat|radiant floors|radiant floor heat > Heating > .*radiant.*
            wood stove|pellet stove > Heating > .*(wood|pellet).*
            mini split|mini splits|ductless > Heating > .*(ductless|mini).*
            split level|tri level|multi level > Levels > .*(split|tri|multi).*
            pets|pets allowed|pet friendly|pet|pets ok|pets okay|pets accepted|accepts pets|accepted pets|allow pets|allows pets|pets should be allowed > PetsAllowed > .*(yes|dog|cat|allowed|limit|size|breed).*
            dog friendly|dogs ok|dogs allowed|dogs okay|allows dogs|allows a dog|dog|dogs|for the dog|for a dog > PetsAllowed > .*(yes|dog).*
            cat friendly|cats ok|cats allowed|cats okay|allows cats|allows a cat|cat|cats > PetsAllowed > .*(yes|cat).*
            furnished|fully furnished|partly furnished|partially furnished > Furnished > (furnished|partially.*)
            unfurnished|not furnished > Furnished > unfurnished
            laundry|washer dryer|washer and dryer|washer|w d|in unit laundry|laundry in unit|in unit washer dryer|laundry room|washer dryer in unit > LaundryFeatures > .*(in unit|inside|room|level|closet|washer|hookup|main|upper|lower|garage|basement|kitchen|bath).*
            parking|off street parking|private parking|parking included > ParkingFeatures > (?!.*on street|street$).*
            rv parking|rv access|rv garage|rv gate|rv > ParkingFeatures > .*\\brv\\b.*
            carport|covered parking > ParkingFeatures > .*(carport|covered).*
            driveway|private driveway > ParkingFeatures > .*driveway.*
            ev charger|ev charging|electric vehicle charging|car charger > ParkingFeatures > .*(ev |electric vehicle).*
            attached garage > ParkingFeatures > .*attached.*
            detached garage > ParkingFeatures > .*detached.*
            accessible|wheelchair accessible|handicap accessible|handicapped accessible|handicap|ada|ada accessible|wheelchair|wheelchair friendly|disabled access|grab bars|wide doorways|wheelchair ramp|ramp|roll in shower|accessibility|accessible home > AccessibilityFeatures > *
            craftsman|craftsmans|craftsman style > ArchitecturalStyle > .*craftsman.*
            bungalow|bungalows > ArchitecturalStyle > .*bungalow.*
            mid century|midcentury|mid century modern|mid mod|mcm > ArchitecturalStyle > .*mid.?century.*
            victorian|queen anne|queen anne victorian > ArchitecturalStyle > .*victorian.*
            tudor|tudors > ArchitecturalStyle > .*tudor.*
            colonial|colonials > ArchitecturalStyle > .*colonial.*
            ranch|ranch style|rancher|ranch house|ranch home|ranch houses > ArchitecturalStyle > .*ranch.*
            modern|contemporary|modern style > ArchitecturalStyle > .*(contemporary|modern).*
            farmhouse|farm house|farmhouse style > ArchitecturalStyle > .*farmhouse.*
            cottage|cottages > ArchitecturalStyle > .*cottage.*
            a frame|aframe > ArchitecturalStyle > .*a.?frame.*
            log home|log cabin > ArchitecturalStyle > .*log.*
            corner lot|corner|corner lots > LotFeatures > .*corner.*
            cul de sac|culdesac|dead end > LotFeatures > .*cul.?de.?sac.*
            level lot|flat lot|flat yard|level yard > LotFeatures > .*level.*
            wooded lot|wooded|in the woods|nestled in the woods > LotFeatures > .*(wooded|trees).*
            golf course lot|on the golf course|on a golf course > LotFeatures > .*golf.*
            private lot|secluded > LotFeatures > .*(private|secluded).*
            fixer|fixers|fixer upper|fixer uppers|fixerupper|needs work|needs tlc > PropertyCondition > .*(fixer|repair).*
            remodeled|renovated|updated|remodelled|newly remodeled|fully renovated > PropertyCondition > .*(updated|remodel|renovat).*
            solar|solar panels|solar power|solar energy > GreenEnergy > .*(solar|photovoltaic).*
            energy efficient > GreenEnergy > *
            horse property|horses allowed|horses|horse|equestrian|horse properties > HorseAmenities > *
            stable|stables > HorseAmenities > .*(stable|stall).*
            barn|barns > HorseAmenities > .*barn.*
            pasture > HorseAmenities > .*pasture.*
            mountain view|mountain views|mt hood view|mt hood views|views of the mountains|view of mt hood|mount hood view > View > .*mountain.*
            river view|river views|view of the river > View > .*river.*
            lake view|lake views|view of the lake > View > .*lake.*
            water view|water views > View > .*(water|river|lake|ocean|bay|sound|creek).*
            ocean view|ocean views > View > .*(ocean|sea).*
            city view|city views|view of the city|skyline view|city lights view > View > .*(city|skyline|downtown).*
            valley view|valley views > View > .*valley.*
            golf course view > View > .*golf.*
            gated|gated community > CommunityFeatures > .*gated.*
            clubhouse > CommunityFeatures > .*club.*
            playground > CommunityFeatures > .*playground.*
            sidewalks|sidewalk > CommunityFeatures > .*sidewalk.*
            community pool|shared pool > CommunityFeatures > .*pool.*
            golf community|golf course community|golf course > CommunityFeatures > .*golf.*
            tennis court|tennis courts|tennis > CommunityFeatures > .*tennis.*
            gym|fitness center|fitness > CommunityFeatures > .*(fitness|gym).*
            """);

    private record Phrases(List<String> words, String group, Pattern values) {}

    private final Map<String, Criterion> meanings = new HashMap<>();

    private FeaturePhrases() {}

    private static List<Phrases> table(String lines) {
        var all = new ArrayList<Phrases>();
        for (var line : lines.strip().split("\n")) {
            var parts = line.strip().split(" > ");
            all.add(new Phrases(
                    List.of(parts[0].split("\\|")), parts[1], Pattern.compile(parts[2].equals("*") ? ".*" : parts[2])));
        }
        return List.copyOf(all);
    }

    /** @param features values by group, in the feed's spelling */
    public static FeaturePhrases of(Map<FeatureGroup, List<String>> features) {
        var phrases = new FeaturePhrases();
        features.forEach((group, values) -> {
            for (var entry : TABLE) if (entry.group.equals(group.name())) phrases.add(entry, group, values);
            if (NAMED.contains(group.name())) for (var value : values) phrases.name(group, value);
        });
        // What no home has as a feature, descriptions may tell: "finished basement" must not mean any basement.
        for (var entry : TABLE)
            for (var words : entry.words)
                if (words.contains(" "))
                    phrases.meanings.putIfAbsent(
                            words, new Criterion.Keywords(List.of(words.split(" ")), SearchField.LINE));
        return phrases;
    }

    private void add(Phrases entry, FeatureGroup group, List<String> values) {
        var isNothing = entry.values.matcher("unfurnished").matches()
                && !entry.values.pattern().equals(".*");
        var meant = values.stream()
                .filter(value -> entry.values.matcher(Vocabulary.plain(value)).matches())
                .filter(value ->
                        isNothing || !NOTHING.matcher(Vocabulary.plain(value)).matches())
                .limit(MOST_VALUES)
                .toList();
        if (meant.isEmpty()) return;
        for (var words : entry.words) meanings.put(words, new Criterion.Facet(group, meant));
    }

    /** A value by its own name, and "Updated/Remodeled" by the names of its parts. */
    private void name(FeatureGroup group, String value) {
        var feature = new Criterion.Facet(group, List.of(value));
        for (var part : value.split("/")) {
            name(Vocabulary.plain(part), feature);
            if (group.name().equals("View")) name(Vocabulary.plain(part + " view"), feature);
        }
        name(Vocabulary.plain(value), feature);
    }

    private void name(String name, Criterion feature) {
        if (name.length() >= SHORTEST_NAME
                && !AMBIGUOUS.contains(name)
                && !NOTHING.matcher(name).matches()) meanings.putIfAbsent(name, feature);
    }

    /** The features that these words name, given as {@link Vocabulary#plain} writes them. */
    public Optional<Criterion> meaning(String words) {
        return Optional.ofNullable(meanings.get(words));
    }
}
