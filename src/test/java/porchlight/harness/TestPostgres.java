package porchlight.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server for one test, run with this machine's binaries: those in {@code POSTGRES_BIN}, on the {@code
 * PATH}, or where Debian and Homebrew install them. Root starts it as the user {@code postgres}, because PostgreSQL
 * refuses to run as root.
 */
public final class TestPostgres implements AutoCloseable {
    private static final String ADMINISTRATOR = "porchlight";

    private final Path programs = programs();
    private final Path directory;
    private final Path data;
    private final int port;

    private TestPostgres() throws IOException, InterruptedException {
        directory = Files.createTempDirectory("postgres");
        data = directory.resolve("data");
        if (isRoot())
            Files.setOwner(
                    directory,
                    directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var made = program(
                "initdb", "-D", data.toString(), "-U", ADMINISTRATOR, "-A", "trust", "-E", "UTF8", "--no-locale", "-N");
        if (made.waitFor() != 0) throw new IllegalStateException(log());
    }

    /**
     * Where the server is installed, and on CI, where its absence is a failure; a newcomer without it can still run the
     * rest.
     */
    public static boolean isExpected() {
        return System.getenv("CI") != null || found().isPresent();
    }

    /** A new server; it accepts connections once this returns. */
    public static TestPostgres start() throws IOException, InterruptedException {
        var server = new TestPostgres();
        server.begin();
        return server;
    }

    private static Path programs() {
        return found().orElseThrow(() -> new IllegalStateException(
                "These tests need PostgreSQL's server: install it (Debian: postgresql), or name the folder of its"
                        + " programs in POSTGRES_BIN"));
    }

    private static Optional<Path> found() {
        var places = new ArrayList<Path>();
        if (System.getenv("POSTGRES_BIN") != null) places.add(Path.of(System.getenv("POSTGRES_BIN")));
        for (var place : System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
            places.add(Path.of(place));
        for (var parent : List.of("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/usr")) {
            if (!Files.isDirectory(Path.of(parent))) continue;
            try (var children = Files.list(Path.of(parent))) {
                children.filter(child -> parent.endsWith("postgresql")
                                || child.getFileName().toString().startsWith("p"))
                        .sorted(Comparator.reverseOrder())
                        .map(child -> child.resolve("bin"))
                        .forEach(places::add);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return places.stream()
                .filter(place -> Files.isExecutable(place.resolve("initdb")))
                .findFirst();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private Process program(String name, String... arguments) throws IOException {
        var line = new ArrayList<String>();
        if (isRoot()) line.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"));
        line.add(programs.resolve(name).toString());
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    /** Starts it, also after it was killed. */
    public void begin() throws IOException, InterruptedException {
        // A killed server's children may still be ending; until then it cannot start.
        for (int tries = 0; tries < 40; tries++) {
            var server = program(
                    "postgres",
                    "-D",
                    data.toString(),
                    "-p",
                    Integer.toString(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    // What a killed process wrote survives without it; only a crash of the machine would lose it.
                    "-c",
                    "fsync=off");
            for (int looks = 0; looks < 600 && server.isAlive(); looks++) {
                if (answers()) return;
                Thread.sleep(50);
            }
            Thread.sleep(250);
        }
        throw new IllegalStateException(log());
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(jdbcUrl("postgres"))) {
            return connection.isValid(5);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** Ends it with all its connections, immediately and without notice. */
    public void kill() throws IOException, InterruptedException {
        var pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        ProcessHandle.of(pid).ifPresent(server -> {
            server.destroyForcibly();
            server.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        });
        while (answers()) Thread.sleep(20);
    }

    /** Suspends all its processes: the system accepts connections, and nothing responds. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Resumes it. */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        var server = ProcessHandle.of(Long.parseLong(
                        Files.readAllLines(data.resolve("postmaster.pid")).get(0)))
                .orElseThrow();
        var line = new ArrayList<>(List.of("kill", "-" + name, Long.toString(server.pid())));
        server.descendants().forEach(child -> line.add(Long.toString(child.pid())));
        new ProcessBuilder(line).start().waitFor();
    }

    /** The {@code DATABASE_URL} of a new, empty database. */
    public String newDatabase() throws SQLException {
        var name = "site_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = DriverManager.getConnection(jdbcUrl("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return "postgres://" + ADMINISTRATOR + ":any@127.0.0.1:" + port + "/" + name;
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + ADMINISTRATOR;
    }

    /** The JDBC URL, user included, of a {@code DATABASE_URL}. */
    public String jdbcUrlOf(String databaseUrl) {
        return jdbcUrl(databaseUrl.substring(databaseUrl.lastIndexOf('/') + 1));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (Files.exists(data.resolve("postmaster.pid"))) kill();
        // Its children keep writing for a moment.
        for (int tries = 0; tries < 50; tries++) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
                return;
            } catch (IOException | UncheckedIOException busy) {
                Thread.sleep(100);
            }
        }
    }
}
