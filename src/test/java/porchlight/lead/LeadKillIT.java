package porchlight.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.BusyLoops;
import porchlight.harness.JournalReader;
import porchlight.harness.TestProgram;
import porchlight.harness.Waiting;

/**
 * The program itself, killed at random moments while visitors send inquiries and the machine is busy. The journal is
 * copied right after each kill, and the copy is what is inspected.
 *
 * <p>{@code -Dkills=} says how often; {@code mvn -Pdrill verify} kills 200 times. {@code -Dseed=} repeats the moments, as
 * far as the machine's load allows. {@code target/lead-kills.txt} tells of each kill.
 */
@Isolated("loads or measures the whole machine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeadKillIT {
    private static final int KILLS = Integer.getInteger("kills", 3);
    /** In one directory, before everything that was thanked for in it must have been delivered. */
    private static final int KILLS_IN_A_ROW = 25;

    private static final int SENDERS = 8;
    private static final Path REPORT = Path.of("target/lead-kills.txt");
    private static final Pattern MARK = Pattern.compile("mark-[0-9a-f-]{36}");

    private final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    /** Idempotency keys by the mark of the message that was posted with them. */
    private final Map<String, Set<String>> posted = new ConcurrentHashMap<>();

    private final Set<String> thanked = ConcurrentHashMap.newKeySet();
    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final HttpClient visitor =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ExecutorService calling = Executors.newCachedThreadPool();
    private DemoMls mls;
    private HttpServer hook;
    private BusyLoops load;

    @TempDir
    private Path folder;

    private Path directory;

    @BeforeAll
    void start() throws IOException {
        post.start();
        load = BusyLoops.start();
        mls = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0));
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var calls = new AtomicInteger();
        hook.createContext("/", exchange -> {
            try (exchange) {
                var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                // Every fifth call meets a moment at which it cannot.
                if (calls.incrementAndGet() % 5 == 0) {
                    exchange.sendResponseHeaders(503, -1);
                    return;
                }
                var mark = MARK.matcher(body);
                if (mark.find())
                    posted.computeIfAbsent(mark.group(), none -> ConcurrentHashMap.newKeySet())
                            .add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        // A call that breaks off with its sender holds no other up.
        hook.setExecutor(calling);
        hook.start();
    }

    @AfterAll
    void stop() throws InterruptedException {
        load.close();
        hook.stop(0);
        calling.shutdownNow();
        mls.close();
        post.stop();
    }

    private Process program(String... command) throws IOException {
        var builder = new ProcessBuilder(TestProgram.line(directory, List.of("-Xmx300m"), command))
                .directory(directory.toFile());
        builder.environment().putAll(TestProgram.settings(mls.serviceRoot()));
        builder.environment()
                .putAll(Map.of(
                        "SMTP_URL",
                        "smtp://127.0.0.1:" + post.getSmtp().getPort(),
                        "LEADS_TO",
                        "office@example.com",
                        "LEADS_WEBHOOK_URL",
                        "http://127.0.0.1:" + hook.getAddress().getPort() + "/leads",
                        "TRUSTED_PROXIES",
                        "127.0.0.1"));
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve(command[0] + ".log").toFile()))
                .start();
    }

    private record Running(Process process, String url) {}

    private Running site() throws Exception {
        var log = directory.resolve("serve.log");
        Files.writeString(log, "");
        var process = program("serve");
        var ready = Pattern.compile("ready on http://localhost:(\\d+)");
        Waiting.until("the program is ready", () -> {
            assertTrue(process.isAlive(), () -> read(log));
            return ready.matcher(read(log)).find();
        });
        var found = ready.matcher(read(log));
        assertTrue(found.find());
        return new Running(process, "http://127.0.0.1:" + found.group(1));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException fault) {
            return fault.toString();
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return visitor.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private Document page(Running site, String path) throws IOException, InterruptedException {
        var answer = send(HttpRequest.newBuilder(URI.create(site.url() + path)));
        // A site that has just started on a busy machine may have to learn first what the feed offers.
        for (int tries = 0; tries < 60 && answer.statusCode() == 503; tries++) {
            Thread.sleep(500);
            answer = send(HttpRequest.newBuilder(URI.create(site.url() + path)));
        }
        assertEquals(200, answer.statusCode());
        return Jsoup.parse(answer.body());
    }

    /** Sends inquiries, from another client each, until the site is gone. */
    private void press(Running site, Element page, AtomicInteger sent) {
        try {
            while (site.process().isAlive() && !Thread.currentThread().isInterrupted()) {
                var mark = "mark-" + UUID.randomUUID();
                var form = Map.of(
                        "token",
                        page.select("[name=token]").val(),
                        "seconds",
                        "30",
                        "name",
                        "Ann",
                        "phone",
                        "503-555-0123",
                        "message",
                        mark);
                var body = new StringBuilder();
                form.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
                var client = random.nextInt(1, 250) + "." + random.nextInt(250) + "." + random.nextInt(250) + ".7";
                var response = send(HttpRequest.newBuilder(URI.create(site.url() + page.attr("action")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Forwarded-For", client)
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
                if (response.statusCode() == 303) thanked.add(mark);
                sent.incrementAndGet();
            }
        } catch (IOException killed) {
            // Not thanked.
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private Set<String> mailed() throws Exception {
        var marks = new TreeSet<String>();
        for (var mail : post.getReceivedMessages()) {
            var mark = MARK.matcher(((MimeMultipart) mail.getContent())
                    .getBodyPart(0)
                    .getContent()
                    .toString());
            if (mark.find()) marks.add(mark.group());
        }
        return marks;
    }

    private String command(String... command) throws Exception {
        var log = directory.resolve(command[0] + ".log");
        Files.writeString(log, "");
        var process = program(command);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), () -> read(log));
        return read(log);
    }

    @Test
    void everyThankedInquiryIsKeptAndDeliveredThoughTheProgramIsKilled() throws Exception {
        Files.writeString(
                REPORT,
                "seed " + seed + "\nkill  thanked  sent  thanked in this directory  in the copy"
                        + "  lost  bytes of an unfinished record  seconds\n");
        for (int kill = 0; kill < KILLS; ) {
            directory = Files.createTempDirectory(folder, "site");
            thanked.clear();
            posted.clear();
            post.purgeEmailFromAllMailboxes();
            var last = Math.min(KILLS, kill + KILLS_IN_A_ROW);
            while (kill < last) killWhileVisitorsWrite(++kill);
            everythingIsDelivered();
        }
    }

    private void killWhileVisitorsWrite(int kill) throws Exception {
        var before = thanked.size();
        var begun = System.nanoTime();
        var site = site();
        var sent = new AtomicInteger();
        byte[] copy;
        try {
            // The form beside a home, whose token is the same for everyone; one made for a visitor shows haste.
            var home = page(site, "/homes").select("a.listing-card__link").attr("href");
            var form = page(site, home).select("form.contact-form").first();
            load.spin();
            var senders = new ArrayList<Thread>();
            for (int i = 0; i < SENDERS; i++) senders.add(new Thread(() -> press(site, form, sent)));
            senders.forEach(Thread::start);
            // At a random moment, by what was done and not by the clock, and then a little later.
            var enough = 8 + random.nextInt(50);
            var spins = random.nextInt(2_000_000);
            Waiting.until(() -> sent.get() >= enough);
            for (int i = 0; i < spins; i++) Thread.onSpinWait();
            site.process().destroyForcibly();
            assertTrue(site.process().waitFor(30, TimeUnit.SECONDS));
            copy = Files.readAllBytes(directory.resolve("data/leads.journal"));
            load.rest();
            for (var sender : senders) sender.join(60_000);
        } finally {
            load.rest();
            site.process().destroyForcibly();
        }
        Files.write(directory.resolve("after-kill-" + kill + ".journal"), copy);
        var read = JournalReader.of(copy);
        var lost = new TreeSet<>(thanked);
        lost.removeAll(read.messages());
        Files.writeString(
                REPORT,
                String.format(
                        "%4d  %7d  %4d  %25d  %11d  %4d  %32d  %7d%n",
                        kill,
                        thanked.size() - before,
                        sent.get(),
                        thanked.size(),
                        read.messages().size(),
                        lost.size(),
                        read.rest(),
                        (System.nanoTime() - begun) / 1_000_000_000),
                StandardOpenOption.APPEND);
        assertTrue(sent.get() > 0, "-Dseed=" + seed + ": nobody was answered before kill " + kill);
        assertEquals(Set.of(), lost, "-Dseed=" + seed + ": thanked, and not on disk at kill " + kill);
    }

    private void everythingIsDelivered() throws Exception {
        var site = site();
        try {
            var exported = directory.resolve("leads.json");
            // While the site runs.
            command("leads", "export", "--format", "json", "--output", exported.toString());
            var kept = new TreeSet<String>();
            for (var lead : new ObjectMapper().readTree(exported.toFile()))
                kept.add(lead.path("inquiry").path("message").asText());
            var lost = new TreeSet<>(thanked);
            lost.removeAll(kept);
            assertEquals(Set.of(), lost, "thanked and not kept");

            for (int tries = 0; tries < 600; tries++) {
                if (posted.keySet().containsAll(thanked) && mailed().containsAll(thanked)) break;
                Thread.sleep(500);
            }
            var unposted = new TreeSet<>(thanked);
            unposted.removeAll(posted.keySet());
            if (!unposted.isEmpty()) fail("thanked and not posted: " + unposted + command("leads", "list"));
            var unmailed = new TreeSet<>(thanked);
            unmailed.removeAll(mailed());
            if (!unmailed.isEmpty()) fail("thanked and not mailed: " + unmailed + command("leads", "list"));
            posted.forEach((mark, keys) -> assertEquals(1, keys.size(), "one key however often it was posted"));

            var list = command("leads", "list");
            assertTrue(list.contains(" leads"), list);
            assertTrue(command("leads", "secret").startsWith("whsec_"));
        } finally {
            site.process().destroy();
            assertTrue(site.process().waitFor(30, TimeUnit.SECONDS));
        }
        // And when it does not run.
        assertTrue(command("leads", "list").contains("mail:office@example.com: sent"));
    }
}
