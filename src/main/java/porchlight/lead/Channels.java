package porchlight.lead;

import java.util.ArrayList;
import java.util.List;

/**
 * Where leads are delivered.
 *
 * @param mailTo the broker's addresses; empty if there is no mail server
 * @param webhook whether they are posted to a webhook
 */
public record Channels(List<String> mailTo, boolean webhook) {
    static final String MAIL = "mail:";
    /** A copy for the agent whom a lead is for. */
    static final String AGENT = "agent:";

    static final String WEBHOOK = "webhook";
    static final String ACKNOWLEDGEMENT = "acknowledgement";

    public Channels {
        mailTo = List.copyOf(mailTo);
    }

    /** The channels by which the broker receives a lead. */
    public List<String> toBroker() {
        var channels = new ArrayList<>(mail());
        if (webhook) channels.add(WEBHOOK);
        return channels;
    }

    List<String> mail() {
        return mailTo.stream().map(address -> MAIL + address).toList();
    }
}
