package porchlight.search;

import java.time.InstantSource;
import java.time.LocalDate;
import porchlight.catalog.Catalog;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyResource;

/** Tells {@link Capabilities} as the feed and the clock are now. */
public final class FeedCapabilities {
    private final PropertyResource properties;
    private final Catalog catalog;
    private final MlsProfile profile;
    private final InstantSource clock;

    /** @param catalog knows in which units listings were told */
    public FeedCapabilities(PropertyResource properties, Catalog catalog, MlsProfile profile, InstantSource clock) {
        this.properties = properties;
        this.catalog = catalog;
        this.profile = profile;
        this.clock = clock;
    }

    /** @throws porchlight.odata.ODataException if the feed was never reached */
    public Capabilities now() {
        var plan = properties.plan();
        return new Capabilities(
                plan,
                properties.isExact(),
                catalog.snapshot().converted(),
                profile.optOut().addressField(),
                today());
    }

    /** In the MLS's time zone. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), profile.timeZone());
    }
}
