package porchlight.bench;

import static porchlight.bench.Report.millis;
import static porchlight.bench.Report.number;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the command to the first page of results, the demo MLS in the same process and its market made anew. */
class StartBench {
    private static final int STARTS = 3;

    @TempDir
    Path directory;

    @Test
    void startsToTheFirstPage() throws Exception {
        var report = new Report(
                "Start to the first page of results, demo MLS included",
                "command",
                "p50 (ms)",
                "slowest (ms)",
                "CPU p50 (ms)",
                "resident MB");
        measure(report, "`java -jar target/porchlight.jar`", List.of());
        measure(report, "`java @target/java.options -jar target/porchlight.jar`", Program.options());
        report.write();
    }

    private void measure(Report report, String name, List<String> options) throws Exception {
        var times = new Histogram(3);
        var used = new Histogram(3);
        var resident = 0L;
        for (int i = 0; i < STARTS; i++) {
            var data = Files.createTempDirectory(directory, "data").resolve("start");
            var arguments = new ArrayList<>(options);
            arguments.addAll(List.of("-jar", Program.JAR, "serve"));
            var began = System.nanoTime();
            try (var site = Program.start(
                    arguments,
                    Map.of("PORT", "0", "DATABASE_URL", "jdbc:h2:file:" + data.toAbsolutePath()),
                    Pattern.compile("ready on http://localhost:(\\d+)"))) {
                site.brotli("/homes");
                times.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began));
                used.recordValue(TimeUnit.NANOSECONDS.toMicros(site.cpu().toNanos()));
                resident = Math.max(resident, site.residentMegabytes());
            }
        }
        report.row(name, millis(times, 50), millis(times, 100), millis(used, 50), number(resident, 0));
    }
}
