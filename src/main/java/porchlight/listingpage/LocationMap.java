package porchlight.listingpage;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import porchlight.listing.Listing;
import porchlight.message.Messages;
import porchlight.place.Surroundings;
import porchlight.site.DrawnGround;

/**
 * A listing's location, as far as the public may know it: the exact place, or a circle around its locality.
 *
 * @param radius meters around the center; 0 for the exact place
 * @param sentence for visitors who cannot see the map
 * @param nearHref a search for similar homes around it
 * @param nearText the label of that search
 */
public record LocationMap(
        String latitude, String longitude, long radius, String sentence, String nearHref, String nearText) {
    private static final double METRES_PER_MILE = 1_609.34;

    public boolean exact() {
        return radius == 0;
    }

    double degreesNorth() {
        return Double.parseDouble(latitude);
    }

    double degreesEast() {
        return Double.parseDouble(longitude);
    }

    boolean isWithin(DrawnGround map) {
        return map.covers(degreesNorth(), degreesEast());
    }

    /** A map on another site, which needs no scripts of this one. */
    public String elsewhere() {
        return exact()
                ? "https://www.openstreetmap.org/?mlat=" + latitude + "&mlon=" + longitude + "#map=16/" + latitude + "/"
                        + longitude
                : "https://www.openstreetmap.org/#map=13/" + latitude + "/" + longitude;
    }

    /** Empty if not even its locality has a known location. */
    static Optional<LocationMap> of(Listing listing, Surroundings surroundings) {
        var ordinary = !listing.isLease() && !listing.isLand() && !listing.isCommercial();
        var type = ordinary ? "" : "&type=" + encoded(String.valueOf(listing.propertyType()));
        var kind = listing.isLand() ? "land" : listing.isLease() ? "rentals" : ordinary ? "homes" : "properties";
        var at = listing.location();
        var address = listing.address();
        if (at != null) {
            var latitude = at.latitude().toPlainString();
            var longitude = at.longitude().toPlainString();
            var near = "/homes?near=" + shortened(at.latitude().doubleValue()) + ","
                    + shortened(at.longitude().doubleValue()) + "&radius=2" + type;
            return Optional.of(new LocationMap(
                    latitude, longitude, 0, address.full(), near, Messages.text("listing.location.near." + kind)));
        }
        var code = address.postalCode();
        var near =
                code == null ? "/homes?city=" + encoded(String.valueOf(address.city())) : "/homes?zip=" + encoded(code);
        return surroundings
                .of(address)
                .map(circle -> new LocationMap(
                        shortened(circle.latitude()),
                        shortened(circle.longitude()),
                        Math.round(circle.miles() * METRES_PER_MILE),
                        Messages.text(
                                address.hidden() ? "listing.location.withheld" : "listing.location.approximate",
                                address.locality()),
                        near + type,
                        Messages.text("listing.location.area." + kind)));
    }

    private static String shortened(double degrees) {
        return String.format(Locale.US, "%.4f", degrees);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
