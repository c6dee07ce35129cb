package porchlight.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.settings.InvalidSettings;
import porchlight.settings.Settings;
import porchlight.settings.Variable;

/**
 * Plain-text pages for operators and monitoring, on a separate address that visitors cannot reach. It has its own
 * threads, so it responds even when the site is overloaded.
 */
public final class ManagementListener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ManagementListener.class);
    private static final int THREADS = 2;

    private final HttpServer server;
    private final ExecutorService threads;

    private ManagementListener(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** A page's status and text. */
    public record Page(int status, String text) {}

    /**
     * Opens the listener; it accepts requests once this returns.
     *
     * @param host an IP address of this machine
     * @param port 0 for any free port
     * @param pages by path; any other path is a 404
     * @throws IOException if the address is in use or does not belong to this machine
     */
    public static ManagementListener open(String host, int port, Map<String, Supplier<Page>> pages) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0);
        var threads = Executors.newFixedThreadPool(THREADS, task -> {
            var thread = new Thread(task, "porchlight-management");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, pages));
        server.start();
        return new ManagementListener(server, threads);
    }

    /**
     * The listener that the settings ask for; null for none.
     *
     * @throws InvalidSettings if its port is in use
     */
    static @Nullable ManagementListener of(Settings settings, Readiness readiness, Supplier<String> metrics) {
        var where = settings.management();
        if (where == null) return null;
        try {
            return ManagementListener.open(
                    where.host(),
                    where.port(),
                    Map.of(
                            "/healthz", () -> new Page(200, "ok\n"),
                            "/readyz", readiness::details,
                            "/metrics", () -> new Page(200, metrics.get())));
        } catch (IOException taken) {
            throw new InvalidSettings(List.of(InvalidSettings.Fault.of(
                    Variable.MANAGEMENT_PORT.name(),
                    "settings.management.taken",
                    where.host() + ":" + where.port(),
                    String.valueOf(taken.getMessage()))));
        }
    }

    private static void answer(HttpExchange exchange, Map<String, Supplier<Page>> pages) throws IOException {
        try (exchange) {
            var reads = exchange.getRequestMethod().equals("GET")
                    || exchange.getRequestMethod().equals("HEAD");
            var page = reads ? page(exchange.getRequestURI().getPath(), pages) : new Page(405, "");
            var text = page.text().getBytes(StandardCharsets.UTF_8);
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            headers.set("Cache-Control", "no-store");
            var head = exchange.getRequestMethod().equals("HEAD") || text.length == 0;
            exchange.sendResponseHeaders(page.status(), head ? -1 : text.length);
            if (!head) exchange.getResponseBody().write(text);
        }
    }

    private static Page page(String path, Map<String, Supplier<Page>> pages) {
        var page = pages.get(path);
        if (page == null) return new Page(404, "");
        try {
            return page.get();
        } catch (RuntimeException fault) {
            log.error("Management page {} failed", path, fault);
            return new Page(500, "");
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
