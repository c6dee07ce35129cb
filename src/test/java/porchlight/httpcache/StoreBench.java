package porchlight.httpcache;

import static porchlight.bench.Report.number;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import porchlight.bench.Report;
import porchlight.database.SiteDatabase;
import porchlight.harness.TestPostgres;

/** Measures lookups among stored responses the size of a result page, in each database. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
public class StoreBench {
    private static final int RESPONSES = 200;
    private static final int ROWS = 25;

    /** A JDBC URL, or {@code file} for an H2 file. */
    @Param("jdbc:h2:mem:bench;DB_CLOSE_DELAY=-1")
    public String database;

    private HikariDataSource pool;
    private ResponseCache cache;
    private final List<StoredResponse> responses = new ArrayList<>();
    private int next;

    @Test
    void lookUpsInEachDatabase() throws Exception {
        var report = new Report(
                "Look-up of a stored response (JMH, µs)", "database", "found", "found and unpacked", "stored");
        var databases = new ArrayList<>(List.of("jdbc:h2:mem:bench;DB_CLOSE_DELAY=-1", "file"));
        // Such as jdbc:postgresql://localhost/bench?user=bench.
        if (System.getProperty("bench.database") != null) databases.add(System.getProperty("bench.database"));
        try (var postgres = TestPostgres.start()) {
            databases.add(postgres.jdbcUrlOf(postgres.newDatabase()));
            compare(databases, report);
        }
        report.write();
    }

    private static String name(String database) {
        if (database.equals("file")) return "H2 file";
        return database.startsWith("jdbc:postgresql://127.0.0.1:") ? "PostgreSQL" : database.replaceFirst("[?;].*", "");
    }

    private static void compare(List<String> databases, Report report) throws Exception {
        for (var each : databases) {
            var cells = new ArrayList<Object>(List.of(name(each)));
            for (var what : List.of("found", "unpacked", "stored")) {
                var results = new Runner(new OptionsBuilder()
                                .include(StoreBench.class.getName() + "." + what + "$")
                                .param("database", each)
                                .verbosity(VerboseMode.SILENT)
                                .build())
                        .run();
                var result = results.iterator().next().getPrimaryResult();
                cells.add(number(result.getScore(), 1) + " ± " + number(result.getScoreError(), 1));
            }
            report.row(cells.toArray());
        }
    }

    @Setup(Level.Trial)
    public void fill() throws IOException {
        var url = database.equals("file")
                ? "jdbc:h2:file:" + Files.createTempDirectory("bench").resolve("store")
                : database;
        pool = SiteDatabase.open(url, null, null);
        cache = new ResponseCache(pool, Long.MAX_VALUE, InstantSource.system());
        for (int i = 0; i < RESPONSES; i++) responses.add(response(i));
        for (int i = 0; i < RESPONSES; i++) cache.store(key(i), responses.get(i));
    }

    private static String key(int number) {
        return ResponseCache.key("GET", "https://mls.example/Property?$skip=" + number, "application/json");
    }

    /** About 100 KB of listings. */
    private static StoredResponse response(int number) throws IOException {
        var json = new StringBuilder("{\"value\":[");
        for (int row = 0; row < ROWS; row++) {
            json.append("{\"ListingKey\":\"").append(number * ROWS + row).append("\",\"PublicRemarks\":\"");
            for (int word = 0; word < 600; word++)
                json.append(Integer.toString(word * number + row, 36)).append(' ');
            json.append("\"},");
        }
        var body = json.append("{}]}").toString().getBytes(StandardCharsets.UTF_8);
        return StoredResponse.of("application/json", "\"" + number + "\"", body, Instant.now());
    }

    @Benchmark
    public Object found() {
        return cache.find(key(next++ % RESPONSES)).orElseThrow();
    }

    @Benchmark
    public byte[] unpacked() throws IOException {
        return cache.find(key(next++ % RESPONSES)).orElseThrow().body();
    }

    @Benchmark
    public void stored() {
        cache.store(key(next % RESPONSES), responses.get(next++ % RESPONSES));
    }

    @TearDown(Level.Trial)
    public void close() {
        pool.close();
    }
}
