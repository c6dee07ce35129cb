package porchlight.diagnosis;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import porchlight.diagnosis.FeedReport.Row;
import porchlight.diagnosis.TrialSite.Visit;
import porchlight.listing.Listing;
import porchlight.search.SearchForm;
import porchlight.search.Sort;
import porchlight.web.Query;

/**
 * Tests searches by each filter and in each order. It first combines filters that a known home meets, and splits them
 * only if the results page does not show that home.
 */
final class SearchCheck {
    /** The notice on a results page that ignored a criterion. */
    private static final String LEFT_OUT = "data-notice=\"ignored\"";

    private static final String OTHER_ORDER = "data-notice=\"other-order\"";
    private static final Pattern WORD = Pattern.compile("\\b[a-z]{6,12}\\b");
    private static final double AROUND_DEGREES = 0.02;

    private final TrialSite site;
    private final Remedies remedies;
    private final AllHomes allHomes;
    private final List<String> answered = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();
    private final List<String> later = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    /** @param allHomes the list to search */
    SearchCheck(TrialSite site, Remedies remedies, AllHomes allHomes) {
        this.site = site;
        this.remedies = remedies;
        this.allHomes = allHomes;
    }

    /** @param query parameters of a search among all homes */
    private record Search(String name, String query, boolean sure) {}

    /** @param home that is shown, null for none */
    List<Row> rows(@Nullable Listing home) throws InterruptedException {
        if (home != null) {
            ask(of(home));
            for (var area : areas(home)) ask(List.of(area));
        }
        for (var group : groups()) ask(group);
        var orders = orders();
        var all = new ArrayList<Row>();
        if (!answered.isEmpty()) all.add(Row.ok("filters", String.join(", ", answered)));
        if (!unseen.isEmpty())
            all.add(Row.ok("rare filters", "accepted, and no home is known to match: " + String.join(", ", unseen)));
        all.addAll(rows);
        if (!later.isEmpty())
            all.add(Row.limited(
                    "other filters",
                    "the feed cannot be asked for " + String.join(", ", later)
                            + "; the site answers once its catalog is complete",
                    null));
        all.addAll(orders);
        return all;
    }

    /** Searches that a home matches. */
    private static List<Search> of(Listing home) {
        var searches = new ArrayList<Search>();
        var address = home.address();
        var dimensions = home.dimensions();
        put(searches, "status", "status", home.status());
        put(searches, "type", "type", home.propertyType());
        put(searches, "home type", "subtype", home.propertySubType());
        put(searches, "city", "city", address.city());
        put(searches, "ZIP code", "zip", address.postalCode());
        put(searches, "county", "county", address.county());
        put(searches, "neighborhood", "subdivision", address.subdivision());
        put(searches, "school", "school", home.fact("ElementarySchool"));
        if (home.price().amount() > 1_000) {
            put(searches, "lowest price", "min_price", home.price().amount() / 2);
            put(searches, "highest price", "max_price", home.price().amount() * 2);
        }
        put(searches, "beds", "beds", dimensions.isStudio() ? null : dimensions.beds());
        put(searches, "baths", "baths", dimensions.baths());
        put(searches, "year built", "min_year", dimensions.yearBuilt());
        var area = dimensions.livingArea();
        if (area != null && area > 100) put(searches, "living area", "min_sqft", area / 2);
        var acres = dimensions.lotAcres();
        if (acres != null && acres.doubleValue() >= 0.02)
            put(searches, "lot size", "min_lot", String.format(Locale.US, "%.2f", acres.doubleValue() / 2));
        var days = home.daysOnMarket();
        if (home.onMarketDate() != null && days != null && days < 3_000)
            put(searches, "days on market", "max_days", days + 2);
        var remarks = home.remarks();
        if (remarks != null) {
            var word = WORD.matcher(remarks);
            if (word.find()) put(searches, "keywords", "keywords", word.group());
        }
        return searches;
    }

    /** Map areas around a home, each in a search of its own, because a search has only one. */
    private static List<Search> areas(Listing home) {
        var location = home.location();
        if (location == null) return List.of();
        var latitude = location.latitude().doubleValue();
        var longitude = location.longitude().doubleValue();
        var south = degrees(latitude - AROUND_DEGREES);
        var north = degrees(latitude + AROUND_DEGREES);
        var west = degrees(longitude - AROUND_DEGREES);
        var east = degrees(longitude + AROUND_DEGREES);
        var searches = new ArrayList<Search>();
        put(searches, "map", "bounds", String.join(",", west, south, east, north));
        put(
                searches,
                "drawn area",
                "polygon",
                west + " " + south + "," + east + " " + south + "," + degrees(longitude) + " " + north);
        searches.add(new Search(
                "near a point", "near=" + degrees(latitude) + "%2C" + degrees(longitude) + "&radius=2", true));
        return searches;
    }

