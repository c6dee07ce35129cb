package porchlight.lead;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * Receives inquiries. Suspected spam is stored too, with the reason, and mailed to the broker in small numbers: a wrong
 * guess must not lose a real inquiry.
 */
public final class Reception {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int SUSPECTED_MAILED_A_DAY = 30;
    private static final int SUSPECTED_KEPT_A_DAY = 2_000;

    private static final int SECONDS_TO_FILL = 3;
    private static final Pattern LINK = Pattern.compile("(?i)https?://|www\\.|\\[url|<a ");
    private static final int LINKS = 3;

    private final LeadStore store;
    private final Channels channels;
    private final ClientLimit limit;
    private final InstantSource clock;
    private final Runnable afterwards;

    /** @param afterwards called for each stored lead, so that it is delivered at once */
    public Reception(LeadStore store, Channels channels, InstantSource clock, Runnable afterwards) {
        this.store = store;
        this.channels = channels;
        this.limit = new ClientLimit(clock);
        this.clock = clock;
        this.afterwards = afterwards;
    }

    /**
     * How an inquiry arrived.
     *
     * @param client the sender's network address, which is not stored
     * @param trap the value of a field that people cannot see
     * @param seconds from loading the page to sending, as measured by the browser; null if unknown
     * @param inbox the address of the agent whom it is for, to which a copy goes; null for none
     */
    record Arrival(
            String client,
            FormToken.Verdict token,
            String trap,
            @Nullable Integer seconds,
            @Nullable String inbox) {}

    /**
     * Stores an inquiry; it is on disk once this returns.
     *
     * @return empty, or how long the client must wait because it sent too many; nothing was stored then
     * @throws LeadsUnavailable if it cannot be stored now
     */
    Optional<Duration> receive(Inquiry inquiry, String consent, Arrival arrival) {
        var wait = limit.take(arrival.client());
        if (wait.isPresent()) return wait;
        try {
            wait = keep(inquiry, consent, arrival);
        } catch (LeadsUnavailable fault) {
            limit.refund(arrival.client());
            throw fault;
        }
        if (wait.isEmpty()) afterwards.run();
        return wait;
    }

    private Optional<Duration> keep(Inquiry inquiry, String consent, Arrival arrival) {
        var suspicion = suspicion(inquiry, arrival);
        if (suspicion != null) {
            var suspected = store.countSuspected(clock.instant().minus(DAY));
            if (suspected >= SUSPECTED_KEPT_A_DAY) return Optional.of(Duration.ofHours(1));
            store.add(inquiry, consent, suspicion, suspected < SUSPECTED_MAILED_A_DAY ? channels.mail() : List.of());
        } else {
            store.add(inquiry, consent, null, channels(inquiry, arrival));
        }
        return Optional.empty();
    }

    private List<String> channels(Inquiry inquiry, Arrival arrival) {
        var to = new ArrayList<>(channels.toBroker());
        if (!channels.mailTo().isEmpty()
                && arrival.inbox() != null
                && !channels.mailTo().contains(arrival.inbox())) to.add(Channels.AGENT + arrival.inbox());
        if (!channels.mailTo().isEmpty()
                && inquiry.email() != null
                && EmailAddress.deliverable(inquiry.email()).isPresent()) to.add(Channels.ACKNOWLEDGEMENT);
        return to;
    }

    private static @Nullable String suspicion(Inquiry inquiry, Arrival arrival) {
        if (!arrival.trap().isBlank()) return Messages.text("lead.suspicion.trap");
        if (arrival.token() == FormToken.Verdict.FORGED) return Messages.text("lead.suspicion.formless");
        if (arrival.token() == FormToken.Verdict.HASTY
                || arrival.seconds() != null && arrival.seconds() < SECONDS_TO_FILL)
            return Messages.text("lead.suspicion.fast");
        var selling = inquiry.selling();
        if (links(inquiry.message()) + links(selling == null ? null : selling.address()) > LINKS)
            return Messages.text("lead.suspicion.links");
        return null;
    }

    private static long links(@Nullable String text) {
        return text == null ? 0 : LINK.matcher(text).results().count();
    }
}
