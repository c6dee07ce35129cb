package porchlight.search;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import porchlight.catalogue.Catalogue;
import porchlight.listing.FeedShape;
import porchlight.listing.MlsProfile;

/** Tells {@link Capabilities} as the feed and the clock are now. */
public final class FeedCapabilities {
    private final Supplier<FeedShape> shape;
    private final Catalogue catalogue;
    private final Supported supported;
    private final MlsProfile profile;
    private final InstantSource clock;

    /** What settings say of the service; null: as servers usually are. */
    public record Supported(
            @Nullable Boolean in,
            @Nullable Boolean contains,
            @Nullable Boolean startsWith,
            @Nullable Boolean lambda,
            @Nullable Boolean geo) {}

    /** @param catalogue knows in which units listings were told */
    public FeedCapabilities(
            Supplier<FeedShape> shape,
            Catalogue catalogue,
            Supported supported,
            MlsProfile profile,
            InstantSource clock) {
        this.shape = shape;
        this.catalogue = catalogue;
        this.supported = supported;
        this.profile = profile;
        this.clock = clock;
    }

    /** @throws porchlight.odata.ODataException if the feed was never reached */
    public Capabilities now() {
        return new Capabilities(
                or(supported.in),
                or(supported.contains),
                or(supported.startsWith),
                or(supported.lambda),
                or(supported.geo),
                shape.get().property(),
                catalogue.snapshot().converted(),
                profile.optOut().addressField(),
                today());
    }

    /** In the MLS's time zone. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), profile.timeZone());
    }

    private static boolean or(@Nullable Boolean told) {
        return Optional.ofNullable(told).orElse(true);
    }
}
