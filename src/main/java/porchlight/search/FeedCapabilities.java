package porchlight.search;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import porchlight.catalog.Catalog;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyResource;

/** Returns the current {@link Capabilities} of the feed. */
public final class FeedCapabilities {
    /** Filters and orders by these fields would tell what the profile keeps from visitors. */
    private static final Set<String> HISTORY = Set.of("MajorChangeType", "PriceChangeTimestamp");

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
                plan, properties.isExact(), unasked(), profile.optOut().addressField(), profile.ours(), today());
    }

    private Set<String> unasked() {
        var converted = catalog.snapshot().converted();
        if (profile.showsHistory()) return converted;
        var all = new HashSet<>(converted);
        all.addAll(HISTORY);
        return all;
    }

    /** In the MLS's time zone. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), profile.timeZone());
    }
}
