package porchlight.listing;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Words that descriptions are full of. A feed searches remarks as they are, with the addresses that this site takes out of
 * them, so homes whose address is withheld are found by these words only: by any other, a street might be guessed until
 * such a home answers.
 */
public final class DescriptionWords {
    private static final Set<String> USUAL =
            Set.of(("accessible adorable adu air amazing amenities ample appliances appointed are award basketball"
                            + " beamed beams beautiful beautifully big bike boat bookcases boutique brand bright built builtin"
                            + " builtins cabana cabinet cabinetry cabinets cafe cafes car casita character charm charming chef"
                            + " chefs claw clean close closets clubhouse comfort comfortable commute concept conditioning condo"
                            + " contemporary convection convenient cook cooktop corian countertop countertops courtyard cozy"
                            + " craftsman cute designer detached dishwasher doors downstairs downtown dryer dual ductless duplex"
                            + " efficient electric elegant elementary elevator energy enjoy entertain entertaining equipped"
                            + " expansive faucets features fence finished finishes fire firepit fixtures flat flexible floors"
                            + " footed fresh freshly fridge furnace furnished gardening gated generator gorgeous gourmet granite"
                            + " grill guests handicap hardwood hardwoods heat heated heating hike hiking historic homes hvac"
                            + " immaculate includes insulated insulation internet investment investor irrigation jacuzzi jetted"
                            + " laminate land lease light lighting lights live loads location lots lovely low luxurious luxury"
                            + " maintained maintenance marble meticulous midcentury minutes modern move-in movein natural nearby"
                            + " neighborhood nice offers original oversized owned owner paint painted parking pavers peaceful"
                            + " pellet pergola pet pets playground plenty plumbing polished porcelain potential pristine privacy"
                            + " pump quality quartz quartzite quick quiet ramp ready refinished refrigerator remodel renovated"
                            + " rental renter restaurants retreat roof rv seller serene setting shared shiplap shopping siding"
                            + " single skylight skylights slab slate smart soaking soaring solar space spaces sparkling"
                            + " spectacular sprinkler sprinklers stainless steam steel stove stunning stylish surround tankless"
                            + " tasteful tile tiled tiles timeless toilet townhome townhouse trees turnkey unique upgraded"
                            + " upgrades vacant value views vintage vinyl warm warmth washer welcome well whirlpool wifi wired"
                            + " wonderful woodstove workspace zoned zoning")
                    .split(" "));

    private DescriptionWords() {}

    /** Whether words that all stand in a description tell nothing of the street it is about. */
    public static boolean tellNoStreet(List<String> words) {
        var plain = words.stream()
                .map(word -> word.toLowerCase(Locale.ROOT).strip())
                .toList();
        if (plain.size() == 1) return isUsual(plain.get(0)) || WithheldAddress.isEveryday(plain.get(0));
        // "Garden" is in many descriptions, "garden view" may be one home's street.
        return plain.stream()
                .allMatch(word -> isUsual(word)
                        && !WithheldAddress.isEveryday(word)
                        && StreetWords.suffix(word).isEmpty());
    }

    private static boolean isUsual(String word) {
        return USUAL.contains(word) || word.chars().noneMatch(Character::isDigit) && PlainCaption.is(word);
    }
}
