package porchlight.feed;

import java.time.Duration;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.demomls.manners.Vendor;
import porchlight.listing.MlsProfile;
import porchlight.listing.OurOffices;
import porchlight.message.Messages;
import porchlight.settings.CheckedSettings;
import porchlight.settings.InvalidSettings;
import porchlight.settings.Settings.Auth;
import porchlight.settings.Settings.Capabilities;
import porchlight.settings.Settings.Expansions;
import porchlight.settings.Settings.Feed;
import porchlight.settings.Settings.RateBudget;

/** Sets up the demo MLS as a feed like any other. */
public final class DemoFeed {
    public static final String OPTION = "--demo-manners";

    private DemoFeed() {}

    public static Feed of(DemoMls demo) {
        return new Feed(
                HttpUrl.get(demo.serviceRoot()),
                new Auth.StaticToken("Bearer", DemoMls.TOKEN),
                25,
                // It also serves its photos.
                new RateBudget(12_000, Duration.ofMinutes(5)),
                null,
                new Expansions(null, null, null, null),
                new Capabilities(null, null, null, null, null, null));
    }

    /** Settings for a site on it, whose brokerage has an office there unless they name others. */
    public static CheckedSettings settings(CheckedSettings startup) {
        var profile = startup.profile();
        return profile.ours().isNone() ? startup.with(profile.of(new OurOffices(Set.of(DemoMls.OWN_OFFICE)))) : startup;
    }

    /**
     * The options of the demo MLS that a site should use.
     *
     * @param manners as typed after {@link #OPTION}, null for none
     * @param feed the configured MLS, null for none
     * @throws InvalidSettings if the vendor forbids what a site does
     */
    public static DemoOptions options(@Nullable String manners, @Nullable Feed feed, CommandSpec spec) {
        if (manners == null) return DemoOptions.standard();
        var vendor = vendor(manners, OPTION, spec);
        if (feed != null)
            throw new ParameterException(spec.commandLine(), Messages.text("command.manners.unused", OPTION));
        if (!vendor.allowsLiveSearch())
            CheckedSettings.refuseForbidden(
                    Messages.text("command.manners.grid"), new MlsProfile.FeedTerms(false, false, true));
        return DemoOptions.standard().manners(vendor);
    }

    public static Vendor vendor(String manners, String option, CommandSpec spec) {
        return Vendor.named(manners)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), Messages.text("command.manners.unknown", option, manners, Vendor.ids())));
    }
}
