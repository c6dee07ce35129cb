package porchlight.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestProgram;
import porchlight.harness.TestVisitor;

/**
 * A real process whose MLS data may be two minutes old. When they are, its files are looked at byte by byte and its heap
 * by the kinds of objects in it.
 */
class RetentionDrill {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** Listings, what is made of them, and more cards than the site's own. */
    private static final Pattern RECORD =
            Pattern.compile("porchlight\\.(listing\\.(Listing|OpenHouse|Address|Photo|Indexed)|catalog\\.Entry)$|"
                    + "\\s([2-9]|\\d{2,})\\s+\\d+\\s+porchlight\\.share\\.Card$");

    private static final Pattern STREET = Pattern.compile("\"streetAddress\": ?\"(\\d[^\"#]+)");

    @TempDir
    Path directory;

    @Test
    void noByteOfARecordOutlivesTheLimit() throws Exception {
        var mls = DemoMls.start(DemoOptions.standard().listings(120).rateLimit(0));
        var profile = Files.writeString(directory.resolve("profile.yaml"), """
                extends: demo
                demonstration: false
                feed: { hardMaxAge: PT2M }
                """);
        var temporary = Files.createDirectory(directory.resolve("tmp"));
        var settings = new HashMap<>(TestProgram.settings(mls.serviceRoot()));
        settings.putAll(Map.of(
                "MLS_PROFILE", profile.toString(),
                "CACHE_FRESH_FOR", "PT30S",
                "CACHE_STALE_WHILE_REVALIDATE", "PT1M",
                "CACHE_STALE_IF_ERROR", "PT2M"));
        try (var program = TestProgram.start(
                directory,
                settings,
                TestProgram.line(directory, List.of("-Xmx300m", "-Djava.io.tmpdir=" + temporary), "serve"))) {
            var visitor = program.visitor();
            var words = shown(visitor);
            assertTrue(words.size() > 20, words::toString);
            mls.close();
            var gone = Instant.now().plus(LIMIT).plusSeconds(15);
            while (Instant.now().isBefore(gone)) TimeUnit.MILLISECONDS.sleep(500);

            assertEquals(503, visitor.get("/homes").statusCode());
            assertTrue(program.management().get("/metrics").body().contains("porchlight_pages 0.0"));
            assertEquals(List.of(), records(program));
            var found = new TreeMap<String, List<String>>();
            try (var files = Files.walk(directory)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    var left = left(words, file);
                    if (!left.isEmpty()) found.put(directory.relativize(file).toString(), left);
                }
            }
            assertEquals(Map.of(), found);
        }
    }

    /** Streets of homes that the site showed on pages of every kind, and that are in its files or memory now. */
    private List<String> shown(TestVisitor visitor) throws Exception {
        var words = new ArrayList<String>();
        for (var path : visitor.page("/homes").select("a.listing-card__link").eachAttr("href")) {
            var page = visitor.page(path);
            var street = STREET.matcher(
                    page.select("script[type=application/ld+json]").html());
            if (!street.find()) continue;
            words.add(street.group(1).replaceFirst(" \\w+\\.? ?$", ""));
            visitor.get(path + "/photos");
            visitor.get(path + "/card.jpg");
            for (var photo : page.select("img[src^=/media/]").eachAttr("src").stream()
                    .limit(1)
                    .toList()) visitor.get(photo);
        }
        for (var path :
                List.of("/", "/places", "/open-houses", "/api/suggest?q=division", "/sitemap.xml", "/embed/results"))
            visitor.get(path);
        return words;
    }

    /** What of MLS records can still be reached in the heap. Buffers for input and output are used again, and not looked at. */
    private static List<String> records(TestProgram program) throws IOException, InterruptedException {
        var command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(program.process().pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        var histogram = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(command.waitFor(60, TimeUnit.SECONDS));
        assertTrue(histogram.contains("porchlight.server.Website"), histogram);
        return histogram.lines().filter(line -> RECORD.matcher(line).find()).toList();
    }

    private static List<String> left(List<String> words, Path file) throws IOException {
        var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        return Stream.of(words).flatMap(List::stream).filter(bytes::contains).toList();
    }
}
