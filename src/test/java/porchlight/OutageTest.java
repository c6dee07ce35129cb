package porchlight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.demomls.Faults.Kind;
import porchlight.site.Sources;

/** Faults of the MLS, the database and the program, each made for real. */
class OutageTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T18:00:00Z"));
    private final InstantSource clock = now::get;
    private DemoMls mls;

    @BeforeEach
    void start() {
        mls = DemoMls.start(DemoOptions.standard().listings(60).clock(clock));
    }

    @AfterEach
    void stop() {
        mls.close();
    }

    private TestSite site() {
        return TestSite.on(mls.serviceRoot(), Map.of(), Sources.packaged(), clock);
    }

    @Test
    void pagesSeenComeWithTheirDateWhileTheMlsIsDownAndNotAfterTwelveHours() throws Exception {
        try (var site = site()) {
            var path =
                    site.page("/homes").select("a.listing-card__link").first().attr("href");
            var fresh = site.page(path).select("h1").text();
            mls.close();
            now.updateAndGet(instant -> instant.plus(Duration.ofHours(2)));
            for (var seen : new String[] {"/homes", path}) {
                var page = site.page(seen);
                assertTrue(
                        page.select(".stale-note").text().contains("November 23, 2026, 10:00 AM PST"),
                        page.select(".stale-note").text());
            }
            assertEquals(fresh, site.page(path).select("h1").text());
            now.updateAndGet(instant -> instant.plus(Duration.ofHours(10)).plusSeconds(1));
            assertEquals(503, site.get(path).statusCode());
        }
    }

    @Test
    void searchesNobodyMadeBeforeAreAnsweredByTheCatalogueWhileTheMlsIsDown() throws Exception {
        try (var site = site().swept()) {
            mls.close();
            now.updateAndGet(instant -> instant.plus(Duration.ofHours(2)));
            var page = site.page("/homes?sort=price");
            // 60 homes, but for those not for sale, not active or withheld.
            assertEquals("43 homes for sale", page.select("h1").text());
            assertEquals(24, page.select(".listing-card").size());
            assertTrue(
                    page.select(".stale-note").text().contains("November 23, 2026, 10:00 AM PST"),
                    page.select(".stale-note").text());
            now.updateAndGet(instant -> instant.plus(Duration.ofHours(10)).plusSeconds(1));
            assertEquals(503, site.get("/homes?sort=price").statusCode());
            assertEquals(503, site.get("/homes").statusCode());
        }
    }

    @Test
    void anMlsThatNeverAnswersIsAnHonest503() throws Exception {
        try (var silent = new ServerSocket(0)) {
            // It accepts connections (the backlog does) and never says a word.
            try (var site = TestSite.on("http://127.0.0.1:" + silent.getLocalPort() + "/OData/")) {
                for (var path : new String[] {"/", "/homes"}) {
                    var response = site.get(path);
                    assertEquals(503, response.statusCode());
                    assertTrue(response.headers().firstValue("Retry-After").isPresent());
                    assertTrue(response.body().contains("Listings are unavailable"));
                }
                assertEquals(200, site.get("/terms").statusCode());
                assertEquals(503, site.get("/readyz").statusCode());
                assertEquals(200, site.get("/healthz").statusCode());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {
                "RATE_LIMITED",
                "RATE_LIMITED_WITHOUT_RETRY_AFTER",
                "UNAVAILABLE",
                "UNEXPECTED",
                "ENVELOPE_UNDER_200",
                "HTML_GATEWAY",
                "CUT"
            })
    void aPassingFaultIs503OnUnseenPagesAndStaleOnSeenOnes(Kind kind) throws Exception {
        try (var site = site()) {
            var unread = site.swept()
                    .page("/homes")
                    .select("a.listing-card__link")
                    .first()
                    .attr("href");
            mls.faults().arm(kind);
            var unseen = site.get(unread);
            assertEquals(503, unseen.statusCode(), kind.name());
            assertTrue(unseen.headers().firstValue("Retry-After").isPresent());
            now.updateAndGet(instant -> instant.plus(Duration.ofHours(2)));
            var seen = site.page("/homes");
            assertTrue(seen.select(".stale-note").text().contains("10:00 AM"), kind.name());
            mls.faults().clear();
        }
    }

    @Test
    void aSlowMlsMakesNoVisitorWaitTenSeconds() throws Exception {
        try (var site = site()) {
            var unread =
                    site.page("/homes").select("a.listing-card__link").first().attr("href");
            mls.faults().arm(Kind.SLOW, 100, "", 20_000);
            assertEquals(503, site.get(unread).statusCode());
            mls.faults().clear();
        }
    }

    @Test
    void norDoesOneThatIsSlowFromTheStart() throws Exception {
        mls.faults().arm(Kind.SLOW, Integer.MAX_VALUE, "", 5_000);
        try (var site = site()) {
            for (var path : new String[] {"/", "/homes"})
                assertTrue(Set.of(200, 503).contains(site.get(path).statusCode()));
            mls.faults().clear();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"RESTRICTED_KEY", "SERVICE_LEVEL", "TRUNCATED"})
    void refusalsAndNonsenseAre502(Kind kind) throws Exception {
        try (var site = site()) {
            site.get("/homes");
            mls.faults().arm(kind);
            var response = site.get("/homes?beds=2");
            assertEquals(502, response.statusCode(), kind.name());
            assertFalse(response.body().contains("Exception"));
            mls.faults().clear();
        }
    }

    @Test
    void theSiteGoesOnWithoutItsDatabase() throws Exception {
        var url = "jdbc:h2:mem:breaks;DB_CLOSE_DELAY=-1";
        try (var site = TestSite.on(mls.serviceRoot(), Map.of("DATABASE_URL", url), Sources.packaged(), clock)) {
            assertEquals(200, site.get("/homes").statusCode());
            try (var connection = DriverManager.getConnection(url);
                    var statement = connection.createStatement()) {
                statement.execute("DROP ALL OBJECTS");
            }
            assertEquals(200, site.get("/homes").statusCode());
            assertEquals(200, site.get("/homes?beds=2").statusCode());
        }
    }

    @Test
    void aBrokenTemplateIsA500PageAndABrokenErrorPageAPlainOne(@TempDir Path tree) throws Exception {
        copy(Path.of("templates"), tree.resolve("templates"));
        copy(Path.of("static"), tree.resolve("static"));
        try (var site = TestSite.on(mls.serviceRoot(), Map.of(), new Sources(tree, true), clock)) {
            assertEquals(200, site.get("/").statusCode());
            Files.writeString(tree.resolve("templates/home/home.html"), "<p th:text=\"${nothing.at.all}\"></p>");
            var page = site.get("/");
            assertEquals(500, page.statusCode());
            assertTrue(
                    page.body().contains("Something went wrong") && page.body().contains("site-header"));
            assertFalse(page.body().contains("nothing.at.all"));
            Files.writeString(tree.resolve("templates/error.html"), "<p th:text=\"${nothing.at.all}\"></p>");
            var plain = site.get("/");
            assertEquals(500, plain.statusCode());
            assertTrue(plain.body().contains("Something went wrong")
                    && !plain.body().contains("site-header"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) Files.createDirectories(target);
                else Files.copy(file, target);
            }
        }
    }
}
