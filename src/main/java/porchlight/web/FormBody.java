package porchlight.web;

import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A form's body as browsers send it, read up to a limit. */
public final class FormBody {
    /** The longest body accepted, in bytes. */
    public static final int LONGEST = 96 * 1024;

    private static final String TYPE = "application/x-www-form-urlencoded";
    private static final int FIELDS = 40;

    private FormBody() {}

    /**
     * The first value of each field; line endings are unchanged.
     *
     * @throws HttpResponseException 415 for another media type, 413 for a body that is too long, 400 for an unreadable
     *     one
     */
    public static Map<String, String> read(Request.Body body) {
        var type = body.type();
        if (type == null
                || !type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals(TYPE))
            throw new HttpResponseException(415, "not a form");
        try {
            // One extra byte shows whether the body is too long.
            var bytes = body.stream().readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) throw new HttpResponseException(413, "too long");
            return fields(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException cut) {
            throw new HttpResponseException(400, "the form did not arrive whole");
        } catch (IllegalArgumentException malformed) {
            throw new HttpResponseException(400, "not a form");
        }
    }

    private static Map<String, String> fields(String body) {
        var fields = new HashMap<String, String>();
        for (var pair : body.split("&", FIELDS)) {
            var parts = pair.split("=", 2);
            fields.putIfAbsent(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
