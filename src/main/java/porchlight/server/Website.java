package porchlight.server;

import io.javalin.Javalin;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.listingpage.GonePage;
import porchlight.pagecache.PageCache;
import porchlight.place.SimilarHomes;
import porchlight.search.SearchField;
import porchlight.site.ErrorPages;
import porchlight.site.RequestLog;
import porchlight.site.RequestMetrics;
import porchlight.web.RouteTable;

/** The running site, built from its parts; each part has a file in this package. */
public final class Website implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Website.class);
    /**
     * The size of the cache for rendered pages, at most an eighth of the heap. Compressed, that is more than a thousand
     * pages.
     */
    private static final long PAGE_BYTES =
            Math.min(24L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 8);

    private static final int BEHIND_THREADS = 6;

    private final Javalin javalin;
    private final @Nullable ManagementListener management;
    private final List<AutoCloseable> owned;
    private final RouteTable routes;
    private final Mls mls;
    private final Homes homes;

    private Website(
            Javalin javalin,
            @Nullable ManagementListener management,
            List<AutoCloseable> owned,
            RouteTable routes,
            Mls mls,
            Homes homes) {
        this.javalin = javalin;
        this.management = management;
        this.owned = owned;
        this.routes = routes;
        this.mls = mls;
        this.homes = homes;
    }

    /**
     * Starts the site; it accepts requests once this returns.
     *
     * @throws io.javalin.util.JavalinBindException if the port is in use
     * @throws porchlight.settings.InvalidSettings if the database cannot be used, or the management port is in use
     */
    public static Website start(Launch launch) {
        var settings = launch.settings();
        var clock = launch.clock();
        var storage = Storage.open(launch);
        var behind = new Background(BEHIND_THREADS, launch.pace().headStart());
        var metrics = new Metrics();
        var requests = new RequestLog();
        var mls = Mls.open(launch, storage, behind, metrics);
        var homes = Homes.open(launch, storage, mls, behind);
        var show = Presentation.open(launch, mls, homes);
        var leads = LeadModule.open(
                settings,
                homes.properties(),
                show.site(),
                show.pages(),
                homes.people()::card,
                launch.directory(),
                clock,
                launch.disk());
        var cached = pageCache(launch, storage, mls, homes, show);
        launch.brand().onChange(() -> {
            show.assets().reload();
            show.cards().redraw();
            cached.forget();
        });
        var readiness = new Readiness(
                homes.finder(),
                homes.catalog(),
                behind,
                () -> homes.places().get().isComplete(),
                mls.connection(),
                leads::unavailableSince,
                launch.brand(),
                homes.offices());
        var handlers = Handlers.of(launch, mls, homes, show, leads, behind, readiness, cached::left);
        var routes = Routes.of(handlers);
        var site = show.site();
        var guards = new RequestGuards(
                routes,
                settings,
                site.origin(),
                site.monitoring() == null ? null : site.monitoring().script(),
                site::analytics,
                launch.patience(),
                mls.connection().budget()::isLow,
                behind,
                clock);
        var gone = new GonePage(
                homes.catalog(), homes.places(), new SimilarHomes(homes.catalog()), homes.openHouses(), mls.profile());
        var javalin = WebServer.of(
                routes,
                guards,
                handlers.consent(),
                cached,
                show.answers(),
                new RequestMetrics(routes, metrics.registry(), requests, SearchField.LOGGED),
                new FaultPages(new ErrorPages(routes, show.answers()), gone, show.answers(), clock));

        // They are closed in this order.
        var owned = new ArrayList<AutoCloseable>(List.of(
                behind, requests, leads, show.cards(), homes.leadership(), homes.words(), metrics, storage.database()));
        ManagementListener management = null;
        try {
            management = ManagementListener.of(settings, readiness, () -> metrics.text(leads.numbers()));
            if (management != null) owned.add(0, management);
            javalin.start();
        } catch (RuntimeException portTaken) {
            new Website(javalin, management, owned, routes, mls, homes).close();
            throw portTaken;
        }
        metrics.watch(mls.connection(), mls.answers(), cached, homes.catalog(), behind, guards.limits(), clock);
        metrics.watch(homes.words());
        metrics.watch(leads);
        behind.execute(metrics::watchProcess);
        Upkeep.begin(behind, launch, storage, mls, homes, show, cached, requests);
        return new Website(javalin, management, owned, routes, mls, homes);
    }

    private static PageCache pageCache(Launch launch, Storage storage, Mls mls, Homes homes, Presentation show) {
        var freshness = storage.freshness();
        return new PageCache(
                launch.sources().editable() ? 0 : PAGE_BYTES,
                new PageProvenance(mls.answers(), homes.catalog(), homes.readAhead(), launch.brand()),
                new PageCache.Lifetimes(
                        freshness.freshFor(),
                        freshness.staleWhileRevalidate(),
                        launch.limit(),
                        mls.profile().timeZone()),
                show.answers(),
                launch.clock());
    }

    /** All routes of the site. */
    public RouteTable routes() {
        return routes;
    }

    /** For checking the feed, which also inspects what pages do not show. */
    public Mls mls() {
        return mls;
    }

    public Homes homes() {
        return homes;
    }

    public int port() {
        return javalin.port();
    }

    /** The management listener's port; empty if there is none. */
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
}
