package porchlight.odata;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/**
 * DNS lookups in bounded time. The system resolver may take half a minute when no name server
 * answers, and call timeouts do not interrupt it. If a lookup takes too long or fails, the name's
 * last known addresses are used. Intended for the few names of one service. Thread-safe.
 */
final class BoundedDns implements Dns {
    private final Dns system;
    private final Duration patience;
    private final Map<String, List<InetAddress>> last = new ConcurrentHashMap<>();
    /** At most one lookup per name at a time, however many callers want it. */
    private final Map<String, CompletableFuture<List<InetAddress>>> running = new ConcurrentHashMap<>();

    BoundedDns(Dns system, Duration patience) {
        this.system = system;
        this.patience = patience;
    }

    @Override
    public List<InetAddress> lookup(String name) throws UnknownHostException {
        try {
            return running.computeIfAbsent(name, this::begin).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException unknown) {
            return lastOf(name, String.valueOf(unknown.getCause()));
        } catch (TimeoutException slow) {
            return lastOf(name, "no name server answers");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return lastOf(name, "interrupted");
        }
    }

    private CompletableFuture<List<InetAddress>> begin(String name) {
        var lookup = new CompletableFuture<List<InetAddress>>();
        var thread = new Thread(() -> look(name, lookup), "porchlight-dns");
        thread.setDaemon(true);
        thread.start();
        return lookup;
    }

    private void look(String name, CompletableFuture<List<InetAddress>> lookup) {
        try {
            var addresses = system.lookup(name);
            last.put(name, addresses);
            lookup.complete(addresses);
        } catch (UnknownHostException | RuntimeException unknown) {
            lookup.completeExceptionally(unknown);
        } finally {
            running.remove(name, lookup);
        }
    }

    private List<InetAddress> lastOf(String name, String why) throws UnknownHostException {
        var known = last.get(name);
        if (known == null) throw new UnknownHostException(name + ": " + why);
        return known;
    }
}
