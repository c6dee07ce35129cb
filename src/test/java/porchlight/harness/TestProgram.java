package porchlight.harness;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program in a separate process, serving its site. */
public final class TestProgram implements AutoCloseable {
    private static final Pattern MANAGEMENT = Pattern.compile("details are on port (\\d+)");
    private static final Pattern READY = Pattern.compile("ready on (http://)localhost(:\\d+)");

    private final Process process;
    private final Path log;

    private TestProgram(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it with little memory, in a folder of its own.
     *
     * @param in the parent of that folder
     */
    public static TestProgram start(Path in, Map<String, String> environment) throws IOException {
        var folder = Files.createTempDirectory(in, "program");
        return start(folder, environment, line(folder, List.of("-Xmx300m"), "serve"));
    }

    /** Starts a command that becomes the program. */
    public static TestProgram start(Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        var log = Files.createTempFile(folder, "serve", ".log");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // Tests send more requests than people do.
        builder.environment().put("LIMIT_EXEMPT", "127.0.0.1");
        builder.environment().putAll(environment);
        return new TestProgram(builder.start(), log);
    }

    /** Waits until its site responds. */
    public TestVisitor visitor() {
        Waiting.until("the program is ready", () -> {
            assertTrue(process.isAlive(), this::output);
            return READY.matcher(output()).find();
        });
        var ready = READY.matcher(output());
        assertTrue(ready.find());
        return new TestVisitor(ready.group(1) + "127.0.0.1" + ready.group(2));
    }

    /** A visitor to its management listener, once its site responds. */
    public TestVisitor management() throws InterruptedException {
        visitor();
        var port = MANAGEMENT.matcher(output());
        assertTrue(port.find(), this::output);
        return new TestVisitor("http://127.0.0.1:" + port.group(1));
    }

    public Process process() {
        return process;
    }

    /** Its log output. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException fault) {
            return fault.toString();
        }
    }

    /** Ends it immediately, like {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    /**
     * The command line: the package with its archive of classes if Maven has made them, else the classes under test.
     *
     * @param folder where it will run
     * @param options of the JVM
     * @param command of the program
     */
    public static List<String> line(Path folder, List<String> options, String... command) throws IOException {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(options);
        line.add("-XX:TieredStopAtLevel=1");
        var archive = System.getProperty("archive.option");
        if (archive == null) line.addAll(List.of("-cp", classPath(), "porchlight.Main"));
        else {
            // An archive holds for the path that it was recorded with.
            var target = folder.resolve("target");
            if (Files.notExists(target))
                Files.createSymbolicLink(target, Path.of("target").toAbsolutePath());
            line.addAll(List.of(
                    archive, "-Dorg.slf4j.simpleLogger.log.porchlight.requests=warn", "-jar", "target/porchlight.jar"));
        }
        line.addAll(List.of(command));
        return line;
    }

    /** Absolute, because the process runs in another directory. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Its variables for a demo MLS, on any free port. */
    public static Map<String, String> settings(String serviceRoot) {
        return Map.of(
                "PORT",
                "0",
                "MANAGEMENT_PORT",
                "0",
                "SITE_BROKERAGE",
                "Test Realty",
                "SITE_EMAIL",
                "hello@example.com",
                "MLS_PROFILE",
                Path.of("src/test/profiles/demo-feed.yaml").toAbsolutePath().toString(),
                "RESO_SERVICE_ROOT",
                serviceRoot,
                "RESO_ACCESS_TOKEN",
                "demo-token");
    }
}
