package porchlight.lead;

import porchlight.site.Pages;

/** Mails visitors a confirmation that their inquiry was received. */
final class AcknowledgementCarrier implements Carrier {
    private final MailServer server;
    private final Letters letters;
    private final Pages pages;

    AcknowledgementCarrier(MailServer server, Letters letters, Pages pages) {
        this.server = server;
        this.letters = letters;
        this.pages = pages;
    }

    @Override
    public String channels() {
        return Channels.ACKNOWLEDGEMENT;
    }

    @Override
    public void carry(Outbox.Claim claim) throws Undeliverable {
        var email = claim.lead().inquiry().email();
        var to = email == null ? null : EmailAddress.deliverable(email).orElse(null);
        if (to == null) throw Undeliverable.permanent("no address that mail can go to");
        var letter = letters.toVisitor(claim.lead());
        server.send(
                to,
                null,
                letter,
                MailCarrier.html(pages, letter),
                "ack-" + claim.lead().id(),
                true);
    }
}
