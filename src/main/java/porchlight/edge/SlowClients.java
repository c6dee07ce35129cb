package porchlight.edge;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Disconnects clients that take longer for a request than any network does. A client that sends or reads a byte now and
 * then is never idle, and Jetty 12.1 does not enforce its minimum data rates.
 */
final class SlowClients implements HttpConfiguration.Customizer, Connection.Listener {
    /**
     * Scheduling a task for each step of each request would cost more than the request, so one task checks all
     * connections.
     */
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(1);

    private final ServerLimits.Patience patience;
    private final Scheduler scheduler;
    private final long roundMillis;
    private final Map<Connection, Deadline> deadlines = new ConcurrentHashMap<>();
    private final AtomicBoolean watching = new AtomicBoolean();

    /** The deadline for a connection's next step. */
    private static final class Deadline {
        private volatile long nanoTime;

        void in(Duration time) {
            nanoTime = System.nanoTime() + time.toNanos();
        }

        boolean isOver(long now) {
            return now - nanoTime >= 0;
        }
    }

    SlowClients(ServerLimits.Patience patience, Scheduler scheduler) {
        this.patience = patience;
        this.scheduler = scheduler;
        var shortest = Stream.of(patience.headers(), patience.body(), patience.answer())
                .min(Duration::compareTo)
                .orElseThrow();
        this.roundMillis = Math.min(LONGEST_ROUND.toMillis(), Math.max(1, shortest.toMillis() / 4));
    }

    @Override
    public void onOpened(Connection connection) {
        var deadline = new Deadline();
        deadline.in(betweenRequests());
        deadlines.put(connection, deadline);
        watch();
    }

    @Override
    public void onClosed(Connection connection) {
        deadlines.remove(connection);
    }

    private void watch() {
        if (watching.compareAndSet(false, true)) scheduler.schedule(this::round, roundMillis, TimeUnit.MILLISECONDS);
    }

    private void round() {
        try {
            var now = System.nanoTime();
            deadlines.forEach((connection, deadline) -> {
                if (deadline.isOver(now))
                    connection.getEndPoint().close(new TimeoutException("a client slower than any network"));
            });
        } finally {
            // A connection that cannot be closed must not stop the checks of the others.
            watching.set(false);
            if (!deadlines.isEmpty()) watch();
        }
    }

    private Duration betweenRequests() {
        return patience.idle().plus(patience.headers());
    }

    /** Called when the headers are complete. */
    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        var deadline = deadlines.get(request.getConnectionMetaData().getConnection());
        if (deadline == null) return request;
        Request.addCompletionListener(request, fault -> deadline.in(betweenRequests()));
        if (!hasBody(request)) {
            deadline.in(patience.answer());
            return request;
        }
        deadline.in(patience.body());
        return new Request.Wrapper(request) {
            @Override
            public Content.Chunk read() {
                var chunk = super.read();
                if (chunk != null && chunk.isLast()) deadline.in(patience.answer());
                return chunk;
            }
        };
    }

    private static boolean hasBody(Request request) {
        return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }
}
