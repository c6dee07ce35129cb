package porchlight.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import porchlight.demomls.DemoMls;
import porchlight.feed.DemoFeed;
import porchlight.feed.FeedConnection;
import porchlight.message.Messages;
import porchlight.settings.CheckedSettings;
import porchlight.settings.Settings.Feed;
import porchlight.settings.Version;

/** Reports which features of the configured MLS work. */
@Command(name = "check", mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class CheckCommand implements Callable<Integer> {
    private final CommandContext surroundings;

    @Spec
    private CommandSpec spec;

    @Option(names = DemoFeed.OPTION, paramLabel = "VENDOR")
    private @Nullable String manners;

    public CheckCommand(CommandContext surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        var startup = CheckedSettings.read(surroundings.environment(), surroundings.directory());
        startup.warnings()
                .forEach(warning -> spec.commandLine().getErr().println(Messages.text("command.warning", warning)));
        var feed = startup.settings().feed();
        var options = DemoFeed.options(manners, feed, spec);
        if (feed != null && FeedConnection.needsAuthorization(feed, surroundings.directory())) {
            spec.commandLine().getErr().println(Messages.text("command.unauthorized"));
            return 1;
        }
        if (feed != null) return check(startup, feed);
        try (var demo = DemoMls.start(options)) {
            return check(DemoFeed.settings(startup), DemoFeed.of(demo));
        }
    }

    private int check(CheckedSettings startup, Feed feed) throws InterruptedException {
        return new FeedTrial(surroundings, spec.commandLine().getOut()).passes(startup, feed) ? 0 : 1;
    }
}
