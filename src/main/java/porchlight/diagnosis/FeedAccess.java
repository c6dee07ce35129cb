package porchlight.diagnosis;

import java.util.Optional;
import porchlight.feed.FeedConnection;
import porchlight.odata.ODataException;
import porchlight.odata.ODataQuery;

/** Whether the MLS answers at all. */
public final class FeedAccess {
    private FeedAccess() {}

    /**
     * What is wrong with the address or the credentials.
     *
     * @param detail what happened
     * @param remedy what to do about it
     */
    public record Refusal(String detail, String remedy) {}

    /** Sends one request. Empty if it is answered. */
    public static Optional<Refusal> tried(FeedConnection connection) {
        try {
            connection.client().page(ODataQuery.of("Property").top(1));
            return Optional.empty();
        } catch (ODataException fault) {
            var row = FeedRules.noAccess(fault);
            return Optional.of(new Refusal(row.detail(), String.valueOf(row.setting())));
        }
    }
}
