package porchlight.lead;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import porchlight.lead.Inquiry.Kind;
import porchlight.lead.Letter.Fact;
import porchlight.listing.Listing;
import porchlight.listing.ListingKey;
import porchlight.listing.ListingPath;
import porchlight.message.Messages;
import porchlight.odata.ODataException;
import porchlight.site.SiteInfo;

/** Writes the letters: to the broker with everything, to the visitor with nothing that anyone typed. */
final class Letters {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, MMMM d", Locale.US);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("EEEE, MMMM d, yyyy, h:mm a zzz", Locale.US);

    private final Function<ListingKey, Optional<Listing>> listings;
    private final SiteInfo site;

    /** @param listings those that are shown, by key; may throw {@link ODataException} */
    Letters(Function<ListingKey, Optional<Listing>> listings, SiteInfo site) {
        this.listings = listings;
        this.site = site;
    }

    Letter toBroker(Lead lead) {
        var inquiry = lead.inquiry();
        var listing = listing(inquiry.listingKey());
        var facts = new ArrayList<Fact>();
        add(facts, Messages.text("mail.fact.name"), inquiry.name(), null);
        add(
                facts,
                Messages.text("mail.fact.email"),
                inquiry.email(),
                inquiry.email() == null ? null : "mailto:" + inquiry.email());
        add(facts, Messages.text("mail.fact.phone"), inquiry.phone(), null);
        add(facts, Messages.text("mail.fact.agent"), inquiry.agent(), null);
        home(facts, inquiry, listing);
        if (inquiry.problem() != null)
            add(facts, Messages.text("mail.fact.problem"), inquiry.problem().words(), null);
        var selling = inquiry.selling();
        if (selling != null) {
            add(facts, Messages.text("mail.fact.selling"), selling.address(), null);
            if (selling.condition() != null)
                add(
                        facts,
                        Messages.text("mail.fact.condition"),
                        selling.condition().words(),
                        null);
            if (selling.timing() != null)
                add(facts, Messages.text("mail.fact.timing"), selling.timing().words(), null);
        }
        var showing = inquiry.showing();
        if (showing != null) {
            add(
                    facts,
                    Messages.text("mail.fact.showing"),
                    Messages.text(showing.byVideo() ? "mail.fact.showing.video" : "mail.fact.showing.person"),
                    null);
            for (var wish : showing.wishes())
                add(facts, Messages.text("mail.fact.wish"), wish.part().of(DAY.format(wish.day())), null);
            if (showing.wishes().isEmpty())
                add(facts, Messages.text("mail.fact.wish"), Messages.text("mail.fact.wish.none"), null);
        }
        add(
                facts,
                Messages.text("mail.fact.received"),
                MOMENT.format(lead.receivedAt().atZone(site.timeZone())),
                null);
        add(facts, Messages.text("mail.fact.lead"), lead.id(), null);
        var kind = inquiry.kind().title();
        var heading = listing == null
                ? kind
                : Messages.text("mail.broker.heading", kind, listing.address().full());
        var subject = inquiry.name() == null ? heading : Messages.text("mail.broker.subject", heading, inquiry.name());
        var suspicion = lead.suspicion();
        return new Letter(
                suspicion == null ? subject : Messages.text("mail.broker.subject.suspected", subject),
                heading,
                facts,
                inquiry.message(),
                List.of(
                        suspicion == null
                                ? Messages.text("mail.broker.consent", lead.consent())
                                : Messages.text("mail.broker.suspected", suspicion),
                        site.origin() == null
                                ? Messages.text("mail.broker.sent", site.name())
                                : Messages.text("mail.broker.sent.from", site.name(), site.origin())));
    }

    /** The sender of the form controls no part of it, so the site cannot be abused to send messages of their own. */
    Letter toVisitor(Lead lead) {
        var inquiry = lead.inquiry();
        var facts = new ArrayList<Fact>();
        home(facts, inquiry, listing(inquiry.listingKey()));
        add(facts, Messages.text("mail.fact.phone"), site.phone(), site.phoneHref());
        add(
                facts,
                Messages.text("mail.fact.email"),
                site.email(),
                site.email() == null ? null : "mailto:" + site.email());
        add(facts, Messages.text("mail.fact.address"), site.address(), null);
        add(facts, Messages.text("mail.fact.license"), site.license(), null);
        var what = switch (inquiry.kind()) {
            case SHOWING -> Messages.text("mail.visitor.showing");
            case PROBLEM -> Messages.text("mail.visitor.problem");
            case SELLER -> Messages.text("mail.visitor.seller");
            default -> Messages.text("mail.visitor.message");
        };
        return new Letter(
                Messages.text(
                        inquiry.kind() == Kind.SHOWING ? "mail.visitor.subject.showing" : "mail.visitor.subject",
                        site.brokerage()),
                what,
                facts,
                null,
                List.of(Messages.text("mail.visitor.why", site.name()), site.brokerage()));
    }

    private void home(List<Fact> facts, Inquiry inquiry, @Nullable Listing listing) {
        var key = inquiry.listingKey();
        if (key == null) return;
        // The path comes from the listing, not from the posted key, which can be anything.
        var link = site.origin() == null || listing == null ? null : site.origin() + listing.path();
        if (listing != null) {
            add(facts, Messages.text("mail.fact.home"), listing.address().full(), link);
            add(facts, Messages.text("mail.fact.number"), listing.listingId(), null);
        } else if (key.matches("[A-Za-z0-9:_.-]{1,40}")) {
            add(
                    facts,
                    Messages.text("mail.fact.listing"),
                    key,
                    site.origin() == null ? null : site.origin() + ListingPath.ofKey(key));
        }
    }

    /** The listing's current data; a letter does not wait for an MLS that is down. */
    private @Nullable Listing listing(@Nullable String key) {
        var possible = Optional.ofNullable(key).flatMap(ListingKey::of);
        if (possible.isEmpty()) return null;
        try {
            return listings.apply(possible.get()).orElse(null);
        } catch (ODataException away) {
            return null;
        }
    }

    private static void add(List<Fact> facts, String label, @Nullable String value, @Nullable String link) {
        if (value != null) facts.add(new Fact(label, value, link));
    }
}
