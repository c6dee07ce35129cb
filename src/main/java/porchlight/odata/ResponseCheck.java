package porchlight.odata;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.stream.XMLStreamException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Turns invalid responses under HTTP 200 into errors, so that none is ever stored. A Spark {@code
 * D} envelope with {@code Success:false} gets the HTTP status of its code. A body that is not what
 * was requested (truncated or invalid JSON, an HTML page, ill-formed XML, more than {@link
 * BoundedBody#LIMIT_BYTES}) becomes a 502 that carries {@link #MALFORMED}. Bodies that pass are
 * read completely, so the result can be read without the network.
 */
final class ResponseCheck implements Interceptor {
    /** Header of the 502 that replaces a malformed body; says what is wrong with it. */
    static final String MALFORMED = "Porchlight-Malformed";

    private final long limitBytes;

    ResponseCheck() {
        this(BoundedBody.LIMIT_BYTES);
    }

    ResponseCheck(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var response = chain.proceed(chain.request());
        if (response.code() != 200 || !chain.request().method().equals("GET")) return response;
        byte[] body;
        // A connection cut while reading is an IOException and stays one: it is a missing response,
        // not a malformed one.
        try (response) {
            body = BoundedBody.read(response.body(), limitBytes);
        } catch (BoundedBody.TooLarge tooLarge) {
            return malformed(response, String.valueOf(tooLarge.getMessage()));
        }
        return wantsXml(chain) && !startsLikeJson(body) ? checkXml(response, body) : checkJson(response, body, chain);
    }

    private Response checkJson(Response response, byte[] body, Chain chain) {
        @Nullable JsonNode envelope;
        try {
            envelope = Json.memberOfWellFormed(body, "D");
        } catch (IOException invalid) {
            return malformed(response, "not JSON: " + firstLine(invalid));
        }
        if (envelope != null
                && envelope.path("Success").isBoolean()
                && !envelope.get("Success").asBoolean())
            return withBody(response, body)
                    .code(SparkCode.status(ServiceError.ofEnvelope(envelope).code()))
                    .build();
        return wantsXml(chain)
                ? malformed(response, "JSON where XML was asked for")
                : withBody(response, body).build();
    }

    private Response checkXml(Response response, byte[] body) {
        try {
            var reader = Csdl.reader(new ByteArrayInputStream(body));
            while (reader.hasNext()) reader.next();
        } catch (XMLStreamException invalid) {
            return malformed(response, "not XML: " + firstLine(invalid));
        }
        return withBody(response, body).build();
    }

    private static boolean wantsXml(Chain chain) {
        var accept = chain.request().header("Accept");
        return accept != null && accept.contains("xml");
    }

    private static boolean startsLikeJson(byte[] body) {
        for (var b : body) if (!Character.isWhitespace(b)) return b == '{';
        return false;
    }

    private static Response.Builder withBody(Response response, byte[] body) {
        var type = response.header("Content-Type");
        return response.newBuilder().body(ResponseBody.create(body, type == null ? null : MediaType.parse(type)));
    }

    private static Response malformed(Response response, String reason) {
        return LocalAnswer.error(response.request(), 502, reason)
                .header(MALFORMED, reason.replaceAll("[^\\x20-\\x7e]", "?"))
                .build();
    }

    private static String firstLine(Exception fault) {
        return String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
    }
}
