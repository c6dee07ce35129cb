package porchlight.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import porchlight.catalog.ManyHomes;
import porchlight.listing.Address;
import porchlight.search.AddressLine;

/** An address is found by its street's words first; that must not miss what comparing with every home finds. */
class AddressesTest {
    private static final List<String> STREETS = List.of(
            "SE 122nd Ave",
            "N 122 Ave",
            "NE Jarrett St",
            "Jarrett St NE",
            "Lake View Dr",
            "SW Lakeview Drive",
            "Old Highway 26",
            "OR 26",
            "North St",
            "Avenue Ave",
            "Dr Martin Luther King Jr Blvd",
            "Twenty Second St",
            "Park Ave #5",
            "W Burnside Rd Apt 207",
            "St Clair Ter",
            "Condo Way Apt 4B",
            "Suite Ave",
            "E Lot Rd",
            "Unit St #7",
            "Front St");

    @Test
    void addressesAreFoundAsByComparingWithEveryHome() {
        var random = new Random(20);
        var homes = new ArrayList<Address>();
        for (int i = 0; i < 120; i++)
            homes.add(new Address(
                    (1 + random.nextInt(12)) + " " + STREETS.get(random.nextInt(STREETS.size())),
                    "Portland",
                    "OR",
                    "97214",
                    "Multnomah",
                    null,
                    false,
                    false));
        var index = Indexes.of(ManyHomes.at(homes));
        var known = homes.stream().map(AddressLine.Home::of).toList();
        var found = 0;
        for (int i = 0; i < 4_000; i++) {
            var typed = AddressLine.of((1 + random.nextInt(12)) + " " + typed(random));
            var isHome = known.stream().anyMatch(home -> home.is(typed));
            assertEquals(isHome, index.isAddress(typed), () -> typed.number() + " " + typed.words());
            if (isHome) found++;
        }
        assertTrue(found > 400, found + " of them were homes");
    }

    /** A street as somebody may type it, with a word left out, exchanged, added, or joined to the next. */
    private static String typed(Random random) {
        var words = new ArrayList<>(
                List.of(STREETS.get(random.nextInt(STREETS.size())).split(" ")));
        var at = random.nextInt(words.size());
        switch (random.nextInt(8)) {
            case 0 -> words.remove(at);
            case 1 -> words.add(words.remove(0));
            case 2 -> words.add("Portland");
            case 3 -> words.addAll(List.of("Portland", "OR", "97214"));
            case 4 -> {
                if (at + 1 < words.size()) words.set(at, words.get(at) + words.remove(at + 1));
            }
            case 5 -> words.replaceAll(word -> word.replaceAll("(?<=\\d)(?:nd|th)", ""));
            case 6 -> words.replaceAll(word -> word.replaceAll("(?<=\\d)$", "nd"));
            default -> {}
        }
        return String.join(" ", words);
    }
}
