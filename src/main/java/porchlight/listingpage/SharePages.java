package porchlight.listingpage;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import porchlight.listing.Listing;
import porchlight.listing.ListingPath;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyResource;
import porchlight.share.Cards;
import porchlight.share.QrCode;
import porchlight.site.Pages;

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
    private final Pages pages;
    private final Duration kept;
    private final InstantSource clock;

    /** @param kept how long data of the MLS may be shown */
    public SharePages(
            PropertyResource properties,
            MlsProfile profile,
            Cards cards,
            Pages pages,
            Duration kept,
            InstantSource clock) {
        this.kept = kept;
        this.clock = clock;
        this.properties = properties;
        this.profile = profile;
        this.cards = cards;
        this.pages = pages;
    }

    public void serveCard(Context ctx) {
        var began = System.nanoTime();
        var found = ListingPage.find(ctx, properties);
        var listing = found.listing();
        var shown = ShortDisplay.of(listing, profile.sharing()).orElseThrow(NotFoundResponse::new);
        if (isElsewhere(ctx, listing, "/card.jpg")) return;
        var left = PATIENCE.minusNanos(System.nanoTime() - began);
        var until = found.asOf().plus(kept);
        var usable = Duration.between(clock.instant(), until);
        send(
                ctx,
                cards.jpeg(shown.card(), until, left.isNegative() ? Duration.ZERO : left),
                usable.compareTo(FRESH_FOR) < 0 ? usable : FRESH_FOR);
    }

    public void serveSiteCard(Context ctx) {
        send(ctx, cards.siteJpeg(), SITE_FRESH_FOR);
    }

    public void serveQr(Context ctx) {
        var listing = ListingPage.find(ctx, properties).listing();
        if (isElsewhere(ctx, listing, "/qr.svg")) return;
        // Without the slug the code is coarser, and its address lasts when the slug does not.
        var address =
                pages.origin(ctx) + listing.path().substring(0, listing.path().lastIndexOf('/'));
        Pages.cacheFor(ctx, FRESH_FOR);
        ctx.header("X-Robots-Tag", "noindex");
        Pages.sendPicture(ctx, "image/svg+xml", QrCode.svg(address).getBytes(StandardCharsets.UTF_8));
    }

    private void send(Context ctx, Optional<byte[]> jpeg, Duration freshFor) {
        if (jpeg.isPresent()) {
            Pages.cacheFor(ctx, freshFor);
            Pages.sendPicture(ctx, "image/jpeg", jpeg.get());
        } else if (cards.isAble()) ctx.status(HttpStatus.SERVICE_UNAVAILABLE).header("Retry-After", "10");
        else throw new NotFoundResponse();
    }

    private static boolean isElsewhere(Context ctx, Listing listing, String file) {
        var path = listing.path() + file;
        if (ListingPath.isAskedFor(ctx.path(), path)) return false;
        Pages.moved(ctx, path);
        return true;
    }
}
