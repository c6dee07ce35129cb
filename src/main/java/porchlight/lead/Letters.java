package porchlight.lead;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import porchlight.lead.Inquiry.Kind;
import porchlight.lead.Letter.Fact;
import porchlight.listing.Found;
import porchlight.listing.Listing;
import porchlight.listing.ListingPath;
import porchlight.listing.PropertyResource;
import porchlight.odata.ODataException;
import porchlight.site.SiteInfo;

/** Writes the letters: to the broker with everything, to the visitor with nothing that anybody typed. */
final class Letters {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, MMMM d", Locale.US);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("EEEE, MMMM d, yyyy, h:mm a zzz", Locale.US);

    private final PropertyResource properties;
    private final SiteInfo site;

    Letters(PropertyResource properties, SiteInfo site) {
        this.properties = properties;
        this.site = site;
    }

    Letter toBroker(Lead lead) {
        var inquiry = lead.inquiry();
        var listing = listing(inquiry.listingKey());
        var facts = new ArrayList<Fact>();
        add(facts, "Name", inquiry.name(), null);
        add(facts, "E-mail", inquiry.email(), inquiry.email() == null ? null : "mailto:" + inquiry.email());
        add(facts, "Phone", inquiry.phone(), null);
        home(facts, inquiry, listing);
        if (inquiry.problem() != null)
            add(facts, "What is wrong", inquiry.problem().words(), null);
        var showing = inquiry.showing();
        if (showing != null) {
            add(facts, "Showing", showing.byVideo() ? "By video" : "In person", null);
            for (var wish : showing.wishes())
                add(facts, "Wish", DAY.format(wish.day()) + ", " + wish.part().words(), null);
            if (showing.wishes().isEmpty()) add(facts, "Wish", "Any time", null);
        }
        add(facts, "Received", MOMENT.format(lead.receivedAt().atZone(site.timeZone())), null);
        add(facts, "Lead", lead.id(), null);
        var about = listing == null ? "" : ": " + listing.address().full();
        var suspicion = lead.suspicion();
        return new Letter(
                (suspicion == null ? "" : "[Suspected spam] ")
                        + inquiry.kind().title()
                        + about
                        + (inquiry.name() == null ? "" : ", from " + inquiry.name()),
                inquiry.kind().title() + about,
                facts,
                inquiry.message(),
                List.of(
                        suspicion == null
                                ? "Consent: " + lead.consent()
                                : "This looks like spam: " + suspicion
                                        + ". It was not sent anywhere else, and its sender"
                                        + " got no acknowledgement.",
                        "Sent by " + site.name() + (site.origin() == null ? "" : ", " + site.origin()) + "."));
    }

    /** Nothing of it can be chosen by who fills the form in, so that nobody can make the site send mail of their own. */
    Letter toVisitor(Lead lead) {
        var inquiry = lead.inquiry();
        var facts = new ArrayList<Fact>();
        home(facts, inquiry, listing(inquiry.listingKey()));
        add(facts, "Phone", site.phone(), site.phoneHref());
        add(facts, "E-mail", site.email(), site.email() == null ? null : "mailto:" + site.email());
        add(facts, "Address", site.address(), null);
        add(facts, "License", site.license(), null);
        var what = switch (inquiry.kind()) {
            case SHOWING -> "We have your request for a showing. It is agreed once we have confirmed it with you.";
            case PROBLEM -> "We have your report and look into it.";
            default -> "We have your message and answer it as soon as possible.";
        };
        return new Letter(
                "We have your " + (inquiry.kind() == Kind.SHOWING ? "showing request" : "message") + ": "
                        + site.brokerage(),
                what,
                facts,
                null,
                List.of(
                        "You get this mail because this address was entered in a form of " + site.name()
                                + ". If it was not you, there is nothing to do: it is used for an answer only.",
                        site.brokerage()));
    }

    private void home(List<Fact> facts, Inquiry inquiry, @Nullable Listing listing) {
        var key = inquiry.listingKey();
        if (key == null) return;
        // Not what the key says by itself: anybody can post any key.
        var link = site.origin() == null || listing == null ? null : site.origin() + listing.path();
        if (listing != null) {
            add(facts, "Home", listing.address().full(), link);
            add(facts, "MLS number", listing.listingId(), null);
        } else if (key.matches("[A-Za-z0-9:_.-]{1,40}")) {
            add(facts, "Listing", key, site.origin() == null ? null : site.origin() + ListingPath.ofKey(key));
        }
    }

    /** What the MLS tells of a listing now; a letter does not wait for it to come back. */
    private @Nullable Listing listing(@Nullable String key) {
        if (key == null) return null;
        try {
            return properties.find(key) instanceof Found.Displayed displayed ? displayed.listing() : null;
        } catch (ODataException away) {
            return null;
        }
    }

    private static void add(List<Fact> facts, String label, @Nullable String value, @Nullable String link) {
        if (value != null) facts.add(new Fact(label, value, link));
    }
}