    private static String degrees(double value) {
        return String.format(Locale.US, "%.4f", value);
    }

    private static void put(List<Search> searches, String name, String param, @Nullable Object value) {
        if (value == null || value.toString().isBlank()) return;
        searches.add(new Search(name, param + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8), true));
    }

    /** The other filters, grouped by what a known home meets together. */
    private List<List<Search>> groups() {
        var groups = new ArrayList<List<Search>>();
        var rare = new ArrayList<Search>();
        for (var toggle : List.of(
                new Search("garage", "garage=yes", false),
                new Search("pool", "pool=yes", false),
                new Search("waterfront", "waterfront=yes", false),
                new Search("view", "has_view=yes", false),
                new Search("fireplace", "fireplace=yes", false),
                new Search("new construction", "new_construction=yes", false),
                new Search("55+ community", "senior=yes", false),
                new Search("price cut", "price_cut=yes", false),
                new Search("HOA fee", "max_hoa=300", false),
                new Search("open house", "open_house=yes", false))) {
            if (!isKnown(List.of(toggle))) {
                rare.add(toggle);
                continue;
            }
            var together = groups.stream()
                    .filter(group -> {
                        var all = new ArrayList<>(group);
                        all.add(toggle);
                        return isKnown(all);
                    })
                    .findFirst();
            if (together.isPresent()) together.get().add(toggle);
            else groups.add(new ArrayList<>(List.of(toggle)));
        }
        if (!rare.isEmpty()) groups.add(rare);
        return groups;
    }

    private static String query(List<Search> searches) {
        return searches.stream().map(Search::query).collect(Collectors.joining("&"));
    }

    /** Whether a home read for the catalog matches all of them. */
    private boolean isKnown(List<Search> searches) {
        var form = SearchForm.parse(
                Query.parse(allHomes.parameters(query(searches))).asMap());
        return !site.homes().finder().matches(form.query()).isEmpty();
    }

    private void ask(List<Search> searches) throws InterruptedException {
        if (searches.isEmpty()) return;
        var visit = site.visit(allHomes.with(query(searches)));
        var matched = searches.get(0).sure() || isKnown(searches);
        if (isAnswered(visit) && (visit.showsHomes() || !matched)) {
            (visit.showsHomes() ? answered : unseen)
                    .addAll(searches.stream().map(Search::name).toList());
        } else if (searches.size() > 1) {
            ask(searches.subList(0, searches.size() / 2));
            ask(searches.subList(searches.size() / 2, searches.size()));
        } else fault(searches.get(0), visit);
    }

    private static boolean isAnswered(Visit visit) {
        return visit.isPage() && !visit.body().contains(LEFT_OUT);
    }

    private void fault(Search search, Visit visit) throws InterruptedException {
        var subject = "filter " + search.name();
        if (visit.isPage() && visit.body().contains(LEFT_OUT)) {
            // The catalog does not contain descriptions.
            if (search.name().equals("keywords"))
                rows.add(Row.missing(subject, "the feed cannot be asked for words of descriptions", null));
            else later.add(search.name());
            return;
        }
        rows.add(Row.missing(
                subject,
                visit.isPage() ? "answered with nothing, though a home matches" : visit.problem(),
                remedies.first(remedies.without(functions(search.name())), other -> {
                    var again = other.visit(allHomes.with(search.query()));
                    return isAnswered(again) && again.showsHomes();
                })));
    }

    private static String[] functions(String filter) {
        return switch (filter) {
            case "map", "drawn area", "near a point" -> new String[] {"GEO", "COUNT"};
            case "keywords" -> new String[] {"CONTAINS", "COUNT"};
            case "view" -> new String[] {"LAMBDA", "COUNT"};
            default -> new String[] {"IN", "LAMBDA", "COUNT"};
        };
    }

    private List<Row> orders() throws InterruptedException {
        var found = new ArrayList<Row>();
        var good = new ArrayList<String>();
        var others = new ArrayList<String>();
        for (var sort : Sort.values()) {
            var visit = site.visit(allHomes.with("sort=" + sort.value()));
            if (visit.isPage() && visit.body().contains(OTHER_ORDER)) others.add(sort.label());
            else if (visit.showsHomes()) good.add(sort.label());
            else
                found.add(Row.missing(
                        "order " + sort.label(), visit.isPage() ? "the page shows no home" : visit.problem(), null));
        }
        if (!others.isEmpty())
            found.add(
                    0,
                    Row.limited(
                            "other orders",
                            "the feed cannot put homes in these: " + String.join(", ", others)
                                    + "; the site does once its catalog is complete",
                            null));
        if (!good.isEmpty()) found.add(0, Row.ok("orders", String.join(", ", good)));
        return found;
    }
}
