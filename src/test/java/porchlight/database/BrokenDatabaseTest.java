package porchlight.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javalin.util.JavalinBindException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.demomls.Faults.Kind;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** What visitors see while the database files are damaged or held by another process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenDatabaseTest {
    private final TestClock clock = new TestClock();
    private DemoMls mls;

    @BeforeAll
    void start() {
        mls = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0).clock(clock));
    }

    @AfterAll
    void stop() {
        mls.close();
    }

    private TestSite site(Path directory) {
        return TestSite.in(
                directory,
                mls.serviceRoot(),
                Map.of("DATABASE_URL", "jdbc:h2:" + directory.resolve("data/porchlight")),
                Sources.packaged(),
                clock);
    }

    private HttpResponse<String> ask(TestSite site, String message) throws Exception {
        return send(site, site.page("/contact"), message);
    }

    private HttpResponse<String> send(TestSite site, Document page, String message) throws Exception {
        clock.pass(Duration.ofMinutes(2));
        return post(site, page, message);
    }

    private static HttpResponse<String> post(TestSite site, Document page, String message) throws Exception {
        var form = page.select("form.contact-form").first();
        return site.post(
                form.attr("action"),
                Map.of(
                        "token",
                        form.select("[name=token]").val(),
                        "name",
                        "Ann",
                        "phone",
                        "503-555-0123",
                        "message",
                        message));
    }

    private static void pagesStand(TestSite site) throws Exception {
        for (var path : new String[] {"/", "/homes", "/homes?beds=2", "/homes?beds=3"})
            assertEquals(200, site.get(path).statusCode(), path);
        var home = site.page("/homes").select("a.listing-card__link").attr("href");
        assertEquals(200, site.get(home).statusCode());
        assertEquals(200, site.get("/healthz").statusCode());
    }

    @Test
    void filesOfAnotherProcessOrDamagedOnesCostNoPageAndNobodyIsThankedInVain(@TempDir Path directory)
            throws Exception {
        try (var site = site(directory)) {
            assertEquals(303, ask(site, "Before").statusCode());
        }
        var data = directory.resolve("data");
        var files = List.of(data.resolve("porchlight.mv.db"), data.resolve("leads.site.lock"));
        try (var cache = FileChannel.open(files.get(0), StandardOpenOption.WRITE);
                var leads = FileChannel.open(files.get(1), StandardOpenOption.WRITE)) {
            cache.lock();
            leads.lock();
            try (var site = site(directory)) {
                pagesStand(site);
                var refused = ask(site, "Meanwhile");
                // However often someone tries.
                for (int tries = 0; tries < 20; tries++) {
                    assertEquals(503, refused.statusCode());
                    refused = post(site, Jsoup.parse(refused.body()), "Meanwhile");
                }
                assertTrue(refused.body().contains("Meanwhile"), "what was typed is kept");
                leads.close();
                clock.pass(Duration.ofSeconds(1));
                // The form had no token, which is not the sender's fault.
                var again = send(site, Jsoup.parse(refused.body()), "Meanwhile");
                assertEquals(303, again.statusCode());
                var metrics = site.management("/metrics").body();
                assertTrue(metrics.contains("porchlight_leads{state=\"kept\"} 2"), metrics);
                assertTrue(metrics.contains("porchlight_leads{state=\"suspected\"} 0"), metrics);
            }
        }

        for (var file : List.of(files.get(0), data.resolve("leads.journal"), data.resolve("leads.index.mv.db"))) {
            var bytes = Files.readAllBytes(file);
            new Random(1).nextBytes(bytes);
            Files.write(file, bytes);
        }
        try (var site = site(directory)) {
            pagesStand(site);
            assertEquals(303, ask(site, "After").statusCode());
        }
        try (var kept = Files.list(data)) {
            assertEquals(
                    1,
                    kept.filter(file -> file.getFileName().toString().startsWith("leads.damaged-"))
                            .count());
        }
    }

    @Test
    void aStartThatFindsItsPortTakenLeavesNoFileOpen(@TempDir Path directory) throws Exception {
        try (var other = new ServerSocket(0)) {
            var settings = Map.of(
                    "DATABASE_URL",
                    "jdbc:h2:" + directory.resolve("data/porchlight"),
                    "PORT",
                    String.valueOf(other.getLocalPort()));
            assertThrows(
                    JavalinBindException.class,
                    () -> TestSite.in(directory, mls.serviceRoot(), settings, Sources.packaged(), clock));
        }
        // If the file were still open, it would be replaced by memory and missing after this.
        try (var site = site(directory)) {
            assertEquals(200, site.get("/homes").statusCode());
        }
        mls.faults().arm(Kind.UNAVAILABLE);
        try (var site = site(directory)) {
            assertEquals(200, site.get("/homes").statusCode());
        } finally {
            mls.faults().clear();
        }
    }
}
