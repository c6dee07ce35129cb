package porchlight.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.settings.InvalidSettings;
import porchlight.site.Sources;

/** What only whoever looks after the site may see, and where the site listens and keeps its files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManagementTest {
    private DemoMls mls;

    @BeforeAll
    void start() {
        mls = DemoMls.start(DemoOptions.standard().listings(120));
    }

    @AfterAll
    void stop() {
        mls.close();
    }

    private TestSite site(Map<String, String> settings) {
        return TestSite.on(mls.serviceRoot(), settings, Sources.packaged(), InstantSource.system());
    }

    @Test
    void thePublicLearnsOneWord() throws Exception {
        try (var site = site(Map.of()).swept()) {
            assertEquals("ready\n", site.get("/readyz").body());
            assertEquals(404, site.get("/metrics").statusCode());
            assertTrue(site.management("/readyz").body().contains("catalog: "));
            assertTrue(site.management("/metrics").body().contains("porchlight_mls_budget_left"));
            assertEquals(404, site.management("/homes").statusCode());
        }
    }

    @Test
    void withoutAManagementPortThereIsNoListener() throws Exception {
        try (var site = site(Map.of("MANAGEMENT_PORT", ""))) {
            assertEquals(404, site.get("/metrics").statusCode());
            assertThrows(IOException.class, () -> site.management("/metrics"));
        }
    }

    @Test
    void theSiteListensOnTheAddressItIsGivenOnly() throws Exception {
        try (var site = site(Map.of("HOST", "127.0.0.3"))) {
            var port = URI.create(site.url("/")).getPort();
            assertTrue(isOpen("127.0.0.3", port));
            assertFalse(isOpen("127.0.0.1", port));
        }
    }

    private static boolean isOpen(String host, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 1_000);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    @Test
    void filesOfTheSiteAreItsOwnersAlone(@TempDir Path directory) throws Exception {
        var settings = Map.of("DATABASE_URL", "jdbc:h2:file:" + directory.resolve("data/porchlight"));
        try (var site =
                TestSite.in(directory, mls.serviceRoot(), settings, Sources.packaged(), InstantSource.system())) {
            site.swept();
            site.page("/contact");
            var open = new ArrayList<String>();
            try (var files = Files.walk(directory.resolve("data"))) {
                for (var file : files.toList()) {
                    var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                    if (!mode.endsWith("------")) open.add(file + " " + mode);
                }
            }
            assertEquals(List.of(), open);
            assertTrue(Files.exists(directory.resolve("data/porchlight.mv.db")));
        }
    }

    @Test
    void aWrongPasswordOfTheDatabaseRefusesTheStartAndIsNeverRepeated(@TempDir Path directory) throws Exception {
        var url = "jdbc:h2:file:" + directory.resolve("data/porchlight") + ";USER=sa;PASSWORD=";
        try (var site = TestSite.in(
                directory,
                mls.serviceRoot(),
                Map.of("DATABASE_URL", url + "first-s3cret"),
                Sources.packaged(),
                InstantSource.system())) {
            assertEquals(200, site.get("/homes").statusCode());
        }
        var refused = assertThrows(
                InvalidSettings.class,
                () -> TestSite.in(
                        directory,
                        mls.serviceRoot(),
                        Map.of("DATABASE_URL", url + "second-s3cret"),
                        Sources.packaged(),
                        InstantSource.system()));

        assertTrue(
                refused.faults().toString().contains("user or password"),
                refused.faults().toString());
        assertFalse(refused.toString().contains("s3cret"));
        try (var site = TestSite.in(
                directory,
                mls.serviceRoot(),
                Map.of("DATABASE_URL", url + "first-s3cret"),
                Sources.packaged(),
                InstantSource.system())) {
            assertEquals(200, site.get("/homes").statusCode(), "its file was left alone");
        }
    }

    /** What {@code promtool check metrics} asks of names and texts. */
    @Test
    void metricsFollowPrometheusConventions() throws Exception {
        try (var site = TestSite.on(
                "http://127.0.0.1:1/OData/",
                Map.of("MANAGEMENT_PORT", "0"),
                Sources.packaged(),
                InstantSource.system())) {
            assertEquals(200, site.get("/terms").statusCode());
            site.get("/homes");
            var text = site.management("/metrics").body();
            var types = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$").matcher(text);
            var wrong = new TreeSet<String>();
            var seen = 0;
            while (types.find()) {
                seen++;
                var name = types.group(1);
                var counter = types.group(2).equals("counter");
                if (!Pattern.compile("(?m)^# HELP " + name + " \\S")
                        .matcher(text)
                        .find()) wrong.add(name + ": no HELP");
                if (counter != name.endsWith("_total")) wrong.add(name + ": a counter, and only a counter, is a total");
                if (name.matches(".*_(count|sum|bucket|info)")) wrong.add(name + ": ends like a part of a histogram");
                if (name.matches(".*_(ns|us|ms|sec|min|mins|hours|kb|mb|kib|mib)(_.*)?"))
                    wrong.add(name + ": no base unit");
                if (name.matches(".*(gauge|counter|summary|histogram).*")) wrong.add(name + ": names its type");
            }
            assertTrue(seen > 30, text);
            assertEquals(Set.of(), wrong);
            assertTrue(text.contains("\nprocess_cpu_seconds_total "), text);
        }
    }
}
