package porchlight.httpcache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.database.SiteDatabase;
import porchlight.harness.TestClock;

/** The table of stored responses: its limits, and how it survives broken processes and files. */
class ResponseCacheTest {
    private static final Duration LIMIT = Duration.ofHours(12);

    private final TestClock clock = new TestClock();

    private static HikariDataSource inMemory(String mode) {
        return SiteDatabase.open("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + mode, null, null);
    }

    private StoredResponse response(int size, long seed) throws IOException {
        var body = new byte[size];
        new Random(seed).nextBytes(body);
        return StoredResponse.of("application/json", null, body, clock.instant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";MODE=PostgreSQL"})
    void aStoredResponseIsFoundAsItWas(String mode) throws Exception {
        try (var database = inMemory(mode)) {
            var cache = new ResponseCache(database, 1_000_000, clock);
            var body = "{\"value\":[\"Gräfin 🏡\"]}".getBytes(StandardCharsets.UTF_8);
            cache.store("key", StoredResponse.of("application/json", "W/\"7\"", body, clock.instant()));
            cache.store("key", StoredResponse.of("application/json", "W/\"8\"", body, clock.instant()));
            var found = cache.find("key").orElseThrow();
            assertArrayEquals(body, found.body());
            assertEquals("W/\"8\"", found.etag());
            assertEquals("application/json", found.contentType());
            assertEquals(clock.instant(), found.storedAt());
            assertTrue(cache.find("other").isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";MODE=PostgreSQL"})
    void purgingKeepsTheLastUsedWithinTheBytes(String mode) throws Exception {
        try (var database = inMemory(mode)) {
            var cache = new ResponseCache(database, 10_500, clock);
            for (int i = 0; i < 20; i++) {
                cache.store("key" + i, response(1_000, i));
                clock.pass(Duration.ofMinutes(2));
            }
            assertTrue(cache.find("key3").isPresent());
            cache.purge(clock.instant().minus(LIMIT));
            assertTrue(cache.find("key3").isPresent());
            assertTrue(cache.find("key19").isPresent());
            assertTrue(cache.find("key4").isEmpty());
            assertTrue(cache.find("key10").isEmpty());
        }
    }

    @Test
    void purgingDeletesWhatIsTooOld() throws Exception {
        try (var database = inMemory("")) {
            var cache = new ResponseCache(database, 1_000_000, clock);
            cache.store("old", response(100, 1));
            clock.pass(Duration.ofHours(11));
            cache.store("new", response(100, 2));
            clock.pass(Duration.ofHours(1));
            cache.purge(clock.instant().minus(LIMIT));
            assertTrue(cache.find("old").isEmpty());
            assertTrue(cache.find("new").isPresent());
        }
    }

    @Test
    void aDamagedFileIsReplaced(@TempDir Path folder) throws Exception {
        var url = "jdbc:h2:" + folder.resolve("porchlight");
        try (var database = SiteDatabase.open(url, null, null)) {
            new ResponseCache(database, 1_000_000, clock).store("key", response(50_000, 1));
        }
        var file = folder.resolve("porchlight.mv.db");
        var bytes = Files.readAllBytes(file);
        new Random(1).nextBytes(bytes);
        Files.write(file, bytes);
        try (var database = SiteDatabase.open(url, null, null)) {
            var cache = new ResponseCache(database, 1_000_000, clock);
            assertTrue(cache.find("key").isEmpty());
            cache.store("key", response(100, 2));
            assertTrue(cache.find("key").isPresent());
        }
    }

    @Test
    void aFileInUseGivesWayToMemory(@TempDir Path folder) throws Exception {
        var url = "jdbc:h2:" + folder.resolve("porchlight");
        var holder = writer(url);
        try {
            holder.getInputStream().read();
            try (var database = SiteDatabase.open(url, null, null)) {
                var cache = new ResponseCache(database, 1_000_000, clock);
                cache.store("key", response(100, 1));
                assertTrue(cache.find("key").isPresent());
            }
        } finally {
            holder.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void killedAtAnyMomentItStartsAgain(@TempDir Path folder) throws Exception {
        var url = "jdbc:h2:" + folder.resolve("porchlight");
        for (int round = 0; round < 3; round++) {
            var writer = writer(url);
            writer.getInputStream().read();
            Thread.sleep(50 + 130L * round);
            writer.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            try (var database = SiteDatabase.open(url, null, null)) {
                assertTrue(database.getJdbcUrl().contains(folder.toString()), "went to memory");
                var cache = new ResponseCache(database, 1_000_000, clock);
                for (int i = 0; i < 100; i++) {
                    var found = cache.find("key" + i);
                    // Anything that is found is complete.
                    if (found.isPresent()) assertEquals(20_000, found.get().body().length);
                }
                cache.store("after", response(100, round));
                assertTrue(cache.find("after").isPresent());
            }
        }
    }

    /** Another process that stores responses endlessly. It writes a byte when it begins. */
    private static Process writer(String url) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Main class of the writing process. */
    static final class Writer {
        public static void main(String[] args) throws IOException {
            var clock = new TestClock();
            var cache = new ResponseCache(SiteDatabase.open(args[0], null, null), 1_000_000, clock);
            var random = new Random();
            for (int i = 0; ; i++) {
                var body = new byte[20_000];
                random.nextBytes(body);
                cache.store("key" + i % 100, StoredResponse.of(null, null, body, clock.instant()));
                if (i == 0) {
                    System.out.write('x');
                    System.out.flush();
                }
            }
        }
    }
}
