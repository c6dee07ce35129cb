package porchlight.detail;

import io.javalin.http.Context;
import io.javalin.http.GoneResponse;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import porchlight.lead.ContactPages;
import porchlight.listing.Dates;
import porchlight.listing.Found;
import porchlight.listing.Listing;
import porchlight.listing.MlsProfile;
import porchlight.listing.OpenHouseCalendar;
import porchlight.listing.PropertyResource;
import porchlight.place.SimilarHomes;
import porchlight.site.Head;
import porchlight.site.Pages;

/** {@code GET /listing/{key}/{slug}}, its photo page, and the way there by MLS number. */
public final class DetailPage {
    private static final Duration FRESH_FOR = Duration.ofMinutes(1);
    private static final int DESCRIPTION = 155;
    private static final int SIMILAR = 8;

    private final PropertyResource properties;
    private final PlacePages places;
    private final SimilarHomes similar;
    private final OpenHouseCalendar openHouses;
    private final ContactPages contact;
    private final MlsProfile profile;
    private final Pages pages;

    /** Finds the page of a city. */
    public interface PlacePages {
        /** Its path, empty when it has none. */
        Optional<String> path(String city);
    }

    /** A link to a place's page. */
    public record PlaceLink(String name, String path) {}

    public DetailPage(
            PropertyResource properties,
            PlacePages places,
            SimilarHomes similar,
            OpenHouseCalendar openHouses,
            ContactPages contact,
            MlsProfile profile,
            Pages pages) {
        this.properties = properties;
        this.places = places;
        this.similar = similar;
        this.openHouses = openHouses;
        this.contact = contact;
        this.profile = profile;
        this.pages = pages;
    }

    /** {@code GET /listing/{key}} and {@code GET /listing/{key}/{slug}}. */
    public void serve(Context ctx) {
        var found = find(ctx, properties);
        var listing = found.listing();
        if (!ctx.path().equals(java.net.URI.create(listing.path()).getPath())) {
            ctx.redirect(listing.path(), HttpStatus.MOVED_PERMANENTLY);
            return;
        }
        var like = similar.to(SimilarHomes.Subject.of(listing), SIMILAR);
        var oldest = found.asOf().isBefore(like.asOf()) ? found.asOf() : like.asOf();
        var model = model(found, listing.path(), oldest);
        model.put("similar", like.listings());
        model.put("openHouses", openHouses.coming());
        model.put("priceChanged", day(listing.price().changedAt()));
        model.put("onMarket", listing.onMarketDate() == null ? null : Dates.day(listing.onMarketDate()));
        model.put("pricePerSquareFoot", listing.pricePerSquareFoot().orElse(null));
        model.put("contact", contact.beside(listing));
        model.put("place", place(listing));
        Pages.cacheFor(ctx, FRESH_FOR);
        pages.render(ctx, "listing/listing", model);
    }

    /** {@code GET /listing/{key}/{slug}/photos}. */
    public void servePhotos(Context ctx) {
        var found = find(ctx, properties);
        var path = found.listing().path() + "/photos";
        if (!ctx.path().equals(java.net.URI.create(path).getPath())) {
            ctx.redirect(path, HttpStatus.MOVED_PERMANENTLY);
            return;
        }
        Pages.cacheFor(ctx, FRESH_FOR);
        pages.render(ctx, "listing/photos", model(found, path, found.asOf()));
    }

    /** {@code GET /mls/{listingId}}. */
    public void serveNumber(Context ctx) {
        var number = ctx.pathParam("listingId");
        if (!number.matches("[A-Za-z0-9._-]{1,40}")) throw new NotFoundResponse();
        var listing = properties.findByListingId(number).orElseThrow(NotFoundResponse::new);
        ctx.redirect(listing.path(), HttpStatus.MOVED_PERMANENTLY);
    }

    /** The listing of a path; 404 when it was never known, 410 when it is withheld. */
    static Found.Displayed find(Context ctx, PropertyResource properties) {
        var key = ctx.pathParam("key");
        if (key.length() > 100) throw new NotFoundResponse();
        var found = properties.find(key);
        if (found instanceof Found.Displayed displayed) return displayed;
        if (found instanceof Found.Withheld) throw new GoneResponse();
        throw new NotFoundResponse();
    }

    private Map<String, Object> model(Found.Displayed found, String path, Instant asOf) {
        var listing = found.listing();
        var model = new HashMap<String, Object>();
        var photosOnly = path.endsWith("/photos");
        var head = Head.titled(
                        (photosOnly ? "Photos of " : "") + listing.address().full())
                .described(description(listing))
                .canonical(path)
                .styles("listing.css")
                .scripts("lightbox.js", "saved.js", "photo-fallback.js", "contact.js")
                .card(ShortDisplay.of(listing, profile.sharing())
                        .map(ShortDisplay::head)
                        .orElse(null))
                .asOf(asOf, found.stale(), profile.timeZone());
        // The photos are on the listing's page too, which is the one to be found.
        model.put("page", photosOnly ? head.robots("noindex, follow") : head);
        model.put("listing", listing);
        model.put("photosPath", listing.path() + "/photos");
        return model;
    }

    private static String description(Listing listing) {
        var size = listing.dimensions();
        var parts = new java.util.ArrayList<String>();
        parts.add(listing.price().text());
        if (size.beds() != null) parts.add(size.beds() + " bd");
        if (!size.bathsText().isEmpty()) parts.add(size.bathsText() + " ba");
        if (size.livingArea() != null) parts.add(size.livingAreaText() + " sq ft");
        parts.add(listing.kind());
        var text = String.join(" · ", parts) + ". " + (listing.remarks() == null ? "" : listing.remarks());
        if (text.length() <= DESCRIPTION) return text.strip();
        var end = text.lastIndexOf(' ', DESCRIPTION);
        return text.substring(0, end > 0 ? end : DESCRIPTION) + "…";
    }

    private @Nullable String day(java.time.@Nullable Instant instant) {
        return instant == null ? null : Dates.day(LocalDate.ofInstant(instant, profile.timeZone()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private @Nullable PlaceLink place(Listing listing) {
        var city = listing.address().city();
        if (city == null) return null;
        return new PlaceLink(city, places.path(city).orElse("/homes?city=" + encoded(city)));
    }
}
