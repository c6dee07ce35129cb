package porchlight.search;

import java.time.InstantSource;
import java.time.LocalDate;
import porchlight.catalog.Catalog;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyResource;

/** Returns the current {@link Capabilities} of the feed. */
public final class FeedCapabilities {
    private final PropertyResource properties;
    private final Catalog catalog;
    private final MlsProfile profile;
    private final InstantSource clock;

    /** @param catalog knows the units of the listings */
    public FeedCapabilities(PropertyResource properties, Catalog catalog, MlsProfile profile, InstantSource clock) {
        this.properties = properties;
        this.catalog = catalog;
        this.profile = profile;
        this.clock = clock;
    }

    /** @throws porchlight.odata.ODataException if the feed has never been reached */
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
