package porchlight.odata;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON as OData needs it: decimals keep their exact value, including trailing zeros, and nothing
 * may follow the document.
 */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Reads one value inside a document, where more may follow. */
    private static final ObjectReader MEMBER = MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    /** The value at a parser's position, in the middle of a document. */
    static JsonNode value(JsonParser parser) throws IOException {
        return MEMBER.readTree(parser);
    }

    /**
     * Reads a whole document without building its tree.
     *
     * @return the value of the root object's member {@code name}, null if it has none
     * @throws IOException if the document is not exactly one JSON object
     */
    static @Nullable JsonNode memberOfWellFormed(byte[] document, String name) throws IOException {
        JsonNode found = null;
        try (var parser = MAPPER.createParser(document)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) throw new IOException("no JSON object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var wanted = parser.currentName().equals(name);
                parser.nextToken();
                if (wanted) found = value(parser);
                else parser.skipChildren();
            }
            if (parser.nextToken() != null) throw new IOException("something follows the JSON object");
        }
        return found;
    }
}
