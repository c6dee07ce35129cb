package porchlight.odata;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The content of an error response, in whichever shape it comes: OData's {@code error} object
 * (OData JSON Format 4.01, 21.1; Spark sends the code as a number), Spark's {@code D} envelope,
 * OAuth's {@code error} string (RFC 6749, 5.2), or an HTML or text page, which is ignored.
 * @param code as sent; null when there was none
 * @param message as sent; null when there was none
 */
record ServiceError(@Nullable String code, @Nullable String message) {
    private static final ServiceError NONE = new ServiceError(null, null);
    private static final int LONGEST_MESSAGE = 500;
    private static final Pattern AUTHORIZATION = Pattern.compile("(?i)\\b(bearer|oauth)\\s+[^\\s\"',;]+");

    /** Never fails. A body that cannot be parsed gives an empty error. */
    static ServiceError read(byte[] body) {
        try {
            var root = Json.MAPPER.readTree(body);
            if (root.path("error").isObject()) return of(root.get("error"), "code", "message");
            if (root.path("D").isObject()) return of(root.get("D"), "Code", "Message");
            if (root.path("error").isTextual()) return of(root, "error", "error_description");
            return NONE;
        } catch (IOException notJson) {
            return NONE;
        }
    }

    /** Reads a Spark envelope's {@code D} object. */
    static ServiceError ofEnvelope(JsonNode envelope) {
        return of(envelope, "Code", "Message");
    }

    private static ServiceError of(JsonNode object, String code, String message) {
        return new ServiceError(text(object.get(code)), text(object.get(message)));
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        // OData 2 wrapped messages as {"lang":…,"value":…}, and some gateways still do.
        var value = node != null && node.isObject() ? node.get("value") : node;
        if (value == null || !value.isValueNode() || value.isNull()) return null;
        // Some servers echo what they were sent.
        var text = AUTHORIZATION.matcher(value.asText()).replaceAll("$1 ***").replaceAll("\\p{Cntrl}+", " ");
        return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "…" : text;
    }

    boolean has(String wanted) {
        return wanted.equals(code);
    }
}
