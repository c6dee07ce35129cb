package porchlight.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import porchlight.listing.Address;
import porchlight.listing.Traits;

/** A catalog of as many homes as wanted, on as many streets, in as many places and with as many schools as such a feed has. */
public final class ManyHomes {
    private static final List<String> POINTS = List.of("N", "NE", "E", "SE", "S", "SW", "W", "NW");
    private static final List<String> STREETS =
            List.of("St", "Ave", "Rd", "Dr", "Ln", "Ct", "Pl", "Blvd", "Way", "Ter");
    private static final List<String> BEGINNINGS = List.of(
            "Ash", "Birch", "Cedar", "Douglas", "Elm", "Fern", "Grant", "Hazel", "Irving", "Juniper", "Knott", "Laurel",
            "Maple", "North", "Oak", "Pine", "Quail", "River", "Spruce", "Taylor", "Union", "Valley", "Willow", "York");
    private static final List<String> ENDINGS = List.of(
            "field", "wood", "hurst", "brook", "view", "ridge", "dale", "land", "ton", "ford", "burg", "mont", "side",
            "crest", "haven", "worth", "bury", "mere", "gate", "bank");

    private ManyHomes() {}

    /** Always the same homes for a number of them. */
    public static Snapshot of(int homes) {
        var entries = new ArrayList<IndexedListing>(homes);
        var chance = new java.util.Random(homes);
        var cities = 40 + homes / 500;
        for (int i = 0; i < homes; i++) {
            var city = (int) (cities * Math.pow(chance.nextDouble(), 3));
            entries.add(home(i, city, chance));
        }
        return Snapshots.of(entries);
    }

    /** Homes at given addresses; the numbers of listings begin at RC26000000. */
    public static Snapshot at(List<Address> addresses) {
        var entries = new ArrayList<IndexedListing>();
        for (var address : addresses)
            entries.add(home(entries.size(), address, new Traits(Set.of(), List.of(), null, Set.of(), null, 0, 0, 0)));
        return Snapshots.of(entries);
    }

    private static IndexedListing home(int number, int city, RandomGenerator chance) {
        var street = STREETS.get(chance.nextInt(STREETS.size()));
        var named = name(chance.nextInt(BEGINNINGS.size() * ENDINGS.size()))
                + (chance.nextInt(3) == 0 ? " " + name(chance.nextInt(40)) : "");
        var part = city + " " + chance.nextInt(5);
        var address = new Address(
                (100 + chance.nextInt(20_000)) + " " + POINTS.get(chance.nextInt(POINTS.size())) + " " + named + " "
                        + street,
                city == 0 ? "Portland" : name(city) + (city < 480 ? "" : " City"),
                "OR",
                Integer.toString(97_000 + city),
                name(city / 12),
                name(Math.floorMod(part.hashCode(), 480)) + " "
                        + Stream.of("Park", "Hills", "Estates")
                                .skip(chance.nextInt(3))
                                .findFirst()
                                .orElseThrow(),
                false,
                false);
        var traits = new Traits(
                Set.of(),
                List.of(name(city % 480) + " High", name(city % 480) + " Middle"),
                null,
                Set.of(),
                null,
                0,
                0,
                0);
        return home(number, address, traits);
    }

    private static IndexedListing home(int number, Address address, Traits traits) {
        return new IndexedListing(
                "K" + number,
                "RC" + (26_000_000 + number),
                "Active",
                "Residential",
                "Single Family Residence",
                500_000,
                null,
                3,
                2,
                1_800,
                0.2,
                1990,
                address,
                Double.NaN,
                Double.NaN,
                null,
                null,
                traits,
                null,
                Instant.EPOCH,
                0,
                null,
                0L);
    }

    private static String name(int number) {
        return BEGINNINGS.get(number % BEGINNINGS.size()) + ENDINGS.get(number / BEGINNINGS.size() % ENDINGS.size());
    }
}
