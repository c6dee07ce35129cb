package porchlight.site;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Hangs up on clients that take longer over a request than any network does. A client that sends or reads a byte now and
 * then is never idle, and Jetty 12.1 does not enforce its lowest data rates.
 */
final class SlowClients implements HttpConfiguration.Customizer, Connection.Listener {
    private final ServerLimits.Patience patience;
    private final Scheduler scheduler;
    private final Map<Connection, Scheduler.Task> deadlines = new ConcurrentHashMap<>();

    SlowClients(ServerLimits.Patience patience, Scheduler scheduler) {
        this.patience = patience;
        this.scheduler = scheduler;
    }

    @Override
    public void onOpened(Connection connection) {
        allow(connection, patience.idle().plus(patience.headers()));
    }

    @Override
    public void onClosed(Connection connection) {
        var deadline = deadlines.remove(connection);
        if (deadline != null) deadline.cancel();
    }

    /** The headers are there. */
    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        var connection = request.getConnectionMetaData().getConnection();
        Request.addCompletionListener(
                request, fault -> allow(connection, patience.idle().plus(patience.headers())));
        if (!hasBody(request)) {
            allow(connection, patience.answer());
            return request;
        }
        allow(connection, patience.body());
        return new Request.Wrapper(request) {
            @Override
            public Content.Chunk read() {
                var chunk = super.read();
                if (chunk != null && chunk.isLast()) allow(connection, patience.answer());
                return chunk;
            }
        };
    }

    private static boolean hasBody(Request request) {
        return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    /** Until when the next step may take, instead of what was said before. */
    private void allow(Connection connection, Duration time) {
        deadlines.compute(connection, (same, before) -> {
            if (before != null) before.cancel();
            if (!connection.getEndPoint().isOpen()) return null;
            return scheduler.schedule(() -> hangUp(connection), time.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    private void hangUp(Connection connection) {
        deadlines.remove(connection);
        connection.getEndPoint().close(new TimeoutException("a client slower than any network"));
    }
}
