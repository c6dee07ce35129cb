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
import porchlight.web.Request;

/**
 * {@code GET /listing/{key}/{slug}/card.jpg}, the picture of a shared link; {@code …/qr.svg}, the code on a printed page;
 * {@code GET /card.jpg}, the picture of links to other pages.
 */
public final class SharePages {
    private static final Duration FRESH_FOR = Duration.ofMinutes(15);
    /** For the listing and its picture together. */
    private static final Duration PATIENCE = Duration.ofSeconds(9);

    private static final Duration SITE_FRESH_FOR = Duration.ofDays(1);

    private final PropertyResource properties;
    private final MlsProfile profile;
    private final Cards cards;
    private final Duration kept;
    private final InstantSource clock;

    /** @param kept how long data of the MLS may be shown */
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
        if (!ListingPath.isAskedFor(request.path(), path)) return Answer.moved(path);
        var left = PATIENCE.minusNanos(System.nanoTime() - began);
        var until = found.asOf().plus(kept);
        var usable = Duration.between(clock.instant(), until);
        return picture(
                cards.jpeg(shown.card(), until, left.isNegative() ? Duration.ZERO : left),
                usable.compareTo(FRESH_FOR) < 0 ? usable : FRESH_FOR);
    }

    public Answer siteCard(Request request) {
        return picture(cards.siteJpeg(), SITE_FRESH_FOR);
    }

    public Answer qr(Request request) {
        var listing = ListingPage.find(request, properties).listing();
        var path = listing.path() + "/qr.svg";
        if (!ListingPath.isAskedFor(request.path(), path)) return Answer.moved(path);
        // Without the slug the code is coarser, and its address lasts when the slug does not.
        var address =
                request.origin() + listing.path().substring(0, listing.path().lastIndexOf('/'));
        return Answer.picture("image/svg+xml", QrCode.svg(address).getBytes(StandardCharsets.UTF_8), FRESH_FOR);
    }

    private Answer picture(Optional<byte[]> jpeg, Duration freshFor) {
        if (jpeg.isPresent()) return Answer.picture("image/jpeg", jpeg.get(), freshFor);
        if (!cards.isAble()) throw new NotFoundResponse();
        return Answer.text(503, "not now\n").with("Retry-After", "10");
    }
}
