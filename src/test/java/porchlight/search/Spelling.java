package porchlight.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import porchlight.listing.Address;

/** Addresses as people write them: words spelled out or abbreviated, in any case, with any of the parts that can be left out. */
public final class Spelling {
    private static final Map<String, List<String>> WORDS = Map.ofEntries(
            Map.entry("N", List.of("North", "N.", "n")),
            Map.entry("S", List.of("South", "S.", "s")),
            Map.entry("E", List.of("East", "E.", "e")),
            Map.entry("W", List.of("West", "W.", "w")),
            Map.entry("NE", List.of("Northeast", "N.E.", "North East", "ne")),
            Map.entry("NW", List.of("Northwest", "N.W.", "North West", "nw")),
            Map.entry("SE", List.of("Southeast", "S.E.", "South East", "se")),
            Map.entry("SW", List.of("Southwest", "S.W.", "South West", "sw")),
            Map.entry("St", List.of("Street", "St.", "STREET", "Str")),
            Map.entry("Ave", List.of("Avenue", "Ave.", "Av")),
            Map.entry("Rd", List.of("Road", "Rd.")),
            Map.entry("Dr", List.of("Drive", "Dr.", "Drv")),
            Map.entry("Ln", List.of("Lane", "Ln.")),
            Map.entry("Ct", List.of("Court", "Ct.", "Crt")),
            Map.entry("Pl", List.of("Place", "Pl.")),
            Map.entry("Blvd", List.of("Boulevard", "Blvd.", "Boul")),
            Map.entry("Ter", List.of("Terrace", "Terr", "Ter.")),
            Map.entry("Way", List.of("Wy", "Way")),
            Map.entry("Cir", List.of("Circle", "Cir.")),
            Map.entry("Pkwy", List.of("Parkway", "Pkwy.", "Pky")),
            Map.entry("Hwy", List.of("Highway", "Hwy.")),
            Map.entry("Loop", List.of("Lp", "Loop")),
            Map.entry("Trl", List.of("Trail", "Trl.")),
            Map.entry("St.", List.of("Saint", "St")),
            Map.entry("Mt.", List.of("Mount", "Mt")),
            Map.entry("Mt", List.of("Mount", "Mt.")));

    private static final Map<String, String> STATES = Map.of("OR", "Oregon", "WA", "Washington");

    private Spelling() {}

    /** One of the ways to write an address that is shown. */
    public static String of(Address address, SplittableRandom random) {
        var line = new StringBuilder(words(address.street(), random));
        var comma = random.nextBoolean() ? ", " : " ";
        var rest = random.nextInt(5);
        if (rest > 0) line.append(comma).append(words(address.city(), random));
        if (rest > 1)
            line.append(comma)
                    .append(
                            random.nextBoolean()
                                    ? address.state()
                                    : STATES.getOrDefault(address.state(), address.state()));
        if (rest > 2) line.append(' ').append(address.postalCode());
        return switch (random.nextInt(4)) {
            case 0 -> line.toString().toUpperCase(Locale.ROOT);
            case 1 -> line.toString().toLowerCase(Locale.ROOT);
            default -> line.toString();
        };
    }

    private static String words(String text, SplittableRandom random) {
        var words = new ArrayList<String>();
        for (var word : text.split(" ")) {
            if (word.startsWith("#")) {
                var designator = List.of("#", "# ", "Unit ", "Apt ", "Apt. ", "Suite ", "apartment ", "No. ")
                        .get(random.nextInt(8));
                words.add(designator + word.substring(1));
                continue;
            }
            var others = WORDS.get(word);
            words.add(others == null || random.nextInt(3) == 0 ? word : others.get(random.nextInt(others.size())));
        }
        return String.join(" ", words);
    }
}
