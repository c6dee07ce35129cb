package porchlight;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import porchlight.listing.MlsProfile;

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
        start(startup.settings(), startup.profile());
        return 0;
    }

    private static void start(Settings settings, MlsProfile profile) {
        throw new UnsupportedOperationException(
                "no site to start on port " + settings.port() + " for " + profile.name());
    }
}
