package porchlight.command;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.feed.DemoFeed;
import porchlight.settings.Version;

/** Runs only the demo MLS, until the process ends. */
@Command(
        name = "demo-mls",
        description = "Runs only the demo MLS, on this machine's loopback address.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class DemoMlsCommand implements Callable<Integer> {
    private static final int MOST_LISTINGS = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--port", required = true, paramLabel = "N", description = "port to listen on; 0 for any free one")
    private int port;

    @Option(names = "--listings", paramLabel = "N", description = "number of listings; 2400 if not given")
    private @Nullable Integer listings;

    @Option(names = "--seed", paramLabel = "N", description = "same seed, same listings")
    private @Nullable Long seed;

    @Option(
            names = "--manners",
            paramLabel = "VENDOR",
            description = "behave like a vendor's service: spark, bridge, trestle, trestle-strict, paragon, rapattoni,"
                    + " mls-grid, ddf, constellation1, reso-2.0, lookup-strings, own-words, run-together")
    private @Nullable String manners;

    @Override
    public Integer call() throws InterruptedException {
        check("--port", port, 0, 65_535);
        var options = DemoOptions.standard().port(port);
        if (listings != null) {
            check("--listings", listings, 1, MOST_LISTINGS);
            options = options.listings(listings);
        }
        if (seed != null) options = options.seed(seed);
        if (manners != null) options = options.manners(DemoFeed.vendor(manners, "--manners", spec));
        try (var demo = DemoMls.start(options)) {
            tell(demo);
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private void tell(DemoMls demo) {
        var out = spec.commandLine().getOut();
        out.println("Service root        " + demo.serviceRoot());
        out.println("Access token        " + DemoMls.TOKEN);
        out.println("Client              " + DemoMls.CLIENT_ID);
        out.println("Client secret       " + DemoMls.CLIENT_SECRET);
        out.println("Authorization code  " + DemoMls.AUTHORIZATION_CODE + " (any redirect URI)");
        out.println("Token URL           http://127.0.0.1:" + demo.port() + "/v1/oauth2/grant");
        out.flush();
    }

    private void check(String option, int value, int min, int max) {
        if (value < min || value > max)
            throw new ParameterException(
                    spec.commandLine(), option + ": " + value + " is not between " + min + " and " + max);
    }
}
