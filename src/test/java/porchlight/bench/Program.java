package porchlight.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** A program in a process of its own, as users run it. */
public final class Program implements AutoCloseable {
    /** As the Procfile has it: the archive of classes is only used under the name it was recorded with. */
    static final String JAR = "target/porchlight.jar";

    private static final Pattern MANAGEMENT = Pattern.compile("details are on port (\\d+)");
    private static final Pattern LISTING = Pattern.compile("href=\"(/listing/[^\"?]+)\"");

    private final OkHttpClient http =
            new OkHttpClient.Builder().readTimeout(Duration.ofSeconds(60)).build();
    private final Process process;
    private final String root;
    private final String management;
    private final List<String> output;

    private Program(Process process, String root, String management, List<String> output) {
        this.process = process;
        this.root = root;
        this.management = management;
        this.output = output;
    }

    /** The options that {@code mvn package} writes for starts. */
    static List<String> options() throws IOException {
        return Files.readAllLines(Path.of("target/java.options"));
    }

    /** The demo MLS. */
    public static Program mls(int listings) throws IOException {
        return start(
                List.of(
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MlsServer.class.getName(),
                        "" + listings),
                Map.of(),
                Pattern.compile("(http://\\S+/OData/)"));
    }

    /** The site on an MLS, with what a broker would set. */
    static Program site(String serviceRoot, Path data, List<String> options) throws IOException {
        return site(serviceRoot, data, options, Map.of());
    }

    /** The same with further settings. */
    static Program site(String serviceRoot, Path data, List<String> options, Map<String, String> further)
            throws IOException {
        var arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-jar", JAR, "serve"));
        var settings = new HashMap<>(Map.of(
                "PORT", "0",
                "MANAGEMENT_PORT", "0",
                "SITE_BROKERAGE", "Bench Realty",
                "SITE_EMAIL", "hello@example.com",
                "MLS_PROFILE",
                        Path.of("src/test/profiles/demo-feed.yaml")
                                .toAbsolutePath()
                                .toString(),
                "RESO_SERVICE_ROOT", serviceRoot,
                "RESO_ACCESS_TOKEN", "demo-token",
                "RESO_RATE_LIMIT", "1000000/PT5M",
                "DATABASE_URL", "jdbc:h2:file:" + data.toAbsolutePath().resolve("bench")));
        settings.putAll(further);
        return start(arguments, settings, Pattern.compile("ready on http://localhost:(\\d+)"));
    }

    /** Any program of the class path that prints its port, in a JVM like the site's. */
    static Program main(Class<?> program, String... arguments) throws IOException {
        var command = new ArrayList<>(options());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return start(command, Map.of(), Pattern.compile("port (\\d+)"));
    }

    static Program start(List<String> arguments, Map<String, String> environment, Pattern ready) throws IOException {
        var command = new ArrayList<>(List.of(java()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        // As the Procfile has it.
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().put("LIMIT_EXEMPT", "127.0.0.1");
        builder.environment().putAll(environment);
        // Away from the source tree and what may lie in it, such as a developer's settings.
        var directory = Files.createTempDirectory("porchlight-bench");
        Files.createSymbolicLink(directory.resolve("target"), Path.of("target").toAbsolutePath());
        builder.directory(directory.toFile());
        var process = builder.start();
        var output = Collections.synchronizedList(new ArrayList<String>());
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line;
        while ((line = lines.readLine()) != null) {
            output.add(line);
            var match = ready.matcher(line);
            if (!match.find()) continue;
            var reader = new Thread(() -> keep(lines, output));
            reader.setDaemon(true);
            reader.start();
            var where = match.group(1);
            return new Program(
                    process,
                    where.startsWith("http") ? where : "http://127.0.0.1:" + where,
                    management(output),
                    output);
        }
        throw new IOException("it did not start: " + output);
    }

    private static void keep(BufferedReader lines, List<String> output) {
        try {
            lines.lines().forEach(output::add);
        } catch (UncheckedIOException closed) {
            // The program has ended.
        }
    }

    /** Where the site said its management listener is; "" for programs without one. */
    private static String management(List<String> output) {
        return output.stream()
                .map(MANAGEMENT::matcher)
                .filter(Matcher::find)
                .map(port -> "http://127.0.0.1:" + port.group(1))
                .findFirst()
                .orElse("");
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public String root() {
        return root;
    }

    List<String> output() {
        return List.copyOf(output);
    }

    String get(String path) throws IOException {
        return read(root + path);
    }

    /** A page of the management listener. */
    String management(String path) throws IOException {
        return read(management + path);
    }

    private String read(String url) throws IOException {
        try (var response = http.newCall(new Request.Builder().url(url).build()).execute()) {
            return response.body().string();
        }
    }

    byte[] brotli(String path) throws IOException {
        var request = new Request.Builder()
                .url(root + path)
                .header("Accept-Encoding", "br")
                .build();
        try (var response = http.newCall(request).execute()) {
            if (response.code() != 200) throw new IOException(response + " " + output);
            return response.body().bytes();
        }
    }

    /** Waits until the site knows every listing. */
    Program swept() throws IOException, InterruptedException {
        swept(Duration.ofDays(1));
        return this;
    }

    /** The same for so long at most; returns whether it does. */
    boolean swept(Duration most) throws IOException, InterruptedException {
        var end = System.nanoTime() + most.toNanos();
        while (!management("/readyz").contains("listings, complete\n")) {
            if (System.nanoTime() > end) return false;
            Thread.sleep(100);
        }
        return true;
    }

    /** A number of {@code /metrics}; the sum of all that begin with a name which ends in the middle of its tags. */
    long metric(String name) throws IOException {
        return management("/metrics")
                .lines()
                .filter(line -> line.startsWith(name.matches(".*[,{]") ? name : name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Paths of the listings on some pages of results. */
    List<String> listings(int pages) throws IOException {
        var paths = new ArrayList<String>();
        for (int page = 1; page <= pages; page++) {
            var links = LISTING.matcher(get(page == 1 ? "/homes" : "/homes?page=" + page));
            while (links.find()) if (!paths.contains(links.group(1))) paths.add(links.group(1));
        }
        return paths;
    }

    long pid() {
        return process.pid();
    }

    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** A full collection, so that what is in use is what is needed. */
    void collectGarbage() throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Resident memory in MB, as Linux tells it; 0 elsewhere. */
    long residentMegabytes() throws IOException {
        var status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(status)) return 0;
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .sum();
    }

    /** Open files and connections, as Linux tells them; 0 elsewhere. */
    long openFiles() throws IOException {
        var open = Path.of("/proc/" + process.pid() + "/fd");
        if (!Files.isDirectory(open)) return 0;
        try (var files = Files.list(open)) {
            return files.count();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            // A large database is compacted as it is closed.
            if (!process.waitFor(2, java.util.concurrent.TimeUnit.MINUTES)) process.destroyForcibly();
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
