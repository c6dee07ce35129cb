package porchlight.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port that leads to a server's, and that can be closed for a while: connections are refused then, those open are cut. */
final class Relay implements AutoCloseable {
    private final String to;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket listening;

    /** @param url of the server */
    Relay(String url) throws IOException {
        to = url;
        listening = listen(0);
        port = listening.getLocalPort();
    }

    /** The server's URL through here. */
    String root() {
        return to.replaceFirst(":\\d+", ":" + port);
    }

    void refuse() throws IOException {
        listening.close();
        for (var socket : open) socket.close();
        open.clear();
    }

    void accept() throws IOException {
        if (listening.isClosed()) listening = listen(port);
    }

    private ServerSocket listen(int onPort) throws IOException {
        var server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), onPort), 256);
        daemon(() -> {
            while (!server.isClosed()) {
                var client = server.accept();
                var origin = new Socket("127.0.0.1", URI.create(to).getPort());
                open.add(client);
                open.add(origin);
                daemon(() -> pass(client, origin));
                daemon(() -> pass(origin, client));
            }
        });
        return server;
    }

    private void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // One of the ends went away, as it may.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        refuse();
    }
}
