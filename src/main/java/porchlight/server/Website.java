package porchlight.server;

import com.zaxxer.hikari.HikariDataSource;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Context;
import io.javalin.http.GoneResponse;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import porchlight.edge.Consent;
import porchlight.edge.PrefetchPolicy;
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
import porchlight.seo.CanonicalPaths;
import porchlight.seo.Manifest;
import porchlight.seo.Robots;
import porchlight.seo.Sitemaps;
import porchlight.seo.StructuredData;
import porchlight.server.ManagementListener.Page;
import porchlight.settings.InvalidSettings;
import porchlight.settings.Settings;
import porchlight.settings.Settings.Feed;
import porchlight.settings.Variable;
import porchlight.share.Cards;
import porchlight.site.Assets;
import porchlight.site.DrawnGround;
import porchlight.site.Embedding;
import porchlight.site.ErrorPages;
import porchlight.site.Head;
import porchlight.site.Pages;
import porchlight.site.PhotoHosts;
import porchlight.site.PhotoProxy;
import porchlight.site.PolicyPages;
import porchlight.site.Query;
import porchlight.site.RequestLog;
import porchlight.site.RequestMetrics;
import porchlight.site.SiteInfo;
import porchlight.site.Sources;

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

    private Website(Javalin javalin, @Nullable ManagementListener management, List<AutoCloseable> owned, Parts parts) {
        this.javalin = javalin;
        this.management = management;
        this.owned = owned;
        this.parts = parts;
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
        var pages = new Pages(sources, site, assets, cards::isAble);
        var structured = new StructuredData(site, profile);
        var home = new HomePage(finder, places, openHouses, profile, site, structured, pages);
        var search = new SearchPage(
                finder, places, openHouses, profile, tiles(settings.mapTiles()), structured, pages, behind.beside());
        var place = new PlacePage(places, catalog, finder, search, profile);
        var allPlaces = new PlacesPage(places, catalog, profile, structured, pages);
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
        var detail =
                new ListingPage(properties, finder, view, leads.pages(), settings.costs(), profile, structured, pages);
        var embeddedSearch = new EmbeddedSearchPage(search, finder, properties, profile, pages);
        var cached = new PageCache(
                sources.editable() ? 0 : PAGE_BYTES,
                new PageProvenance(interceptor, catalog, places, openHouses),
                new PageCache.Lifetimes(
                        freshness.freshFor(), freshness.staleWhileRevalidate(), staleIfError, profile.timeZone()),
                pages::origin,
                clock);
        var sitemaps = new Sitemaps(catalog, place::indexable, cached::within, pages);
        var photos = new PhotoProxy(asked -> picture(links, asked), links::beacon, hosts, profile.staleLimit(), clock);

        var protection = new RequestGuards(
                settings,
                site.origin(),
                site.monitoring() == null ? null : site.monitoring().script(),
                patience,
                behind,
                clock);
        var share = new SharePages(properties, profile, cards, pages, staleIfError, clock);

        var readiness = new Readiness(
                finder, catalog, behind, () -> places.get().isComplete(), connection, leads::unavailableSince);
        var traffic = new RequestMetrics(metrics.registry(), requests, SearchQuery.LOGGED);
        // Only who agreed to it sees pages.
        var licence = licence(settings, profile);
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
            protection.install(config, licence.isEmpty() ? cached : null, traffic);
            config.routes.before(CanonicalPaths::apply);
            Consent.install(config.routes, licence, site::ofThisYear, pages);
            var prefetching = new PrefetchPolicy(connection.budget()::isLow);
            config.jetty.modifyHttpConfiguration(http -> http.addCustomizer(prefetching));
            config.routes.before(prefetching::apply);
            // They are tried in this order: what is asked for most comes first.
            route(config.routes, "/", cached.of(home::serve, List.of()));
            var results = cached.of(search::serve, SearchQuery.PARAMS);
            var respelled = cached.bounded(search::serve);
            // Another spelling of a search is sent to the one that is kept, which only the whole query tells.
            route(
                    config.routes,
                    "/homes",
                    ctx -> (Query.of(ctx).isCanonical(SearchQuery.PARAMS) ? results : respelled).handle(ctx));
            leads.route(config.routes);
            route(config.routes, "/listing/{key}", cached.bounded(detail::serve));
            route(config.routes, "/listing/{key}/{slug}", cached.of(detail::serve, ListingPage.PARAMS));
            route(config.routes, "/homes/{state}", place::serveState);
            route(config.routes, "/homes/{state}/{city}", cached.of(place::serve, SearchQuery.PARAMS));
            route(config.routes, "/homes/{state}/{city}/{area}", cached.of(place::serve, SearchQuery.PARAMS));
            route(config.routes, "/places", cached.of(allPlaces::serve, List.of()));
            route(config.routes, "/places/elsewhere", cached.of(allPlaces::serveIndex, List.of()));
            route(config.routes, "/places/elsewhere/{page}", cached.of(allPlaces::serveIndex, List.of()));
            route(config.routes, "/places/{state}/{city}/{code}", cached.of(allPlaces::serveIndex, List.of()));
            route(config.routes, "/places/{state}/{city}/{code}/{page}", cached.of(allPlaces::serveIndex, List.of()));
            route(config.routes, "/listing/{key}/{slug}/photos", cached.of(detail::servePhotos, List.of()));
            route(config.routes, "/listing/{key}/{slug}/card.jpg", cached.bounded(share::serveCard));
            route(config.routes, "/listing/{key}/{slug}/qr.svg", cached.bounded(share::serveQr));
            var map = new MapPicture(properties, surroundings, basemap);
            route(config.routes, "/listing/{key}/{slug}/map.svg", cached.bounded(map::serveLight));
            route(config.routes, "/listing/{key}/{slug}/map-dark.svg", cached.bounded(map::serveDark));
            route(config.routes, "/card.jpg", share::serveSiteCard);
            route(config.routes, "/mls/{listingId}", cached.bounded(detail::serveNumber));
            route(config.routes, "/open-houses", cached.of(home::serveOpenHouses, List.of()));
            route(
                    config.routes,
                    "/open-houses/{file}",
                    cached.bounded(new OpenHouseFile(properties, openHouses, pages)::serve));
            route(
                    config.routes,
                    "/search-tips",
                    cached.of(new SearchTips(() -> places.get().largest(), pages)::serve, List.of()));
            var policies = new PolicyPages(site, pages);
            for (var name : PolicyPages.names())
                route(config.routes, "/" + name, cached.of(policies.page(name), List.of()));
            var dmca = profile.dmca();
            if (dmca != null)
                route(
                        config.routes,
                        "/dmca",
                        ctx -> pages.render(
                                ctx,
                                "pages/dmca",
                                Map.of(
                                        "page",
                                        Head.titled("Copyright complaints").canonical("/dmca"),
                                        "dmca",
                                        new MlsProfile.Dmca(
                                                dmca.agent() == null ? site.brokerage() : dmca.agent(),
                                                dmca.email() == null ? site.email() : dmca.email()))));
            var saved = new SavedPages(properties, openHouses, profile, pages);
            route(config.routes, "/saved", cached.of(saved::serveSaved, List.of("keys")));
            route(config.routes, "/compare", cached.of(saved::serveCompare, List.of("keys")));
            route(
                    config.routes,
                    "/feed.atom",
                    cached.bounded(new AtomFeed(search, finder, profile, site, pages)::serve));
            route(config.routes, "/api/suggest", cached.bounded(api::serveSuggestions));
            route(config.routes, "/api/pins", cached.bounded(api::servePins));
            route(config.routes, "/embed", new Builder(site, pages)::serve);
            route(config.routes, "/embed.js", assets::serveLoader);
            route(config.routes, "/embed/theme.css", Assets::serveTheme);
            route(config.routes, "/embed/search", cached.of(embeddedSearch::serveForm, EmbeddedSearchPage.PARAMS));
            route(config.routes, "/embed/results", cached.of(embeddedSearch::serveResults, EmbeddedSearchPage.PARAMS));
            route(
                    config.routes,
                    "/embed/listing/{key}",
                    cached.of(new EmbeddedListingPage(properties, profile, pages)::serve, Embedding.PARAMS));
            route(config.routes, "/oembed", cached.bounded(new OEmbed(properties, site, pages)::serve));
            route(config.routes, "/assets/{file}", assets::serve);
            route(config.routes, PhotoLinks.PREFIX + "/<link>", photos::serve);
            config.routes.post(PhotoLinks.PREFIX + "/<link>", photos::passBeacon);
            for (var icon : Assets.AT_ROOT) route(config.routes, "/" + icon, assets::serveAtRoot);
            route(config.routes, "/speculation-rules.json", assets::serveSpeculationRules);
            route(config.routes, "/manifest.webmanifest", new Manifest(site)::serve);
            route(config.routes, "/robots.txt", ctx -> text(ctx, Robots.text(pages.origin(ctx))));
            route(config.routes, "/sitemap.xml", sitemaps::serveIndex);
            route(config.routes, "/sitemaps/{file}", sitemaps::serve);
            route(config.routes, "/healthz", ctx -> text(ctx, "ok\n"));
            route(config.routes, "/readyz", ctx -> {
                var summary = readiness.summary();
                text(ctx.status(summary.status()), summary.text());
            });
            faults(
                    config.routes,
                    new ErrorPages(pages),
                    new GonePage(catalog, places, new SimilarHomes(catalog), openHouses, profile, pages),
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
            new Website(javalin, null, owned, parts).close();
            throw portTaken;
        }
        owned.addAll(List.of(behind, requests, leads, cards, leadership, metrics, database));
        var website = new Website(javalin, management, owned, parts);

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

    static void route(io.javalin.config.RoutesConfig routes, String path, Handler handler) {
        routes.get(path, handler);
        routes.head(path, handler);
    }

    /** Every fault becomes a page. Whatever the MLS does is a 503; log and metrics tell what it was. */
    private static void faults(
            io.javalin.config.RoutesConfig routes, ErrorPages pages, GonePage gone, FaultLog faults) {
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
            if (!gone.serve(ctx)) pages.gone(ctx);
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

    private static void text(Context ctx, String text) {
        ctx.contentType("text/plain; charset=utf-8").header("Cache-Control", "no-cache");
        ctx.result(text.getBytes(StandardCharsets.UTF_8));
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
