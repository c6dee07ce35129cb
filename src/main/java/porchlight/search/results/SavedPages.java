package porchlight.search.results;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Dimensions;
import porchlight.listing.Listing;
import porchlight.listing.ListingBatch;
import porchlight.listing.ListingKey;
import porchlight.listing.MlsProfile;
import porchlight.listing.OpenHouse;
import porchlight.listing.OpenHouseCalendar;
import porchlight.listing.PropertyResource;
import porchlight.message.Messages;
import porchlight.odata.Retrieval;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Request;
import porchlight.web.View;

/**
 * {@code GET /saved} and {@code GET /compare}: homes by their keys ({@code ?keys=a,b,c}), so that a list can be shared
 * as a link. Only the visitor's browser knows which homes the visitor saved.
 */
public final class SavedPages {
    private static final int MOST_SAVED = 24;
    private static final int MOST_COMPARED = 4;

    private final PropertyResource properties;
    private final OpenHouseCalendar openHouses;
    private final MlsProfile profile;

    public SavedPages(PropertyResource properties, OpenHouseCalendar openHouses, MlsProfile profile) {
        this.properties = properties;
        this.openHouses = openHouses;
        this.profile = profile;
    }

    /** A row of the comparison. */
    public record Row(String label, List<String> values) {
        private Row withDashes() {
            return new Row(
                    label,
                    values.stream().map(text -> text.isEmpty() ? "–" : text).toList());
        }
    }

    /** @param shared the homes in a link, null for the visitor's own lists, which the browser fills in */
    private record SavedView(@Nullable SharedList shared) implements View {
        @Override
        public String template() {
            return "saved/saved";
        }
    }

    /**
     * A shared list.
     *
     * @param missing how many of its homes are no longer on the market
     * @param compareHref null if there is nothing to compare
     */
    private record SharedList(
            List<CardView> homes, int missing, @Nullable String compareHref) {}

    /** @param missing how many of the requested homes are no longer on the market */
    private record CompareView(List<Listing> homes, int missing, List<Row> rows) implements View {
        @Override
        public String template() {
            return "saved/compare";
        }
    }

    public Answer saved(Request request) {
        var keys = keys(request, MOST_SAVED);
        var found = find(keys, request.retrieval());
        return Answer.page(
                new SavedView(request.query().has("keys") ? shared(keys, homes(found)) : null),
                head("saved.title", found));
    }

    private SharedList shared(List<ListingKey> keys, List<Listing> homes) {
        return new SharedList(
                CardView.first(homes, openHouses.coming(), 1), keys.size() - homes.size(), compareHref(homes));
    }

    private static @Nullable String compareHref(List<Listing> homes) {
        if (homes.size() < 2) return null;
        return homes.stream()
                .limit(MOST_COMPARED)
                .map(Listing::listingKey)
                .map(SavedPages::escaped)
                .collect(Collectors.joining(",", "/compare?keys=", ""));
    }

    public Answer compared(Request request) {
        var keys = keys(request, MOST_COMPARED);
        var found = find(keys, request.retrieval());
        var homes = homes(found);
        return Answer.page(
                new CompareView(homes, keys.size() - homes.size(), rows(homes)), head("saved.compare.title", found));
    }

    /** A key in a comma-separated list of keys, for a query. */
    private static String escaped(String key) {
        return URLEncoder.encode(key.replace("%", "%25").replace(",", "%2C"), StandardCharsets.UTF_8);
    }

    private static List<ListingKey> keys(Request request, int most) {
        var keys = request.query().first("keys");
        if (keys == null) return List.of();
        return Stream.of(keys.split(","))
                .map(key -> key.strip().replace("%2C", ",").replace("%25", "%"))
                .flatMap(key -> ListingKey.of(key).stream())
                .distinct()
                .limit(most)
                .toList();
    }

    /** The homes in the order of their keys; null if there are no keys. */
    private @Nullable ListingBatch find(List<ListingKey> keys, Retrieval retrieval) {
        return keys.isEmpty() ? null : properties.named(keys, retrieval);
    }

    private static List<Listing> homes(@Nullable ListingBatch found) {
        return found == null ? List.of() : found.listings();
    }

    private Head head(String title, @Nullable ListingBatch found) {
        var head = Head.titled(Messages.text(title))
                .robots("noindex")
                .menu(Head.Menu.SAVED)
                .styles("saved.css")
                .scripts("saved.js", "photo-fallback.js");
        return found == null ? head : head.asOf(found.asOf(), found.stale(), profile.timeZone());
    }

    private List<Row> rows(List<Listing> homes) {
        var coming = openHouses.coming();
        return Stream.of(
                        row("price", homes, home -> home.price().text()),
                        row("status", homes, Listing::statusText),
                        row("kind", homes, Listing::kind),
                        row("beds", homes, home -> beds(home.dimensions())),
                        row("baths", homes, home -> home.dimensions().bathsText()),
                        row("area", homes, home -> squareFeet(home.dimensions().livingAreaText())),
                        row(
                                "per-sq-ft",
                                homes,
                                home -> home.pricePerSquareFoot().orElse("")),
                        row("lot", homes, home -> lot(home.dimensions())),
                        row("year", homes, home -> text(home.dimensions().yearBuilt())),
                        row("garage", homes, home -> home.dimensions().garageText()),
                        row("days", homes, home -> text(home.daysOnMarket())),
                        row(
                                "cut",
                                homes,
                                home -> home.price().isCut() ? home.price().cutText() : ""),
                        row("open-house", homes, home -> openHouse(coming.get(home.listingKey()))),
                        row("neighborhood", homes, home -> text(home.address().subdivision())),
                        new Row(
                                profile.attribution().officeLabel(),
                                values(homes, home -> text(home.attribution().office()))),
                        row("contact", homes, home -> text(home.attribution().contact())),
                        row("mls-number", homes, Listing::listingId))
                .filter(SavedPages::isFilled)
                .map(Row::withDashes)
                .toList();
    }

    private static Row row(String label, List<Listing> homes, Function<Listing, String> value) {
        return new Row(Messages.text("saved.compare.row." + label), values(homes, value));
    }

    private static List<String> values(List<Listing> homes, Function<Listing, String> value) {
        return homes.stream().map(value).toList();
    }

    private static boolean isFilled(Row row) {
        return !row.values().stream().allMatch(String::isEmpty);
    }

    private static String beds(Dimensions size) {
        return size.isStudio() ? Messages.text("saved.compare.studio") : text(size.beds());
    }

    private static String squareFeet(String number) {
        return number.isEmpty() ? "" : Messages.text("saved.compare.sq-ft", number);
    }

    private static String lot(Dimensions size) {
        return size.lotAcres() == null ? "" : size.lotText();
    }

    private static String openHouse(@Nullable OpenHouse next) {
        return next == null ? "" : Messages.text("saved.compare.open", next.dayText(), next.hoursText());
    }

    private static String text(@Nullable Number number) {
        return number == null ? "" : String.format(Locale.US, "%d", number.longValue());
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
