package porchlight.server;

import com.zaxxer.hikari.HikariDataSource;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.GoneResponse;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import okhttp3.Interceptor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.catalog.Catalog;
import porchlight.catalog.Sweep;
import porchlight.database.FeedNotes;
import porchlight.database.Leadership;
import porchlight.database.OwnerOnly;
import porchlight.database.SharedBudget;
import porchlight.database.SiteDatabase;
import porchlight.database.SiteSecrets;
import porchlight.edge.CanonicalPaths;
import porchlight.edge.Consent;
import porchlight.edge.RateLimits.TooManyRequests;
import porchlight.edge.ServerLimits;
import porchlight.embed.Builder;
import porchlight.embed.OEmbed;
import porchlight.feed.FeedConnection;
import porchlight.feed.FeedMeter;
import porchlight.feed.RequestDeadline;
import porchlight.feed.SparkRequiredFields;
import porchlight.home.HomePage;
import porchlight.httpcache.CacheInterceptor;
import porchlight.httpcache.FaultLog;
import porchlight.httpcache.Freshness;
import porchlight.httpcache.ResponseCache;
import porchlight.lead.Disk;
import porchlight.listing.DisplayFilter;
import porchlight.listing.Expansions;
import porchlight.listing.FeedDiscovery;
import porchlight.listing.FeedLookups;
import porchlight.listing.MlsProfile;
import porchlight.listing.OpenHouseCalendar;
import porchlight.listing.ParsingRules;
import porchlight.listing.PhotoLinks;
import porchlight.listing.PhotoUrls;
import porchlight.listing.PropertyParser;
import porchlight.listing.PropertyResource;
import porchlight.listing.PropertySweep;
import porchlight.listing.Supported;
import porchlight.listingpage.EmbeddedListingPage;
import porchlight.listingpage.GonePage;
import porchlight.listingpage.ListingPage;
import porchlight.listingpage.ListingView;
import porchlight.listingpage.MapPicture;
import porchlight.listingpage.OpenHouseFile;
import porchlight.listingpage.SharePages;
import porchlight.odata.Breaker;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataException;
import porchlight.odata.RateLimit;
import porchlight.odata.TokenUnavailable;
import porchlight.pagecache.PageCache;
import porchlight.place.CurrentPlaces;
import porchlight.place.PlaceApi;
import porchlight.place.PlaceIndex;
import porchlight.place.PlacePage;
import porchlight.place.PlacesPage;
import porchlight.place.SimilarHomes;
import porchlight.place.Surroundings;
import porchlight.search.FeedCapabilities;
import porchlight.search.Finder;
import porchlight.search.KnownCities;
import porchlight.search.SearchQuery;
import porchlight.search.results.AtomFeed;
import porchlight.search.results.EmbeddedSearchPage;
import porchlight.search.results.SavedPages;
import porchlight.search.results.SearchPage;
import porchlight.search.results.SearchTips;
import porchlight.seo.Manifest;
import porchlight.seo.Sitemaps;
import porchlight.seo.StructuredData;
import porchlight.server.ManagementListener.Page;
import porchlight.settings.InvalidSettings;
import porchlight.settings.Settings;
import porchlight.settings.Settings.Feed;
import porchlight.settings.Variable;
import porchlight.share.Cards;
import porchlight.site.Answers;
import porchlight.site.Assets;
import porchlight.site.DrawnGround;
import porchlight.site.ErrorPages;
import porchlight.site.Pages;
import porchlight.site.PhotoHosts;
import porchlight.site.PhotoProxy;
import porchlight.site.PolicyPages;
import porchlight.site.RequestLog;
import porchlight.site.RequestMetrics;
import porchlight.site.SiteInfo;
import porchlight.site.Sources;
import porchlight.web.Caching;
import porchlight.web.Query;
import porchlight.web.Route;
import porchlight.web.RouteTable;

