package porchlight.lead;

import com.fasterxml.jackson.core.type.TypeReference;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the owner's commands work while the site holds the leads' file, which one process at a time can open. It listens
 * on loopback, on a port of its own that no proxy leads to; the port and a password for this run are in a file that only
 * the owner of the process can read.
 */
public final class DeskServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DeskServer.class);
    private static final int LONGEST_REQUEST = 1024 * 1024;

    private final HttpServer server;
    private final LeadDesk desk;
    private final String authorization;
    private final Path file;

    private DeskServer(LeadDesk desk, Path file) throws IOException {
        this.desk = desk;
        this.file = file;
        var password = new BigInteger(160, new SecureRandom()).toString(36);
        this.authorization = "Bearer " + password;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        write(server.getAddress().getPort() + "\n" + password + "\n");
    }

    /** The file that tells where the desk of a directory's leads is. */
    static Path file(Path directory) {
        return directory.resolve("leads.desk");
    }

    /**
     * Opens the desk; without it the commands work only while the site does not run.
     *
     * @param directory where the leads' file is
     */
    public static AutoCloseable open(LeadDesk desk, Path directory) {
        try {
            return new DeskServer(desk, file(directory));
        } catch (IOException fault) {
            log.warn("\"porchlight leads\" will not work while the site runs: {}", fault.toString());
            return () -> {};
        }
    }

    private void write(String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        var next = Files.createTempFile(file.toAbsolutePath().getParent(), ".desk", ".tmp");
        // createTempFile makes it readable by its owner only.
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var given = exchange.getRequestHeaders().getFirst("Authorization");
            if (given == null
                    || !MessageDigest.isEqual(
                            given.getBytes(StandardCharsets.UTF_8), authorization.getBytes(StandardCharsets.UTF_8))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            var request = exchange.getRequestBody().readNBytes(LONGEST_REQUEST);
            var body = LeadStore.JSON.writeValueAsBytes(
                    answer(exchange.getRequestURI().getPath(), request));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (LeadsUnavailable fault) {
            exchange.sendResponseHeaders(503, -1);
        }
    }

    private Object answer(String path, byte[] request) throws IOException {
        return switch (path) {
            case "/all" -> desk.all();
            case "/secret" -> desk.webhookSecret();
            case "/resend" -> desk.resend(ids(request));
            case "/delete" -> desk.delete(ids(request));
            default -> throw new IOException("no such service");
        };
    }

    private static List<String> ids(byte[] request) throws IOException {
        return LeadStore.JSON.readValue(request, new TypeReference<>() {});
    }

    @Override
    public void close() {
        server.stop(0);
        try {
            Files.deleteIfExists(file);
        } catch (IOException fault) {
            log.warn("{} is left behind: {}", file, fault.toString());
        }
    }
}
