package porchlight.odata;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * One page of a collection as the server sent it; it may hold fewer rows than asked for.
 *
 * @param count {@code @odata.count}, null when not asked for or not told
 * @param nextLink absolute URL of the next page, null on the last page; followed on the same origin only
 *     ({@link ODataClient#next})
 * @param asOf when the server sent these data (older than now when they come from a stored response)
 * @param stale whether they are shown only because the server cannot answer now
 */
public record ODataPage(
        List<JsonNode> value,
        @Nullable Long count,
        @Nullable HttpUrl nextLink,
        Instant asOf,
        boolean stale) {
    public ODataPage {
        value = List.copyOf(value);
    }
}
