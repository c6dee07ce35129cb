package porchlight.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import porchlight.demomls.DemoMls;

/** An MLS that passes through the demo MLS's responses with false data in them. */
public final class LyingMls implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DemoMls truth;
    private final String scheme;
    private final Queue<RecordedRequest> asked = new ConcurrentLinkedQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final MockWebServer server = new MockWebServer();
    private final Map<String, Consumer<ObjectNode>> aboutListings = new ConcurrentHashMap<>();
    private final Map<String, Supplier<MockResponse>> whole = new LinkedHashMap<>();

    public LyingMls(DemoMls truth) throws Exception {
        this(truth, null);
    }

    /** @param tls for encryption, null for none */
    public LyingMls(DemoMls truth, @Nullable SSLSocketFactory tls) throws Exception {
        this.truth = truth;
        this.scheme = tls == null ? "http://" : "https://";
        if (tls != null) server.useHttps(tls);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        server.start();
    }

    public String serviceRoot() {
        return truth.serviceRoot().replaceFirst("http://127.0.0.1:\\d+", origin());
    }

    private String origin() {
        return scheme + "127.0.0.1:" + server.getPort();
    }

    /** The requests so far. */
    public List<RecordedRequest> asked() {
        return List.copyOf(asked);
    }

    public int port() {
        return server.getPort();
    }

    /** Changes a listing in every response. */
    public void lie(String listingKey, Consumer<ObjectNode> lie) {
        aboutListings.put(listingKey, lie);
    }

    /**
     * Overrides the response to requests whose address contains a text, after any delay of the supplier; null gives the
     * true response.
     */
    public void answer(String text, Supplier<MockResponse> answer) {
        synchronized (whole) {
            whole.put(text, answer);
        }
    }

    private List<Supplier<MockResponse>> answers(String target) {
        synchronized (whole) {
            return whole.entrySet().stream()
                    .filter(entry -> target.contains(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }

    /** Paths and queries of the requests that contain a text, in order of arrival. */
    public List<String> asked(String text) {
        return asked.stream()
                .map(RecordedRequest::getTarget)
                .filter(target -> target.contains(text))
                .toList();
    }

    private MockResponse answer(RecordedRequest request) {
        asked.add(request);
        var target = request.getTarget();
        for (var answer : answers(target)) {
            var lie = answer.get();
            if (lie != null) return lie;
        }
        try {
            var question =
                    HttpRequest.newBuilder(URI.create(truth.serviceRoot().replaceFirst("/Version/.*", "") + target));
            for (var name : new String[] {"Authorization", "Accept"}) {
                var value = request.getHeaders().get(name);
                if (value != null) question.header(name, value);
            }
            var answer = http.send(question.build(), HttpResponse.BodyHandlers.ofByteArray());
            var type = answer.headers().firstValue("Content-Type").orElse("text/plain");
            var body = type.contains("json") ? changed(answer.body()) : answer.body();
            return new MockResponse.Builder()
                    .code(answer.statusCode())
                    .setHeader("Content-Type", type)
                    .body(new Buffer().write(body))
                    .build();
        } catch (Exception fault) {
            return new MockResponse.Builder().code(500).body(fault.toString()).build();
        }
    }

    private byte[] changed(byte[] body) throws Exception {
        var text = new String(body, StandardCharsets.UTF_8)
                .replace("http://127.0.0.1:" + URI.create(truth.serviceRoot()).getPort(), origin());
        var tree = JSON.readTree(text);
        if (tree.path("value").isArray()) for (var row : tree.path("value")) change(row);
        else change(tree);
        return JSON.writeValueAsBytes(tree);
    }

    private void change(JsonNode row) {
        var lie = aboutListings.get(row.path("ListingKey").asText());
        if (lie != null && row instanceof ObjectNode listing && listing.has("StandardStatus")) lie.accept(listing);
    }

    @Override
    public void close() {
        server.close();
    }
}
