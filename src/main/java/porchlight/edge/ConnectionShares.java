package porchlight.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Takes connections, so many of one client (in IPv6 of one network of 64 bits) and so many in all. One too many of a client is
 * closed as soon as it is accepted, before anything is set up for it. When the server is full, those that have been silent
 * longest are closed for the next: accepting never stops, so a client that holds all it may keeps nobody out.
 */
final class ConnectionShares extends ServerConnector {
    /** Closed at once when the server is full, so that it need not look for the most silent for each that comes. */
    private static final int MADE_ROOM_FOR = 32;

    private final int most;
    private final int mostOfOne;
    private final Predicate<InetAddress> exempt;
    private final Map<SelectableChannel, Peer> open = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    private static final class Peer {
        private final String network;
        private @Nullable SocketChannelEndPoint endPoint;

        Peer(String network) {
            this.network = network;
        }

        long silentMillis() {
            return endPoint == null ? 0 : endPoint.getIdleFor();
        }
    }

    /**
     * @param most connections in all
     * @param mostOfOne of one client
     * @param exempt addresses that may have any number, such as trusted proxies
     */
    ConnectionShares(Server server, HttpConfiguration http, int most, int mostOfOne, Predicate<InetAddress> exempt) {
        super(server, new HttpConnectionFactory(http));
        this.most = most;
        this.mostOfOne = mostOfOne;
        this.exempt = exempt;
    }

    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
        return new ServerConnectorManager(executor, scheduler, selectors) {
            @Override
            public void accept(SelectableChannel channel) {
                if (admits(channel)) super.accept(channel);
            }

            @Override
            protected void onAcceptFailed(SelectableChannel channel, Throwable cause) {
                forget(channel);
                super.onAcceptFailed(channel, cause);
            }
        };
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key)
            throws IOException {
        var endPoint = super.newEndPoint(channel, selector, key);
        synchronized (open) {
            var peer = open.get(channel);
            if (peer != null) peer.endPoint = endPoint;
        }
        return endPoint;
    }

    @Override
    protected void onEndPointClosed(EndPoint endPoint) {
        if (endPoint instanceof SocketChannelEndPoint socket) forget(socket.getChannel());
        super.onEndPointClosed(endPoint);
    }

    private boolean admits(SelectableChannel channel) {
        try {
            if (((SocketChannel) channel).getRemoteAddress() instanceof InetSocketAddress peer
                    && isCounted(channel, peer.getAddress())) return true;
        } catch (IOException gone) {
            // It is closed like one too many.
        }
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // That was the wish.
        }
        return false;
    }

    private boolean isCounted(SelectableChannel channel, InetAddress address) {
        var network = RateLimits.network(address);
        synchronized (open) {
            if (!exempt.test(address) && counts.getOrDefault(network, 0) >= mostOfOne) return false;
            if (open.size() >= most) makeRoom();
            open.put(channel, new Peer(network));
            counts.merge(network, 1, Integer::sum);
            return true;
        }
    }

    private void makeRoom() {
        // As they are now: time goes on while they are sorted.
        record Silent(SocketChannelEndPoint endPoint, long millis) {}
        var silent = open.values().stream()
                .filter(peer -> peer.endPoint != null)
                .map(peer -> new Silent(peer.endPoint, peer.silentMillis()))
                .sorted(Comparator.comparingLong(Silent::millis).reversed())
                .limit(Math.min(MADE_ROOM_FOR, Math.max(1, most / 8)))
                .toList();
        for (var one : silent) {
            forget(one.endPoint.getChannel());
            getExecutor().execute(() -> one.endPoint.close(new TimeoutException("the most silent of too many")));
        }
    }

    private void forget(SelectableChannel channel) {
        synchronized (open) {
            var peer = open.remove(channel);
            if (peer != null) counts.computeIfPresent(peer.network, (network, n) -> n == 1 ? null : n - 1);
        }
    }
}
