package porchlight.lead;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change to the leads. Applying all entries in order to empty tables gives the current tables. Times are
 * milliseconds since 1970.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JournalEntry.Kept.class, name = "kept"),
    @JsonSubTypes.Type(value = JournalEntry.Queued.class, name = "queued"),
    @JsonSubTypes.Type(value = JournalEntry.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = JournalEntry.Withdrawn.class, name = "withdrawn"),
    @JsonSubTypes.Type(value = JournalEntry.Secret.class, name = "secret")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
sealed interface JournalEntry {
    /**
     * An inquiry arrived.
     *
     * @param inquiry as JSON text, so that an inquiry that this version cannot read is still copied unchanged
     * @param channels by which it is to be delivered
     */
    record Kept(
            String id,
            long receivedAt,
            String inquiry,
            String consent,
            @Nullable String suspicion,
            List<String> channels)
            implements JournalEntry {
        public Kept {
            channels = List.copyOf(channels);
        }
    }

    /**
     * A lead is to be delivered by these channels, again if it already was.
     *
     * @param cleared whether it no longer counts as suspected spam
     */
    record Queued(String lead, List<String> channels, long at, boolean cleared) implements JournalEntry {
        public Queued {
            channels = List.copyOf(channels);
        }
    }

    /** The state of one delivery. */
    record Progress(
            String lead,
            String channel,
            Lead.State state,
            int attempts,
            long nextAt,
            long changedAt,
            @Nullable String fault)
            implements JournalEntry {}

    /** A delivery is no longer wanted. */
    record Withdrawn(String lead, String channel) implements JournalEntry {}

    /**
     * A secret that signs forms or webhooks.
     *
     * @param secret in Base64
     */
    record Secret(String name, String secret) implements JournalEntry {}
}
