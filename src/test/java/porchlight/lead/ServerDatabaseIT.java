package porchlight.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.harness.TestClock;
import porchlight.harness.TestPostgres;

/** Leads on a PostgreSQL server. */
@EnabledIf(value = "porchlight.harness.TestPostgres#isExpected", disabledReason = "there is no PostgreSQL server here")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerDatabaseIT {
    private final TestClock clock = new TestClock();
    private TestPostgres postgres;

    @BeforeAll
    void start() throws Exception {
        postgres = TestPostgres.start();
    }

    @AfterAll
    void stop() throws Exception {
        postgres.close();
    }

    private LeadDatabase database(String jdbcUrl) {
        return LeadDatabase.beside(jdbcUrl, null, null, Path.of("target"), clock);
    }

    @ParameterizedTest
    @CsvSource({"off, on", "on, on", "local, local", "remote_apply, remote_apply"})
    void aCommitIsOnDiskWhenItReturns(String setting, String used) throws Exception {
        var name = postgres.newDatabase();
        var url = postgres.jdbcUrlOf(name);
        try (var owner = DriverManager.getConnection(url);
                var statement = owner.createStatement()) {
            statement.execute("ALTER DATABASE " + name.substring(name.lastIndexOf('/') + 1)
                    + " SET synchronous_commit = " + setting);
        }
        try (var database = database(url)) {
            String seen = database.run(connection -> {
                try (var rows = connection.createStatement().executeQuery("SHOW synchronous_commit")) {
                    rows.next();
                    return rows.getString(1);
                }
            });
            assertEquals(used, seen);
            assertEquals(Optional.empty(), new LeadStore(database, clock).unavailableSince());
        }
    }

    @Test
    void spellingsThatReachSeveralProcessesAreAcknowledgedOnce() throws Exception {
        var url = postgres.jdbcUrlOf(postgres.newDatabase());
        var senders = Executors.newFixedThreadPool(8);
        try (var first = database(url);
                var second = database(url)) {
            var stores = List.of(new LeadStore(first, clock), new LeadStore(second, clock));
            // Tables are there before all come at once.
            assertEquals(List.of(), stores.get(0).all());
            var work = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 40; i++) {
                var inquiry = new Inquiry(
                        Inquiry.Kind.CONTACT,
                        null,
                        "Ann",
                        "a.nn+" + i + "@example.com",
                        null,
                        "Hi " + i,
                        null,
                        null,
                        null,
                        null);
                var store = stores.get(i % 2);
                work.add(() -> store.add(inquiry, "yes", null, List.of("webhook", Channels.ACKNOWLEDGEMENT)));
            }
            for (var kept : senders.invokeAll(work)) assertTrue(kept.get());
            assertEquals(40, stores.get(0).all().size());
            assertEquals(1, acknowledgements(stores.get(1)));

            clock.pass(Duration.ofDays(1));
            assertTrue(stores.get(0)
                    .add(
                            new Inquiry(
                                    Inquiry.Kind.CONTACT,
                                    null,
                                    "Ann",
                                    "ANN@example.com",
                                    null,
                                    "Hi",
                                    null,
                                    null,
                                    null,
                                    null),
                            "yes",
                            null,
                            List.of(Channels.ACKNOWLEDGEMENT)));
            assertEquals(2, acknowledgements(stores.get(1)));
        } finally {
            senders.shutdownNow();
        }
    }

    private static long acknowledgements(LeadStore store) {
        return store.all().stream()
                .flatMap(lead -> lead.deliveries().stream())
                .filter(delivery -> delivery.channel().equals(Channels.ACKNOWLEDGEMENT))
                .count();
    }

    @Test
    void aServerThatIsAwayIsReportedAndFoundAgain() throws Exception {
        var url = postgres.jdbcUrlOf(postgres.newDatabase());
        try (var database = database(url)) {
            var store = new LeadStore(database, clock);
            assertEquals(Optional.empty(), store.unavailableSince());
            postgres.kill();
            clock.pass(Duration.ofMinutes(1));
            var since = clock.instant();
            assertEquals(Optional.of(since), store.unavailableSince());
            postgres.begin();
            for (int looks = 0; looks < 20 && store.unavailableSince().isPresent(); looks++)
                clock.pass(Duration.ofSeconds(5));
            assertEquals(Optional.empty(), store.unavailableSince());
        }
    }
}
