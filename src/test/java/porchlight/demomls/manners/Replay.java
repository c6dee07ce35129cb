package porchlight.demomls.manners;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
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
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import porchlight.listing.MlsProfile;

/**
 * A vendor's service on loopback, with made-up homes. Records the requests it received and refused.
 */
final class Replay implements AutoCloseable {
    private static final String ROOT = "/odata/";
    private static final String PHOTOS = "/photos";

    private final Manners manners;
    private final VendorService service;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(8);
    private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
    private volatile Predicate<Request> broken = request -> false;

    /** @param refused the reason for refusal; null if it was answered */
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
        this.manners = manners;
        service = new VendorService(manners, Home.resources(profile, homes), clock);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        if (manners.servesPhotos) server.createContext(PHOTOS, Replay::photo);
        server.start();
    }

    String serviceRoot() {
        return origin() + ROOT;
    }

    private String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    void forget() {
        requests.clear();
    }

    /** Makes matching requests fail with 400 from now on, whatever the vendor does. */
    void breaks(Predicate<Request> asked) {
        broken = asked;
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
            if (!path.startsWith(ROOT)) answer = refused(404, "no such path");
            else if (broken.test(new Request(decoded(resource), decoded(query), 0, null)))
                answer = refused(400, "out of order");
            else answer = service.get(serviceRoot(), resource, query);
        } catch (RuntimeException fault) {
            answer = refused(500, fault.toString());
        }
        requests.add(new Request(decoded(resource), decoded(query), answer.status(), answer.refused()));
        if (answer.status() == 429) exchange.getResponseHeaders().add("Retry-After", "1");
        exchange.getResponseHeaders().add("Content-Type", answer.contentType());
        var body = manners.servesPhotos
                ? answer.body().replace("https://photos.example.com", origin() + PHOTOS)
                : answer.body();
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static VendorService.Answer refused(int status, String why) {
        return new VendorService.Answer(status, "application/json", "{}", why);
    }

    private static void photo(HttpExchange exchange) throws IOException {
        var picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpeg", picture);
        exchange.getResponseHeaders().add("Content-Type", "image/jpeg");
        exchange.sendResponseHeaders(200, picture.size());
        try (var out = exchange.getResponseBody()) {
            picture.writeTo(out);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
