package porchlight.bench;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Stands between a site and its MLS: counts requests and tells how long the MLS took for the last one. */
public final class MlsMeter implements AutoCloseable {
    private final OkHttpClient http = new OkHttpClient();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong lastMicros = new AtomicLong();
    private final HttpUrl mls;
    private final Javalin server;
    private final Predicate<String> metered;

    MlsMeter(String serviceRoot) {
        this(serviceRoot, url -> true);
    }

    /** @param metered which requests count, by their path and query as they were sent */
    public MlsMeter(String serviceRoot, Predicate<String> metered) {
        this.metered = metered;
        mls = HttpUrl.get(serviceRoot);
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.http.compressionStrategy = CompressionStrategy.NONE;
                    config.jetty.modifyHttpConfiguration(http -> http.setRequestHeaderSize(64 * 1024));
                    config.routes.get("/<path>", this::pass);
                })
                .start("127.0.0.1", 0);
    }

    private void pass(io.javalin.http.Context ctx) throws java.io.IOException {
        var url = mls.newBuilder()
                .encodedPath(ctx.req().getRequestURI())
                .encodedQuery(ctx.queryString())
                .build();
        var request = new Request.Builder().url(url);
        for (var name : new String[] {"Authorization", "Accept", "If-None-Match"})
            if (ctx.header(name) != null) request.header(name, ctx.header(name));
        var began = System.nanoTime();
        try (var response = http.newCall(request.build()).execute()) {
            // Links lead through here too.
            var body = response.body().string().replace(mls.host() + ":" + mls.port(), "127.0.0.1:" + server.port());
            if (metered.test(ctx.req().getRequestURI() + "?" + ctx.queryString())) {
                requests.incrementAndGet();
                lastMicros.set(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began));
            }
            for (var name : new String[] {"Content-Type", "ETag"})
                if (response.header(name) != null) ctx.header(name, response.header(name));
            ctx.status(response.code()).result(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    public String serviceRoot() {
        return "http://127.0.0.1:" + server.port() + mls.encodedPath();
    }

    public long requests() {
        return requests.get();
    }

    /** How long the MLS took for the request that ended last. */
    public long lastMicros() {
        return lastMicros.get();
    }

    @Override
    public void close() {
        server.stop();
    }
}
