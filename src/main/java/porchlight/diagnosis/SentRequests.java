package porchlight.diagnosis;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Counts a trial site's requests to the MLS and records rejections. It lets one page of open houses through and answers
 * later pages as if they were empty, so that a check does not read all of them. Thread-safe.
 */
public final class SentRequests implements Interceptor {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_ERROR_BYTES = 64 * 1024;
    private static final int LONGEST_MESSAGE = 160;

    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger openHousePages = new AtomicInteger();
    private final AtomicInteger openHouses = new AtomicInteger();
    private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();

    @Override
    public Response intercept(Chain chain) throws IOException {
        var request = chain.request();
        var ofOpenHouses = request.url().encodedPath().endsWith("/OpenHouse");
        if (ofOpenHouses && openHousePages.incrementAndGet() > 1)
            return new Response.Builder()
                    .request(request)
                    .protocol(Protocol.HTTP_1_1)
                    .code(200)
                    .message("OK")
                    .body(ResponseBody.create("{\"value\":[]}", MediaType.get("application/json")))
                    .build();
        sent.incrementAndGet();
        var response = chain.proceed(request);
        if (response.code() >= 400 && response.code() != 404)
            refusal.set("HTTP " + response.code() + " from " + request.url().encodedPath() + message(response));
        else if (ofOpenHouses)
            openHouses.addAndGet(JSON.readTree(response.peekBody(Long.MAX_VALUE).bytes())
                    .path("value")
                    .size());
        return response;
    }

    private static String message(Response response) throws IOException {
        try {
            var error = JSON.readTree(response.peekBody(LONGEST_ERROR_BYTES).bytes())
                    .path("error")
                    .path("message");
            var text = error.isObject() ? error.path("value").asText() : error.asText();
            if (text.isEmpty()) return "";
            return ": " + (text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…");
        } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
            return "";
        }
    }

    /** Another site is tried: its first page of open houses passes too. */
    void beginTrial() {
        openHousePages.set(0);
    }

    /** Requests since the start. */
    int sent() {
        return sent.get();
    }

    /** Open houses received, readable or not. */
    int openHouses() {
        return openHouses.get();
    }

    /** The last rejection since the previous call, null for none. */
    @Nullable
    String takeRefusal() {
        return refusal.getAndSet(null);
    }
}
