package porchlight.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.AbstractHistogram;

/** A table of results, printed and added to {@code target/bench.md}, which begins anew with each run. */
public final class Report {
    private static final Path FILE = Path.of("target/bench.md");

    private final String title;
    private final List<List<String>> rows = new ArrayList<>();

    public Report(String title, String... columns) {
        this.title = title;
        rows.add(List.of(columns));
        rows.add(rows.get(0).stream().map(column -> "---").toList());
    }

    public void row(Object... cells) {
        rows.add(List.of(cells).stream().map(String::valueOf).toList());
    }

    /** A number with thousands and so many decimals. */
    public static String number(double value, int decimals) {
        return String.format(Locale.US, "%,." + decimals + "f", value);
    }

    /** A percentile of a histogram of microseconds, in milliseconds. */
    public static String millis(AbstractHistogram micros, double percentile) {
        return number(micros.getValueAtPercentile(percentile) / 1_000.0, 2);
    }

    public void write() throws IOException {
        var text = new StringBuilder("\n### " + title + "\n\n");
        for (var row : rows) text.append("| ").append(String.join(" | ", row)).append(" |\n");
        System.out.println(text);
        var run = "run " + System.getProperty("bench.run", "by hand");
        if (!Files.exists(FILE) || !Files.readString(FILE).contains(run)) Files.writeString(FILE, heading(run));
        Files.writeString(FILE, text, StandardOpenOption.APPEND);
    }

    private static String heading(String run) throws IOException {
        var machine = java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        var memory = (com.sun.management.OperatingSystemMXBean) machine;
        return "## " + ZonedDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'"))
                + "\n\n`mvn -P" + System.getProperty("bench.profile", "bench") + " verify`, " + run + ". " + processor()
                + ", " + machine.getAvailableProcessors()
                + " processors, " + memory.getTotalMemorySize() / 1_073_741_824 + " GB, " + machine.getName() + " "
                + machine.getVersion() + ", " + System.getProperty("java.vm.name") + " "
                + System.getProperty("java.runtime.version")
                + String.format(Locale.US, "; load average at the start %.2f.%n", machine.getSystemLoadAverage());
    }

    private static String processor() throws IOException {
        var cpus = Path.of("/proc/cpuinfo");
        if (!Files.exists(cpus)) return System.getProperty("os.arch");
        return Files.readAllLines(cpus).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }
}
