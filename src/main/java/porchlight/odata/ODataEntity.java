package porchlight.odata;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One entity as the server sent it.
 * @param asOf when the server sent it (in the past if it comes from a stored response)
 * @param stale whether it is shown only because the server cannot answer now
 */
public record ODataEntity(JsonNode value, Instant asOf, boolean stale) {}
