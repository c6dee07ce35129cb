package porchlight.lead;

import java.util.Base64;
import java.util.Collection;
import java.util.List;

/** What the owner can do with leads, here or in the site that holds them. */
public interface LeadDesk {
    /** Every lead, the newest first. */
    List<Lead> all();

    /**
     * Queues leads once more on every way of delivery; what was suspected is so no longer.
     *
     * @param ids beginnings of ids; empty: those that nobody has received and that are not suspected
     * @return how many there are
     */
    int resend(Collection<String> ids);

    /**
     * Forgets leads for good.
     *
     * @param ids whole ids
     * @return how many there were
     */
    int delete(Collection<String> ids);

    /** What webhooks are signed with, as Standard Webhooks writes secrets. */
    String webhookSecret();

    /** The desk of leads at hand. */
    static LeadDesk of(LeadStore store, Channels channels, Runnable afterwards) {
        return new LeadDesk() {
            @Override
            public List<Lead> all() {
                return store.all();
            }

            @Override
            public int resend(Collection<String> ids) {
                var count = ids.isEmpty()
                        ? store.resendUnsent(channels.toBroker())
                        : store.resend(ids, channels.toBroker());
                afterwards.run();
                return count;
            }

            @Override
            public int delete(Collection<String> ids) {
                return store.delete(ids);
            }

            @Override
            public String webhookSecret() {
                return "whsec_" + Base64.getEncoder().encodeToString(store.secret("webhook"));
            }
        };
    }
}
