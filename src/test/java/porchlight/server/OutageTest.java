package porchlight.server;

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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.demomls.Faults.Kind;
import porchlight.harness.LyingMls;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** Faults of the MLS, the database and the program, each made for real. */
@Order(1)
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
    void searchesNobodyMadeBeforeAreAnsweredByTheCatalogWhileTheMlsIsDown() throws Exception {
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

    @Test
    void aPassingFaultIs503OnUnseenPagesAndStaleOnSeenOnes() throws Exception {
        try (var site = site().swept()) {
            var unread = site.page("/homes").select("a.listing-card__link").eachAttr("href");
            for (var kind : List.of(
                    Kind.RATE_LIMITED,
                    Kind.RATE_LIMITED_WITHOUT_RETRY_AFTER,
                    Kind.UNAVAILABLE,
                    Kind.UNEXPECTED,
                    Kind.ENVELOPE_UNDER_200,
                    Kind.HTML_GATEWAY,
                    Kind.CUT)) {
                var seenAt = DateTimeFormatter.ofPattern("MMMM d, uuuu, h:", Locale.US)
                        .format(now.get().atZone(ZoneId.of("America/Los_Angeles")));
                mls.faults().arm(kind);
                var unseen = site.get(unread.get(kind.ordinal()));
                assertEquals(503, unseen.statusCode(), kind.name());
                assertTrue(unseen.headers().firstValue("Retry-After").isPresent(), kind.name());
                now.updateAndGet(instant -> instant.plus(Duration.ofHours(2)));
                var note = site.page("/homes").select(".stale-note").text();
                assertTrue(note.contains(seenAt), kind.name() + ", seen " + seenAt + ": " + note);
                mls.faults().clear();
                now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(10)));
                Waiting.until(() -> fresh(site, "/homes"));
                assertTrue(fresh(site, "/homes"), "after " + kind.name());
            }
        }
    }

    private static boolean fresh(TestSite site, String path) throws Exception {
        var page = site.get(path);
        return page.statusCode() == 200 && !page.body().contains("stale-note");
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

    /** Something comes all the time, so only the time of the whole answer can end it. */
    @Test
    void norDoesOneWhoseAnswerDrips() throws Exception {
        try (var dripping = new LyingMls(mls);
                var site = TestSite.on(dripping.serviceRoot(), Map.of(), Sources.packaged(), clock)) {
            var unread = site.page("/homes").select("a.listing-card__link").attr("href");
            dripping.answer(
                    "Property('",
                    () -> new MockResponse.Builder()
                            .setHeader("Content-Type", "application/json")
                            .body("{\"value\":[]" + " ".repeat(10_000) + "}")
                            .throttleBody(1, 100, TimeUnit.MILLISECONDS)
                            .build());
            var before = dripping.asked("Property('").size();
            var answer = site.get(unread);
            assertEquals(503, answer.statusCode());
            assertTrue(answer.headers().firstValue("Retry-After").isPresent());
            assertTrue(dripping.asked("Property('").size() > before, "the MLS was asked");
            assertEquals(200, site.get("/terms").statusCode());
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
    void refusalsAndNonsenseAreA503ThatSaysSoAndMetricsTellThemApart(Kind kind) throws Exception {
        // From the start, so that no catalog can answer instead.
        mls.faults().arm(kind);
        try (var site = site()) {
            var response = site.get("/homes?beds=2");
            assertEquals(503, response.statusCode(), kind.name());
            assertTrue(response.headers().firstValue("Retry-After").isPresent());
            assertTrue(
                    response.body()
                            .contains(kind == Kind.TRUNCATED ? "sent something we can’t use" : "isn’t letting us in"),
                    response.body());
            assertFalse(response.body().contains("Exception"));
            mls.faults().clear();
            // A request is counted after its answer.
            var counted =
                    "porchlight_mls_faults_total{kind=\"" + (kind == Kind.TRUNCATED ? "malformed" : "unauthorized");
            Waiting.until(() -> site.management("/metrics").body().contains(counted));
            var metrics = site.management("/metrics").body();
            assertTrue(metrics.contains(counted), metrics);
        }
    }

    @Test
    void aFlappingMlsIsPagesOrAnHonest503AndItsEndIsNoticed() throws Exception {
        try (var site = site()) {
            var unread = site.page("/homes").select("a.listing-card__link").eachAttr("href");
            var kinds = List.of(Kind.CUT, Kind.UNAVAILABLE, Kind.UNEXPECTED, Kind.HTML_GATEWAY);
            for (int turn = 0; turn < 8; turn++) {
                if (turn % 2 == 0) mls.faults().arm(kinds.get(turn / 2));
                else mls.faults().clear();
                now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(7)));
                assertEquals(200, site.get("/homes").statusCode(), "seen before, in turn " + turn);
                var unseen = site.get(unread.get(turn));
                assertTrue(Set.of(200, 503).contains(unseen.statusCode()), unseen.toString());
                assertEquals(
                        unseen.statusCode() == 503,
                        unseen.headers().firstValue("Retry-After").isPresent());
            }
            mls.faults().clear();
            // The breaker and the pauses after 429 and 5xx are over.
            now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(2)));
            Waiting.until(() -> site.get(unread.get(20)).statusCode() == 200);
            for (var path : unread) assertEquals(200, site.get(path).statusCode(), path);
        }
    }

    @Test
    void aClockThatJumpsShowsNothingTooOldOrFromTheFutureAndMakesNobodyWait() throws Exception {
        try (var site = site()) {
            var path = site.page("/homes").select("a.listing-card__link").attr("href");
            for (var jump : List.of("PT72H", "PT-71H", "P-400D", "P800D", "P-400DT-1H")) {
                now.updateAndGet(instant -> instant.plus(Duration.parse(jump)));
                for (var each : new String[] {"/", "/homes", path, "/homes?beds=2", "/open-houses", "/contact"}) {
                    var page = site.get(each);
                    assertEquals(200, page.statusCode(), each + " after " + jump);
                    assertFalse(page.body().contains("stale-note"), each + " after " + jump);
                }
                var year = now.get().atZone(ZoneOffset.UTC).getYear();
                var footer = site.page("/homes").select("footer").text();
                assertTrue(footer.contains("© " + year), year + " in " + footer);
                assertTrue(footer.matches(".*\\d, " + year + "\\b.*"), year + " in " + footer);
                assertEquals(200, site.get("/readyz").statusCode());
            }
            // Without the MLS nothing is shown that a clock set back makes younger than it is.
            mls.close();
            now.updateAndGet(instant -> instant.plus(Duration.ofHours(20)));
            assertEquals(503, site.get("/homes").statusCode());
            now.updateAndGet(instant -> instant.minus(Duration.ofHours(30)));
            assertEquals(503, site.get("/homes").statusCode());
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
