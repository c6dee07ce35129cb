package porchlight.command;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import porchlight.demomls.DemoMls;
import porchlight.feed.DemoFeed;
import porchlight.feed.FeedConnection;
import porchlight.message.Messages;
import porchlight.server.Launch;
import porchlight.server.Pace;
import porchlight.server.Website;
import porchlight.settings.CheckedSettings;
import porchlight.settings.Version;
import porchlight.site.Sources;

/** Serves the site. */
@Command(name = "serve", mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class ServeCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);
    private static final Duration LONGEST_STOP = Duration.ofMillis(9_500);
    /** The processors are fully used until the first page has been served. */
    private static final Duration HEAD_START = Duration.ofMillis(1_500);

    /** As in the JVM: 128 plus the signal's number. */
    private static final int SIGTERM_EXIT = 143;

    private final CommandContext surroundings;

    @Spec
    private CommandSpec spec;

    @Option(names = DemoFeed.OPTION, paramLabel = "VENDOR")
    private @Nullable String manners;

    @Option(names = "--watch")
    private boolean watch;

    public ServeCommand(CommandContext surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var startup = CheckedSettings.read(surroundings.environment(), surroundings.directory());
        startup.warnings()
                .forEach(warning -> spec.commandLine().getErr().println(Messages.text("command.warning", warning)));
        var feed = startup.settings().feed();
        var options = DemoFeed.options(manners, feed, spec);
        if (feed != null && FeedConnection.needsAuthorization(feed, surroundings.directory())) {
            spec.commandLine().getErr().println(Messages.text("command.unauthorized"));
            return 1;
        }
        if (feed == null) {
            // Imitations of other vendors' services need not be ready as early for the first visitor.
            var demo = manners == null ? DemoMls.open(options) : DemoMls.start(options);
            spec.commandLine().getOut().println(Messages.text("command.serve.demo", demo.serviceRoot()));
            startup = DemoFeed.settings(startup);
            feed = DemoFeed.of(demo);
        }
        var sources = Sources.here();
        var site = Website.start(Launch.of(
                        startup.settings(),
                        feed,
                        startup.profile(),
                        surroundings.directory(),
                        sources,
                        surroundings.clock(),
                        Pace.after(HEAD_START))
                .with(startup.currentBrand(watch || sources.editable())));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(site), "porchlight-stop"));
        site.managementPort()
                .ifPresent(port -> spec.commandLine()
                        .getOut()
                        .println(Messages.text("command.serve.management", Integer.toString(port))));
        spec.commandLine().getOut().println(Messages.text("command.serve.ready", "http://localhost:" + site.port()));
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** Finishes work in progress, but a supervisor that sent SIGTERM waits ten seconds at most. */
    private static void stop(AutoCloseable site) {
        var impatience = new Thread(() -> {
            try {
                Thread.sleep(LONGEST_STOP.toMillis());
                Runtime.getRuntime().halt(SIGTERM_EXIT);
            } catch (InterruptedException never) {
                Thread.currentThread().interrupt();
            }
        });
        impatience.setDaemon(true);
        impatience.start();
        try {
            site.close();
        } catch (Exception fault) {
            log.warn("Not stopped in order: {}", fault.toString());
        }
    }
}
