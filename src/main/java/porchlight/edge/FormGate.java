package porchlight.edge;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Queues a form only if its client may send one: it was not rejected, and has few other forms in progress. Other forms
 * skip the queue and get a page that says why.
 */
public final class FormGate extends Handler.Wrapper {
    /** The number of forms that one client may have in progress. */
    private static final int MOST_OF_ONE = 4;
    /** By then its forms have arrived or timed out. */
    private static final long WAIT_SECONDS = ServerLimits.PATIENCE.body().toSeconds();

    private final ClientAddress client;
    private final Predicate<InetAddress> exempt;
    private final QoSHandler turns = ServerLimits.forms();
    private final ConcurrentMap<String, Integer> underWay = new ConcurrentHashMap<>();

    /** @param exempt clients without a limit */
    public FormGate(ClientAddress client, Predicate<InetAddress> exempt) {
        this.client = client;
        this.exempt = exempt;
        setHandler(turns);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!request.getMethod().equals("POST")) return super.handle(request, response, callback);
        return !Edge.isRefused(request) && isCounted(request, client.of(request))
                ? super.handle(request, response, callback)
                : turns.getHandler().handle(request, response, callback);
    }

    private boolean isCounted(Request request, ClientAddress.Client asker) {
        var address = ClientAddress.parse(asker.address());
        if (address.isEmpty() || exempt.test(address.get())) return true;
        var network = RateLimits.network(address.get());
        if (underWay.merge(network, 1, Integer::sum) > MOST_OF_ONE) {
            leave(network);
            Edge.refuse(request, new RateLimits.TooManyRequests(WAIT_SECONDS));
            return false;
        }
        Request.addCompletionListener(request, fault -> leave(network));
        return true;
    }

    private void leave(String network) {
        underWay.computeIfPresent(network, (one, n) -> n == 1 ? null : n - 1);
    }
}
