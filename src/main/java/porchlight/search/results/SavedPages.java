package porchlight.search.results;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Listing;
import porchlight.listing.ListingBatch;
import porchlight.listing.ListingPath;
import porchlight.listing.MlsProfile;
import porchlight.listing.OpenHouseCalendar;
import porchlight.listing.PropertyResource;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Request;

/**
 * {@code GET /saved} and {@code GET /compare}: homes by their keys ({@code ?keys=a,b,c}), so that a list is a link. Which
 * homes a visitor saved is known to the visitor's browser alone.
 */
public final class SavedPages {
    private static final Duration FRESH_FOR = Duration.ofMinutes(1);
    private static final int MOST_SAVED = 24;
    private static final int MOST_COMPARED = 4;
    private static final Pattern KEY = Pattern.compile("[^\\p{C}]{1," + ListingPath.LONGEST_KEY + "}");

    private final PropertyResource properties;
    private final OpenHouseCalendar openHouses;
    private final MlsProfile profile;

    public SavedPages(PropertyResource properties, OpenHouseCalendar openHouses, MlsProfile profile) {
        this.properties = properties;
        this.openHouses = openHouses;
        this.profile = profile;
    }

    /** A line of the comparison. */
    public record Row(String label, List<String> values) {}

    public Answer saved(Request request) {
        var keys = keys(request, MOST_SAVED);
        var found = find(keys);
        var listings = found == null ? List.<Listing>of() : found.listings();
        var model = model(keys, found);
        model.put("shared", request.query().has("keys"));
        model.put("heading", counted(listings.size()));
        model.put(
                "compareHref",
                listings.size() < 2
                        ? null
                        : "/compare?keys="
                                + String.join(
                                        ",",
                                        listings.stream()
                                                .limit(MOST_COMPARED)
                                                .map(Listing::listingKey)
                                                .map(SavedPages::escaped)
                                                .toList()));
        return Answer.page("saved/saved", head("Saved homes", found), model, FRESH_FOR);
    }

    public Answer compared(Request request) {
        var keys = keys(request, MOST_COMPARED);
        var found = find(keys);
        var listings = found == null ? List.<Listing>of() : found.listings();
        var model = model(keys, found);
        model.put("heading", counted(listings.size()) + (listings.size() == 1 ? "" : " side by side"));
        model.put("listings", listings);
        model.put("rows", rows(listings));
        return Answer.page("saved/compare", head("Compare homes", found), model, FRESH_FOR);
    }

    /** A key in a list of keys that are parted by commas, in a query. */
    private static String escaped(String key) {
        return URLEncoder.encode(key.replace("%", "%25").replace(",", "%2C"), StandardCharsets.UTF_8);
    }

    private static String counted(int homes) {
        return homes == 1 ? "1 home" : homes + " homes";
    }

    private static List<String> keys(Request request, int most) {
        var told = request.query().first("keys");
        if (told == null) return List.of();
        return Stream.of(told.split(","))
                .map(key -> key.strip().replace("%2C", ",").replace("%25", "%"))
                .filter(key -> KEY.matcher(key).matches())
                .distinct()
                .limit(most)
                .toList();
    }

    /** The homes in the order of their keys; null for no keys. */
    private @Nullable ListingBatch find(List<String> keys) {
        return keys.isEmpty() ? null : properties.named(keys);
    }

    private Head head(String title, @Nullable ListingBatch found) {
        var head = Head.titled(title)
                .robots("noindex")
                .menu(Head.Menu.SAVED)
                .styles("saved.css")
                .scripts("saved.js", "photo-fallback.js");
        return found == null ? head : head.asOf(found.asOf(), found.stale(), profile.timeZone());
    }

    private Map<String, Object> model(List<String> keys, @Nullable ListingBatch found) {
        var model = new HashMap<String, Object>();
        var missing = keys.size() - (found == null ? 0 : found.listings().size());
        model.put("listings", found == null ? List.of() : CardView.first(found.listings(), openHouses.coming(), 1));
        model.put(
                "missing",
                missing == 0
                        ? null
                        : missing == 1
                                ? "One of these homes is no longer on the market."
                                : missing + " of these homes are no longer on the market.");
        return model;
    }

    private List<Row> rows(List<Listing> listings) {
        var rows = new ArrayList<Row>();
        row(rows, "Price", listings, listing -> listing.price().text());
        row(rows, "Status", listings, Listing::status);
        row(rows, "Kind", listings, Listing::kind);
        row(
                rows,
                "Bedrooms",
                listings,
                listing -> listing.dimensions().isStudio()
                        ? "Studio"
                        : text(listing.dimensions().beds()));
        row(rows, "Bathrooms", listings, listing -> listing.dimensions().bathsText());
        row(rows, "Living area", listings, listing -> unit(listing.dimensions().livingAreaText(), " sq ft"));
        row(
                rows,
                "Price per sq ft",
                listings,
                listing -> listing.pricePerSquareFoot().orElse(""));
        row(
                rows,
                "Lot",
                listings,
                listing -> listing.dimensions().lotAcres() == null
                        ? ""
                        : listing.dimensions().lotText());
        row(rows, "Built", listings, listing -> text(listing.dimensions().yearBuilt()));
        row(rows, "Garage spaces", listings, listing -> listing.dimensions().garageText());
        row(rows, "Days on market", listings, listing -> text(listing.daysOnMarket()));
        row(
                rows,
                "Price cut",
                listings,
                listing -> listing.price().isCut() ? listing.price().cutText() : "");
        var coming = openHouses.coming();
        row(rows, "Next open house", listings, listing -> {
            var next = coming.get(listing.listingKey());
            return next == null ? "" : next.dayText() + ", " + next.hoursText();
        });
        row(
                rows,
                "Neighborhood",
                listings,
                listing -> Objects.requireNonNullElse(listing.address().subdivision(), ""));
        row(
                rows,
                profile.attribution().officeLabel(),
                listings,
                listing -> Objects.requireNonNullElse(listing.attribution().office(), ""));
        row(
                rows,
                "Contact",
                listings,
                listing -> Objects.requireNonNullElse(listing.attribution().contact(), ""));
        row(rows, "MLS number", listings, Listing::listingId);
        return rows;
    }

    /** Lines nobody has anything to say in are left out. */
    private static void row(List<Row> rows, String label, List<Listing> listings, Function<Listing, String> value) {
        var values = listings.stream().map(value).toList();
        if (values.stream().allMatch(String::isEmpty)) return;
        rows.add(new Row(
                label, values.stream().map(text -> text.isEmpty() ? "–" : text).toList()));
    }

    private static String text(@Nullable Number number) {
        return number == null ? "" : String.format(Locale.US, "%d", number.longValue());
    }

    private static String unit(String number, String unit) {
        return number.isEmpty() ? "" : number + unit;
    }
}
