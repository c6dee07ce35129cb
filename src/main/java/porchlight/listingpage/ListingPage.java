package porchlight.listingpage;

import io.javalin.http.Context;
import io.javalin.http.GoneResponse;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.edge.SecurityHeaders;
import porchlight.lead.ContactPages;
import porchlight.listing.Found;
import porchlight.listing.Listing;
import porchlight.listing.ListingPath;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyResource;
import porchlight.search.Finder;
import porchlight.search.results.SearchPager;
import porchlight.seo.StructuredData;
import porchlight.site.Head;
import porchlight.site.Pages;
import porchlight.site.Query;

/** {@code GET /listing/{key}/{slug}}, its photo page, and the way there by MLS number. */
public final class ListingPage {
    private static final Duration FRESH_FOR = Duration.ofMinutes(1);
    private static final int DESCRIPTION = 155;
    /** Characters of a query that is worth repeating in a redirect: of any search that can be read. */
    private static final int LONGEST_QUERY = 16_000;

    /** Query parameters that the page depends on. */
    public static final List<String> PARAMS = Stream.concat(CostForm.PARAMS.stream(), Stream.of(SearchPager.PARAM))
            .toList();

    private final PropertyResource properties;
    private final Finder finder;
    private final ListingView view;
    private final ContactPages contact;
    private final CostAssumptions assumptions;
    private final MlsProfile profile;
    private final StructuredData structured;
    private final Pages pages;

    public ListingPage(
            PropertyResource properties,
            Finder finder,
            ListingView view,
            ContactPages contact,
            CostAssumptions assumptions,
            MlsProfile profile,
            StructuredData structured,
            Pages pages) {
        this.properties = properties;
        this.finder = finder;
        this.view = view;
        this.contact = contact;
        this.assumptions = assumptions;
        this.profile = profile;
        this.structured = structured;
        this.pages = pages;
    }

    /** {@code GET /listing/{key}} and {@code GET /listing/{key}/{slug}}. */
    public void serve(Context ctx) {
        var asked = Query.of(ctx);
        var form = CostForm.parse(asked::first);
        if (form.isWrong()) {
            wrongCosts(ctx, form);
            return;
        }
        var begun = view.begin(ctx.pathParam("key"));
        var found = find(ctx, properties);
        var listing = found.listing();
        if (!ListingPath.isAskedFor(ctx.path(), listing.path())) {
            var query = form.isUsed() || asked.has(SearchPager.PARAM) ? "?" + asked.only(PARAMS) : "";
            Pages.moved(ctx, listing.path() + (query.length() <= LONGEST_QUERY ? query : ""));
            return;
        }
        var shown = view.of(listing, found.asOf(), form, assumptions, begun);
        var search = asked.first(SearchPager.PARAM);
        var trail = search == null
                ? null
                : SearchPager.of(finder, search, listing.listingKey()).orElse(null);
        var asOf = trail != null && trail.asOf().isBefore(shown.asOf()) ? trail.asOf() : shown.asOf();
        var model = model(found, listing.path(), asOf);
        model.put("view", shown);
        model.put("trail", trail);
        model.put("similar", shown.similar());
        model.put("openHouses", shown.otherOpenHouses());
        model.put("contact", contact.beside(listing));
        model.put("wrong", Map.of());
        var badge = shown.badge();
        if (badge != null) badge.allow(ctx);
        model.put(
                "structuredData",
                structured.listing(pages.origin(ctx), listing, title(listing), crumbs(listing, shown.place())));
        var media = ListingMedia.of(listing);
        model.put("media", media);
        SecurityHeaders.allowFrames(ctx, media.frameOrigins());
        // On the way through a search the page is this visitor's, and few would ask for the same.
        if (search == null) Pages.cacheFor(ctx, FRESH_FOR);
        else ctx.header("Cache-Control", "private, max-age=" + FRESH_FOR.toSeconds());
        pages.render(ctx, "listing/listing", model);
    }

