package porchlight.lead;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import porchlight.listing.ListingPath;

/**
 * Posts leads as JSON, signed according to Standard Webhooks: HMAC-SHA256 over id, time, and body.
 *
 * @see <a href="https://www.standardwebhooks.com/">Standard Webhooks</a>
 */
final class WebhookCarrier implements Carrier {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The type of what the owner's test posts. */
    static final String TEST = "lead.test";

    private static final String REDIRECTED = "it redirects, and redirects are not followed";

    private final OkHttpClient http;
    private final HttpUrl url;
    private final LeadStore store;
    private final @Nullable String origin;
    private final InstantSource clock;

    /** @param origin of the site, null if it is only known during a request */
    WebhookCarrier(HttpUrl url, LeadStore store, @Nullable String origin, InstantSource clock) {
        this.http = new OkHttpClient.Builder()
                .followRedirects(false)
                .retryOnConnectionFailure(false)
                .callTimeout(PATIENCE)
                .build();
        this.url = url;
        this.store = store;
        this.origin = origin;
        this.clock = clock;
    }

    @Override
    public String channels() {
        return Channels.WEBHOOK;
    }

    @Override
    public void carry(Outbox.Claim claim) throws Undeliverable {
        post(claim.lead(), "lead.created");
    }

    /** Whether anything answers there; nothing is posted. Empty if so. */
    static Optional<String> problem(HttpUrl url) {
        var http = new OkHttpClient.Builder()
                .followRedirects(false)
                .callTimeout(Duration.ofSeconds(10))
                .build();
        var request = new Request.Builder()
                .url(url)
                .header("User-Agent", "Porchlight")
                .head()
                .build();
        try (var response = http.newCall(request).execute()) {
            // Receivers needn't know HEAD, so any status will do.
            return response.isRedirect() ? Optional.of(REDIRECTED) : Optional.empty();
        } catch (IOException fault) {
            return Optional.of("no answer: " + fault.getClass().getSimpleName());
        }
    }

    /** @param type of the message */
    void post(Lead lead, String type) throws Undeliverable {
        var id = lead.id();
        var time = Long.toString(clock.instant().getEpochSecond());
        var body = body(lead, type);
        var request = new Request.Builder()
                .url(url)
                .header("Idempotency-Key", id)
                .header("webhook-id", id)
                .header("webhook-timestamp", time)
                .header("webhook-signature", "v1," + signature(store.secret("webhook"), id, time, body))
                .header("User-Agent", "Porchlight")
                .post(RequestBody.create(body.getBytes(StandardCharsets.UTF_8), JSON))
                .build();
        try (var response = http.newCall(request).execute()) {
            if (response.isSuccessful()) return;
            var answer = "it answered " + response.code();
            if (response.isRedirect()) throw Undeliverable.permanent(answer + ", and redirects are not followed");
            if (response.code() >= 500 || response.code() == 408 || response.code() == 425 || response.code() == 429)
                throw Undeliverable.temporary(answer, retryAfter(response));
            throw Undeliverable.permanent(answer);
        } catch (IOException fault) {
            throw Undeliverable.temporary("no answer: " + fault.getClass().getSimpleName());
        }
    }

    static String signature(byte[] secret, String id, String time, String body) {
        return Base64.getEncoder()
                .encodeToString(
                        FormToken.hmac(secret, (id + "." + time + "." + body).getBytes(StandardCharsets.UTF_8)));
    }

    private String body(Lead lead, String type) {
        ObjectNode inquiry = LeadStore.JSON.valueToTree(lead.inquiry());
        var key = lead.inquiry().listingKey();
        var json = LeadStore.JSON
                .createObjectNode()
                .put("type", type)
                .put("id", lead.id())
                .put("receivedAt", lead.receivedAt().toString())
                .put("consent", lead.consent());
        if (key != null && origin != null) json.put("listingUrl", origin + ListingPath.ofKey(key));
        json.setAll(inquiry);
        try {
            return LeadStore.JSON.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree that cannot be written", impossible);
        }
    }

    /** In seconds; the other format, a date, is rare enough to ignore in favor of our own intervals. */
    private static @Nullable Duration retryAfter(Response response) {
        var value = response.header("Retry-After", "");
        return value != null && value.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(value)) : null;
    }
}
