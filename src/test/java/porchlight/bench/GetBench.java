package porchlight.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/** One page asked for again and again over kept connections; {@link PageBench} runs it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(16)
@Fork(1)
@Warmup(time = 3)
@Measurement(iterations = 3, time = 3)
public class GetBench {
    @Param("none")
    public String url;

    /** Process of the server. */
    @Param("0")
    public long server;

    private final AtomicLong requests = new AtomicLong();
    private boolean measuring;
    private long usedBefore;
    private OkHttpClient http;
    private Request request;

    @Setup(Level.Trial)
    public void connect() {
        http = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(16, 1, TimeUnit.MINUTES))
                .build();
        request = new Request.Builder().url(url).header("Accept-Encoding", "br").build();
    }

    @Benchmark
    public byte[] get() throws IOException {
        requests.incrementAndGet();
        try (var response = http.newCall(request).execute()) {
            if (response.code() != 200) throw new IOException(response.toString());
            return response.body().bytes();
        }
    }

    /** What the server's compilers take while it warms up is the start's, not each answer's. */
    @Setup(Level.Iteration)
    public void begin(IterationParams iteration) {
        if (measuring || iteration.getType() == IterationType.WARMUP) return;
        measuring = true;
        requests.set(0);
        usedBefore = used();
    }

    /** Leaves the microseconds of a processor that the server used for each answer. */
    @TearDown(Level.Trial)
    public void end() throws IOException {
        var micros = (used() - usedBefore) / 1_000.0 / requests.get();
        Files.writeString(Path.of(System.getProperty("bench.used")), Double.toString(micros));
    }

    private long used() {
        return ProcessHandle.of(server)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow()
                .toNanos();
    }
}
