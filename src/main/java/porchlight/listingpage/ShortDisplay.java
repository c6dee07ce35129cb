package porchlight.listingpage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import porchlight.listing.Listing;
import porchlight.listing.MlsProfile;
import porchlight.listing.Photo;
import porchlight.message.Messages;
import porchlight.share.Card;
import porchlight.web.Head;

/**
 * A listing as a picture and a line, for shared links to its page: no more fields and characters than the MLS allows
 * for such displays, always including the listing firm, and nothing truncated.
 *
 * @param title the page's title
 * @param text the fields in one line
 */
record ShortDisplay(String path, String title, String text, Card card) {
    /** Empty if the MLS does not allow any of a listing to be shown with a link. */
    static Optional<ShortDisplay> of(Listing listing, MlsProfile.Sharing limits) {
        if (!limits.listings()) return Optional.empty();
        var by = listing.attribution();
        var title = listing.address().full();
        var attribution = by.office() == null
                ? List.<String>of()
                : List.of(Messages.text("listing.by.firm", by.officeLabel(), by.office()));
        // Price and place are two fields.
        var fields = facts(listing);
        var room = limits.maxFields() - 2 - attribution.size();
        var facts = fields.subList(0, Math.min(room, fields.size()));
        var card = new Card(
                listing.leadPhoto().map(ShortDisplay::addresses).orElse(List.of()),
                listing.price().text(),
                place(listing),
                facts,
                attribution);
        var shown = facts.size();
        var text = text(listing, facts, attribution);
        while (shown > 0 && title.length() + text.length() > limits.maxCharacters())
            text = text(listing, facts.subList(0, --shown), attribution);
        return Optional.of(new ShortDisplay(listing.path(), title, text, card));
    }

    Head.Card head() {
        return new Head.Card(path + "/card.jpg", Messages.text("share.home", title, text), text);
    }

    private static String text(Listing listing, List<String> facts, List<String> attribution) {
        var parts = new ArrayList<String>();
        parts.add(listing.price().text());
        parts.addAll(facts);
        var text = String.join(" · ", parts);
        return attribution.isEmpty() ? text : Messages.text("share.home.by", text, attribution.get(0));
    }

    /** The most important first. */
    private static List<String> facts(Listing listing) {
        var size = listing.dimensions();
        var facts = new ArrayList<String>();
        if (size.beds() != null) facts.add(size.bedsText());
        if (!size.bathsPhrase().isEmpty()) facts.add(size.bathsPhrase());
        if (size.livingArea() != null) facts.add(size.livingAreaPhrase());
        else if (!size.lotPhrase().isEmpty()) facts.add(size.lotPhrase());
        facts.add(listing.statusText());
        facts.add(listing.kind());
        return facts;
    }

    private static List<String> place(Listing listing) {
        var address = listing.address();
        return address.street() == null ? List.of(address.full()) : List.of(address.street(), address.locality());
    }

    /** Twice the drawn size is enough; the original if the host has no such size. */
    private static List<String> addresses(Photo photo) {
        return Stream.of(photo.atLeast(1_024), photo.url()).distinct().toList();
    }
}
