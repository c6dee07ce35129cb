package porchlight.harness;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The demo MLS with text in its JSON replaced, to simulate feeds that it cannot produce. Pictures are passed through
 * unless others are set.
 */
public final class RewrittenFeed implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final OkHttpClient http = new OkHttpClient();
    private final Map<String, String> words = new ConcurrentHashMap<>();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final List<String> others = new CopyOnWriteArrayList<>();
    private volatile @Nullable MockResponse picture;
    private volatile Predicate<String> refused = target -> false;
    private volatile Predicate<String> empty = target -> false;

    public RewrittenFeed(String serviceRoot) throws IOException {
        var mls = HttpUrl.get(serviceRoot);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                if (!request.getTarget().startsWith("/Version/")) {
                    others.add(request.getMethod() + " " + request.getTarget());
                    if (picture != null) return picture;
                }
                if (refused.test(request.getTarget()))
                    return new MockResponse.Builder()
                            .code(400)
                            .setHeader("Content-Type", "application/json")
                            .body("{\"error\":{\"code\":\"400\",\"message\":\"not offered here\"}}")
                            .build();
                if (empty.test(request.getTarget()))
                    return new MockResponse.Builder()
                            .code(200)
                            .setHeader("Content-Type", "application/json")
                            .body("{\"@odata.count\":0,\"value\":[]}")
                            .build();
                var url = renamed(request.getUrl())
                        .newBuilder()
                        .host(mls.host())
                        .port(mls.port())
                        .build();
                var asked = new Request.Builder().url(url);
                request.getHeaders().forEach(header -> {
                    if (!header.getFirst().matches("(?i)host|connection|accept-encoding"))
                        asked.header(header.getFirst(), header.getSecond());
                });
                try (var response = http.newCall(asked.build()).execute()) {
                    var type = String.valueOf(response.header("Content-Type"));
                    var body = response.body().bytes();
                    if (type.contains("json")) {
                        var text = new String(body, java.nio.charset.StandardCharsets.UTF_8)
                                .replace("127.0.0.1:" + mls.port(), "127.0.0.1:" + server.getPort());
                        for (var word : words.entrySet()) text = text.replace(word.getKey(), word.getValue());
                        body = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
                    }
                    return new MockResponse.Builder()
                            .code(response.code())
                            .setHeader("Content-Type", type)
                            .body(new Buffer().write(body))
                            .build();
                } catch (IOException fault) {
                    return new MockResponse.Builder().code(502).build();
                }
            }
        });
        server.start();
    }

    /** Renames a listing's key, in requests as well as in responses. */
    public RewrittenFeed rename(String key, String name) {
        names.put(key, name);
        return replace("\"" + key + "\"", "\"" + name + "\"");
    }

    private HttpUrl renamed(HttpUrl asked) {
        var url = asked.newBuilder();
        var last = asked.pathSize() - 1;
        for (var name : names.entrySet()) {
            var literal = "'" + name.getValue().replace("'", "''") + "'";
            url.setPathSegment(last, asked.pathSegments().get(last).replace(literal, "'" + name.getKey() + "'"));
            if (asked.pathSegments().get(last).contains(literal)) break;
        }
        for (var parameter : asked.queryParameterNames()) {
            var value = String.valueOf(asked.queryParameter(parameter));
            for (var name : names.entrySet())
                value = value.replace("'" + name.getValue().replace("'", "''") + "'", "'" + name.getKey() + "'");
            url.setQueryParameter(parameter, value);
        }
        return url.build();
    }

    public RewrittenFeed replace(String word, String by) {
        words.put(word, by);
        return this;
    }

    /** Answers requests with matching targets, as sent, with a 400. */
    public RewrittenFeed refuse(Predicate<String> targets) {
        refused = targets;
        return this;
    }

    /** Answers requests with matching targets, as sent, with no rows. */
    public RewrittenFeed answerNothing(Predicate<String> targets) {
        empty = targets;
        return this;
    }

    /** The response for every picture from now on. */
    public RewrittenFeed pictures(MockResponse answer) {
        picture = answer;
        return this;
    }

    /** Method and target of all requests other than for data. */
    public List<String> others() {
        return others;
    }

    public String serviceRoot() {
        return server.url("/Version/3/Reso/OData/").toString().replace("localhost", "127.0.0.1");
    }

    @Override
    public void close() {
        server.close();
    }
}
