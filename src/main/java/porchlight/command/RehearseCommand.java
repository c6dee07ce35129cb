package porchlight.command;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.feed.DemoFeed;
import porchlight.message.Messages;
import porchlight.server.Launch;
import porchlight.server.Pace;
import porchlight.server.Website;
import porchlight.settings.CheckedSettings;
import porchlight.site.Sources;

/**
 * Shows each kind of page once and exits. The build runs it to record which classes are loaded, so that the program
 * starts from a class data archive.
 */
@Command(name = "rehearse", hidden = true)
public final class RehearseCommand implements Callable<Integer> {
    private static final int LISTINGS = 60;
    private static final int TRIES = 100;
    /** Build machines may be busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Pattern LISTING = Pattern.compile("href=\"(/listing/[^\"]+)\"");

    private final CommandContext surroundings;

    public RehearseCommand(CommandContext surroundings) {
        this.surroundings = surroundings;
    }

    @Spec
    private CommandSpec spec;

    /** A slower start is better than a failed build. */
    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        try {
            rehearse();
            out.println(Messages.text("command.rehearse.done"));
        } catch (IOException | RuntimeException fault) {
            out.println(Messages.text("command.rehearse.failed", fault));
            out.flush();
            // Unfinished background work could hold up the build.
            System.exit(0);
        }
        out.flush();
        return 0;
    }

    private void rehearse() throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("porchlight");
        var startup = DemoFeed.settings(CheckedSettings.read(
                Map.of(
                        "PORT",
                        "0",
                        "MANAGEMENT_PORT",
                        "0",
                        "DATABASE_URL",
                        "jdbc:h2:file:" + directory.resolve("rehearsal")),
                directory));
        try (var demo = DemoMls.start(DemoOptions.standard().listings(LISTINGS));
                var site = Website.start(Launch.of(
                        startup.settings(),
                        DemoFeed.of(demo),
                        startup.profile(),
                        directory,
                        Sources.packaged(),
                        surroundings.clock(),
                        Pace.after(Duration.ZERO)))) {
            var http = new OkHttpClient.Builder().readTimeout(PATIENCE).build();
            var root = "http://127.0.0.1:" + site.port();
            awaitCatalog(http, "http://127.0.0.1:" + site.managementPort().orElseThrow());
            var results = get(http, root + "/homes");
            for (var path : List.of("/", "/homes?beds=3", "/api/suggest?q=port", "/open-houses", "/saved", "/terms"))
                get(http, root + path);
            var listing = LISTING.matcher(results);
            if (!listing.find()) throw new IllegalStateException("no listing among the results");
            get(http, root + listing.group(1));
        } finally {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }
    }

    private static void awaitCatalog(OkHttpClient http, String root) throws IOException, InterruptedException {
        for (int tries = 0; tries < TRIES && !get(http, root + "/readyz").contains("listings, complete"); tries++)
            Thread.sleep(100);
    }

    private static String get(OkHttpClient http, String url) throws IOException {
        try (var response = http.newCall(new Request.Builder().url(url).build()).execute()) {
            return response.body().string();
        }
    }
}
