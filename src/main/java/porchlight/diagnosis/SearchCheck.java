package porchlight.diagnosis;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.diagnosis.FeedReport.Row;
import porchlight.diagnosis.TrialSite.Visit;
import porchlight.listing.Listing;
import porchlight.message.Messages;
import porchlight.search.Feature;
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

    /**
     * A search among all homes.
     *
     * @param parameter the first of the query, which names the search
     * @param sure whether a home that is shown matches
     */
    private record Search(String parameter, String query, boolean sure) {
        String name() {
            return Messages.text("check.filter." + parameter);
        }
    }

    /** @param home that is shown, null for none */
    List<Row> rows(@Nullable Listing home) throws InterruptedException {
        if (home != null) {
            ask(of(home));
            for (var area : areas(home)) ask(List.of(area));
        }
        for (var group : groups()) ask(group);
        var orders = orders();
        var all = new ArrayList<Row>();
        if (!answered.isEmpty()) all.add(Row.ok(Messages.text("check.filters"), String.join(", ", answered)));
        if (!unseen.isEmpty())
            all.add(Row.ok(
                    Messages.text("check.filters.rare"),
                    Messages.text("check.filters.rare.ok", String.join(", ", unseen))));
        all.addAll(rows);
        if (!later.isEmpty())
            all.add(Row.limited(
                    Messages.text("check.filters.other"),
                    Messages.text("check.filters.later", String.join(", ", later)),
                    null));
        all.addAll(orders);
        return all;
    }

    /** Searches that a home matches. */
    private static List<Search> of(Listing home) {
        var searches = new ArrayList<Search>();
        var address = home.address();
        var dimensions = home.dimensions();
        put(searches, "status", home.status());
        put(searches, "type", home.propertyType());
        put(searches, "subtype", home.propertySubType());
        put(searches, "city", address.city());
        put(searches, "zip", address.postalCode());
        put(searches, "county", address.county());
        put(searches, "subdivision", address.subdivision());
        put(searches, "school", home.fact("ElementarySchool"));
        if (home.price().amount() > 1_000) {
            put(searches, "min_price", home.price().amount() / 2);
            put(searches, "max_price", home.price().amount() * 2);
        }
        put(searches, "beds", dimensions.isStudio() ? null : dimensions.beds());
        put(searches, "baths", dimensions.baths());
        put(searches, "max_beds", dimensions.isStudio() ? null : dimensions.beds());
        put(searches, "max_baths", dimensions.baths());
        put(searches, "min_year", dimensions.yearBuilt());
        var area = dimensions.livingArea();
        if (area != null && area > 100) put(searches, "min_sqft", area / 2);
        var acres = dimensions.lotAcres();
        if (acres != null && acres.doubleValue() >= 0.02)
            put(searches, "min_lot", String.format(Locale.US, "%.2f", acres.doubleValue() / 2));
        var days = home.daysOnMarket();
        if (home.onMarketDate() != null && days != null && days < 3_000) put(searches, "max_days", days + 2);
        var remarks = home.remarks();
        if (remarks != null) {
            var word = WORD.matcher(remarks);
            if (word.find()) put(searches, "keywords", word.group());
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
        put(searches, "bounds", String.join(",", west, south, east, north));
        put(
                searches,
                "polygon",
                west + " " + south + "," + east + " " + south + "," + degrees(longitude) + " " + north);
        searches.add(new Search("near", "near=" + degrees(latitude) + "%2C" + degrees(longitude) + "&radius=2", true));
        return searches;
    }

    private static String degrees(double value) {
        return String.format(Locale.US, "%.4f", value);
    }

    private static void put(List<Search> searches, String parameter, @Nullable Object value) {
        if (value == null || value.toString().isBlank()) return;
        searches.add(new Search(
                parameter, parameter + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8), true));
    }

    /** The other filters, grouped by what a known home meets together. */
    private List<List<Search>> groups() {
        var groups = new ArrayList<List<Search>>();
        var rare = new ArrayList<Search>();
        for (var toggle : toggles()) {
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

    private static List<Search> toggles() {
        var toggles = Arrays.stream(Feature.values())
                .map(feature -> feature.field().param())
                .map(name -> new Search(name, name + "=yes", false));
        return Stream.concat(
                        toggles,
                        Stream.of(
                                new Search("max_hoa", "max_hoa=300", false),
                                new Search("stories", "stories=1", false),
                                new Search("min_garage", "min_garage=2", false),
                                new Search("min_parking", "min_parking=1", false),
                                new Search("open_house", "open_house=yes", false)))
                .toList();
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
        var subject = Messages.text("check.filter", search.name());
        if (visit.isPage() && visit.body().contains(LEFT_OUT)) {
            // The catalog does not contain descriptions.
            if (search.parameter().equals("keywords"))
                rows.add(Row.missing(subject, Messages.text("check.filters.words"), null));
            else later.add(search.name());
            return;
        }
        rows.add(Row.missing(
                subject,
                visit.isPage() ? Messages.text("check.filters.nothing") : visit.problem(),
                remedies.first(remedies.without(functions(search.parameter())), other -> {
                    var again = other.visit(allHomes.with(search.query()));
                    return isAnswered(again) && again.showsHomes();
                })));
    }

    private static String[] functions(String parameter) {
        return switch (parameter) {
            case "bounds", "polygon", "near" -> new String[] {"GEO", "COUNT"};
            case "keywords" -> new String[] {"CONTAINS", "COUNT"};
            case "has_view" -> new String[] {"LAMBDA", "COUNT"};
            default -> new String[] {"IN", "LAMBDA", "COUNT"};
        };
    }

    private List<Row> orders() throws InterruptedException {
        var found = new ArrayList<Row>();
        var good = new ArrayList<String>();
        var others = new ArrayList<String>();
        for (var sort : Sort.of(site.homes().places().get())) {
            var visit = site.visit(allHomes.with("sort=" + sort.value()));
            if (visit.isPage() && visit.body().contains(OTHER_ORDER)) others.add(sort.label());
            else if (visit.showsHomes()) good.add(sort.label());
            else
                found.add(Row.missing(
                        Messages.text("check.order", sort.label()),
                        visit.isPage() ? Messages.text("check.page.empty") : visit.problem(),
                        null));
        }
        if (!others.isEmpty())
            found.add(
                    0,
                    Row.limited(
                            Messages.text("check.orders.other"),
                            Messages.text("check.orders.later", String.join("; ", others)),
                            null));
        if (!good.isEmpty()) found.add(0, Row.ok(Messages.text("check.orders"), String.join("; ", good)));
        return found;
    }
}
