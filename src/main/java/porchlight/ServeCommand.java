package porchlight;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.site.Sources;

/** Serves the site. */
@Command(
        name = "serve",
        description = "Serves the site, on the demo MLS unless RESO_SERVICE_ROOT is set.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ServeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    ServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var startup = Startup.read(surroundings.environment());
        startup.warnings().forEach(warning -> spec.commandLine().getErr().println("Warning: " + warning));
        var feed = startup.settings().feed();
        if (feed == null) {
            var demo = DemoMls.start(DemoOptions.standard().warm(true));
            spec.commandLine().getOut().println("Demo MLS on " + demo.serviceRoot());
            feed = DemoFeed.of(demo);
        }
        var site = Website.start(
                startup.settings(),
                feed,
                startup.profile(),
                surroundings.directory(),
                Sources.here(),
                surroundings.clock());
        spec.commandLine().getOut().println("Porchlight is ready on http://localhost:" + site.port());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
