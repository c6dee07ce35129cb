package porchlight.harness;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A client of a site that follows no redirects and waits at most ten seconds. */
public final class TestVisitor {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String root;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** @param root of the site, without a trailing slash */
    public TestVisitor(String root) {
        this.root = root;
    }

    public String url(String path) {
        return root + path;
    }

    /** @throws java.net.http.HttpTimeoutException if no response arrives within ten seconds */
    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    public HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder().method(method, HttpRequest.BodyPublishers.noBody()), path, headers);
    }

    /** Sends a form. */
    public HttpResponse<String> post(String path, Map<String, String> form, String... headers)
            throws IOException, InterruptedException {
        var body = form.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder()
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(request, path, headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path, String... headers)
            throws IOException, InterruptedException {
        request.uri(URI.create(url(path))).timeout(PATIENCE);
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The page at a path. */
    public Document page(String path) throws IOException, InterruptedException {
        return Jsoup.parse(get(path).body(), url(path));
    }
}
