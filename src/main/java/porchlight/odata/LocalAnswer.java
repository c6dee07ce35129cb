package porchlight.odata;

import java.time.Duration;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Responses created locally, in the shape of an OData error, so that callers have to handle only
 * one kind of failure.
 */
public final class LocalAnswer {
    /** Present on every response that is not the server's own, with the reason. */
    static final String HEADER = "Porchlight-Local-Answer";

    /** Present if the reason was this site's own budget. */
    static final String BUDGET = "Porchlight-Budget";

    /**
     * Present if no token was granted: the token endpoint's error code (RFC 6749, 5.2), or {@code
     * none}.
     */
    public static final String TOKEN = "Porchlight-Token-Error";

    private static final MediaType JSON = MediaType.get("application/json");

    private LocalAnswer() {}

    static Response.Builder error(Request request, int status, String reason) {
        var body = Json.MAPPER.createObjectNode();
        body.putObject("error").put("code", Integer.toString(status)).put("message", reason);
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("Answered locally")
                .header(HEADER, printable(reason))
                .header("Cache-Control", "no-store")
                .body(ResponseBody.create(body.toString(), JSON));
    }

    static Response tooManyRequests(Request request, String reason, Duration retryAfter) {
        // Whole seconds, rounded up, because a request one second too early would be refused again.
        var seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return error(request, 429, reason)
                .header("Retry-After", Long.toString(seconds))
                .build();
    }

    /** This site's own budget is spent; the service is not at fault. */
    static Response budgetSpent(Request request, String reason, Duration retryAfter) {
        return tooManyRequests(request, reason, retryAfter)
                .newBuilder()
                .header(BUDGET, "spent")
                .build();
    }

    static String printable(String reason) {
        return reason.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
