package porchlight.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import porchlight.edge.ServerLimits;
import porchlight.harness.JournalReader;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** What is on disk when a visitor is thanked, and what visitors see while nothing can be put there. */
class LeadDurabilityTest {
    private static final String NOWHERE = "http://127.0.0.1:1/OData/";
    /** Long enough for a byte that was sent to arrive over loopback. */
    private static final Duration LISTEN = Duration.ofMillis(300);

    private static final Duration LOOK = Duration.ofMillis(1);

    private final TestClock clock = new TestClock();
    private final TestDisk disk = new TestDisk();

    @TempDir
    private Path directory;

    private TestSite site;
    private Path data;

    @BeforeEach
    void start() {
        data = directory.resolve("data");
        site = TestSite.in(
                directory,
                NOWHERE,
                // Elsewhere, so that only leads are in data/.
                Map.of("DATABASE_URL", "jdbc:h2:" + directory.resolve("cache/x"), "TRUSTED_PROXIES", "127.0.0.1"),
                Sources.packaged(),
                clock,
                ServerLimits.PATIENCE,
                disk);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private List<String> kept() throws IOException {
        return JournalReader.of(Files.readAllBytes(data.resolve("leads.journal")))
                .messages();
    }

    @Test
    void recordAndDirectoryAreSyncedBeforeTheFirstByteOfTheAnswer() throws Exception {
        var early = Collections.synchronizedList(new ArrayList<String>());
        try (var visitor = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(site.url("/")).getPort())) {
            disk.before(operation -> {
                if (operation.startsWith("force") || operation.startsWith("sync"))
                    if (hasAnswer(visitor)) early.add(operation);
            });
            var body = "name=Ann&phone=503-555-0123&message=Hello";
            visitor.getOutputStream()
                    .write(("POST /contact HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                    + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            for (int tries = 0; tries < 100 && !hasAnswer(visitor); tries++) Thread.onSpinWait();
            // What was done by the time the answer began.
            var done = disk.done();
            var answer = new String(visitor.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertTrue(answer.startsWith("HTTP/1.1 303 "), answer);
            assertEquals(List.of(), early, "synced after the answer began");
            assertEquals(List.of("Hello"), kept());
            var created = done.indexOf("create leads.journal.new");
            assertEquals(
                    List.of(
                            "create leads.journal.new",
                            "write leads.journal.new",
                            "force leads.journal.new",
                            "replace leads.journal",
                            "sync data"),
                    done.subList(created, created + 5),
                    "the journal is created whole");
            assertEquals(
                    List.of("write leads.journal", "force leads.journal"),
                    done.subList(done.lastIndexOf("write leads.journal"), done.size()),
                    "nothing is written after the last sync");
            assertTrue(created < done.lastIndexOf("write leads.journal"));
            assertTrue(done.subList(0, created).contains("sync " + directory.getFileName()), "data/ itself is synced");
        }
    }

    /** Whether a byte has come, or comes within a moment. */
    private static boolean hasAnswer(Socket visitor) throws IOException {
        var until = System.nanoTime() + LISTEN.toNanos();
        while (visitor.getInputStream().available() == 0) {
            if (System.nanoTime() > until) return false;
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return true;
    }

    /** What can happen to the leads' disk under a running site. */
    enum Fault {
        FULL {
            @Override
            void begin(LeadDurabilityTest test) {
                test.disk.before(operation -> {
                    if (operation.startsWith("write")) throw new IOException("No space left on device");
                });
            }
        },
        READ_ONLY {
            @Override
            void begin(LeadDurabilityTest test) {
                test.disk.before(operation -> {
                    throw new IOException("Read-only file system");
                });
            }
        },
        CANNOT_SYNC {
            @Override
            void begin(LeadDurabilityTest test) {
                test.disk.before(operation -> {
                    if (operation.startsWith("force")) throw new IOException("Input/output error");
                });
            }
        },
        DIRECTORY_DELETED {
            @Override
            void begin(LeadDurabilityTest test) throws IOException {
                delete(test.data);
            }

            @Override
            void end(LeadDurabilityTest test) throws IOException {
                Files.createDirectory(test.data);
            }
        },
        DIRECTORY_AWAY {
            @Override
            void begin(LeadDurabilityTest test) throws IOException {
                Files.move(test.data, test.directory.resolve("away"));
            }

            @Override
            void end(LeadDurabilityTest test) throws IOException {
                Files.move(test.directory.resolve("away"), test.data);
            }
        },
        DIRECTORY_IS_A_FILE {
            @Override
            void begin(LeadDurabilityTest test) throws IOException {
                delete(test.data);
                Files.createFile(test.data);
            }

            @Override
            void end(LeadDurabilityTest test) throws IOException {
                Files.delete(test.data);
                Files.createDirectory(test.data);
            }
        };

        abstract void begin(LeadDurabilityTest test) throws IOException;

        void end(LeadDurabilityTest test) throws IOException {
            test.disk.before(operation -> {});
        }

        /** The running site may write another file there meanwhile. */
        static void delete(Path directory) throws IOException {
            while (Files.exists(directory)) {
                try (Stream<Path> files = Files.walk(directory)) {
                    for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
                } catch (DirectoryNotEmptyException | UncheckedIOException changed) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private int clients;

    private int send(String message, String... shown) throws Exception {
        var answer = site.post(
                "/contact",
                Map.of("name", "Ann", "phone", "503-555-0123", "message", message),
                "X-Forwarded-For",
                "203.0.113." + clients++);
        for (var words : shown) assertTrue(answer.body().contains(words), answer.body());
        return answer.statusCode();
    }

    private void assertStorable(String value, String words) throws Exception {
        var metrics = site.management("/metrics").body();
        assertTrue(metrics.contains("porchlight_leads_storable " + value + "\n"), metrics);
        var ready = site.management("/readyz").body();
        assertTrue(ready.contains(words), ready);
    }

    @ParameterizedTest
    @EnumSource
    void visitorsAreToldWhileAFaultLastsAndServedWithinTenSecondsAfterIt(Fault fault) throws Exception {
        assertEquals(303, send("Before"));
        assertStorable("1.0", "leads: stored\n");

        fault.begin(this);
        var since = clock.instant();
        for (int tries = 0; tries < 3; tries++) {
            assertEquals(503, send("Meanwhile", "We couldn’t save your message", "Meanwhile"));
            assertEquals(200, site.get("/contact").statusCode());
            assertStorable("0.0", "leads: cannot be stored since " + since + "; forms answer 503\n");
            // Sent without its form, it is suspected.
            var counted = site.management("/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("porchlight_leads{"))
                    .toList();
            assertTrue(counted.contains("porchlight_leads{state=\"suspected\"} 1.0"), counted::toString);
            clock.pass(Duration.ofSeconds(20));
        }

        fault.end(this);
        clock.pass(Duration.ofSeconds(9));
        assertStorable("1.0", "leads: stored\n");
        assertEquals(303, send("After"));
        assertEquals(List.of("Before", "After"), kept(), "nothing that was refused, all that was thanked");
    }
}
