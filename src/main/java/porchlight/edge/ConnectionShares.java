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
 * Limits connections per client (for IPv6, per /64 network) and in total. A client's excess connection is closed as
 * soon as it is accepted, before any setup. When the server is full, the connections that have been silent longest are
 * closed to make room. The server never stops accepting, so a client that holds its maximum cannot lock others out.
 */
final class ConnectionShares extends ServerConnector {
    /**
     * How many are closed at once when the server is full, so that it need not search again for each new connection.
     */
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
     * @param most connections in total
     * @param mostOfOne connections of one client
     * @param exempt addresses without a limit, such as trusted proxies
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
            // Closed like an excess connection.
        }
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // It is closed already, as intended.
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
        // A snapshot: the times keep changing during the sort.
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
