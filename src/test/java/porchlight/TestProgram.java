package porchlight;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program in a process of its own, from the classes under test. */
final class TestProgram {
    private TestProgram() {}

    /**
     * What to run.
     *
     * @param options of the JVM
     * @param command of the program
     */
    static List<String> line(List<String> options, String... command) {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(options);
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath(), "porchlight.Main"));
        line.addAll(List.of(command));
        return line;
    }

    /** The process runs elsewhere. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Its variables on a demo MLS, on any free port. */
    static Map<String, String> settings(String serviceRoot) {
        return Map.of(
                "PORT",
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
