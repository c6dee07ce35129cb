package porchlight;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.FeedReport.Row;
import porchlight.Settings.Capabilities;
import porchlight.Settings.Feed;
import porchlight.TrialSite.Visit;
import porchlight.listing.Found;
import porchlight.listing.Listing;
import porchlight.odata.ODataException;

/**
 * Visits a {@link TrialSite} as visitors would: home, results, each filter, a listing with its photos; and reads a page of
 * open houses and of the catalog. A setting is suggested only after a trial with it worked.
 */
final class SiteCheck {
    /** The note of a result page that left a criterion out. */
    private static final String LEFT_OUT = "whether or not they match it";

    private static final Pattern LISTING = Pattern.compile("href=\"(/listing/([^/\"]+)/[^\"?#]+)\"");
    private static final Pattern WORD = Pattern.compile("\\b[a-z]{6,12}\\b");
    private static final int PHOTOS_TRIED = 3;
    private static final int LISTINGS_TRIED = 3;
    private static final List<Integer> PAGE_SIZES = List.of(500, 200, 100, 50, 25, 10);

    private final Function<Feed, TrialSite> sites;
    private final Feed feed;
    private final SentRequests requests;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Integer> cold = new LinkedHashMap<>();

    /** @param sites starts a site on a feed */
    SiteCheck(Function<Feed, TrialSite> sites, Feed feed, SentRequests requests) {
        this.sites = sites;
        this.feed = feed;
        this.requests = requests;
    }

    /** A setting that may help. */
    private record Remedy(String setting, UnaryOperator<Feed> change) {}

    List<Row> rows() {
        try (var site = sites.apply(feed)) {
            visit(site);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            rows.add(Row.failed("site", "interrupted", null));
        }
        return rows;
    }

    private void visit(TrialSite site) throws InterruptedException {
        var home = site.visit("/");
        page("home page", "/", home, "");
        // A second page, which no answer so far serves.
        cold("results", site.visit("/homes?sort=price"));
        var results = page("results", "/homes", site.visit("/homes"), "");
        var listings = results == null ? List.<String>of() : paths(results.body());
        if (listings.isEmpty()) {
            rows.add(Row.failed("listing page", "not tried: no home is shown that leads to one", null));
            rows.add(Row.failed("photos", "not tried: no home is shown", null));
        } else {
            page("listing page", listings.get(0), cold("listing", site.visit(listings.get(0))), "");
            var shown = listings(site, results.body());
            rows.add(photos(site, shown));
            if (!shown.isEmpty()) filters(site, shown.get(0));
        }
        rows.add(openHouses(site));
        rows.add(catalog(site));
        rows.add(Row.ok(
                "MLS requests",
                cold.entrySet().stream()
                        .map(page -> page.getKey() + " " + page.getValue())
                        .collect(Collectors.joining(", ", "for a page that nobody saw before: ", ""))));
    }

    private Visit cold(String page, Visit visit) {
        cold.put(page, visit.sent());
        return visit;
    }

    /** @return the visit where it showed homes, or a page of a home; else null */
    private @Nullable Visit page(String subject, String path, Visit visit, String ok) throws InterruptedException {
        var works = path.startsWith("/listing/") ? visit.isPage() : visit.showsHomes();
        if (works) {
            rows.add(Row.ok(subject, path + ok));
            return visit;
        }
        var problem = visit.isPage() ? "the page shows no home" : visit.problem();
        rows.add(Row.failed(subject, problem, visit.isPage() ? null : tried(path, capabilities("IN"))));
        return null;
    }

    private static List<String> paths(String page) {
        return LISTING.matcher(page)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
    }

    private static List<Listing> listings(TrialSite site, String page) throws InterruptedException {
        var keys = LISTING.matcher(page)
                .results()
                .map(match -> URLDecoder.decode(match.group(2), StandardCharsets.UTF_8))
                .distinct()
                .limit(LISTINGS_TRIED)
                .toList();
        var found = new ArrayList<Listing>();
        for (var key : keys)
            try {
                site.awaitBudget();
                if (site.parts().properties().find(key) instanceof Found.Displayed displayed)
                    found.add(displayed.listing());
            } catch (ODataException fault) {
                // The listing page's own row tells.
            }
        return found;
    }

    private static Row photos(TrialSite site, List<Listing> listings) {
        var photos = listings.stream()
                .flatMap(listing -> listing.photos().stream().limit(1))
                .limit(PHOTOS_TRIED)
                .toList();
        if (photos.isEmpty())
            return Row.failed(
                    "photos",
                    "none of the " + listings.size() + " homes tried has a photo that the site can show",
                    null);
        String problem = null;
        for (var photo : photos) {
            var fault = site.photoProblem(photo.url());
            if (fault.isEmpty())
                return Row.ok(
                        "photos", "a photo loads; " + photos.size() + " of " + listings.size() + " homes have one");
            problem = fault.get();
        }
        return Row.failed("photos", "no photo loads: " + problem, null);
    }

    private void filters(TrialSite site, Listing home) throws InterruptedException {
        var answered = new ArrayList<String>();
        var later = new ArrayList<String>();
        for (var filter : criteria(home).entrySet()) {
            var visit = site.visit(filter.getValue());
            if (visit.isPage() && visit.body().contains(LEFT_OUT)) later.add(filter.getKey());
            else if (visit.showsHomes()) answered.add(filter.getKey());
            else
                rows.add(Row.missing(
                        "filter " + filter.getKey(),
                        visit.isPage() ? "answered with nothing, though a home matches" : visit.problem(),
                        tried(filter.getValue(), capabilities(functions(filter.getKey())))));
        }
        rows.add(Row.ok("filters", String.join(", ", answered)));
        if (!later.isEmpty())
            rows.add(Row.limited(
                    "other filters",
                    "the feed cannot be asked for " + String.join(", ", later)
                            + "; the site answers once its catalog is complete",
                    null));
    }

