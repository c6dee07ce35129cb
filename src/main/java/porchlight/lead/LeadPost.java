package porchlight.lead;

import java.time.InstantSource;
import java.util.ArrayList;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import porchlight.listing.PropertyResource;
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
            var letters = new Letters(properties, site);
            carriers.add(new MailCarrier(mail, letters, pages));
            carriers.add(new AcknowledgementCarrier(mail, letters, pages));
        }
        if (webhook != null) carriers.add(new WebhookCarrier(webhook, store, site.origin(), clock));
        return new Delivery(new Outbox(store, clock), channels, carriers, clock);
    }
}
