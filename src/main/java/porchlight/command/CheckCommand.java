package porchlight.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import porchlight.demomls.DemoMls;
import porchlight.diagnosis.FeedCheck;
import porchlight.diagnosis.FeedTable;
import porchlight.diagnosis.Remedies;
import porchlight.diagnosis.SentRequests;
import porchlight.diagnosis.SiteCheck;
import porchlight.diagnosis.TrialSite;
import porchlight.feed.DemoFeed;
import porchlight.feed.FeedConnection;
import porchlight.listing.PropertyFields;
import porchlight.message.Messages;
import porchlight.odata.RateLimit;
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
        var out = spec.commandLine().getOut();
        out.println(Messages.text("check.feed", startup.profile().name(), feed.serviceRoot()));
        out.println(Messages.text("check.rules", startup.profile().source()));
        out.println();
        out.flush();
        var clock = surroundings.clock();
        var requests = new SentRequests();
        // One connection for all trial sites, because they share its budget.
        var connection = FeedConnection.open(feed, surroundings.directory(), RateLimit.Shared.NONE, clock, requests);
        var remedies = new Remedies(
                tried -> TrialSite.start(startup.settings(), tried, startup.profile(), connection, requests, clock),
                feed,
                connection,
                requests);
        var site = new SiteCheck(remedies, requests);
        var report = new FeedCheck(
                        connection, feed, startup.profile(), PropertyFields.detail(startup.profile()), site, clock)
                .report();
        out.println(FeedTable.of(report));
        out.flush();
        return report.passed() ? 0 : 1;
    }
}
