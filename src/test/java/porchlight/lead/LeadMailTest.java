package porchlight.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** What the broker and the visitor receive of an inquiry, by a real mail server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeadMailTest {
    private static final String BROKER = "office@example.com";

    private final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private DemoMls mls;
    private TestSite site;
    private MockWebServer hook;
    private String listing;
    private String action;
    private final AtomicInteger clients = new AtomicInteger();

    @BeforeAll
    void start() throws Exception {
        post.start();
        hook = new MockWebServer();
        hook.start();
        for (int i = 0; i < 100; i++) hook.enqueue(new MockResponse.Builder().build());
        mls = DemoMls.start(DemoOptions.standard().listings(240));
        site = TestSite.on(
                        mls.serviceRoot(),
                        Map.of(
                                "SITE_URL",
                                "https://homes.example.com",
                                "SITE_PHONE",
                                "503-555-0100",
                                "SMTP_URL",
                                "smtp://127.0.0.1:" + post.getSmtp().getPort(),
                                "LEADS_TO",
                                BROKER,
                                "LEADS_WEBHOOK_URL",
                                hook.url("/leads").toString(),
                                "TRUSTED_PROXIES",
                                "127.0.0.1"),
                        Sources.packaged(),
                        InstantSource.system())
                .swept();
        listing = site.page("/homes").select("a.listing-card__link").first().attr("href");
        action = site.page(listing).select("form.contact-form").attr("action");
    }

    @AfterAll
    void stop() throws Exception {
        site.close();
        mls.close();
        hook.close();
        post.stop();
    }

    @AfterEach
    void emptyMailboxes() throws Exception {
        post.purgeEmailFromAllMailboxes();
    }

    private void send(String path, String... fields) throws Exception {
        var page = site.page(path.equals("/contact") ? path : listing);
        var form = new HashMap<>(Map.of(
                "token", page.select("[name=token]").val(),
                // As long as people take; tokens of pages that are not cached tell by themselves.
                "seconds", "20",
                "name", "Ann Example",
                "message", "Is the roof new?"));
        for (int i = 0; i < fields.length; i += 2) form.put(fields[i], fields[i + 1]);
        var response = site.post(action, form, "X-Forwarded-For", "203.0.113." + clients.getAndIncrement() % 250);
        assertEquals(303, response.statusCode(), response.body());
    }

    /** Mails to an address, once there are so many. */
    private List<MimeMessage> mails(String address, int count) throws Exception {
        var found = new ArrayList<MimeMessage>();
        Waiting.until(count + " mails to " + address, () -> {
            found.clear();
            for (var mail : post.getReceivedMessages()) if (to(mail).equals(address)) found.add(mail);
            return found.size() >= count;
        });
        return List.copyOf(found);
    }

    /** The mail to the broker with these words; that of an earlier inquiry may still arrive. */
    private MimeMessage mailWith(String words) throws Exception {
        var found = new AtomicReference<MimeMessage>();
        Waiting.until("a mail with " + words, () -> {
            for (var mail : post.getReceivedMessages())
                if (to(mail).equals(BROKER) && part(mail, 0).contains(words)) found.set(mail);
            return found.get() != null;
        });
        return found.get();
    }

    private static String to(MimeMessage mail) {
        try {
            return ((InternetAddress) mail.getRecipients(Message.RecipientType.TO)[0]).getAddress();
        } catch (jakarta.mail.MessagingException fault) {
            throw new AssertionError(fault);
        }
    }

    private static String part(MimeMessage mail, int index) throws Exception {
        return ((MimeMultipart) mail.getContent())
                .getBodyPart(index)
                .getContent()
                .toString();
    }

    @Test
    void theBrokerReceivesAllAndTheVisitorNothingTyped() throws Exception {
        var address = "ann-" + UUID.randomUUID() + "@example.com";
        send(
                action,
                "kind",
                "showing",
                "day1",
                "2099-01-01".replace("2099", String.valueOf(java.time.Year.now().getValue() + 1)),
                "day1",
                java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(3).toString(),
                "time1",
                "evening",
                "email",
                address,
                "phone",
                "503-555-0199",
                "message",
                "Buy cheap pills at http://pills.example");

        var toBroker = mails(BROKER, 1).get(0);
        var home = site.page(listing).select(".listing__address span").first().text();
        assertTrue(toBroker.getSubject().startsWith("Showing request: " + home), toBroker.getSubject());
        assertTrue(toBroker.getSubject().endsWith(", from Ann Example"), toBroker.getSubject());
        assertEquals(address, ((InternetAddress) toBroker.getReplyTo()[0]).getAddress());
        assertEquals("hello@example.com", ((InternetAddress) toBroker.getFrom()[0]).getAddress());
        assertEquals("Test Realty", ((InternetAddress) toBroker.getFrom()[0]).getPersonal());
        for (var index : new int[] {0, 1}) {
            var text = part(toBroker, index);
            for (var known : List.of(
                    address,
                    "503-555-0199",
                    "in the evening",
                    "In person",
                    home,
                    "https://homes.example.com" + listing,
                    "pills")) assertTrue(text.contains(known), known + " in\n" + text);
        }

        var toVisitor = mails(address, 1).get(0);
        assertEquals("auto-replied", toVisitor.getHeader("Auto-Submitted", null));
        assertTrue(part(toVisitor, 0).contains(home));
        var raw = toVisitor.getSubject() + part(toVisitor, 0) + part(toVisitor, 1);
        for (var typed : List.of("pills", "Ann", "503-555-0199", address))
            assertFalse(raw.contains(typed), typed + " in\n" + raw);
    }

    @Test
    void twoDaysWithoutAMailServerAndAStartInBetweenLoseNothing(@TempDir Path directory) throws Exception {
        var clock = new TestClock();
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var settings = Map.of(
                "DATABASE_URL",
                "jdbc:h2:" + directory.resolve("data/porchlight"),
                "SMTP_URL",
                "smtp://127.0.0.1:" + port,
                "LEADS_TO",
                BROKER,
                "TRUSTED_PROXIES",
                "127.0.0.1");
        var later = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
        var sent = new TreeSet<String>();
        try {
            for (int day = 0; day < 2; day++)
                try (var stranded = TestSite.in(directory, mls.serviceRoot(), settings, Sources.packaged(), clock)) {
                    for (int hour = 0; hour < 24; hour += 6) {
                        if (day == 1 && hour == 18) later.start();
                        clock.pass(Duration.ofHours(6));
                        var form = stranded.page("/contact")
                                .select("form.contact-form")
                                .first();
                        var message = "Question " + day + "-" + hour;
                        clock.pass(Duration.ofMinutes(1));
                        var answer = stranded.post(
                                form.attr("action"),
                                Map.of(
                                        "token",
                                        form.select("[name=token]").val(),
                                        "name",
                                        "Ann",
                                        "phone",
                                        "503-555-0123",
                                        "message",
                                        message),
                                "X-Forwarded-For",
                                "203.0.113." + clients.getAndIncrement() % 250);
                        assertEquals(303, answer.statusCode());
                        sent.add(message);
                    }
                    if (day == 0) continue;
                    // An attempt that the dead server refused may be noted only now, and waits for its time again.
                    for (int tries = 0; tries < 400 && !later.waitForIncomingEmail(50, sent.size()); tries++)
                        clock.pass(Duration.ofMinutes(10));
                    assertTrue(later.getReceivedMessages().length >= sent.size());
                }
            var arrived = new TreeSet<String>();
            for (var mail : later.getReceivedMessages())
                arrived.add(part(mail, 0).replaceAll("(?s).*(Question \\d-\\d+).*", "$1"));
            assertEquals(sent, arrived);
        } finally {
            later.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann\r\nBcc: victim@example.com\r\nSubject: pills",
                "李小龍 🏡",
                "محمد <script>alert(1)</script>",
                "Zoë\u202E\u0000 \"Quote\" O'Neil, Jr."
            })
    void namesCannotAddHeadersAndArriveAsTheyAre(String name) throws Exception {
        var address = "name-" + UUID.randomUUID() + "@example.com";
        var hello = "Hello " + UUID.randomUUID();
        send(action, "name", name, "email", address, "message", hello);

        var mail = mailWith(hello);
        var kept = name.replaceAll("[\\u202E]", "").replaceAll("[\\r\\n\\u0000 ]+", " ");
        assertTrue(mail.getSubject().endsWith(", from " + kept), mail.getSubject());
        assertTrue(part(mail, 0).contains("Name: " + kept));
        assertTrue(Jsoup.parse(part(mail, 1)).select("td").eachText().contains(kept));
        assertTrue(Jsoup.parse(part(mail, 1)).select("script").isEmpty());
        assertNull(mail.getHeader("Bcc"));
        assertEquals(1, mail.getHeader("Subject").length);
        assertEquals(1, mail.getAllRecipients().length);
        assertTrue(Stream.of(post.getReceivedMessages()).noneMatch(each -> to(each).contains("victim")));
    }

    @Test
    void oneInboxIsMailedOnceADayHoweverItsAddressIsSpelled() throws Exception {
        var name = "victim" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        var other = "other-" + UUID.randomUUID() + "@example.com";
        var spellings = List.of(
                name + "@gmail.com",
                name.toUpperCase(Locale.ROOT) + "@GMAIL.com",
                name.replaceAll("(?<=.)(?=.)", ".") + "@gmail.com",
                name.substring(0, 3) + "." + name.substring(3) + "+tag@gmail.com",
                name + "+1+2@googlemail.com",
                name + "+.a.b@Gmail.Com");
        for (var spelling : spellings) send(action, "email", spelling, "message", "Flood " + UUID.randomUUID());
        mails(BROKER, spellings.size());
        // Acknowledgements go out in the order of the inquiries, so this one comes after any to the victim.
        send(action, "email", other, "message", "Last " + UUID.randomUUID());
        mails(other, 1);
        assertEquals(List.of(spellings.get(0)), acknowledged(name));
    }

    @Test
    void spellingsThatArriveTogetherAreMailedOnce() throws Exception {
        var name = "crowd" + UUID.randomUUID().toString().replace("-", "");
        var other = "other-" + UUID.randomUUID() + "@example.com";
        var senders = Executors.newFixedThreadPool(8);
        try {
            var work = new ArrayList<Callable<Void>>();
            for (int i = 0; i < 8; i++) {
                var spelling = name + "+" + i + "@example.com";
                work.add(() -> {
                    send(action, "email", spelling, "message", "Crowd " + UUID.randomUUID());
                    return null;
                });
            }
            for (var done : senders.invokeAll(work)) done.get();
        } finally {
            senders.shutdownNow();
        }
        mails(BROKER, 8);
        send(action, "email", other, "message", "Last " + UUID.randomUUID());
        mails(other, 1);
        assertEquals(1, acknowledged(name).size());
    }

    /** Recipients that are this one, once dots, tags and case are taken away. */
    private List<String> acknowledged(String name) {
        return Stream.of(post.getReceivedMessages())
                .map(LeadMailTest::to)
                .filter(to -> to.toLowerCase(Locale.ROOT)
                        .replaceFirst("(\\+.*)?@.*", "")
                        .replace(".", "")
                        .equals(name))
                .toList();
    }

    @Test
    void aDayLaterTheSameInboxIsMailedAgainAndAFloodOfManyEndsAtTheCap() throws Exception {
        var clock = new TestClock();
        var settings = Map.of(
                "SMTP_URL",
                "smtp://127.0.0.1:" + post.getSmtp().getPort(),
                "LEADS_TO",
                BROKER,
                "TRUSTED_PROXIES",
                "127.0.0.1");
        var run = UUID.randomUUID().toString().replace("-", "");
        try (var capped = TestSite.on(mls.serviceRoot(), settings, Sources.packaged(), clock)) {
            for (int i = 0; i < 61; i++) contact(capped, clock, run + "x" + i + "@example.com");
            clock.pass(Duration.ofDays(1));
            contact(capped, clock, run + "x0+again@example.com");
            mails(run + "x0+again@example.com", 1);
        }
        assertEquals(0, acknowledged(run + "x60").size(), "the 61st within an hour");
        for (int i = 1; i < 60; i++) assertEquals(1, acknowledged(run + "x" + i).size(), "x" + i);
        assertEquals(2, acknowledged(run + "x0").size());
    }

    private void contact(TestSite site, TestClock clock, String email) throws Exception {
        var form = site.page("/contact").select("form.contact-form").first();
        clock.pass(Duration.ofSeconds(20));
        var answer = site.post(
                form.attr("action"),
                Map.of(
                        "token",
                        form.select("[name=token]").val(),
                        "name",
                        "Ann",
                        "email",
                        email,
                        "message",
                        "Hello " + UUID.randomUUID()),
                "X-Forwarded-For",
                "203.0.113." + clients.getAndIncrement() % 250);
        assertEquals(303, answer.statusCode());
    }

    @Test
    void suspectedSpamGoesToTheBrokerMarkedAndNowhereElse() throws Exception {
        var before = hook.getRequestCount();
        var address = "bot-" + UUID.randomUUID() + "@example.com";
        send(action, "email", address, "subject", "SEO", "message", "Rank higher " + UUID.randomUUID());
        var mail = mails(BROKER, 1).get(0);
        assertTrue(mail.getSubject().startsWith("[Suspected spam] Question"), mail.getSubject());
        // A person's question after it, to know that everything before was delivered.
        send(action, "email", "", "phone", "503-555-0111", "message", "Real " + UUID.randomUUID());
        mails(BROKER, 2);
        Waiting.until(() -> hook.getRequestCount() != before);
        assertEquals(before + 1, hook.getRequestCount());
        assertTrue(Stream.of(post.getReceivedMessages()).noneMatch(each -> to(each).equals(address)));
    }

    @Test
    void metricsAndLogsHoldNothingPersonal() throws Exception {
        var address = "secret-" + UUID.randomUUID() + "@example.com";
        send(action, "email", address, "message", "Private " + UUID.randomUUID());
        mails(address, 1);
        var metrics = site.management("/metrics").body();
        assertTrue(metrics.contains("porchlight_leads{state=\"kept\"}"), metrics);
        assertFalse(metrics.contains("@"), metrics);
    }
}
