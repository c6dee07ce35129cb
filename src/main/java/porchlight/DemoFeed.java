package porchlight;

import java.time.Duration;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import porchlight.Settings.Auth;
import porchlight.Settings.Capabilities;
import porchlight.Settings.Expansions;
import porchlight.Settings.Feed;
import porchlight.Settings.RateBudget;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.demomls.manners.Vendor;
import porchlight.listing.MlsProfile;

/** The demo MLS as a feed like any other. */
final class DemoFeed {
    static final String OPTION = "--demo-manners";

    private DemoFeed() {}

    static Feed of(DemoMls demo) {
        return new Feed(
                HttpUrl.get(demo.serviceRoot()),
                new Auth.StaticToken("Bearer", DemoMls.TOKEN),
                25,
                // Its photos come from it too.
                new RateBudget(12_000, Duration.ofMinutes(5)),
                null,
                new Expansions(null, null, null, null),
                new Capabilities(null, null, null, null, null, null));
    }

    /**
     * The demo MLS that a site is to be shown on.
     *
     * @param manners as typed after {@link #OPTION}, null if it was not
     * @param feed the MLS that is configured, null if none is
     * @throws InvalidSettings if the vendor forbids what a site does
     */
    static DemoOptions options(@Nullable String manners, @Nullable Feed feed, CommandSpec spec) {
        if (manners == null) return DemoOptions.standard();
        var vendor = vendor(manners, OPTION, spec);
        if (feed != null)
            throw new ParameterException(
                    spec.commandLine(), OPTION + ": RESO_SERVICE_ROOT is set, so the site is not on the demo MLS");
        if (!vendor.allowsLiveSearch()) Startup.refuseForbidden("MLS GRID", new MlsProfile.FeedTerms(false, false));
        return DemoOptions.standard().manners(vendor);
    }

    static Vendor vendor(String manners, String option, CommandSpec spec) {
        return Vendor.named(manners)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        option + ": no vendor is called '" + manners + "'; known: " + Vendor.ids()));
    }
}
