package porchlight.lead;

import java.util.Optional;
import porchlight.site.Pages;
import porchlight.web.View;

/** Mails leads to the broker. */
final class MailCarrier implements Carrier {
    private final MailServer server;
    private final Letters letters;
    private final Pages pages;
    private final String channels;

    /** @param channels the beginning of those that it serves, before the addresses */
    MailCarrier(String channels, MailServer server, Letters letters, Pages pages) {
        this.channels = channels;
        this.server = server;
        this.letters = letters;
        this.pages = pages;
    }

    @Override
    public String channels() {
        return channels;
    }

    @Override
    public void carry(Outbox.Claim claim) throws Undeliverable {
        var lead = claim.lead();
        var letter = letters.toBroker(lead);
        var replyTo = Optional.ofNullable(lead.inquiry().email())
                .flatMap(EmailAddress::deliverable)
                .orElse(null);
        server.send(
                claim.channel().substring(channels.length()), replyTo, letter, html(pages, letter), lead.id(), false);
    }

    private record MailView(Letter letter) implements View {
        @Override
        public String template() {
            return "lead/mail";
        }
    }

    static String html(Pages pages, Letter letter) {
        return pages.mail(new MailView(letter));
    }
}
