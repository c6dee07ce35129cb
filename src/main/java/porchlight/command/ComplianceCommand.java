package porchlight.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.diagnosis.ComplianceReport;
import porchlight.diagnosis.ListingExplanation;
import porchlight.feed.DemoFeed;
import porchlight.feed.FeedConnection;
import porchlight.message.Messages;
import porchlight.settings.CheckedSettings;
import porchlight.settings.Settings.Feed;
import porchlight.settings.Version;

/** Answers an MLS auditor's questions: which rules are followed, what is shown, and what is not and why. */
@Command(name = "compliance", mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class ComplianceCommand implements Callable<Integer> {
    private final CommandContext surroundings;

    @Spec
    private CommandSpec spec;

    @Option(names = "--listing", paramLabel = "N")
    private @Nullable String listing;

    public ComplianceCommand(CommandContext surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var startup = CheckedSettings.read(surroundings.environment(), surroundings.directory());
        startup.warnings()
                .forEach(warning -> spec.commandLine().getErr().println(Messages.text("command.warning", warning)));
        var feed = startup.settings().feed();
        if (feed != null) return report(startup, feed);
        try (var demo = DemoMls.start(DemoOptions.standard())) {
            return report(DemoFeed.settings(startup), DemoFeed.of(demo));
        }
    }

    private int report(CheckedSettings startup, Feed feed) {
        var out = spec.commandLine().getOut();
        var connection = FeedConnection.open(feed, surroundings.directory(), surroundings.clock());
        var client = connection.client();
        var inOrder = listing == null
                ? new ComplianceReport(startup, feed, connection, client, surroundings.clock(), out).print()
                : new ListingExplanation(startup.profile(), feed, client, surroundings.clock(), out).print(listing);
        out.flush();
        return inOrder ? 0 : 1;
    }
}