/** The running site: what it is made of, and its routes. */
public final class Website implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Website.class);
    private static final long CACHE_BYTES = 256L * 1024 * 1024;
    /** Of rendered pages, at most an eighth of the heap; compressed, they are a thousand and more. */
    private static final long PAGE_BYTES =
            Math.min(24L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 8);

    private static final int RESPONSE_BUFFER = 8 * 1024;
    private static final Duration CARDS_KEPT_FOR = Duration.ofMinutes(15);
    /** How soon what the leading process found shows in the others; a look is one row. */
    private static final Duration FOLLOW_EVERY = Duration.ofSeconds(2);

    /** What is too old is never shown; after this time it is out of memory too. */
    private static final Duration LEFTOVERS_GO_EVERY = Duration.ofMinutes(1);

    private static final Duration REQUESTS_LOGGED_EVERY = Duration.ofMillis(250);
    private static final int BEHIND_THREADS = 6;
    /** A replica that was not looked at for so long is begun anew. */
    private static final Duration REPLICA_KEPT_FOR = Duration.ofDays(30);
    /** With a call to the MLS after it, still a page within ten seconds. */
    private static final Duration DISCOVERY_PATIENCE = Duration.ofMillis(1_500);

    private final Javalin javalin;
    private final @Nullable ManagementListener management;
    private final List<AutoCloseable> owned;
    private final RouteTable routes;
    private final Parts parts;

    /** What a check of the feed uses without going through a page. */
    public record Parts(
            PropertyResource properties,
            OpenHouseCalendar openHouses,
            Sweep sweep,
            Catalog catalog,
            Finder finder,
            FeedDiscovery discovery) {}

    /** Opens the way to the MLS, with a budget that other processes spend too and a meter for what is sent. */
    public interface Connect {
        FeedConnection open(RateLimit.Shared shared, Interceptor meter);
    }

    private Website(
            Javalin javalin,
            @Nullable ManagementListener management,
            List<AutoCloseable> owned,
            RouteTable routes,
            Parts parts) {
        this.javalin = javalin;
        this.management = management;
        this.owned = owned;
        this.routes = routes;
        this.parts = parts;
    }

    /** Everything that it answers. */
    public RouteTable routes() {
        return routes;
    }

    public Parts parts() {
        return parts;
    }

    /**
     * Starts the site; it answers when this returns.
     *
     * @param feed the MLS's service
     * @param directory holds {@code data/}
     * @param headStart of the first visitors before what is read ahead of them, which would keep them waiting
     * @throws io.javalin.util.JavalinBindException if the port is taken
     */
    public static Website start(
            Settings settings,
            Feed feed,
            MlsProfile profile,
            Path directory,
            Sources sources,
            InstantSource clock,
            Duration headStart) {
        return start(
                settings,
                feed,
                profile,
                directory,
                sources,
                clock,
                headStart,
                ServerLimits.PATIENCE,
                Disk.ofTheMachine());
    }

    /** The same, with another patience with clients and another disk for leads. */
    public static Website start(
            Settings settings,
            Feed feed,
            MlsProfile written,
            Path directory,
            Sources sources,
            InstantSource clock,
            Duration headStart,
            ServerLimits.Patience patience,
            Disk disk) {
        return start(
                settings,
                feed,
                written,
                directory,
                sources,
                clock,
                headStart,
                patience,
                disk,
                (shared, meter) -> FeedConnection.open(feed, directory, shared, clock, meter));
    }

    /** The same, over a connection that may be shared with other sites. */
    public static Website start(
            Settings settings,
            Feed feed,
            MlsProfile written,
            Path directory,
            Sources sources,
            InstantSource clock,
            Duration headStart,
            ServerLimits.Patience patience,
            Disk disk,
            Connect connect) {
        var staleIfError = min(settings.cache().staleIfError(), written.staleLimit());
        var database = database(settings.database(), directory);
        var shared = SiteDatabase.isShared(settings.database().jdbcUrl());
        var cache = new ResponseCache(database, shared, CACHE_BYTES, clock);
        var behind = new Background(BEHIND_THREADS, headStart);
        var freshness = new Freshness(
                min(settings.cache().freshFor(), staleIfError),
                min(settings.cache().staleWhileRevalidate(), staleIfError),
                staleIfError);
        var interceptor = new CacheInterceptor(
                cache,
                freshness,
                clock,
                behind.renewals(),
                behind.stores(),
                ODataClient::isEntity,
                fault -> fault instanceof TokenUnavailable);
        var metrics = new Metrics();
        var requests = new RequestLog();
        var served = feed.serviceRoot() + (feed.filter() == null ? "" : " " + feed.filter());
        var connection = connect.open(
                shared
                        ? new SharedBudget(
                                database,
                                feed.serviceRoot().toString(),
                                feed.rateBudget().requests(),
                                feed.rateBudget().per())
                        : RateLimit.Shared.NONE,
                new FeedMeter(metrics.registry()));
        var profile = SparkRequiredFields.takenOver(written, connection, feed.serviceRoot());
        var time = new RequestDeadline();
        var client = new ODataClient(time.within(connection.http(interceptor)), feed.serviceRoot(), clock);

        var expansions = feed.expansions();
        var supports = feed.capabilities();
        var rules = new DisplayFilter(profile, feed.filter(), clock);
        var discovery = new FeedDiscovery(
                client,
                new Expansions(expansions.media(), expansions.openHouses(), expansions.rooms(), expansions.units()),
                new Supported(
                        supports.in(),
                        supports.contains(),
                        supports.startsWith(),
                        supports.lambda(),
                        supports.geo(),
                        supports.count()),
                rules,
                profile,
                feed.maxTop(),
                new FeedNotes(database),
                clock,
                behind,
                DISCOVERY_PATIENCE);
        discovery.begin();
        var kept = settings.mlsLicense() == Settings.License.REPLICATION ? REPLICA_KEPT_FOR : staleIfError;
        var secrets = SiteSecrets.open(settings.database().jdbcUrl(), database, LeadModule.data(directory));
        var links = new PhotoLinks(feed.serviceRoot(), () -> secrets.of("media"));
        var parser =
                new PropertyParser(profile, new PhotoUrls(feed.serviceRoot(), links, profile.photoResizes()), clock);
        var catalog = new Catalog(
                database,
                served + " by " + ParsingRules.digest(written),
                () -> secrets.of("departed"),
                new Catalog.Limits(staleIfError, kept),
                clock,
                behind);
        var sweep = new Sweep(
                catalog,
                new PropertySweep(connection.client(), discovery, parser, profile, rules, feed.maxTop()),
                connection.budget(),
                clock);
        var leadership = new Leadership(
                settings.database().jdbcUrl(),
                settings.database().user(),
                settings.database().password(),
                "sweep of " + served,
                clock);
        var properties = new PropertyResource(client, discovery, parser, profile, rules, catalog, clock);
        var capabilities = new FeedCapabilities(properties, catalog, profile, clock);
        var openHouses = new OpenHouseCalendar(properties, feed.maxTop(), staleIfError, clock);
        var lookups = new FeedLookups(client, discovery, PlaceIndex.NAMED_FIELDS, feed.maxTop());
        var places = new CurrentPlaces(catalog, profile, lookups);
        var finder = new Finder(properties, catalog, capabilities, openHouses, profile, connection.budget()::isLow);

        var assets = new Assets(sources);
        var site = siteInfo(settings, profile, staleIfError, clock);
        var hosts = new PhotoHosts(okhttp3.Dns.SYSTEM, connection.budget()::spendSpare);
        var cards = new Cards(
                site.name(),
                site.brokerage(),
                address -> hosts.bytes(picture(links, address).or(() -> PhotoHosts.Picture.elsewhere(address))),
                min(CARDS_KEPT_FOR, staleIfError));
        var pages = new Pages(
                sources, site, assets, cards::isAble, () -> places.get().terms());
        var structured = new StructuredData(site, profile);
        var home = new HomePage(finder, places, openHouses, profile, site, structured);
        var search = new SearchPage(
                finder, places, openHouses, profile, tiles(settings.mapTiles()), structured, behind.beside());
        var place = new PlacePage(places, catalog, finder, search, profile);
        var allPlaces = new PlacesPage(places, catalog, profile, structured);
        var api = new PlaceApi(places, catalog, search, finder);
        var leads = LeadModule.open(settings, properties, site, pages, directory, clock, disk);
        var ground = settings.mapTiles();
        var basemap = profile.demonstration() ? DrawnGround.read(sources) : DrawnGround.none();
        var surroundings = new Surroundings(catalog);
        var view = new ListingView(
                city -> places.get().cities().named(city).map(KnownCities.City::path),
                new SimilarHomes(catalog),
                surroundings,
                openHouses,
                catalog::seenChanges,
                ground.url() == null || ground.attribution() == null
                        ? null
                        : new ListingView.Ground(ground.url(), ground.attribution()),
                basemap,
                profile,
                clock,
                behind.beside());
        var detail = new ListingPage(properties, finder, view, leads.pages(), settings.costs(), profile, structured);
        var embeddedSearch = new EmbeddedSearchPage(search, finder, properties, profile);
        var answers = new Answers(pages);
        var cached = new PageCache(
                sources.editable() ? 0 : PAGE_BYTES,
                new PageProvenance(interceptor, catalog, places, openHouses),
                new PageCache.Lifetimes(
                        freshness.freshFor(), freshness.staleWhileRevalidate(), staleIfError, profile.timeZone()),
                answers,
                clock);
        var sitemaps = new Sitemaps(catalog, place::indexable, cached::within);
        var photos = new PhotoProxy(asked -> picture(links, asked), links::beacon, hosts, profile.staleLimit(), clock);

        var share = new SharePages(properties, profile, cards, staleIfError, clock);
        var readiness = new Readiness(
                finder, catalog, behind, () -> places.get().isComplete(), connection, leads::unavailableSince);
        var consent = new Consent(licence(settings, profile), site::ofThisYear, answers);
        var routes = Routes.of(new Routes.Handlers(
                home,
                search,
                detail,
                share,
                new MapPicture(properties, surroundings, basemap),
                leads.pages(),
                place,
                allPlaces,
                new OpenHouseFile(properties, openHouses),
                new SavedPages(properties, openHouses, profile),
                new AtomFeed(search, finder, profile, site),
                api,
                new SearchTips(() -> places.get().largest()),
                new PolicyPages(site),
                profile.dmca(),
                consent,
                new Builder(site),
                embeddedSearch,
                new EmbeddedListingPage(properties, profile),
                new OEmbed(properties, site),
                assets,
                photos,
                new Manifest(site),
                sitemaps,
                site,
                readiness));
        var traffic = new RequestMetrics(routes, metrics.registry(), requests, SearchQuery.LOGGED);
        var protection = new RequestGuards(
                routes,
                settings,
                site.origin(),
                site.monitoring() == null ? null : site.monitoring().script(),
                patience,
                connection.budget()::isLow,
                behind,
                clock);
        var javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            // Where the JVM has them; what they ask of the MLS is bounded by the client's turns.
            config.concurrency.useVirtualThreads = true;
            config.http.compressionStrategy = CompressionStrategy.NONE;
            // Bytes are copied through a new buffer for each answer, of 32 kB if nothing is said.
            config.http.responseBufferSize = RESPONSE_BUFFER;
            config.http.defaultContentType = "text/html; charset=utf-8";
            config.requestLogger.http(traffic);
            config.routes.before(time::begin);
            protection.install(config, consent.isAsked() ? null : cached, traffic);
            config.routes.before(new CanonicalPaths(answers)::apply);
            consent.install(config.routes, routes);
            // They are tried in this order: what is asked for most comes first.
            for (var route : routes.routes()) add(config.routes, route, cached, answers);
            faults(
                    config.routes,
                    new ErrorPages(routes, answers),
                    new GonePage(catalog, places, new SimilarHomes(catalog), openHouses, profile),
                    answers,
                    new FaultLog(log, clock));
        });
        var parts = new Parts(properties, openHouses, sweep, catalog, finder, discovery);
        var owned = new ArrayList<AutoCloseable>();
        ManagementListener management;
        try {
            management = management(settings, readiness, () -> metrics.text(leads.numbers()));
            if (management != null) owned.add(management);
            javalin.start();
        } catch (RuntimeException portTaken) {
            owned.addAll(List.of(behind, requests, leads, cards, leadership, metrics, database));
            new Website(javalin, null, owned, routes, parts).close();
            throw portTaken;
        }
        owned.addAll(List.of(behind, requests, leads, cards, leadership, metrics, database));
        var website = new Website(javalin, management, owned, routes, parts);

        metrics.watch(connection, interceptor, cached, catalog, behind, protection.limits(), clock);
        metrics.watch(leads);
        behind.execute(metrics::watchProcess);
        behind.every(REQUESTS_LOGGED_EVERY, "log of requests", requests::write);
        behind.every(Breaker.PAUSE, "MLS after a pause", connection::probe);
        behind.later(assets::encode);
        behind.paced("open houses", () -> {
            discovery.settle();
            return openHouses.refresh();
        });
        behind.paced("names of the feed", () -> {
            discovery.settle();
            return lookups.refresh();
        });
        behind.paced("places", places::refresh);
        behind.every(min(LEFTOVERS_GO_EVERY, staleIfError.dividedBy(24)), "what is too old", () -> {
            cached.purge();
            cards.purge(clock.instant());
            openHouses.purge();
        });
        var retention = new Retention(database, cache, catalog, new Retention.Limits(staleIfError, kept), clock);
        behind.paced("sweep of the catalog", () -> {
            retention.step();
            return switch (leadership.role()) {
                case LEADER, ALONE -> {
                    discovery.settle();
                    yield sweep.step();
                }
                case FOLLOWER -> follow(catalog);
            };
        });
        return website;
    }

    private static Optional<PhotoHosts.Picture> picture(PhotoLinks links, String asked) {
        return links.picture(asked).map(one -> new PhotoHosts.Picture(one.url(), one.ofFeed(), one.withheld()));
    }

    private static Duration follow(Catalog catalog) {
        catalog.follow();
        return FOLLOW_EVERY;
    }

    private static HikariDataSource database(Settings.Database database, Path directory) {
        try {
            if (SiteDatabase.isFile(database.jdbcUrl())) OwnerOnly.createDirectory(LeadModule.data(directory));
        } catch (IOException fault) {
            log.warn("Other accounts on this machine may read {}: {}", LeadModule.data(directory), fault.toString());
        }
        try {
            return SiteDatabase.open(database.jdbcUrl(), database.user(), database.password());
        } catch (SiteDatabase.Refused wrong) {
            throw new InvalidSettings(List.of(new InvalidSettings.Fault(
                    Variable.DATABASE_URL.name(),
                    String.valueOf(wrong.getMessage()),
                    "check user, password and name, with special characters percent-encoded")));
        }
    }

    private static @Nullable ManagementListener management(
            Settings settings, Readiness readiness, Supplier<String> metrics) {
        var where = settings.management();
        if (where == null) return null;
        try {
            return ManagementListener.open(
                    where.host(),
                    where.port(),
                    Map.of(
                            "/healthz", () -> new Page(200, "ok\n"),
                            "/readyz", readiness::details,
                            "/metrics", () -> new Page(200, metrics.get())));
        } catch (IOException taken) {
            throw new InvalidSettings(List.of(new InvalidSettings.Fault(
                    Variable.MANAGEMENT_PORT.name(),
                    "cannot be listened on at " + where.host() + ":" + where.port() + " (" + taken.getMessage() + ")",
                    "choose a free port and an address of this machine")));
        }
    }

    public int port() {
        return javalin.port();
    }

    /** The management listener's port; empty where there is none. */
    public OptionalInt managementPort() {
        return management == null ? OptionalInt.empty() : OptionalInt.of(management.port());
    }

    @Override
    public void close() {
        javalin.stop();
        for (var part : owned) {
            try {
                part.close();
            } catch (Exception fault) {
                log.warn("Not closed in order: {}", fault.toString());
            }
        }
    }

    private static void add(io.javalin.config.RoutesConfig config, Route route, PageCache cached, Answers answers) {
        var handler = handler(route, route.handler(), cached, answers);
        if (route.method().equals("POST")) config.post(route.path(), handler);
        else {
            config.get(route.path(), handler);
            config.head(route.path(), handler);
        }
    }

    private static Handler handler(Route route, porchlight.web.Handler handler, PageCache cached, Answers answers) {
        if (route.policy().caching() instanceof Caching.Kept kept) return cached.of(handler, kept.params());
        if (route.policy().caching() instanceof Caching.Bounded) return cached.bounded(handler);
        if (!(route.policy().caching() instanceof Caching.KeptAsSpelled kept)) return answers.of(handler);
        var canonical = cached.of(handler, kept.params());
        var respelled = cached.bounded(handler);
        return ctx -> (Query.of(ctx).isCanonical(kept.params()) ? canonical : respelled).handle(ctx);
    }

    /** Every fault becomes a page. Whatever the MLS does is a 503; log and metrics tell what it was. */
    private static void faults(
            io.javalin.config.RoutesConfig routes, ErrorPages pages, GonePage gone, Answers answers, FaultLog faults) {
        routes.exception(ODataException.class, (fault, ctx) -> {
            var kind = fault.kind().name().toLowerCase(Locale.ROOT);
            // AccessWatch reports what is wrong with our credentials, and how to fix it.
            if (fault.kind() != ODataException.Kind.UNAUTHORIZED)
                faults.warn(
                        kind,
                        "MLS fault (" + kind + "): " + fault.getMessage(),
                        () -> ctx.method() + " " + ctx.path() + " asked " + fault.url());
            RequestMetrics.noteFault(ctx, kind);
            if (fault.kind() == ODataException.Kind.BUDGET_SPENT) pages.budgetSpent(ctx, fault.retryAfter());
            else if (fault.kind() == ODataException.Kind.UNAUTHORIZED) pages.rejected(ctx);
            else if (fault.isTemporary()) pages.unavailable(ctx);
            else pages.unusable(ctx);
        });
        routes.exception(GoneResponse.class, (fault, ctx) -> {
            var answer = gone.answer(ctx.path());
            if (answer.isPresent()) answers.send(ctx, answer.get());
            else pages.gone(ctx);
        });
        routes.exception(TooManyRequests.class, (fault, ctx) -> pages.tooMany(ctx, fault.waitSeconds()));
        routes.exception(HttpResponseException.class, (fault, ctx) -> {
            if (fault.getStatus() == 404 || fault.getStatus() == 405) pages.notFound(ctx);
            else if (fault.getStatus() < 500) pages.refused(ctx, fault.getStatus());
            else if (fault.getStatus() == 503) pages.unavailable(ctx);
            else pages.serverError(ctx);
        });
        routes.exception(Exception.class, (fault, ctx) -> {
            log.error("{} {}", ctx.method(), ctx.path(), fault);
            pages.serverError(ctx);
        });
    }

    private static SearchPage.@Nullable MapTiles tiles(Settings.MapTiles tiles) {
        return tiles.url() == null || tiles.attribution() == null
                ? null
                : new SearchPage.MapTiles(tiles.url(), tiles.attribution());
    }

    private static SiteInfo siteInfo(
            Settings settings, MlsProfile profile, Duration staleIfError, InstantSource clock) {
        var broker = settings.broker();
        var disclaimer = new java.util.ArrayList<>(profile.disclaimer().paragraphs());
        var excluded = profile.disclaimer().excluded();
        if (excluded != null && settings.feed() != null && settings.feed().filter() != null) disclaimer.add(excluded);
        var logo = profile.logo();
        var url = settings.siteUrl();
        var agent = profile.coBrand();
        var watched = profile.monitoring();
        return new SiteInfo(
                broker.siteName(),
                broker.brokerage(),
                broker.phone(),
                broker.email(),
                broker.address(),
                broker.license(),
                url == null ? null : url.toString().replaceAll("/$", ""),
                profile.name(),
                profile.timeZone(),
                filledIn(disclaimer, settings, profile),
                "Listing data © {year} " + profile.copyrightOwner().replaceFirst("\\.$", "") + ". All rights reserved.",
                logo == null ? null : new SiteInfo.Logo(logo.url(), logo.alt(), logo.width(), logo.height()),
                agent == null ? null : agent.agent() + (agent.license() == null ? "" : ", license " + agent.license()),
                watched == null
                        ? null
                        : new SiteInfo.Monitoring(watched.script(), watched.integrity(), watched.pixel()),
                profile.demonstration(),
                profile.dmca() != null,
                staleIfError,
                settings.embedOrigins(),
                clock);
    }

    private static List<String> licence(Settings settings, MlsProfile profile) {
        var eula = profile.eula();
        return eula == null ? List.of() : filledIn(eula.paragraphs(), settings, profile);
    }

    private static List<String> filledIn(List<String> paragraphs, Settings settings, MlsProfile profile) {
        return paragraphs.stream()
                .map(text ->
                        text.replace("{broker}", settings.broker().brokerage()).replace("{mls}", profile.name()))
                .toList();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
