package porchlight.demomls.manners;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import porchlight.listing.MlsProfile;

/** A vendor's service on loopback, over made-up homes. Keeps what it was asked and what it refused. */
final class Replay implements AutoCloseable {
    private static final String ROOT = "/odata/";

    private final VendorService service;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(8);
    private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();

    /** @param refused why it was, null if it was answered */
    record Request(
            String path, String query, int status, @Nullable String refused) {
        String resource() {
            return path.replaceFirst("\\(.*", "");
        }

        @Override
        public String toString() {
            return status + " " + path + "?" + query + (refused == null ? "" : " " + refused);
        }
    }

    Replay(Manners manners, MlsProfile profile, List<Home> homes, InstantSource clock) throws IOException {
        service = new VendorService(manners, Home.resources(profile, homes), clock);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    String serviceRoot() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + ROOT;
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    void forget() {
        requests.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var path = uri.getRawPath();
        var query = Objects.requireNonNullElse(uri.getRawQuery(), "");
        var resource = path.startsWith(ROOT) ? path.substring(ROOT.length()) : path;
        VendorService.Answer answer;
        try {
            answer = path.startsWith(ROOT)
                    ? service.get(serviceRoot(), resource, query)
                    : new VendorService.Answer(404, "application/json", "{}", "no such path");
        } catch (RuntimeException fault) {
            answer = new VendorService.Answer(500, "application/json", "{}", fault.toString());
        }
        requests.add(new Request(decoded(resource), decoded(query), answer.status(), answer.refused()));
        if (answer.status() == 429) exchange.getResponseHeaders().add("Retry-After", "1");
        exchange.getResponseHeaders().add("Content-Type", answer.contentType());
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
