package porchlight.listing;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Photo captions that reveal no place because they consist only of words for rooms and what is in
 * them. Used for homes with a withheld address, where a caption may name the street, the corner,
 * the building, or the owner in any spelling.
 */
final class PlainCaption {
    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** The number of a bedroom, a floor, or a photo. */
    private static final Pattern NUMBER = Pattern.compile("[1-9]|1st|2nd|3rd");

    private static final int LONGEST = 80;

    private static final Set<String> KNOWN = Set.of(
            ("a above all an and another approach area at attic back backyard balcony bar basement bath bathroom bathrooms"
                            + " baths bed bedroom bedrooms beds bonus breakfast building built by carport cathedral ceiling"
                            + " ceilings closet closets coffee counters cover covered custom deck den demonstration desk"
                            + " detail dining door double driveway eat elevation en ensuite entrance entry exercise"
                            + " exterior family fenced fireplace first fitness floor flooring floors formal foyer from front"
                            + " full game garage garden gas great guest gym half hall hallway home house hot in interior"
                            + " island its kitchen landing landscaped large laundry lawn level library living lobby loft"
                            + " lot lower main master media mud mudroom new nook of office open other outdoor pantry part"
                            + " patio photo plan play pool porch powder primary private quarters rear reading reception"
                            + " rec recreation remodeled render rendering room rooms sauna second shed shop shower side"
                            + " sitting sliding spa spacious staged staircase stairs storage studio study suite sun sunroom"
                            + " the theater third to top tub twilight two unfinished updated upper upstairs utility vanity"
                            + " vaulted view virtual virtually walk wet wine with windows workshop yard")
                    .split(" "));

    private PlainCaption() {}

    static boolean is(String caption) {
        if (caption.length() > LONGEST) return false;
        var numbers = 0;
        for (var word : WORDS.split(caption.toLowerCase(Locale.ROOT))) {
            if (word.isEmpty() || KNOWN.contains(word)) continue;
            // A house number may be spelled out digit by digit.
            if (!NUMBER.matcher(word).matches() || ++numbers > 1) return false;
        }
        return true;
    }
}
