package porchlight.listingpage;

import io.javalin.http.GoneResponse;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.lead.ContactPages;
import porchlight.listing.Found;
import porchlight.listing.Listing;
import porchlight.listing.ListingPath;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyResource;
import porchlight.search.Finder;
import porchlight.search.results.CardView;
import porchlight.search.results.SearchPager;
import porchlight.seo.StructuredData;
import porchlight.web.Answer;
import porchlight.web.Foreign;
import porchlight.web.Head;
import porchlight.web.Lifetime;
import porchlight.web.Request;

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

    public ListingPage(
            PropertyResource properties,
            Finder finder,
            ListingView view,
            ContactPages contact,
            CostAssumptions assumptions,
            MlsProfile profile,
            StructuredData structured) {
        this.properties = properties;
        this.finder = finder;
        this.view = view;
        this.contact = contact;
        this.assumptions = assumptions;
        this.profile = profile;
        this.structured = structured;
    }

    /** {@code GET /listing/{key}} and {@code GET /listing/{key}/{slug}}. */
    public Answer answer(Request request) {
        var asked = request.query();
        var form = CostForm.parse(asked::first);
        if (form.isWrong()) return wrongCosts(form, request.path());
        var begun = view.begin(request.variable("key"));
        var found = find(request, properties);
        var listing = found.listing();
        if (!ListingPath.isAskedFor(request.path(), listing.path())) {
            var query = form.isUsed() || asked.has(SearchPager.PARAM) ? "?" + asked.only(PARAMS) : "";
            return Answer.moved(listing.path() + (query.length() <= LONGEST_QUERY ? query : ""));
        }
        var shown = view.of(listing, found.asOf(), form, assumptions, begun);
        var search = asked.first(SearchPager.PARAM);
        var trail = search == null
                ? null
                : SearchPager.of(finder, search, listing.listingKey()).orElse(null);
        var asOf = trail != null && trail.asOf().isBefore(shown.asOf()) ? trail.asOf() : shown.asOf();
        var model = model(listing);
        model.put("view", shown);
        model.put("trail", trail);
        model.put("similar", CardView.further(shown.similar(), shown.otherOpenHouses()));
        model.put("contact", contact.beside(listing));
        model.put("wrong", Map.of());
        var media = ListingMedia.of(listing);
        model.put("media", media);
        var badge = shown.badge();
        var data = structured.listing(request.origin(), listing, title(listing), crumbs(listing, shown.place()));
        var page = Answer.page(
                        "listing/listing",
                        head(found, listing.path(), asOf).structuredData(data).offeringEmbedding(),
                        model,
                        FRESH_FOR)
                .with(new Foreign(badge == null ? List.of() : badge.sentTo(), media.frameOrigins()));
        // On the way through a search the page is this visitor's, and few would ask for the same.
        return search == null ? page : page.lasting(new Lifetime.Private(FRESH_FOR));
    }

    /** The form alone, with what was typed: what cannot be computed is no reason to ask the MLS. */
    private static Answer wrongCosts(CostForm form, String path) {
        return Answer.refusal(
                400,
                "listing/costs-wrong",
                Head.titled("Error: monthly cost").robots("noindex").styles("listing.css"),
                Map.of("wrong", form.messages(), "errors", form.faults(), "typed", form.typed(), "path", path));
    }

    /** {@code GET /listing/{key}/{slug}/photos}. */
    public Answer photos(Request request) {
        var found = find(request, properties);
        var path = found.listing().path() + "/photos";
        return ListingPath.isAskedFor(request.path(), path)
                ? Answer.page("listing/photos", head(found, path, found.asOf()), model(found.listing()), FRESH_FOR)
                : Answer.moved(path);
    }

    /** {@code GET /mls/{listingId}}. */
    public Answer number(Request request) {
        var number = request.variable("listingId");
        if (number.length() > ListingPath.LONGEST_KEY || number.chars().anyMatch(Character::isISOControl))
            throw new NotFoundResponse();
        var listing = properties
                .findByListingId(number)
                // A home without a number goes by its key.
                .or(() -> view.isKnown(number) && properties.find(number) instanceof Found.Displayed displayed
                        ? Optional.of(displayed.listing())
                        : Optional.empty())
                .orElseThrow(NotFoundResponse::new);
        return Answer.moved(listing.path());
    }

    /** The listing of a path; 404 when it was never known, 410 when it is withheld. */
    static Found.Displayed find(Request request, PropertyResource properties) {
        var key = request.variable("key");
        if (key.length() > ListingPath.LONGEST_KEY) throw new NotFoundResponse();
        var found = properties.find(key);
        if (found instanceof Found.Displayed displayed) return displayed;
        if (found instanceof Found.Withdrawn) throw new GoneResponse();
        throw new NotFoundResponse();
    }

    private static Map<String, Object> model(Listing listing) {
        var model = new HashMap<String, Object>();
        model.put("listing", listing);
        model.put("photosPath", listing.path() + "/photos");
        return model;
    }

    private Head head(Found.Displayed found, String path, Instant asOf) {
        var listing = found.listing();
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
        return photosOnly ? head.robots("noindex, follow") : head;
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
