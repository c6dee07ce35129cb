package porchlight.lead;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Found;
import porchlight.listing.PropertyResource;
import porchlight.message.Messages;
import porchlight.odata.Retrieval;
import porchlight.site.Pages;
import porchlight.site.SiteInfo;

/** Sets up a site's methods of delivery. */
public final class LeadPost {
    private LeadPost() {}

    /**
     * @param mail null if leads are not mailed
     * @param webhook null if leads are not posted
     */
    public static Delivery of(
            LeadStore store,
            Channels channels,
            @Nullable MailServer mail,
            @Nullable HttpUrl webhook,
            PropertyResource properties,
            SiteInfo site,
            Pages pages,
            InstantSource clock) {
        var carriers = new ArrayList<Carrier>();
        if (mail != null) {
            var letters = new Letters(
                    key -> properties.find(key, Retrieval.unhurried()) instanceof Found.Displayed displayed
                            ? Optional.of(displayed.listing())
                            : Optional.empty(),
                    site);
            carriers.add(new MailCarrier(Channels.MAIL, mail, letters, pages));
            carriers.add(new MailCarrier(Channels.AGENT, mail, letters, pages));
            carriers.add(new AcknowledgementCarrier(mail, letters, pages));
        }
        if (webhook != null) carriers.add(new WebhookCarrier(webhook, store, site.origin(), clock));
        return new Delivery(new Outbox(store, clock), channels, carriers, clock);
    }

    /** Whether nothing answers at a webhook's address; nothing is posted. Empty if something does. */
    public static Optional<String> problem(HttpUrl webhook) {
        return WebhookCarrier.problem(webhook);
    }

    /**
     * One attempt to send a test.
     *
     * @param channel as in {@link Lead.Delivered}
     * @param fault why it failed; null if it was accepted
     */
    public record Attempt(String channel, @Nullable String fault) {}

    /** Sends a lead that nobody wrote by each channel, once, and stores nothing of it. */
    public static List<Attempt> test(
            LeadStore store,
            Channels channels,
            @Nullable MailServer mail,
            @Nullable HttpUrl webhook,
            SiteInfo site,
            Pages pages,
            InstantSource clock) {
        var inquiry = new Inquiry(
                Inquiry.Kind.CONTACT,
                null,
                Messages.text("mail.test.name"),
                channels.mailTo().stream().findFirst().orElse(site.email()),
                null,
                Messages.text("mail.test.message"),
                null,
                null,
                null,
                null);
        var lead = new Lead(
                UUID.randomUUID().toString(),
                clock.instant(),
                inquiry,
                Messages.text("mail.test.consent"),
                null,
                List.of());
        var attempts = new ArrayList<Attempt>();
        if (mail != null) {
            var letters = new Letters(key -> Optional.empty(), site);
            var toBroker = new MailCarrier(Channels.MAIL, mail, letters, pages);
            for (var channel : channels.mail())
                attempts.add(attempt(channel, () -> toBroker.carry(new Outbox.Claim(lead, channel, 0))));
            attempts.add(attempt(
                    Channels.ACKNOWLEDGEMENT,
                    () -> new AcknowledgementCarrier(mail, letters, pages)
                            .carry(new Outbox.Claim(lead, Channels.ACKNOWLEDGEMENT, 0))));
        }
        if (webhook != null)
            attempts.add(attempt(
                    Channels.WEBHOOK,
                    () -> new WebhookCarrier(webhook, store, site.origin(), clock).post(lead, WebhookCarrier.TEST)));
        return attempts;
    }

    private interface Sending {
        void send() throws Undeliverable;
    }

    private static Attempt attempt(String channel, Sending sending) {
        try {
            sending.send();
            return new Attempt(channel, null);
        } catch (Undeliverable fault) {
            return new Attempt(channel, String.valueOf(fault.getMessage()));
        }
    }
}
