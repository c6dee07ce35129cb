package porchlight.listing;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Common words in descriptions. A feed searches the original remarks, including the addresses that
 * this site redacts. Homes with a withheld address are therefore found only by these words; with
 * any others, someone could guess streets until such a home turned up.
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

    /** Whether words that all appear in a description reveal nothing about its street. */
    public static boolean nameNoStreet(List<String> words) {
        var plain = words.stream()
                .map(word -> word.toLowerCase(Locale.ROOT).strip())
                .toList();
        if (plain.size() == 1) return isUsual(plain.get(0)) || WithheldAddress.isEveryday(plain.get(0));
        // "Garden" is in many descriptions, but "garden view" may be one home's street.
        return plain.stream()
                .allMatch(word -> isUsual(word)
                        && !WithheldAddress.isEveryday(word)
                        && StreetWords.suffix(word).isEmpty());
    }

    private static boolean isUsual(String word) {
        return USUAL.contains(word) || word.chars().noneMatch(Character::isDigit) && PlainCaption.is(word);
    }
}
