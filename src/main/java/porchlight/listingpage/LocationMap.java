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
 * Where a listing is, as far as the public may know: its place, or the circle its locality fills.
 *
 * @param radius metres around the middle; 0 for the very place
 * @param sentence for those who see no map
 * @param nearHref the search around it, for what is of its kind
 * @param nearText what that is called
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

    boolean isOn(DrawnGround map) {
        return map.covers(degreesNorth(), degreesEast());
    }

    /** A map of another site, which needs no scripts of this one. */
    public String elsewhere() {
        return exact()
                ? "https://www.openstreetmap.org/?mlat=" + latitude + "&mlon=" + longitude + "#map=16/" + latitude + "/"
                        + longitude
                : "https://www.openstreetmap.org/#map=13/" + latitude + "/" + longitude;
    }

    /** Empty when not even its locality can be placed. */
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
