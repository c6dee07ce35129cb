package porchlight.listingpage;

import io.javalin.http.GoneResponse;
import io.javalin.http.NotFoundResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.lead.ContactPages;
import porchlight.listing.Found;
import porchlight.listing.Listing;
import porchlight.listing.ListingKey;
import porchlight.listing.ListingPath;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyResource;
import porchlight.message.Messages;
import porchlight.odata.Retrieval;
import porchlight.search.Finder;
import porchlight.search.results.SearchPager;
import porchlight.seo.StructuredData;
import porchlight.web.Answer;
import porchlight.web.Foreign;
import porchlight.web.Head;
import porchlight.web.Request;
import porchlight.web.View;

/** {@code GET /listing/{key}/{slug}}, its photo page, and the redirect by MLS number. */
public final class ListingPage {
    private static final int DESCRIPTION = 155;
    /** The maximum length of a query, in characters, to repeat in a redirect; enough for any valid search. */
    private static final int LONGEST_QUERY = 16_000;

    private static final String[] SCRIPTS = {
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
    };

    /** Query parameters that the page depends on. */
    public static final List<String> PARAMS = Stream.concat(CostForm.PARAMS.stream(), Stream.of(SearchPager.PARAM))
            .toList();

    private final PropertyResource properties;
    private final Finder finder;
    private final ListingViews views;
    private final ContactPages contact;
    private final MlsProfile profile;
    private final StructuredData structured;

    public ListingPage(
            PropertyResource properties,
            Finder finder,
            ListingViews views,
            ContactPages contact,
            MlsProfile profile,
            StructuredData structured) {
        this.properties = properties;
        this.finder = finder;
        this.views = views;
        this.contact = contact;
        this.profile = profile;
        this.structured = structured;
    }

    /** {@code GET /listing/{key}} and {@code GET /listing/{key}/{slug}}. */
    public Answer answer(Request request) {
        var asked = request.query();
        var form = CostForm.parse(asked::first);
        if (form.isWrong()) return wrongCosts(form, request.path());
        var key = key(request);
        var begun = views.begin(key);
        var found = find(key, properties, request.retrieval());
        var listing = found.listing();
        if (!ListingPath.isRequested(request.path(), listing.path())) {
            var query = form.isUsed() || asked.has(SearchPager.PARAM) ? "?" + asked.only(PARAMS) : "";
            return Answer.moved(listing.path() + (query.length() <= LONGEST_QUERY ? query : ""));
        }
        var search = asked.first(SearchPager.PARAM);
        var trail = search == null
                ? null
                : SearchPager.of(finder, search, listing.listingKey(), request.retrieval())
                        .orElse(null);
        var similar = views.similar(listing, begun);
        var view = views.of(listing, form, trail, similar.listings(), contact.beside(listing));
        var asOf = Stream.of(found.asOf(), similar.asOf(), trail == null ? found.asOf() : trail.asOf())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        var badge = view.source().badge();
        var data = structured.listing(request.origin(), listing, title(listing), crumbs(listing, view.place()));
        var head = head(found, listing.path(), title(listing), asOf)
                .scripts(SCRIPTS)
                .structuredData(data)
                .offeringEmbedding();
        var page = Answer.page(view, head)
                .with(new Foreign(
                        badge == null ? List.of() : badge.sentTo(), view.media().frameOrigins()));
        // Within a search, the page is specific to this visitor, and few others would request the same.
        return search == null ? page : page.lasting(page.lifetime().asPrivate());
    }

    /** Only the form with the input: invalid input is no reason to query the MLS. */
    private static Answer wrongCosts(CostForm form, String path) {
        return Answer.refusal(
                400,
                new WrongCostsView(CostField.all(form.typed(), form.messages()), form.faults(), path),
                Head.titled(Messages.text("listing.costs.wrong.title"))
                        .robots("noindex")
                        .styles("listing.css"));
    }

    /** @param path of the listing's page */
    private record WrongCostsView(List<CostField> fields, List<CostForm.Fault> errors, String path) implements View {
        @Override
        public String template() {
            return "listing/costs-wrong";
        }
    }

