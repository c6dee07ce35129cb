package porchlight.lead;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored inquiry.
 *
 * @param id a random UUID, the same in every delivery
 * @param consent the text that the visitor agreed to
 * @param suspicion why it looks like spam; null if it does not
 * @param deliveries in alphabetical order of their channels
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Lead(
        String id,
        Instant receivedAt,
        Inquiry inquiry,
        String consent,
        @Nullable String suspicion,
        List<Delivered> deliveries) {

    public Lead {
        deliveries = List.copyOf(deliveries);
    }

    /**
     * The state of one delivery.
     *
     * @param channel {@code mail:ADDRESS}, {@code agent:ADDRESS}, {@code webhook}, or {@code acknowledgement}
     * @param fault why the last attempt failed; null if none did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Delivered(
            String channel,
            State state,
            int attempts,
            @Nullable Instant at,
            @Nullable String fault) {}

    public enum State {
        /** To be sent, now or in a later attempt. */
        PENDING,
        SENT,
        /** Rejected permanently. */
        REFUSED
    }

    /** Reveals nothing about the visitor, because it may end up in a log. */
    @Override
    public String toString() {
        return "Lead[" + id + ", " + inquiry.kind() + "]";
    }
}