    /** The form alone, with what was typed: what cannot be computed is no reason to ask the MLS. */
    private void wrongCosts(Context ctx, CostForm form) {
        ctx.status(HttpStatus.BAD_REQUEST).header("Cache-Control", "no-cache");
        var model = new HashMap<String, Object>();
        model.put("page", Head.titled("Error: monthly cost").robots("noindex").styles("listing.css"));
        model.put("wrong", form.messages());
        model.put("errors", form.faults());
        model.put("typed", form.typed());
        pages.render(ctx, "listing/costs-wrong", model);
    }

    /** {@code GET /listing/{key}/{slug}/photos}. */
    public void servePhotos(Context ctx) {
        var found = find(ctx, properties);
        var path = found.listing().path() + "/photos";
        if (!ListingPath.isAskedFor(ctx.path(), path)) {
            Pages.moved(ctx, path);
            return;
        }
        Pages.cacheFor(ctx, FRESH_FOR);
        pages.render(ctx, "listing/photos", model(found, path, found.asOf()));
    }

    /** {@code GET /mls/{listingId}}. */
    public void serveNumber(Context ctx) {
        var number = ctx.pathParam("listingId");
        if (number.length() > ListingPath.LONGEST_KEY || number.chars().anyMatch(Character::isISOControl))
            throw new NotFoundResponse();
        var listing = properties
                .findByListingId(number)
                // A home without a number goes by its key.
                .or(() -> view.isKnown(number) && properties.find(number) instanceof Found.Displayed displayed
                        ? Optional.of(displayed.listing())
                        : Optional.empty())
                .orElseThrow(NotFoundResponse::new);
        Pages.moved(ctx, listing.path());
    }

    /** The listing of a path; 404 when it was never known, 410 when it is withheld. */
    static Found.Displayed find(Context ctx, PropertyResource properties) {
        var key = ctx.pathParam("key");
        if (key.length() > ListingPath.LONGEST_KEY) throw new NotFoundResponse();
        var found = properties.find(key);
        if (found instanceof Found.Displayed displayed) return displayed;
        if (found instanceof Found.Withdrawn) throw new GoneResponse();
        throw new NotFoundResponse();
    }

    private Map<String, Object> model(Found.Displayed found, String path, Instant asOf) {
        var listing = found.listing();
        var model = new HashMap<String, Object>();
        var photosOnly = path.endsWith("/photos");
        var head = Head.titled((photosOnly ? "Photos of " : "") + title(listing))
                .described(description(listing))
                .canonical(path)
                .styles("listing.css")
                .scripts(
                        photosOnly
                                ? new String[] {"lightbox.js", "photo-fallback.js"}
                                : new String[] {
                                    "lightbox.js",
                                    "share.js",
                                    "media-frame.js",
                                    "saved.js",
                                    "photo-fallback.js",
                                    "costs.js",
                                    "place-map.js",
                                    "trail.js",
                                    "source-mls.js",
                                    "contact.js"
                                })
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

    /** With the MLS number, since homes whose address is hidden share theirs. */
    private static String title(Listing listing) {
        return listing.address().full() + " | MLS# " + listing.listingId();
    }

    private static List<StructuredData.Crumb> crumbs(Listing listing, ListingView.@Nullable PlaceLink place) {
        var home = new StructuredData.Crumb("Home", "/");
        var here = new StructuredData.Crumb(listing.address().line(), null);
        return place == null
                ? List.of(home, here)
                : List.of(home, new StructuredData.Crumb(place.name(), place.path()), here);
    }

    private static String description(Listing listing) {
        var size = listing.dimensions();
        var parts = new java.util.ArrayList<String>();
        parts.add(listing.price().text());
        if (size.beds() != null) parts.add(size.bedsText("bd", "bd"));
        if (!size.bathsText().isEmpty()) parts.add(size.bathsText() + " ba");
        if (size.livingArea() != null) parts.add(size.livingAreaText() + " sq ft");
        parts.add(listing.kind());
        var by = listing.attribution();
        var lister = by.office() == null ? "" : " " + by.officeLabel() + ": " + by.office() + ".";
        var remarks = listing.remarks() == null ? "" : " " + listing.remarks();
        var text = String.join(" · ", parts) + "." + lister + remarks;
        if (text.length() <= DESCRIPTION) return text;
        var end = text.lastIndexOf(' ', DESCRIPTION);
        return text.substring(0, end > 0 ? end : DESCRIPTION) + "…";
    }
}
