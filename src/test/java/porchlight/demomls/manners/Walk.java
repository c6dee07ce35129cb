package porchlight.demomls.manners;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import porchlight.harness.CheckRun;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.listing.MlsProfiles;
import porchlight.site.Sources;

/** A visitor's walk through a site on one vendor's feed, with the problems found on it. */
final class Walk implements AutoCloseable {
    static final String PROFILE = "src/test/profiles/demo-feed.yaml";
    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final Pattern COUNT = Pattern.compile("([\\d,]+) .*");

    private final String name;
    private final Manners manners;
    private final TestClock clock = new TestClock();
    private final List<Home> homes;
    private final Replay feed;
    private final TestSite site;
    private final Map<String, String> settings = new HashMap<>();
    private final Thread time;
    private final List<String> problems = new ArrayList<>();
    private int pages;
    private int refusedBefore;

    Walk(Vendor vendor, int count) throws Exception {
        this(vendor.toString(), vendor.manners(), count, Map.of());
    }

    /** @param further additional settings of the site */
    Walk(String name, Manners manners, int count, Map<String, String> further) throws Exception {
        this(name, manners, count, further, request -> false);
    }

    /**
     * @param broken requests that the feed refuses with 400 in addition to what its vendor refuses
     */
    Walk(String name, Manners manners, int count, Map<String, String> further, Predicate<Replay.Request> broken)
            throws Exception {
        this.name = name;
        this.manners = manners;
        this.homes = Home.generate(count, 17, clock.instant());
        // A feed that identifies listings by their MLS numbers has no other key.
        if (manners.keyField.equals("ListingId"))
            homes.forEach(home -> home.property().put("ListingId", home.key()));
        this.feed = new Replay(manners, MlsProfiles.load(PROFILE), homes, clock);
        feed.breaks(broken);
        settings.put("MLS_PROFILE", PROFILE);
        if (manners.perSecond > 0) settings.put("RESO_RATE_LIMIT", manners.perSecond + "/PT1S");
        settings.putAll(further);
        // For a feed that limits requests per time, the test clock runs faster than real time.
        time = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
                if (manners.perSecond > 0) clock.pass(Duration.ofMillis(250));
            }
        });
        time.setDaemon(true);
        time.start();
        this.site = TestSite.on(feed.serviceRoot(), settings, Sources.packaged(), clock);
    }

    @Override
    public void close() {
        time.interrupt();
        site.close();
        feed.close();
    }

    void passes(Duration duration) {
        clock.pass(duration);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    int pages() {
        return pages;
    }

    Replay feed() {
        return feed;
    }

    TestSite site() {
        return site;
    }

    /** The first pages of a site that knows nothing yet, and how many requests each took. */
    void cold() throws Exception {
        get("/");
        ready();
        var list = get("/homes");
        for (var home : shown())
            if (home.isLease() && list.contains("/listing/" + home.key() + "/"))
                problems.add("the first list of homes for sale has one for rent: " + home.key());
        var home = shown().stream()
                .filter(each -> each.media().size() > 1)
                .findFirst()
                .orElseThrow();
        listing(home);
    }

    /** On a slow machine, the first pages may come before discovery has finished. */
    private void ready() throws Exception {
        try {
            Waiting.until(() -> site.get("/readyz").body().equals("ready\n"));
        } catch (ConditionTimeoutException never) {
            problems.add("a page of homes is there, and /readyz says "
                    + site.get("/readyz").body());
        }
    }

    void swept() throws Exception {
        site.swept();
        refusedBefore = refused().size();
    }

    List<Replay.Request> refused() {
        return feed.requests().stream()
                .filter(request -> request.status() != 200 && request.status() != 429)
                .toList();
    }

    /** The lists that together contain every home, and those with open houses. */
    void totals() throws Exception {
        for (var status : List.of("Active", "Active Under Contract", "Pending"))
            of(status, "/homes?status=" + encoded(status), home -> true);
        for (var type : List.of("Residential", "Land", "Residential Income"))
            counted(
                    "/homes?type=" + encoded(type),
                    home -> home.text("PropertyType").equals(type));
        lease("Residential Lease");
        lease("Commercial Lease");
        counted("/homes?open_house=yes", home -> !home.openHouses().isEmpty());
    }

    /** Every list, filter, and order. */
    void lists() throws Exception {
        counted("/homes", home -> true);
        get("/homes?page=2");
        for (var city : List.of("McMinnville", "Lake Oswego", "DeKalb", "St. Helens"))
            counted("/homes?city=" + encoded(city), home -> home.text("City").equals(city));
        counted("/homes?zip=97214", home -> home.text("PostalCode").equals("97214"));
        counted(
                "/homes?county=" + encoded("De Soto"),
                home -> home.text("CountyOrParish").equals("De Soto"));
        counted(
                "/homes?subdivision=" + encoded("Quarter 1"),
                home -> home.text("SubdivisionName").equals("Quarter 1"));
        counted(
                "/homes?school=" + encoded("School 1"),
                home -> home.text("ElementarySchool").equals("School 1"));
        counted("/homes?min_price=500000", home -> home.number("ListPrice") >= 500_000);
        counted("/homes?max_price=450000", home -> home.number("ListPrice") <= 450_000);
        counted("/homes?beds=3", home -> home.number("BedroomsTotal") >= 3);
        counted("/homes?baths=2", home -> home.number("BathroomsTotalInteger") >= 2);
        counted("/homes?min_sqft=1500", home -> home.number("LivingArea") >= 1_500);
        counted("/homes?min_lot=1", home -> home.number("LotSizeAcres") >= 1);
        counted("/homes?min_year=1990", home -> home.number("YearBuilt") >= 1_990);
        for (var type : List.of("Residential", "Land", "Residential Income"))
            counted(
                    "/homes?type=" + encoded(type),
                    home -> home.text("PropertyType").equals(type));
        lease("Residential Lease");
        lease("Commercial Lease");
        for (var subType : List.of("Single Family Residence", "Condominium", "Multi Family"))
            counted(
                    "/homes?subtype=" + encoded(subType),
                    home -> home.text("PropertySubType").equals(subType));
        counted(
                "/homes?subtype=Townhouse&subtype=" + encoded("Manufactured Home"),
                home -> List.of("Townhouse", "Manufactured Home").contains(home.text("PropertySubType")));
        for (var status : List.of("Active", "Active Under Contract", "Pending"))
            of(status, "/homes?status=" + encoded(status), home -> true);
        counted("/homes?garage=yes", home -> home.is("GarageYN"));
        counted("/homes?pool=yes", home -> home.is("PoolPrivateYN"));
        counted("/homes?waterfront=yes", home -> home.is("WaterfrontYN"));
        counted("/homes?has_view=yes", home -> home.is("ViewYN"));
        counted("/homes?fireplace=yes", home -> home.is("FireplaceYN"));
        counted("/homes?new_construction=yes", home -> home.is("NewConstructionYN"));
        counted("/homes?senior=yes", home -> home.is("SeniorCommunityYN"));
        counted("/homes?price_cut=yes", home -> home.text("MajorChangeType").equals("Price Reduced"));
        counted("/homes?max_hoa=100", home -> monthly(home) <= 100);
        features();
        var today = LocalDate.ofInstant(clock.instant(), ZONE);
        counted(
                "/homes?max_days=14",
                home -> !((LocalDate) home.property().get("OnMarketDate")).isBefore(today.minusDays(14)));
        if (manners.openHouseSet)
            counted("/homes?open_house=yes", home -> !home.openHouses().isEmpty());
        if (manners.contains && manners.filterable == null && manners.count)
            counted(
                    "/homes?keywords=granite",
                    home -> home.text("PublicRemarks").toLowerCase(Locale.ROOT).contains("granite"));
        else if (!manners.contains) said("/homes?keywords=granite", "granite");
        counted(
                "/homes?bounds=-123.0,45.2,-122.6,45.6",
                home -> !hidden(home)
                        && home.number("Longitude") >= -123.0
                        && home.number("Longitude") <= -122.6
                        && home.number("Latitude") >= 45.2
                        && home.number("Latitude") <= 45.6);
        for (var sort : List.of("newest", "price", "-price", "beds", "sqft", "lot", "-year", "price_cut", "open_house"))
            counted("/homes?sort=" + sort, home -> true);
        counted(
                "/homes?city=Portland&beds=2&max_price=600000&subtype=" + encoded("Single Family Residence"),
                home -> home.text("City").equals("Portland")
                        && home.number("BedroomsTotal") >= 2
                        && home.number("ListPrice") <= 600_000
                        && home.text("PropertySubType").equals("Single Family Residence"));
        get("/homes?view=map");
    }

    /** Whatever the feed writes: enumerations of either kind, words run together, or several values in one text. */
    private void features() throws Exception {
        counted("/homes?max_beds=2", home -> home.number("BedroomsTotal") >= 1 && home.number("BedroomsTotal") <= 2);
        counted("/homes?baths=2&max_baths=2", home -> home.number("BathroomsTotalInteger") == 2);
        counted("/homes?stories=1", home -> home.has("Levels", "One"));
        counted("/homes?min_garage=2", home -> home.number("GarageSpaces") >= 2);
        counted("/homes?min_parking=3", home -> home.number("ParkingTotal") >= 3);
        feature("Cooling", "Central Air");
        feature("Basement", "Partially Finished", "Crawl Space");
        feature("Levels", "Two");
        // The sweep asks for the rest only where its address may be long enough.
        if (manners.maxUrl < 4_000) return;
        feature("Heating", "Natural Gas");
        feature("ParkingFeatures", "Carport");
        feature("PetsAllowed", "Dogs OK");
        feature("Furnished", "Unfurnished");
        feature("CommunityFeatures", "Street Lights");
        counted("/homes?feature=GreenEnergy:Solar", home -> home.has("GreenEnergyGeneration", "Solar"));
        if (!manners.undeclared.contains("View")) feature("View", "Mountain(s)");
        counted(
                "/homes?feature=Basement:Full&feature=Levels:One",
                home -> home.has("Basement", "Full") && home.has("Levels", "One"));
    }

    private void feature(String field, String... values) throws Exception {
        var query = Stream.of(values)
                .map(value -> "feature=" + encoded(field + ":" + value))
                .sorted()
                .collect(Collectors.joining("&"));
        counted("/homes?" + query, home -> home.has(field, values));
    }

    /** Pages other than lists. */
    void places() throws Exception {
        for (var path : List.of(
                "/places",
                "/homes/or/portland",
                "/homes/or/mcminnville",
                "/homes/or/portland/97214",
                "/homes/or/dekalb",
                "/open-houses",
                "/robots.txt",
                "/search-tips",
                "/api/suggest?q=mcmi",
                "/api/suggest?q=port",
                "/api/pins?bounds=-124,45,-122,46&zoom=9",
                "/embed/search",
                "/embed/results",
                "/embed/results?city=Portland",
                "/saved?keys=" + shown().get(0).key() + "," + shown().get(1).key(),
                "/compare?keys=" + shown().get(0).key() + "," + shown().get(1).key())) get(path);
        counted("/homes/or/mcminnville", home -> home.text("City").equals("McMinnville"));
        if (!get("/api/suggest?q=mcmi").contains("McMinnville")) problems.add("no suggestion of McMinnville");
        for (var loc : Jsoup.parse(get("/sitemap.xml")).select("loc")) get(path(loc.text()));
        for (var line : List.of("3 bed homes in Portland under 600k", "McMinnville", "condos in Lake Oswego"))
            get("/homes?q=" + encoded(line));
    }

    /** Pages of single listings, each with all of its photos. */
    void listings(int most) throws Exception {
        var shown = new ArrayList<>(shown());
        java.util.Collections.shuffle(shown, new Random(5));
        for (var home : shown.subList(0, Math.min(most, shown.size()))) listing(home);
    }

    private void listing(Home home) throws Exception {
        var slugged = site.get("/listing/" + home.key());
        pages++;
        var path = slugged.headers().firstValue("Location").orElse(null);
        if (path == null) {
            problems.add("/listing/" + home.key() + " is " + slugged.statusCode());
            return;
        }
        var page = get(path);
        if (!home.rooms().isEmpty()
                && manners.roomNavigation
                && manners.roomsName != null
                && !page.contains("Primary Bedroom")) problems.add(path + " has no rooms");
        if (manners.openHouseSet && !home.openHouses().isEmpty() && !page.contains("/open-houses/"))
            problems.add(path + " has no open house");
        var photos =
                visit(path + "/photos").page().select(".photo-page__list img").size();
        if (photos != home.media().size())
            problems.add(path + " shows " + photos + " of " + home.media().size() + " photos");
        get("/embed/listing/" + home.key());
        var number = site.get("/mls/" + home.text("ListingId"));
        pages++;
        if (number.statusCode() != 301) problems.add("/mls/" + home.text("ListingId") + " is " + number.statusCode());
        for (var file : home.openHouses())
            if (manners.openHouseSet) get("/open-houses/" + file.get("OpenHouseKey") + ".ics");
    }

    /** Waits until discovery sends no more requests. */
    void learned() throws Exception {
        for (int seen = -1; seen != feed.requests().size(); ) {
            seen = feed.requests().size();
            Thread.sleep(1_000);
        }
    }

    /**
     * What a visitor misses, in the terms of {@code check}; limited to what every vendor of the zoo
     * has, except units.
     */
    Set<String> missed() throws Exception {
        var missed = new TreeSet<>(Set.of("units on listing pages"));
        var words = get("/homes?keywords=granite");
        if (words.contains("data-notice=\"ignored\"") || !words.contains("listing-card__link"))
            missed.add("filter keywords");
        if (!get("/open-houses").contains("listing-card__link")) missed.add("open houses");
        var open = shown().stream()
                .filter(home -> !home.openHouses().isEmpty())
                .findFirst()
                .orElseThrow();
        var page = get("/listing/" + open.key());
        if (!page.contains("/open-houses/")) missed.add("open houses on listing pages");
        if (!page.contains("Primary Bedroom")) missed.add("rooms on listing pages");
        return missed;
    }

    /**
     * Runs a check of the feed. Stops the site first, because both together would send some feeds
     * too many requests.
     */
    CheckRun check(Path directory) {
        site.close();
        feed.forget();
        return CheckRun.of(feed.serviceRoot(), directory, clock, settings);
    }

    /** How many requests a page takes that nobody has requested before. */
    int cost(String path) throws Exception {
        var before = feed.requests().size();
        get(path);
        return feed.requests().size() - before;
    }

    /** Resources other than Property that need separate requests. */
    int apart(boolean detail) {
        var media = manners.media == Manners.MediaIs.SET ? 1 : 0;
        if (!detail) return media;
        return media
                + (manners.openHouseNavigation || !manners.openHouseSet ? 0 : 1)
                + (manners.roomNavigation || manners.roomsName == null ? 0 : 1);
    }

    /** Refusals since the plan became known. */
    List<Replay.Request> refusedSince() {
        var refused = refused();
        return refused.subList(Math.min(refusedBefore, refused.size()), refused.size());
    }

    private boolean hidden(Home home) {
        return Boolean.FALSE.equals(home.property().get("InternetAddressDisplayYN"));
    }

    private boolean isShown(Home home) {
        return !says(home, "InternetEntireListingDisplayYN", false)
                && !says(home, "DelayedMarketingYN", true)
                && !says(home, "ApprovalStatus", false)
                && home.property().get("ListPrice") != null
                && List.of("Active", "Active Under Contract", "Pending").contains(home.text("StandardStatus"));
    }

    private boolean says(Home home, String field, boolean what) {
        return !manners.undeclared.contains(field)
                && Boolean.valueOf(what).equals(home.property().get(field));
    }

    List<Home> shown() {
        return homes.stream().filter(this::isShown).toList();
    }

    private void counted(String path, Predicate<Home> wanted) throws Exception {
        of(
                "Active",
                path,
                home -> (path.contains("type=") && !path.contains("subtype=") || !home.isLease()) && wanted.test(home));
    }

    private void lease(String type) throws Exception {
        of(
                "Active",
                "/homes?type=" + encoded(type),
                home -> home.text("PropertyType").equals(type));
    }

    private void of(String status, String path, Predicate<Home> wanted) throws Exception {
        var expected = shown().stream()
                .filter(home -> home.text("StandardStatus").equals(status))
                .filter(home -> !home.isLease() || path.contains("Lease"))
                .filter(wanted)
                .count();
        var heading = visit(path).page().select(".results__heading").text();
        var match = COUNT.matcher(heading);
        var shown = match.matches()
                ? match.group(1).replace(",", "")
                : heading.startsWith("No ") ? "0" : "nothing (" + heading + ")";
        if (!shown.equals(Long.toString(expected))) problems.add(path + " counts " + shown + ", not " + expected);
    }

    private void said(String path, String word) throws Exception {
        if (!visit(path).page().select("main").text().contains(word)) problems.add(path + " says nothing of " + word);
    }

    private static double monthly(Home home) {
        if (!home.is("AssociationYN")) return 0;
        var fee = (BigDecimal) home.property().get("AssociationFee");
        return Math.ceil(fee.doubleValue()
                / switch (home.text("AssociationFeeFrequency")) {
                    case "Annually" -> 12;
                    case "Quarterly" -> 3;
                    default -> 1;
                });
    }

    /** Every card shows the first photo of its home. */
    private void pictured(String path, Document page) {
        for (var card : page.select(".listing-card")) {
            var key = card.attr("data-key");
            var home = homes.stream().filter(each -> each.key().equals(key)).findFirst();
            if (home.isEmpty() || home.get().media().isEmpty()) continue;
            var picture = card.select(".listing-card__photo img").attr("src");
            if (picture.isEmpty()) problems.add(path + " shows no photo of " + key);
            // The photos of homes with a withheld address have encrypted links.
            else if (!hidden(home.get()) && !picture.contains("/" + key + "/1."))
                problems.add(path + " shows " + picture + " first of " + key);
        }
    }

    private record Visited(String body, Document page) {}

    private String get(String path) throws Exception {
        return visit(path).body();
    }

    private Visited visit(String path) throws Exception {
        pages++;
        var answer = site.get(path);
        if (answer.statusCode() / 100 == 3) {
            var to = answer.headers().firstValue("Location").orElse("");
            if (!to.equals(path)) return visit(to);
        }
        var page = Jsoup.parse(answer.body());
        if (answer.statusCode() == 200) pictured(path, page);
        else problems.add(path + " is " + answer.statusCode());
        return new Visited(answer.body(), page);
    }

    private static String path(String url) {
        return url.replaceFirst("^https?://[^/]+", "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name + ": " + pages + " pages";
    }
}
