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
import porchlight.message.Messages;
import porchlight.settings.Version;

/** Runs only the demo MLS, until the process ends. */
@Command(name = "demo-mls", mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class DemoMlsCommand implements Callable<Integer> {
    private static final int MOST_LISTINGS = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--port", required = true, paramLabel = "N")
    private int port;

    @Option(names = "--listings", paramLabel = "N")
    private @Nullable Integer listings;

    @Option(names = "--seed", paramLabel = "N")
    private @Nullable Long seed;

    @Option(names = "--manners", paramLabel = "VENDOR")
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
            print(demo);
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private void print(DemoMls demo) {
        line("command.demo.root", demo.serviceRoot());
        line("command.demo.token", DemoMls.TOKEN);
        line("command.demo.client", DemoMls.CLIENT_ID);
        line("command.demo.secret", DemoMls.CLIENT_SECRET);
        line("command.demo.code", Messages.text("command.demo.code.any", DemoMls.AUTHORIZATION_CODE));
        line("command.demo.url", "http://127.0.0.1:" + demo.port() + "/v1/oauth2/grant");
        spec.commandLine().getOut().flush();
    }

    private void line(String key, String value) {
        spec.commandLine().getOut().printf("%-20s%s%n", Messages.text(key), value);
    }

    private void check(String option, int value, int min, int max) {
        if (value < min || value > max)
            throw new ParameterException(
                    spec.commandLine(),
                    Messages.text(
                            "command.range",
                            option,
                            Integer.toString(value),
                            Integer.toString(min),
                            Integer.toString(max)));
    }
}
