package porchlight.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import porchlight.listing.Address;
import porchlight.listing.Traits;

/** A home of a catalog, as far as a test cares; without coordinates it is on no map. */
public record TestHome(
        String key, String status, String type, String city, long price, int beds, double latitude, double longitude) {
    /** A house with three bedrooms for half a million in Portland. */
    public static TestHome of(String key) {
        return new TestHome(key, "Active", "Residential", "Portland", 500_000, 3, Double.NaN, Double.NaN);
    }

    public TestHome status(String other) {
        return new TestHome(key, other, type, city, price, beds, latitude, longitude);
    }

    public TestHome type(String other) {
        return new TestHome(key, status, other, city, price, beds, latitude, longitude);
    }

    public TestHome city(String other) {
        return new TestHome(key, status, type, other, price, beds, latitude, longitude);
    }

    public TestHome price(long other) {
        return new TestHome(key, status, type, city, other, beds, latitude, longitude);
    }

    public TestHome beds(int other) {
        return new TestHome(key, status, type, city, price, other, latitude, longitude);
    }

    public TestHome at(double otherLatitude, double otherLongitude) {
        return new TestHome(key, status, type, city, price, beds, otherLatitude, otherLongitude);
    }

    public IndexedListing entry() {
        return entry(new Address("12 Main St", city, "OR", "97214", "Multnomah", null, false, false));
    }

    IndexedListing entry(Address address) {
        return new IndexedListing(
                key,
                "RC" + key,
                status,
                type,
                "Single Family Residence",
                price,
                null,
                beds,
                2,
                1_800,
                0.2,
                1990,
                address,
                latitude,
                longitude,
                null,
                null,
                new Traits(Set.of(), List.of(), null, Set.of(), null, 0, 0, 0),
                null,
                Instant.EPOCH,
                0,
                null,
                0L);
    }
}
