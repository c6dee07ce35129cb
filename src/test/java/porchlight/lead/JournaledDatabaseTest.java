package porchlight.lead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.harness.JournalReader;
import porchlight.harness.TestClock;

/** The journal of leads and its index: cut, torn, reordered, damaged, lost, replaced, and shared with commands. */
class JournaledDatabaseTest {
    private static final int SECTOR = 512;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final TestClock clock = new TestClock();
    private final TestDisk disk = new TestDisk();
    private final List<LeadDatabase> open = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        open.forEach(LeadDatabase::close);
    }

    private LeadStore site() {
        return store(JournaledDatabase.ofTheSite(directory, disk, clock));
    }

    private LeadStore command() {
        return store(JournaledDatabase.ofACommand(directory, disk, clock));
    }

    private LeadStore store(LeadDatabase database) {
        open.add(database);
        return new LeadStore(database, clock);
    }

    private static Inquiry inquiry(String message) {
        return new Inquiry(
                Inquiry.Kind.QUESTION, "123", "Ann", "ann@example.com", null, message, null, null, null, null);
    }

    private static String keep(LeadStore store, String message, String... channels) {
        assertTrue(store.add(inquiry(message), "yes", null, List.of(channels)));
        return message;
    }

    private static List<String> messages(LeadStore store) {
        return store.all().stream()
                .map(lead -> lead.inquiry().message())
                .sorted()
                .toList();
    }

    private static String id(LeadStore store, String message) {
        return store.all().stream()
                .filter(lead -> message.equals(lead.inquiry().message()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private Path journal() {
        return directory.resolve("leads.journal");
    }

    private List<Path> damagedFiles() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("leads.damaged-"))
                    .toList();
        }
    }

    /** Names of files, in the directory and below, whose bytes hold a text. */
    private Set<String> filesWith(String text) throws IOException {
        var found = new TreeSet<String>();
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList())
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text))
                    found.add(file.getFileName().toString());
        }
        return found;
    }

    /** Bytes that a power failure may leave after what was synced: cut, with holes, sectors swapped, or with others'. */
    private byte[] afterPowerFailure(byte[] file, int synced) {
        var bytes = file.clone();
        switch (random.nextInt(5)) {
            case 0 -> bytes = Arrays.copyOf(bytes, synced + random.nextInt(bytes.length - synced + 1));
            case 1 -> {
                var from = synced + random.nextInt(bytes.length - synced + 1);
                Arrays.fill(bytes, from, from + random.nextInt(bytes.length - from + 1), (byte) 0);
            }
            case 2 -> {
                var sectors = new ArrayList<byte[]>();
                var first = (synced + SECTOR - 1) / SECTOR * SECTOR;
                for (int at = first; at < bytes.length; at += SECTOR)
                    sectors.add(Arrays.copyOfRange(bytes, at, Math.min(at + SECTOR, bytes.length)));
                Collections.shuffle(sectors, new java.util.Random(random.nextLong()));
                var at = first;
                for (var sector : sectors) {
                    System.arraycopy(sector, 0, bytes, at, sector.length);
                    at += sector.length;
                }
            }
            case 3 -> {
                var noise = new byte[1 + random.nextInt(2_000)];
                random.nextBytes(noise);
                bytes = Arrays.copyOf(bytes, bytes.length + noise.length);
                System.arraycopy(noise, 0, bytes, bytes.length - noise.length, noise.length);
            }
            default -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(5_000));
        }
        return bytes;
    }

    @Test
    void whatWasSyncedSurvivesTornAndReorderedTails() throws Exception {
        var context = "-Dseed=" + seed;
        for (int round = 0; round < 60; round++) {
            var sent = new ArrayList<String>();
            var ends = new ArrayList<Long>();
            Files.deleteIfExists(journal());
            try (var database = JournaledDatabase.ofACommand(directory, disk, clock)) {
                var store = new LeadStore(database, clock);
                for (int i = 0; i < 8; i++) {
                    sent.add(keep(
                            store, "lead " + round + "-" + i + " " + "x".repeat(random.nextInt(1_500)), "webhook"));
                    ends.add(Files.size(journal()));
                }
            }
            var synced = random.nextInt(sent.size());
            var left = afterPowerFailure(
                    Files.readAllBytes(journal()), ends.get(synced).intValue());
            Files.write(journal(), left);
            clock.pass(Duration.ofSeconds(1));
            try (var database = JournaledDatabase.ofACommand(directory, disk, clock)) {
                var store = new LeadStore(database, clock);
                var kept = messages(store);
                assertTrue(kept.containsAll(sent.subList(0, synced + 1)), context + " round " + round);
                assertTrue(sent.containsAll(kept), context + " round " + round + ": only whole leads");
                keep(store, "after " + round);
            }
            var clean = JournalReader.of(Files.readAllBytes(journal()));
            assertEquals(0, clean.rest(), context + " round " + round);
            assertTrue(clean.messages().contains("after " + round), context + " round " + round);
            assertTrue(clean.messages().containsAll(sent.subList(0, synced + 1)), context + " round " + round);
        }
    }

    @Test
    void aDamagedRecordCostsNoOtherAndTheDamagedFileIsKept() throws Exception {
        var sent = new ArrayList<String>();
        var ends = new ArrayList<Integer>();
        try (var database = JournaledDatabase.ofTheSite(directory, disk, clock)) {
            var store = new LeadStore(database, clock);
            ends.add((int) Files.size(made(store)));
            for (int i = 0; i < 5; i++) {
                sent.add(keep(store, "lead " + i));
                ends.add((int) Files.size(journal()));
            }
        }
        var whole = Files.readAllBytes(journal());
        for (int record = 0; record < 5; record++)
            for (int tries = 0; tries < 4; tries++) {
                var bytes = whole.clone();
                bytes[random.nextInt(ends.get(record), ends.get(record + 1))] ^= (byte) (1 << random.nextInt(8));
                Files.write(journal(), bytes);
                for (var file : damagedFiles()) Files.delete(file);
                clock.pass(Duration.ofSeconds(1));
                try (var database = JournaledDatabase.ofTheSite(directory, disk, clock)) {
                    var expected = new ArrayList<>(sent);
                    expected.remove(record);
                    assertEquals(expected, messages(new LeadStore(database, clock)), "-Dseed=" + seed);
                }
                // A length that became too long looks like a record that was not finished, if it is the last.
                if (record == 4 && damagedFiles().isEmpty()) continue;
                assertEquals(1, damagedFiles().size(), "-Dseed=" + seed);
                var aside = damagedFiles().get(0);
                assertArrayEquals(bytes, Files.readAllBytes(aside));
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(aside)));
            }
    }

    private Path made(LeadStore store) {
        assertEquals(List.of(), store.all());
        return journal();
    }

    @Test
    void aDamagedHeaderCostsNoLead() throws Exception {
        keep(site(), "Hello");
        close();
        var bytes = Files.readAllBytes(journal());
        for (int at = 0; at < LeadJournal.HEADER; at += 7) {
            var damaged = bytes.clone();
            damaged[at] ^= 0x10;
            Files.write(journal(), damaged);
            clock.pass(Duration.ofSeconds(1));
            assertEquals(List.of("Hello"), messages(command()));
            assertEquals(0, JournalReader.of(Files.readAllBytes(journal())).rest());
        }
    }

    @Test
    void aLostIndexIsMadeAgainAndNothingThatWasSentIsSentAgain() throws Exception {
        var store = site();
        keep(store, "sent", "webhook");
        var outbox = new Outbox(store, clock);
        outbox.sent(outbox.claim("webhook").orElseThrow());
        keep(store, "refused", "webhook");
        outbox.refused(outbox.claim("webhook").orElseThrow(), "no");
        keep(store, "waiting", "webhook");
        outbox.later(outbox.claim("webhook").orElseThrow(), clock.instant().plusSeconds(60), "not now");
        keep(store, "fresh", "webhook");
        var before = store.all();
        var secret = store.secret("webhook");
        close();
        for (var lost : new boolean[] {true, false}) {
            var index = directory.resolve("leads.index.mv.db");
            if (lost) Files.delete(index);
            else Files.write(index, new byte[5_000]);

            var again = site();
            assertEquals(before, again.all());
            assertArrayEquals(secret, again.secret("webhook"));
            var claims = new Outbox(again, clock);
            assertEquals(
                    "fresh",
                    claims.claim("webhook").orElseThrow().lead().inquiry().message());
            assertEquals(Optional.empty(), claims.claim("webhook"));
            close();
        }
    }

    @Test
    void anIndexThatFailsWhileTheSiteRunsIsMadeAgain() {
        var database = JournaledDatabase.ofTheSite(directory, disk, clock);
        var store = store(database);
        keep(store, "before", "webhook");
        var claim = new Outbox(store, clock).claim("webhook");
        assertThrows(
                LeadsUnavailable.class,
                () -> database.run(connection -> {
                    connection.createStatement().execute("SHUTDOWN IMMEDIATELY");
                    return connection.createStatement().executeQuery("SELECT 1 FROM lead");
                }));
        keep(store, "after");
        assertEquals(List.of("after", "before"), messages(store));
        assertTrue(claim.isPresent());
    }

    @Test
    void aDeletedLeadIsInNoFileThoughTheSiteRuns() throws Exception {
        var store = site();
        for (int i = 0; i < 40; i++) keep(store, "Other " + i + " " + "y".repeat(600), "webhook");
        keep(store, "Forget plughxyzzy", "webhook");
        var outbox = new Outbox(store, clock);
        var underWay = outbox.claim("webhook").orElseThrow();
        store.resend(List.of(id(store, "Forget plughxyzzy")), List.of("webhook"));
        assertFalse(filesWith("plughxyzzy").isEmpty());

        assertEquals(1, command().delete(List.of(id(store, "Forget plughxyzzy"))));
        // As the site does every two seconds.
        outbox.look();

        assertEquals(Set.of(), filesWith("plughxyzzy"));
        assertEquals(40, store.all().size());
        outbox.sent(underWay);
        assertEquals(
                Lead.State.SENT,
                store.withIds(List.of(underWay.lead().id()))
                        .get(0)
                        .deliveries()
                        .get(0)
                        .state(),
                "what was being sent meanwhile is not sent again");
        close();
        assertEquals(Set.of(), filesWith("plughxyzzy"));
        assertEquals(40, site().all().size());
    }

    @Test
    void whatACommandQueuesIsSentByTheRunningSite() {
        var store = site();
        keep(store, "Hello");
        var outbox = new Outbox(store, clock);
        assertEquals(Optional.empty(), outbox.claim("webhook"));
        assertEquals(1, command().resendUnsent(List.of("webhook")));
        assertEquals(
                "Hello", outbox.claim("webhook").orElseThrow().lead().inquiry().message());
    }

    @Test
    void aCommandOfRootLeavesFilesThatTheSitesAccountCanUse() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files away");
        var account = directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.setOwner(directory, account);
        var command = command();
        keep(command, "Forget me");
        assertEquals(1, command.delete(List.of(id(command, "Forget me"))));
        for (var file : List.of("leads.journal", "leads.lock"))
            assertEquals(account, Files.getOwner(directory.resolve(file)), file);
    }

    @Test
    void aSecondSiteKeepsOutAndTheFirstGoesOn() {
        var first = site();
        keep(first, "first");
        var second = site();
        var refused = assertThrows(LeadsUnavailable.class, () -> second.add(inquiry("second"), "yes", null, List.of()));
        assertTrue(refused.getMessage().contains("only one site can"), refused.getMessage());
        keep(first, "again");
        assertEquals(List.of("again", "first"), messages(first));
    }

    /** Each of these is where a full disk or a power failure can interrupt a deletion. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "create leads.journal.new",
                "write leads.journal.new",
                "force leads.journal.new",
                "replace leads.journal",
                "sync data"
            })
    void aRewriteThatIsInterruptedLosesNothing(String operation) throws Exception {
        directory = directory.resolve("data");
        var store = site();
        keep(store, "Forget me");
        keep(store, "Keep me");
        var forgotten = id(store, "Forget me");
        disk.before(name -> {
            if (name.equals(operation)) throw new IOException("No space left on device");
        });
        assertThrows(LeadsUnavailable.class, () -> store.delete(List.of(forgotten)));
        disk.before(name -> {});
        var whole = operation.equals("sync data") ? List.of("Keep me") : List.of("Forget me", "Keep me");
        clock.pass(Duration.ofSeconds(1));
        assertEquals(whole, messages(store), "in the running site");
        close();
        assertEquals(whole, messages(site()), "after a restart");
        assertFalse(Files.exists(directory.resolve("leads.journal.new")));
    }

    @Test
    void whatAKilledRewriteLeftIsDeleted() throws Exception {
        keep(site(), "Hello");
        close();
        Files.writeString(directory.resolve("leads.journal.new"), "plughxyzzy");
        assertEquals(List.of("Hello"), messages(site()));
        assertEquals(Set.of(), filesWith("plughxyzzy"));
    }

    @Test
    void aJournalOfManyOutcomesIsRewrittenSmaller() throws Exception {
        var store = site();
        keep(store, "Hello", "webhook");
        var outbox = new Outbox(store, clock);
        for (int i = 0; i < 1_100; i++) {
            outbox.later(outbox.claim("webhook").orElseThrow(), clock.instant(), "not now");
        }
        close();
        var large = Files.size(journal());
        var again = site();
        assertEquals(1_100, again.all().get(0).deliveries().get(0).attempts());
        assertTrue(Files.size(journal()) < large / 100, large + " to " + Files.size(journal()));
    }

    @Test
    void leadsOfAnOlderVersionMoveIntoTheJournal() throws Exception {
        for (var start : new String[] {"first", "second"}) {
            // The second as when somebody puts an old backup beside a journal.
            var secret = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3, 4});
            try (var older = DriverManager.getConnection("jdbc:h2:file:" + directory.resolve("leads"));
                    var statement = older.createStatement()) {
                statement.execute("RUNSCRIPT FROM 'classpath:db/leads/V1__leads.sql'");
                for (var name : List.of("both", start)) {
                    statement.execute(
                            "INSERT INTO lead (id, received_at, inquiry, consent, digest, digest_day) VALUES ('"
                                    + name + "', 1, '{\"kind\":\"CONTACT\",\"name\":\"Ann\",\"message\":\"" + name
                                    + "\"}', 'yes', '" + name + "', '" + name + "')");
                    statement.execute("INSERT INTO outbox (lead_id, channel, state, attempts, next_at, lease_until,"
                            + " changed_at) VALUES ('" + name + "', 'webhook', 'SENT', 2, 0, 0, 5)");
                }
                statement.execute("INSERT INTO lead_secret (name, secret) VALUES ('webhook', '" + secret + "')");
            }
            var store = site();
            assertArrayEquals(new byte[] {1, 2, 3, 4}, store.secret("webhook"), "webhooks keep their secret");
            assertTrue(
                    messages(store).containsAll(List.of("both", start)),
                    messages(store).toString());
            assertTrue(store.all().stream()
                    .allMatch(lead -> lead.deliveries().get(0).state() == Lead.State.SENT));
            assertFalse(Files.exists(directory.resolve("leads.mv.db")));
            close();
        }
        assertEquals(List.of("both", "first", "second"), messages(site()));
    }

    @Test
    void aDamagedFileOfAnOlderVersionIsPutAside() throws Exception {
        var bytes = new byte[20_000];
        random.nextBytes(bytes);
        Files.write(directory.resolve("leads.mv.db"), bytes);
        keep(site(), "Hello");
        assertEquals(1, damagedFiles().size());
        assertArrayEquals(bytes, Files.readAllBytes(damagedFiles().get(0)));
    }

    @Test
    void leadsSurviveTheirJournalBeingDeletedOrReplacedUnderTheSite() throws Exception {
        var store = site();
        keep(store, "one");
        var backup = Files.readAllBytes(journal());
        keep(store, "two");

        Files.delete(journal());
        keep(store, "three");
        assertEquals(List.of("one", "three", "two"), messages(store));

        Files.write(journal(), backup);
        keep(store, "four");
        assertEquals(List.of("four", "one", "three", "two"), messages(store));
        close();
        assertEquals(List.of("four", "one", "three", "two"), messages(site()));
    }

    @Test
    void aFailedSyncThanksNobodyAndTheNextLeadIsKept() throws Exception {
        var store = site();
        keep(store, "before");
        assertEquals(Optional.empty(), store.unavailableSince());
        for (var operation : List.of("write leads.journal", "force leads.journal")) {
            var since = clock.instant();
            disk.before(name -> {
                if (name.equals(operation)) throw new IOException("Input/output error");
            });
            assertThrows(LeadsUnavailable.class, () -> store.add(inquiry(operation), "yes", null, List.of()));
            assertEquals(Optional.of(since), store.unavailableSince());
            disk.before(name -> {});
            clock.pass(Duration.ofSeconds(5));
            assertEquals(Optional.empty(), store.unavailableSince(), "it looks for itself");
            keep(store, "after " + operation);
        }
        var sent = List.of("after force leads.journal", "after write leads.journal", "before");
        assertEquals(sent, messages(store));
        var read = JournalReader.of(Files.readAllBytes(journal()));
        assertEquals(0, read.rest());
        assertEquals(new HashSet<>(sent), new HashSet<>(read.messages()));
    }

    @Test
    void theIndexHasEveryTableThatMigrationsMake() throws Exception {
        try (var files = Files.list(Path.of("src/main/resources/db/leads"))) {
            assertEquals(
                    JournaledDatabase.TABLES,
                    files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList()));
        }
    }

    @Test
    void leadsOfManyProcessesAreAllKept() throws Exception {
        var stores = List.of(site(), command(), command());
        var threads = new ArrayList<Thread>();
        var sent = Collections.synchronizedSet(new TreeSet<String>());
        for (var store : stores)
            threads.add(new Thread(() -> {
                for (int i = 0; i < 40; i++) sent.add(keep(store, "lead " + UUID.randomUUID()));
            }));
        threads.forEach(Thread::start);
        for (var thread : threads) thread.join();
        assertEquals(120, sent.size());
        for (var store : stores) assertEquals(List.copyOf(sent), messages(store));
    }
}
