package porchlight.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts load on the whole machine: a separate process with four busy loops per core, which can be turned on and off. */
public final class BusyLoops implements AutoCloseable {
    private static final int LOOPS_PER_CORE = 4;
    private static volatile boolean spinning;

    private final Process process;

    private BusyLoops(Process process) {
        this.process = process;
    }

    /** Starts the process with its loops idle. */
    public static BusyLoops start() throws IOException {
        var classes = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return new BusyLoops(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        classes,
                        BusyLoops.class.getName()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    public void spin() throws IOException {
        tell('+');
    }

    public void rest() throws IOException {
        tell('-');
    }

    private void tell(char what) throws IOException {
        process.getOutputStream().write(what);
        process.getOutputStream().flush();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    /** The process: spins after {@code +}, pauses after {@code -}, and ends with its parent. */
    public static void main(String[] none) throws IOException {
        var loops = LOOPS_PER_CORE * Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < loops; i++) {
            var loop = new Thread(BusyLoops::loop);
            loop.setDaemon(true);
            loop.start();
        }
        for (int command; (command = System.in.read()) >= 0; ) {
            synchronized (BusyLoops.class) {
                spinning = command == '+';
                BusyLoops.class.notifyAll();
            }
        }
    }

    private static void loop() {
        while (true) {
            synchronized (BusyLoops.class) {
                try {
                    while (!spinning) BusyLoops.class.wait();
                } catch (InterruptedException ended) {
                    return;
                }
            }
            while (spinning) Thread.onSpinWait();
        }
    }
}
