package porchlight.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends requests exactly as written, without a client that would correct or reject them. */
public final class RawHttp {
    private static final int PATIENCE_MILLIS = 20_000;

    private RawHttp() {}

    /** A response; the status is 0 if there was none. */
    public record Answer(int status, String head, String body) {
        public String header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    /** @param headers lines, each with its line ending */
    public static Answer send(String site, String method, String target, String headers, String body)
            throws IOException {
        var url = URI.create(site);
        try (var socket = new Socket(InetAddress.getByName(url.getHost()), url.getPort())) {
            return send(socket, url.getAuthority(), method, target, headers, body);
        }
    }

    /** The same on an open connection, which is closed afterward. */
    public static Answer send(Socket socket, String host, String method, String target, String headers, String body)
            throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        var request = method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + headers
                + (body.isEmpty() && !method.equals("POST") ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n"
                + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var parts = answer.split("\r\n\r\n", 2);
        var status = answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
        return new Answer(status, parts[0], parts.length < 2 ? "" : parts[1]);
    }
}
