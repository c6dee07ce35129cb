package porchlight.site;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BooleanSupplier;
import porchlight.brand.Brand;

/** Pages of a site without an MLS. */
public final class TestPages {
    private static final SiteInfo SITE = new SiteInfo(
            "Porchlight",
            "Test Realty",
            null,
            null,
            null,
            null,
            null,
            "Test MLS",
            ZoneOffset.UTC,
            List.of(),
            "Listing data © Test MLS",
            null,
            null,
            null,
            false,
            true,
            false,
            false,
            Duration.ofHours(12),
            List.of(),
            () -> Brand.OURS,
            InstantSource.system());

    private TestPages() {}

    /** @param drawsCards whether the machine can draw pictures of shared links */
    public static Pages pages(BooleanSupplier drawsCards) {
        var sources = Sources.packaged();
        return new Pages(
                sources,
                SITE,
                new Assets(sources, () -> Brand.OURS),
                drawsCards,
                () -> PlaceTerms.UNITED_STATES,
                slug -> java.util.Optional.empty());
    }

    /** What sends answers under the origin of each request. */
    public static Answers answers() {
        return new Answers(pages(() -> true));
    }
}
