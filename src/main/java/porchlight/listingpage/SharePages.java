package porchlight.listingpage;

import io.javalin.http.NotFoundResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import porchlight.listing.ListingPath;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyResource;
import porchlight.share.Cards;
import porchlight.share.QrCode;
import porchlight.web.Answer;
import porchlight.web.Lifetime;
import porchlight.web.Request;

/**
 * {@code GET /listing/{key}/{slug}/card.jpg}, the picture for a shared link; {@code …/qr.svg}, the QR code on a printed
 * page; {@code GET /card.jpg}, the picture for links to other pages.
 */
public final class SharePages {
    /** For the listing and its picture together. */
    private static final Duration PATIENCE = Duration.ofSeconds(9);

    private final PropertyResource properties;
    private final MlsProfile profile;
    private final Cards cards;
    private final Duration kept;
    private final InstantSource clock;

    /** @param kept how long MLS data may be shown */
    public SharePages(
            PropertyResource properties, MlsProfile profile, Cards cards, Duration kept, InstantSource clock) {
        this.kept = kept;
        this.clock = clock;
        this.properties = properties;
        this.profile = profile;
        this.cards = cards;
    }

    public Answer card(Request request) {
        var began = System.nanoTime();
        var found = ListingPage.find(request, properties);
        var listing = found.listing();
        var shown = ShortDisplay.of(listing, profile.sharing()).orElseThrow(NotFoundResponse::new);
        var path = listing.path() + "/card.jpg";
        if (!ListingPath.isRequested(request.path(), path)) return Answer.moved(path);
        var left = PATIENCE.minusNanos(System.nanoTime() - began);
        var until = found.asOf().plus(kept);
        var usable = Duration.between(clock.instant(), until);
        return picture(
                cards.jpeg(shown.card(), until, left.isNegative() ? Duration.ZERO : left),
                new Lifetime.OfRoute().atMost(usable));
    }

    public Answer siteCard(Request request) {
        return picture(cards.siteJpeg(), new Lifetime.OfRoute());
    }

    public Answer qr(Request request) {
        var listing = ListingPage.find(request, properties).listing();
        var path = listing.path() + "/qr.svg";
        if (!ListingPath.isRequested(request.path(), path)) return Answer.moved(path);
        // Without the slug, the QR code is less dense, and its address stays valid if the slug changes.
        var address =
                request.origin() + listing.path().substring(0, listing.path().lastIndexOf('/'));
        return Answer.picture("image/svg+xml", QrCode.svg(address).getBytes(StandardCharsets.UTF_8));
    }

    private Answer picture(Optional<byte[]> jpeg, Lifetime lifetime) {
        if (jpeg.isPresent()) return Answer.picture("image/jpeg", jpeg.get()).lasting(lifetime);
        if (!cards.canDraw()) throw new NotFoundResponse();
        return Answer.text(503, "busy\n").with("Retry-After", "10");
    }
}