    /** Searches that a home matches, by what the form calls them. */
    private static Map<String, String> criteria(Listing home) {
        var paths = new LinkedHashMap<String, String>();
        var address = home.address();
        var dimensions = home.dimensions();
        put(paths, "status", "status", home.status());
        put(paths, "type", "type", home.propertyType());
        put(paths, "home type", "subtype", home.propertySubType());
        put(paths, "city", "city", address.city());
        put(paths, "ZIP code", "zip", address.postalCode());
        put(paths, "county", "county", address.county());
        put(paths, "neighborhood", "subdivision", address.subdivision());
        if (home.price().amount() > 1_000) {
            put(paths, "lowest price", "min_price", home.price().amount() / 2);
            put(paths, "highest price", "max_price", home.price().amount() * 2);
        }
        put(paths, "beds", "beds", dimensions.isStudio() ? null : dimensions.beds());
        put(paths, "baths", "baths", dimensions.bathsFull());
        put(paths, "year built", "min_year", dimensions.yearBuilt());
        var area = dimensions.livingArea();
        if (area != null && area > 100) put(paths, "living area", "min_sqft", area / 2);
        var location = home.location();
        if (location != null)
            paths.put("map", "/homes?near=" + location.latitude() + "%2C" + location.longitude() + "&radius=2");
        var remarks = home.remarks();
        if (remarks != null) {
            var word = WORD.matcher(remarks);
            if (word.find()) put(paths, "keywords", "keywords", word.group());
        }
        return paths;
    }

    private static void put(Map<String, String> paths, String name, String param, @Nullable Object value) {
        if (value == null || value.toString().isBlank()) return;
        paths.put(name, "/homes?" + param + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    }

    private static String[] functions(String filter) {
        return switch (filter) {
            case "map" -> new String[] {"GEO"};
            case "keywords" -> new String[] {"CONTAINS"};
            default -> new String[] {"IN", "LAMBDA"};
        };
    }

    private Row openHouses(TrialSite site) throws InterruptedException {
        try {
            site.awaitBudget();
            site.parts().openHouses().refresh();
            var coming = site.parts().openHouses().coming().size();
            var sent = requests.openHouses();
            if (coming > 0) return Row.ok("open houses", "of " + coming + " homes, on the first page");
            return sent == 0
                    ? Row.limited("open houses", "the feed has none to come", null)
                    : Row.missing(
                            "open houses", "none of the " + sent + " that came can be read, so none is shown", null);
        } catch (ODataException fault) {
            return Row.missing("open houses", String.valueOf(fault.getMessage()), pageSize(other -> {
                other.parts().openHouses().refresh();
                return !other.parts().openHouses().coming().isEmpty();
            }));
        }
    }

    private Row catalog(TrialSite site) throws InterruptedException {
        try {
            site.awaitBudget();
            return isRead(site)
                    ? Row.ok("catalog", "the first page is read")
                    : Row.limited("catalog", "the first page holds no home that may be shown", null);
        } catch (ODataException | IllegalStateException fault) {
            return Row.missing(
                    "catalog",
                    fault.getMessage() + "; without it there are no places, suggestions or similar homes",
                    pageSize(SiteCheck::isRead));
        }
    }

    private static boolean isRead(TrialSite site) {
        site.parts().sweep().step();
        var status = site.parts().catalogue().status();
        return status.read() > 0 || status.complete() && status.listings() > 0;
    }

    private interface Attempted {
        boolean works(TrialSite site);
    }

    private @Nullable String pageSize(Attempted attempt) throws InterruptedException {
        for (var top : PAGE_SIZES) {
            if (top >= feed.maxTop()) continue;
            try (var site = sites.apply(feed.with(top))) {
                requests.beginTrial();
                site.awaitBudget();
                if (attempt.works(site)) return "RESO_MAX_TOP=" + top;
            } catch (ODataException | IllegalStateException fault) {
                // A smaller one may do.
            }
        }
        return null;
    }

    /** The first setting with which a page works that did not without it; null where none does. */
    private @Nullable String tried(String path, List<Remedy> remedies) throws InterruptedException {
        for (var remedy : remedies)
            try (var site = sites.apply(remedy.change().apply(feed))) {
                var visit = site.visit(path);
                if (visit.isPage() && (path.startsWith("/listing/") || visit.showsHomes())) return remedy.setting();
            }
        return null;
    }

    private static List<Remedy> capabilities(String... functions) {
        return Stream.of(functions)
                .map(function -> new Remedy(
                        "RESO_SUPPORTS_" + function + "=false",
                        feed -> feed.with(without(feed.capabilities(), function))))
                .toList();
    }

    private static Capabilities without(Capabilities known, String function) {
        return new Capabilities(
                function.equals("IN") ? Boolean.FALSE : known.in(),
                function.equals("CONTAINS") ? Boolean.FALSE : known.contains(),
                known.startsWith(),
                function.equals("LAMBDA") ? Boolean.FALSE : known.lambda(),
                function.equals("GEO") ? Boolean.FALSE : known.geo(),
                known.count());
    }
}
