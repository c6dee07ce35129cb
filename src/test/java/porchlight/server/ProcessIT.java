package porchlight.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import porchlight.Main;
import porchlight.command.CommandContext;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.demomls.Faults.Kind;
import porchlight.harness.LyingMls;
import porchlight.harness.TestProgram;
import porchlight.harness.Waiting;

/** The program as its supervisor sees it: stopped, out of memory, out of disk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessIT {
    private static final Pattern MARK = Pattern.compile("mark-\\d+-");
    private static final Pattern READ = Pattern.compile("catalog: (\\d+) listings");
    private static final Pattern MANAGEMENT = Pattern.compile("details are on port (\\d+)");
    private static final Pattern READY = Pattern.compile("ready on http://localhost:(\\d+)");

    private final HttpClient visitor =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final List<Process> processes = new ArrayList<>();
    private DemoMls mls;

    @TempDir
    private Path directory;

    @BeforeAll
    void start() {
        mls = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0));
    }

    @AfterEach
    void stopPrograms() {
        processes.forEach(Process::destroyForcibly);
        mls.faults().clear();
    }

    @AfterAll
    void stop() {
        mls.close();
    }

    private record Running(Process process, String url, String management, Path log) {
        String output() {
            try {
                return Files.readString(log);
            } catch (IOException fault) {
                return fault.toString();
            }
        }
    }

    /** @param shell what a shell does before it becomes the program */
    private Running program(String serviceRoot, String shell, String... options) throws Exception {
        return program(Files.createTempDirectory(directory, "program"), serviceRoot, shell, options);
    }

    private Running program(Path folder, String serviceRoot, String shell, String... options) throws Exception {
        // As the Procfile starts it; the archive of classes is the command line's own.
        var jvm = new ArrayList<>(Files.readAllLines(Path.of("src/main/launch/java.options")).stream()
                .filter(option -> !option.contains("${"))
                .toList());
        jvm.addAll(List.of(options));
        var command = new ArrayList<>(List.of("sh", "-c", shell + "exec \"$@\"", "sh"));
        command.addAll(TestProgram.line(folder, jvm, "serve"));
        var log = folder.resolve("log");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(TestProgram.settings(serviceRoot));
        builder.environment().put("TRUSTED_PROXIES", "127.0.0.1");
        var process = builder.start();
        processes.add(process);
        Waiting.until("the program is ready", () -> {
            var output = Files.readString(log);
            assertTrue(process.isAlive(), output);
            return READY.matcher(output).find() && MANAGEMENT.matcher(output).find();
        });
        var ready = READY.matcher(Files.readString(log));
        var management = MANAGEMENT.matcher(Files.readString(log));
        assertTrue(ready.find() && management.find());
        return new Running(
                process, "http://127.0.0.1:" + ready.group(1), "http://127.0.0.1:" + management.group(1), log);
    }

    private HttpResponse<String> get(Running site, String path) throws IOException, InterruptedException {
        return visitor.send(
                HttpRequest.newBuilder(URI.create(site.url() + path))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void anEnvFileInTheWorkingDirectoryTakesEffect() throws Exception {
        var folder = Files.createTempDirectory(directory, "program");
        var lines = new ArrayList<String>();
        TestProgram.settings(mls.serviceRoot()).forEach((name, value) -> lines.add(name + "=" + value));
        lines.add("SITE_NAME=Elm Street Homes");
        Files.write(folder.resolve(".env"), lines);
        try (var program =
                TestProgram.start(folder, Map.of(), TestProgram.line(folder, List.of("-Xmx300m"), "serve"))) {
            assertTrue(program.visitor().page("/terms").title().contains("Elm Street Homes"));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void fullDiskThanksNobodyPagesStandAndSigtermEndsWhatIsUnderWayWithinTenSeconds() throws Exception {
        // No file may grow beyond 256 blocks (of 512 bytes or 1 KB): what is written after that fails.
        var site = program(mls.serviceRoot(), "ulimit -f 256; ");
        var thanked = fillDisk(site);
        mls.faults().arm(Kind.SLOW, Integer.MAX_VALUE, "ListPrice%20ge%20123000", 1_500);
        var asked = mls.requests();
        var underWay = visitor.sendAsync(
                HttpRequest.newBuilder(URI.create(site.url() + "/homes?min_price=123000"))
                        .build(),
                BodyHandlers.ofString());
        Waiting.until(() -> mls.requests() != asked || underWay.isDone());
        // And somebody whose request will not end by itself for a minute.
        var port = URI.create(site.url()).getPort();
        try (var stuck = new Socket("127.0.0.1", port)) {
            stuck.getOutputStream()
                    .write("POST /contact HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\nname="
                            .getBytes(StandardCharsets.US_ASCII));
            stuck.getOutputStream().flush();

            site.process().destroy();
            var ended = site.process().waitFor(10, TimeUnit.SECONDS);

            assertTrue(ended, site.output());
        }
        var page = underWay.get(10, TimeUnit.SECONDS);
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("</html>"));
        assertEquals(143, site.process().exitValue());
        assertTrue(kept(site.log().getParent()).containsAll(thanked), "thanked and not kept");
    }

    @Test
    @EnabledIf(value = "canRaiseLimits", disabledReason = "there is no prlimit here")
    void aDiskThatHasRoomAgainIsUsedWithinTenSecondsWithoutARestart() throws Exception {
        var site = program(mls.serviceRoot(), "ulimit -S -f 256; ");
        var thanked = fillDisk(site);
        var raised = new ProcessBuilder(
                        "prlimit", "--pid", String.valueOf(site.process().pid()), "--fsize=unlimited")
                .inheritIO()
                .start();
        assertEquals(0, raised.waitFor());

        var form = Jsoup.parse(get(site, "/contact").body())
                .select("form.contact-form")
                .first();
        var token = form.select("[name=token]").val();
        var status = 503;
        for (int second = 0; second < 10 && status == 503; second++) {
            if (second > 0) Thread.sleep(1_000);
            status = ask(site, form.attr("action"), token, 1_000 + second);
            if (status == 303) thanked.add("mark-" + (1_000 + second) + "-");
        }
        assertEquals(303, status, site.output());
        site.process().destroyForcibly().waitFor();
        assertTrue(kept(site.log().getParent()).containsAll(thanked), "thanked and not kept");
    }

    static boolean canRaiseLimits() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "prlimit")));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void sigtermWhileTheCatalogIsWrittenEndsInOrderAndTheNextStartGoesOnFromThere() throws Exception {
        try (var large = DemoMls.start(DemoOptions.standard().listings(2_000).rateLimit(0))) {
            var folder = Files.createTempDirectory(directory, "program");
            var site = program(folder, large.serviceRoot(), "");
            Waiting.until(() -> read(site) >= 100);

            site.process().destroy();
            assertTrue(site.process().waitFor(10, TimeUnit.SECONDS), site.output());

            assertEquals(143, site.process().exitValue());
            for (var fault : List.of("Exception", "\tat ", "already closed", "cannot be", "Not closed"))
                assertFalse(site.output().contains(fault), site.output());
            // What is there now comes from the file.
            large.faults().arm(Kind.UNAVAILABLE);
            var next = program(folder, large.serviceRoot(), "");
            Waiting.until(() -> read(next) >= 100);
            assertTrue(read(next) >= 100, next.output());
            assertFalse(next.output().contains("an empty one replaced it"), next.output());
        }
    }

    /** How many listings of the MLS are in the catalog. */
    private int read(Running site) throws Exception {
        var listings = READ.matcher(visitor.send(
                        HttpRequest.newBuilder(URI.create(site.management() + "/readyz"))
                                .build(),
                        BodyHandlers.ofString())
                .body());
        return listings.find() ? Integer.parseInt(listings.group(1)) : 0;
    }

    /** Which questions are in the file that the program left. */
    private Set<String> kept(Path folder) {
        var out = new StringWriter();
        var code = Main.commandLine(new CommandContext(
                        Map.of("SITE_EMAIL", "hello@example.com"),
                        folder,
                        new BufferedReader(new StringReader("")),
                        InstantSource.system()))
                .setOut(new PrintWriter(out))
                .execute("leads", "export", "--format", "json");
        assertEquals(0, code, out.toString());
        return MARK.matcher(out.toString()).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    @Test
    void outOfMemoryEndsTheProgramForItsSupervisor() throws Exception {
        // Far less than it needs for the largest answer that it would read.
        try (var large = new LyingMls(mls)) {
            var body = "{\"value\":[" + "{\"a\":[]},".repeat(1_000_000) + "{}]}";
            large.answer(
                    "90001",
                    () -> new MockResponse.Builder()
                            .setHeader("Content-Type", "application/json")
                            .body(body)
                            .build());
            var site = program(large.serviceRoot(), "", "-Xms8m", "-Xmx48m");
            Waiting.until(() -> get(site, "/homes").statusCode() == 200);
            assertEquals(200, get(site, "/homes").statusCode(), site::output);
            assertThrows(IOException.class, () -> get(site, "/homes?min_price=90001"), site::output);
            assertTrue(site.process().waitFor(30, TimeUnit.SECONDS), site.output());
            assertEquals(3, site.process().exitValue(), site.output());
            assertTrue(site.output().contains("java.lang.OutOfMemoryError"), site.output());
        }
    }

    private int ask(Running site, String action, String token, int mark) throws IOException, InterruptedException {
        var body = "token=" + token + "&seconds=30&name=Ann&phone=503-555-0123&message=mark-" + mark + "-"
                + "x".repeat(4_000);
        return visitor.send(
                        HttpRequest.newBuilder(URI.create(site.url() + action))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                // One visitor may not send so many.
                                .header("X-Forwarded-For", "203.0.113." + mark % 250)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    /**
     * Asks until a question is not taken, and whether pages stand then.
     *
     * @return those that were thanked for
     */
    private Set<String> fillDisk(Running site) throws Exception {
        var form = Jsoup.parse(get(site, "/contact").body())
                .select("form.contact-form")
                .first();
        var token = form.select("[name=token]").val();
        var thanked = new HashSet<String>();
        var status = 303;
        for (int i = 0; i < 200 && status == 303; i++) {
            assertEquals(
                    200, get(site, "/homes?min_price=" + (100_000 + 1_000 * i)).statusCode());
            status = ask(site, form.attr("action"), token, i);
            if (status == 303) thanked.add("mark-" + i + "-");
        }
        assertFalse(thanked.isEmpty());
        assertEquals(503, status, site.output());
        assertEquals(200, get(site, "/").statusCode());
        assertEquals(200, get(site, "/homes").statusCode());
        assertEquals(200, get(site, "/homes?min_price=987000").statusCode());
        return thanked;
    }
}
