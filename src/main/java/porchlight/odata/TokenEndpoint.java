package porchlight.odata;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import porchlight.odata.ODataException.Kind;

/** Requests tokens. Neither requests nor responses are ever logged or included in a message. */
final class TokenEndpoint {
    /** A run of characters that is not a plain word. */
    private static final Pattern CREDENTIAL = Pattern.compile("(?=\\S*[^a-z_\\s])[^\\s&=\"',;{}]{6,}");

    private static final long LONGEST_ANSWER_BYTES = 256 * 1024;
    /**
     * Longer lifetimes are reduced to this, because the service's value may not yield a valid point
     * in time.
     */
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(365);

    private final OkHttpClient http;
    private final HttpUrl url;
    private final InstantSource clock;

    TokenEndpoint(OkHttpClient http, HttpUrl url, InstantSource clock) {
        this.http = http;
        this.url = url;
        this.clock = clock;
    }

    /**
     * @param lifetime of tokens whose response does not give one
     * @throws ODataException UNAUTHORIZED if the grant is refused, otherwise according to the fault
     */
    AccessToken request(RequestBody grant, Duration lifetime) {
        // Before the request: a token may be older than the response.
        var asked = clock.instant();
        var request = new Request.Builder()
                .url(url)
                .header("Accept", "application/json")
                .post(grant)
                .build();
        try (var response = http.newCall(request).execute()) {
            var body = BoundedBody.read(response.body(), LONGEST_ANSWER_BYTES);
            if (!response.isSuccessful()) throw refused(response.code(), body, grant);
            var json = parse(response.code(), body);
            var token = text(json, "access_token");
            if (token == null) throw refused(response.code(), body, grant);
            var seconds = json.path("expires_in").asLong(0);
            var valid = seconds > 0 ? Duration.ofSeconds(Math.min(seconds, LONGEST_LIFETIME.toSeconds())) : lifetime;
            // Halfway, as in Spark's own client, which leaves enough time to outlast a failing
            // token endpoint.
            return new AccessToken(
                    token, text(json, "refresh_token"), asked.plus(valid.dividedBy(2)), asked.plus(valid));
        } catch (IOException fault) {
            throw new ODataException(Kind.UNREACHABLE, url, 0, null, "no answer: " + fault.getMessage(), fault);
        }
    }

    private JsonNode parse(int status, byte[] body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (IOException notJson) {
            // Not as the cause: the parser's message may quote a token.
            throw new ODataException(Kind.MALFORMED, url, status, null, "the token answer is no JSON", null);
        }
    }

    private ODataException refused(int status, byte[] body, RequestBody grant) throws IOException {
        var error = ServiceError.read(body);
        var reason = error.message() == null
                ? "no token was granted"
                : "no token was granted: " + withoutSent(error.message(), grant);
        return new ODataException(kind(status), url, status, error.code(), reason, null);
    }

    /** A server may echo what it was sent; only plain words of that are passed on. */
    private static String withoutSent(String message, RequestBody grant) throws IOException {
        var sent = new Buffer();
        grant.writeTo(sent);
        var raw = sent.readUtf8();
        // A form is percent-encoded; JSON is not.
        var text = raw.startsWith("{") ? raw : URLDecoder.decode(raw, StandardCharsets.UTF_8);
        return CREDENTIAL
                .matcher(message)
                .replaceAll(word -> text.contains(word.group()) ? "***" : Matcher.quoteReplacement(word.group()));
    }

    private static Kind kind(int status) {
        if (status == 429) return Kind.RATE_LIMITED;
        return status >= 500 ? Kind.UNAVAILABLE : Kind.UNAUTHORIZED;
    }

    private static @Nullable String text(JsonNode object, String name) {
        var value = object.path(name);
        // Header-safe only, because it goes into Authorization.
        return value.isTextual() && value.asText().matches("[\\x21-\\x7e]+") ? value.asText() : null;
    }
}
