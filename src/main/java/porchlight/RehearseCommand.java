package porchlight;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import picocli.CommandLine.Command;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.site.Sources;

/**
 * Shows each kind of page once and ends. The build runs it and records what was loaded, so that the program starts from
 * an archive of its classes.
 */
@Command(name = "rehearse", hidden = true, description = "Shows each kind of page once and ends.")
final class RehearseCommand implements Callable<Integer> {
    private static final int LISTINGS = 60;
    private static final int TRIES = 100;
    private static final Pattern LISTING = Pattern.compile("href=\"(/listing/[^\"]+)\"");

    private final Surroundings surroundings;

    RehearseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("porchlight");
        var startup =
                Startup.read(Map.of("PORT", "0", "DATABASE_URL", "jdbc:h2:file:" + directory.resolve("rehearsal")));
        try (var demo = DemoMls.start(DemoOptions.standard().listings(LISTINGS));
                var site = Website.start(
                        startup.settings(),
                        DemoFeed.of(demo),
                        startup.profile(),
                        directory,
                        Sources.packaged(),
                        surroundings.clock())) {
            var http = new OkHttpClient();
            var root = "http://127.0.0.1:" + site.port();
            awaitCatalogue(http, root);
            var results = get(http, root + "/homes");
            for (var path : List.of("/", "/homes?beds=3", "/api/suggest?q=port", "/open-houses", "/saved", "/terms"))
                get(http, root + path);
            var listing = LISTING.matcher(results);
            if (!listing.find()) throw new IllegalStateException("no listing among the results");
            get(http, root + listing.group(1));
        } finally {
            try (var files = Files.list(directory)) {
                for (var file : files.toList()) Files.delete(file);
            }
            Files.delete(directory);
        }
        return 0;
    }

    private static void awaitCatalogue(OkHttpClient http, String root) throws IOException, InterruptedException {
        for (int tries = 0; tries < TRIES && !get(http, root + "/readyz").contains("listings, complete"); tries++)
            Thread.sleep(100);
    }

    private static String get(OkHttpClient http, String url) throws IOException {
        try (var response = http.newCall(new Request.Builder().url(url).build()).execute()) {
            return response.body().string();
        }
    }
}
