package porchlight.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.harness.TestClock;

/** Deliveries against real servers on loopback, the days between attempts by a clock that is moved. */
class DeliveryTest {
    private static final String CONSENT = "By sending you agree.";

    private final TestClock clock = new TestClock();

    @TempDir
    private Path directory;

    private LeadDatabase database;
    private LeadStore store;

    @BeforeEach
    void open() {
        database = LeadDatabase.beside("jdbc:h2:./data/x", null, null, directory, clock);
        store = new LeadStore(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void keep(String message, String... channels) {
        var inquiry = new Inquiry(
                Inquiry.Kind.QUESTION, "123", "Ann", "ann@example.com", null, message, null, null, null, null);
        assertTrue(store.add(inquiry, CONSENT, null, List.of(channels)));
    }

    private Delivery delivery(Carrier... carriers) {
        return new Delivery(
                new Outbox(store, clock), new Channels(List.of("office@example.com"), true), List.of(carriers), clock);
    }

    /** Mails every lead's own words. */
    private static Carrier mail(int port) {
        var server = new MailServer(URI.create("smtp://127.0.0.1:" + port), "site@example.com", "Test Realty");
        return new Carrier() {
            @Override
            public String channels() {
                return Channels.MAIL;
            }

            @Override
            public void carry(Outbox.Claim claim) throws Undeliverable {
                var lead = claim.lead();
                var letter = new Letter(
                        "Question", "Question", List.of(), lead.inquiry().message(), List.of());
                server.send(claim.channel().substring(5), null, letter, "<p>x</p>", lead.id(), false);
            }
        };
    }

    private WebhookCarrier webhook(HttpUrl url) {
        return new WebhookCarrier(url, store, "https://homes.example.com", clock);
    }

    private Lead.Delivered only() {
        return store.all().get(0).deliveries().get(0);
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aMailServerThatIsDeadForTwoDaysLosesNothing() throws Exception {
        var port = freePort();
        for (int i = 0; i < 3; i++) keep("Question " + i, "mail:office@example.com");
        for (int hour = 0; hour < 48; hour++) {
            if (hour == 20) {
                // The site is started anew in between.
                database.close();
                open();
            }
            assertEquals(0, delivery().deliverDue(mail(port)));
            clock.pass(Duration.ofHours(1));
        }
        assertTrue(only().attempts() >= 40, only().toString());
        assertEquals("the mail server cannot be reached: ConnectException", only().fault());

        var server = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
        server.start();
        try {
            assertEquals(3, delivery().deliverDue(mail(port)));
            var words = new HashSet<String>();
            for (var message : server.getReceivedMessages())
                words.add(((jakarta.mail.internet.MimeMultipart) message.getContent())
                        .getBodyPart(0)
                        .getContent()
                        .toString()
                        .replaceAll("(?s).*(Question \\d).*", "$1"));
            assertEquals(3, words.size(), words.toString());
            assertEquals(0, delivery().deliverDue(mail(port)));
            assertEquals(Lead.State.SENT, only().state());
        } finally {
            server.stop();
        }
    }

    /** A mail server with one answer to every recipient. */
    private static Thread answering(ServerSocket socket, String answer) {
        var thread = new Thread(() -> {
            while (true) {
                try (var client = socket.accept()) {
                    var out = client.getOutputStream();
                    out.write("220 test\r\n".getBytes(StandardCharsets.US_ASCII));
                    var lines = new java.io.BufferedReader(new java.io.InputStreamReader(client.getInputStream()));
                    for (String line; (line = lines.readLine()) != null; ) {
                        var reply = line.startsWith("RCPT") ? answer : line.startsWith("QUIT") ? "221 bye" : "250 ok";
                        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
                        if (line.startsWith("QUIT")) break;
                    }
                } catch (java.io.IOException closed) {
                    if (socket.isClosed()) return;
                }
            }
        });
        thread.start();
        return thread;
    }

    @ParameterizedTest
    @CsvSource({
        "550 no such user ann@example.com, REFUSED, the mail server answered 550",
        "451 later, PENDING, the mail server answered 451"
    })
    void aMailServersNoIsForGoodOrForNow(String answer, Lead.State state, String fault) throws Exception {
        try (var socket = new ServerSocket(0)) {
            answering(socket, answer);
            keep("Hello", "mail:office@example.com");
            delivery().deliverDue(mail(socket.getLocalPort()));
            assertEquals(state, only().state());
            assertEquals(fault, only().fault());

            // The next start tries what was refused, since settings may have been put right.
            new Outbox(store, clock).begin(new Channels(List.of("office@example.com"), false), Channels.MAIL);
            assertEquals(Lead.State.PENDING, only().state());
        }
    }

    /** Takes letters, and says so of none but the last of several. */
    private static Thread silentUntil(int last, ServerSocket socket, List<String> letters) {
        var thread = new Thread(() -> {
            while (!socket.isClosed()) {
                try (var client = socket.accept()) {
                    var out = client.getOutputStream();
                    out.write("220 test\r\n".getBytes(StandardCharsets.US_ASCII));
                    var lines = new java.io.BufferedReader(new java.io.InputStreamReader(client.getInputStream()));
                    var letter = new StringBuilder();
                    var data = false;
                    for (String line; (line = lines.readLine()) != null; ) {
                        if (data && !line.equals(".")) {
                            letter.append(line).append('\n');
                            continue;
                        }
                        if (data) {
                            letters.add(letter.toString());
                            if (letters.size() < last) break;
                        }
                        var reply = !data && line.startsWith("DATA") ? "354 go on" : "250 ok";
                        data = reply.startsWith("354");
                        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (java.io.IOException closed) {
                    // The next one, unless the test is over.
                }
            }
        });
        thread.start();
        return thread;
    }

    /** A mail server that took a letter and fell silent has it twice, and programs that read mail know it by this. */
    @Test
    void aLetterThatIsSentAgainHasTheSameMessageId() throws Exception {
        var letters = new java.util.concurrent.CopyOnWriteArrayList<String>();
        try (var socket = new ServerSocket(0)) {
            silentUntil(3, socket, letters);
            keep("Hello", "mail:office@example.com");
            var sent = 0;
            for (int tries = 0; tries < 10 && sent == 0; tries++) {
                sent = delivery().deliverDue(mail(socket.getLocalPort()));
                clock.pass(Duration.ofHours(1));
            }
            assertEquals(1, sent);
        }
        assertEquals(3, letters.size());
        var ids = new HashSet<String>();
        for (var letter : letters)
            letter.lines().filter(line -> line.startsWith("Message-ID:")).forEach(ids::add);
        assertEquals(1, ids.size(), ids.toString());
        assertTrue(ids.iterator().next().contains(store.all().get(0).id()), ids.toString());
    }

    @Test
    void whatWaitsForAnOldAddressGoesToTheNewOne() {
        keep("Hello", "mail:wrong@example.com");
        new Outbox(store, clock).begin(new Channels(List.of("right@example.com"), false), Channels.MAIL);
        assertEquals("mail:right@example.com", only().channel());
        assertEquals(1, store.all().get(0).deliveries().size());
    }

    @Test
    void aWebhookIsSignedWithItsTimeAndId() throws Exception {
        try (var server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder().code(204).build());
            keep("Grüße 🏡 \u05E9\u05DC\u05D5\u05DD", "webhook");
            assertEquals(1, delivery().deliverDue(webhook(server.url("/hook?key=1"))));

            var request = server.takeRequest();
            var body = request.getBody().utf8();
            var id = store.all().get(0).id();
            assertEquals(id, request.getHeaders().get("Idempotency-Key"));
            assertEquals(id, request.getHeaders().get("webhook-id"));
            var time = request.getHeaders().get("webhook-timestamp");
            assertEquals(Long.toString(clock.instant().getEpochSecond()), time);
            assertEquals(
                    "v1," + WebhookCarrier.signature(store.secret("webhook"), id, time, body),
                    request.getHeaders().get("webhook-signature"));
            var json = LeadStore.JSON.readTree(body);
            assertEquals("lead.created", json.path("type").asText());
            assertEquals(
                    "Grüße 🏡 \u05E9\u05DC\u05D5\u05DD", json.path("message").asText());
            assertEquals(
                    "https://homes.example.com/listing/123",
                    json.path("listingUrl").asText());
            assertEquals(CONSENT, json.path("consent").asText());
        }
    }

    @Test
    void standardWebhooksSignatureIsAsItsExampleSays() {
        var secret = java.util.Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertEquals(
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                WebhookCarrier.signature(
                        secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232314}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void aWebhookThatCannotNowIsTriedAgainWithTheSameId(int code) throws Exception {
        try (var server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder()
                    .code(code)
                    .addHeader("Retry-After", "600")
                    .build());
            server.enqueue(new MockResponse.Builder().code(200).build());
            keep("Hello", "webhook");
            var delivery = delivery();
            assertEquals(0, delivery.deliverDue(webhook(server.url("/"))));
            clock.pass(Duration.ofSeconds(599));
            assertEquals(0, delivery.deliverDue(webhook(server.url("/"))));
            clock.pass(Duration.ofSeconds(2));
            assertEquals(1, delivery.deliverDue(webhook(server.url("/"))));
            assertEquals(2, server.getRequestCount());
            var first = server.takeRequest().getHeaders();
            var second = server.takeRequest().getHeaders();
            assertEquals(first.get("Idempotency-Key"), second.get("Idempotency-Key"));
            assertNotEquals(first.get("webhook-signature"), second.get("webhook-signature"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 401, 404, 410, 422})
    void aWebhookThatRefusesIsNotPestered(int code) throws Exception {
        try (var server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder()
                    .code(code)
                    .addHeader("Location", server.url("/elsewhere").toString())
                    .build());
            keep("Hello", "webhook");
            delivery().deliverDue(webhook(server.url("/")));
            clock.pass(Duration.ofDays(3));
            delivery().deliverDue(webhook(server.url("/")));
            assertEquals(1, server.getRequestCount());
            assertEquals(Lead.State.REFUSED, only().state());
            assertTrue(only().fault().startsWith("it answered " + code));

            server.enqueue(new MockResponse.Builder().code(200).build());
            assertEquals(1, store.resendUnsent(List.of("webhook")));
            assertEquals(1, delivery().deliverDue(webhook(server.url("/"))));
        }
    }

    /** However it came to be in the table: cut, of another shape, of no shape. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"kind\":\"QUESTION\",\"name\":\"Ann Priva", "[]", "null", "{}", "{\"kind\":7}", ""})
    void aLeadThatCannotBeReadHoldsNoOtherUpAndGoesOutOnceItIsMended(String broken) throws Exception {
        try (var server = new MockWebServer()) {
            server.start();
            for (int i = 0; i < 12; i++)
                server.enqueue(new MockResponse.Builder().code(204).build());
            for (int i = 0; i < 12; i++) keep("Question " + i, "webhook");
            var whole = new ArrayList<String>();
            database.run(connection -> {
                try (var rows = connection.createStatement().executeQuery("SELECT id, inquiry FROM lead")) {
                    while (rows.next() && whole.size() < 20) {
                        whole.add(rows.getString(1));
                        whole.add(rows.getString(2));
                    }
                }
                return null;
            });
            // Ten of twelve, more than are looked at together.
            for (int i = 0; i < 20; i += 2) write(whole.get(i), broken);
            var delivery = delivery();
            var taken = delivery.deliverDue(webhook(server.url("/"))) + delivery.deliverDue(webhook(server.url("/")));
            assertEquals(2, taken);
            assertEquals(2, store.all().size());
            assertEquals(0, delivery.deliverDue(webhook(server.url("/"))));
            assertEquals(10, store.numbers().get("pending"));

            for (int i = 0; i < 20; i += 2) write(whole.get(i), whole.get(i + 1));
            assertEquals(
                    "the lead cannot be read",
                    store.withIds(List.of(whole.get(0)))
                            .get(0)
                            .deliveries()
                            .get(0)
                            .fault());
            clock.pass(Duration.ofSeconds(3));
            assertEquals(10, delivery.deliverDue(webhook(server.url("/"))));
        }
    }

    private void write(String id, String inquiry) throws Exception {
        int updated = database.run(connection -> {
            try (var update = connection.prepareStatement("UPDATE lead SET inquiry = ? WHERE id = ?")) {
                update.setString(1, inquiry);
                update.setString(2, id);
                return update.executeUpdate();
            }
        });
        assertEquals(1, updated);
    }

    @Test
    void aCarrierThatFailsBeforeItHasALeadIsUsedAgain() throws Exception {
        var asked = new AtomicInteger();
        var carried = new CountDownLatch(1);
        var carrier = new Carrier() {
            @Override
            public String channels() {
                if (asked.incrementAndGet() == 3) throw new IllegalStateException("of Ann Private");
                return "webhook";
            }

            @Override
            public void carry(Outbox.Claim claim) {
                carried.countDown();
            }
        };
        keep("Hello", "webhook");
        try (var delivery = delivery(carrier)) {
            delivery.start();
            assertTrue(carried.await(10, TimeUnit.SECONDS), "asked " + asked);
            assertTrue(asked.get() > 3);
        }
    }

    @Test
    void aDeadWebhookDoesNotHoldMailUp() throws Exception {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        server.start();
        try {
            keep("Hello", "mail:office@example.com", "webhook");
            var delivery = delivery();
            assertEquals(0, delivery.deliverDue(webhook(HttpUrl.get("http://127.0.0.1:" + freePort()))));
            assertEquals(1, delivery.deliverDue(mail(server.getSmtp().getPort())));
        } finally {
            server.stop();
        }
    }

    @Test
    void noTwoProcessesDeliverTheSameAtOnce() throws Exception {
        for (int i = 0; i < 60; i++) keep("Question " + i, "webhook");
        var processes = Executors.newFixedThreadPool(4);
        try {
            var work = new ArrayList<Callable<List<String>>>();
            for (int i = 0; i < 4; i++) {
                var outbox = new Outbox(store, clock);
                work.add(() -> {
                    var claimed = new ArrayList<String>();
                    // Another may be just ahead with all that this one saw due.
                    for (int misses = 0; misses < 20; ) {
                        var claim = outbox.claim("webhook");
                        claim.ifPresent(each -> claimed.add(each.lead().id()));
                        misses = claim.isPresent() ? 0 : misses + 1;
                    }
                    return claimed;
                });
            }
            var all = new ArrayList<String>();
            for (var claimed : processes.invokeAll(work)) all.addAll(claimed.get());
            assertEquals(60, all.size());
            assertEquals(60, new HashSet<>(all).size());
        } finally {
            processes.shutdownNow();
        }
    }

    @Test
    void aClaimOfAProcessThatDiedRunsOut() {
        keep("Hello", "webhook");
        assertTrue(new Outbox(store, clock).claim("webhook").isPresent());
        assertTrue(new Outbox(store, clock).claim("webhook").isEmpty());
        clock.pass(Duration.ofMinutes(6));
        assertTrue(new Outbox(store, clock).claim("webhook").isPresent());
    }

    @Test
    void pausesDoubleUpToAnHourAndDiffer() {
        assertEquals(Duration.ofMillis(1_500), Backoff.after(1, 0));
        assertEquals(Duration.ofSeconds(2), Backoff.after(1, 1));
        assertEquals(Duration.ofSeconds(16), Backoff.after(4, 1));
        assertEquals(Duration.ofHours(1), Backoff.after(12, 1));
        assertEquals(Duration.ofHours(1), Backoff.after(100_000, 1));
    }

    @Test
    void spreadsheetsAndProgramsReadWhatIsExported() throws Exception {
        var inquiry = new Inquiry(
                Inquiry.Kind.CONTACT,
                null,
                "=HYPERLINK(\"http://evil.example\")",
                "+ann@example.com",
                "+1 503 555 0123",
                "Two\n\"lines\", 李",
                null,
                null,
                null,
                null);
        store.add(inquiry, CONSENT, null, List.of());
        var csv = LeadExport.of(store.all(), LeadExport.Format.csv);
        assertTrue(csv.startsWith("\uFEFFid,received,kind,"), csv);
        assertTrue(csv.contains(",\"'=HYPERLINK(\"\"http://evil.example\"\")\",\"'+ann@example.com\","), csv);
        assertTrue(csv.contains("\"Two\n\"\"lines\"\", 李\""), csv);
        var json = LeadStore.JSON.readTree(LeadExport.of(store.all(), LeadExport.Format.json));
        assertEquals(inquiry.name(), json.get(0).path("inquiry").path("name").asText());
    }

    @Test
    void concurrentLeadsAreAllOnDiskWhenKept() throws Exception {
        var clients = Executors.newFixedThreadPool(16);
        try {
            var work = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 200; i++) {
                var message = "Question " + UUID.randomUUID();
                work.add(() -> {
                    keep(message, "webhook");
                    return true;
                });
            }
            for (var done : clients.invokeAll(work)) assertTrue(done.get());
        } finally {
            clients.shutdownNow();
        }
        assertEquals(200, store.all().size());
    }
}