    /** {@code GET /listing/{key}/{slug}/photos}. */
    public Answer photos(Request request) {
        var found = find(request, properties);
        var listing = found.listing();
        var path = listing.path() + "/photos";
        if (!ListingPath.isRequested(request.path(), path)) return Answer.moved(path);
        // The photos are on the listing's page too, and that one should be found.
        var head = head(found, path, Messages.text("listing.title.photos", title(listing)), found.asOf())
                .scripts("lightbox.js", "photo-fallback.js")
                .robots("noindex, follow");
        return Answer.page(new PhotosView(listing), head);
    }

    private record PhotosView(Listing listing) implements View {
        /** The listing in one line, including the listing firm. */
        public String summary() {
            var parts = new ArrayList<String>();
            parts.add(listing.price().text());
            parts.add(listing.statusText());
            parts.add(Messages.text("listing.mls-number.of", listing.listingId()));
            var by = listing.attribution();
            if (by.firmsAndContact() != null) parts.add(by.firmsAndContact());
            else if (by.contact() != null) parts.add(by.contact());
            return String.join(" · ", parts);
        }

        @Override
        public String template() {
            return "listing/photos";
        }
    }

    /** {@code GET /mls/{listingId}}. */
    public Answer number(Request request) {
        // A home without a number goes by its key.
        var number = ListingKey.of(request.variable("listingId")).orElseThrow(NotFoundResponse::new);
        var listing = properties
                .findByListingId(number.value(), request.retrieval())
                .or(() -> views.isKnown(number)
                                && properties.find(number, request.retrieval()) instanceof Found.Displayed displayed
                        ? Optional.of(displayed.listing())
                        : Optional.empty())
                .orElseThrow(NotFoundResponse::new);
        return Answer.moved(listing.path());
    }

    /** The key in a path; 404 if it is none. */
    private static ListingKey key(Request request) {
        return ListingKey.of(request.variable("key")).orElseThrow(NotFoundResponse::new);
    }

    /** The listing of a path; 404 if it was never known, 410 if it is withheld. */
    static Found.Displayed find(Request request, PropertyResource properties) {
        return find(key(request), properties, request.retrieval());
    }

    private static Found.Displayed find(ListingKey key, PropertyResource properties, Retrieval retrieval) {
        var found = properties.find(key, retrieval);
        if (found instanceof Found.Displayed displayed) return displayed;
        if (found instanceof Found.Withdrawn) throw new GoneResponse();
        throw new NotFoundResponse();
    }

    private Head head(Found.Displayed found, String path, String title, Instant asOf) {
        var listing = found.listing();
        return Head.titled(title)
                .described(description(listing))
                .canonical(path)
                .styles("listing.css")
                .card(ShortDisplay.of(listing, profile.sharing())
                        .map(ShortDisplay::head)
                        .orElse(null))
                .asOf(asOf, found.stale(), profile.timeZone());
    }

    /** Includes the MLS number, because homes with a hidden address would have the same title. */
    private static String title(Listing listing) {
        return Messages.text("listing.title", listing.address().full(), listing.listingId());
    }

    private static List<StructuredData.Crumb> crumbs(Listing listing, ListingView.@Nullable PlaceLink place) {
        var home = new StructuredData.Crumb(Messages.text("listing.breadcrumb.home"), "/");
        var here = new StructuredData.Crumb(listing.address().line(), null);
        return place == null
                ? List.of(home, here)
                : List.of(home, new StructuredData.Crumb(place.name(), place.path()), here);
    }

    private static String description(Listing listing) {
        var size = listing.dimensions();
        var parts = new ArrayList<String>();
        parts.add(listing.price().text());
        if (size.isStudio()) parts.add(size.bedsText());
        else if (size.beds() != null) parts.add(Messages.text("listing.description.beds", size.beds()));
        if (!size.bathsText().isEmpty()) parts.add(Messages.text("listing.description.baths", size.bathsText()));
        if (size.livingArea() != null) parts.add(size.livingAreaPhrase());
        parts.add(listing.kind());
        var by = listing.attribution();
        var sentences = new ArrayList<String>();
        if (by.office() != null)
            sentences.add(Messages.text("listing.description.office", by.officeLabel(), by.office()));
        if (listing.remarks() != null) sentences.add(listing.remarks());
        var text = Messages.text("listing.description", String.join(" · ", parts), String.join(" ", sentences))
                .strip();
        if (text.length() <= DESCRIPTION) return text;
        var end = text.lastIndexOf(' ', DESCRIPTION);
        return text.substring(0, end > 0 ? end : DESCRIPTION) + "…";
    }
}
