package porchlight.search;

import java.time.InstantSource;
import java.time.LocalDate;
import porchlight.catalog.Catalog;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyResource;

/** Tells {@link Capabilities} as the feed and the clock are now. */
public final class FeedCapabilities {
    private final PropertyResource properties;
    private final Catalog catalogue;
    private final MlsProfile profile;
    private final InstantSource clock;

    /** @param catalogue knows in which units listings were told */
    public FeedCapabilities(PropertyResource properties, Catalog catalogue, MlsProfile profile, InstantSource clock) {
        this.properties = properties;
        this.catalogue = catalogue;
        this.profile = profile;
        this.clock = clock;
    }

    /** @throws porchlight.odata.ODataException if the feed was never reached */
    public Capabilities now() {
        var plan = properties.plan();
        return new Capabilities(
                plan,
                properties.isExact(),
                catalogue.snapshot().converted(),
                profile.optOut().addressField(),
                today());
    }

    /** In the MLS's time zone. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), profile.timeZone());
    }
}
