package porchlight.bench;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import porchlight.catalog.Catalog;
import porchlight.catalog.Sweep;
import porchlight.catalog.words.Words;
import porchlight.database.FeedNotes;
import porchlight.database.SiteDatabase;
import porchlight.demomls.DemoMls;
import porchlight.listing.CostAssumptions;
import porchlight.listing.DisplayFilter;
import porchlight.listing.Expansions;
import porchlight.listing.FeedDiscovery;
import porchlight.listing.MlsProfiles;
import porchlight.listing.OpenHouseCalendar;
import porchlight.listing.PropertyParser;
import porchlight.listing.PropertyResource;
import porchlight.listing.PropertySweep;
import porchlight.listing.Supported;
import porchlight.listing.TestPhotoUrls;
import porchlight.odata.ODataClient;
import porchlight.odata.RateLimit;
import porchlight.search.FeedCapabilities;
import porchlight.search.Finder;
import porchlight.search.SearchForm;

/**
 * Main class that sweeps a feed into a database without its pauses, by a clock that it moves to each pass, and tells
 * what each pass took; then how long a search's counts take. In a process of its own, so that its processor time is
 * that of the passes.
 */
public final class CatalogMeter {
    private static final Duration LIMIT = Duration.ofHours(12);
    /** Tells a rest from the pauses between pages. */
    private static final Duration REST = Duration.ofDays(1);

    private static final int ROWS = 1_000;
    private static final int TALLIES = 15;

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(ahead.get());
    private final String serviceRoot;
    private final HikariDataSource database;
    private final boolean isServer;
    private final Path directory;
    private final Catalog catalog;
    private final Sweep sweep;
    private final Finder finder;

    private CatalogMeter(String serviceRoot, String jdbcUrl, Path directory) {
        this.serviceRoot = serviceRoot;
        this.directory = directory;
        isServer = jdbcUrl.startsWith("jdbc:postgresql:");
        database = SiteDatabase.open(jdbcUrl, null, null);
        catalog = catalog();
        var root = HttpUrl.get(serviceRoot);
        var http = new OkHttpClient.Builder()
                .readTimeout(Duration.ofMinutes(2))
                .addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header("Authorization", "Bearer " + DemoMls.TOKEN)
                        .build()))
                .build();
        var client = new ODataClient(http, root, clock);
        var profile = MlsProfiles.load("demo");
        var rules = new DisplayFilter(profile, null, clock);
        var discovery = new FeedDiscovery(
                client,
                new Expansions(null, null, null, null),
                Supported.UNKNOWN,
                rules,
                profile,
                ROWS,
                new FeedNotes(SiteDatabase.open("jdbc:h2:mem:" + UUID.randomUUID(), null, null)),
                clock,
                Runnable::run,
                Duration.ofSeconds(60));
        var parser = new PropertyParser(profile, TestPhotoUrls.on(serviceRoot, List.of()), clock);
        var words = new Words(catalog, new Words.Place(null, 0, serviceRoot), LIMIT);
        sweep = new Sweep(
                catalog,
                new PropertySweep(client, discovery, parser, profile, rules, words, ROWS),
                new RateLimit(1_000_000, Duration.ofMinutes(5), clock),
                REST,
                clock);
        var properties = new PropertyResource(client, discovery, parser, profile, rules, catalog, clock);
        finder = new Finder(
                properties,
                catalog,
                words,
                new FeedCapabilities(properties, catalog, profile, clock),
                new OpenHouseCalendar(properties, ROWS, LIMIT, clock),
                profile,
                CostAssumptions.parse(CostAssumptions.DEFAULT).orElseThrow(),
                () -> false);
    }

    private Catalog catalog() {
        return new Catalog(
                database,
                serviceRoot,
                () -> "a secret of thirty-two bytes long".getBytes(StandardCharsets.UTF_8),
                new Catalog.Limits(LIMIT, LIMIT),
                clock,
                Runnable::run);
    }

    /** @param args service root, JDBC URL, and the directory of the database's file */
    public static void main(String[] args) throws Exception {
        var meter = new CatalogMeter(args[0], args[1], Path.of(args[2]));
        meter.pass("first", Duration.ZERO);
        meter.tallies();
        meter.pass("keys", Duration.ofMinutes(61));
        meter.change();
        meter.pass("changes", Duration.ofMinutes(6));
        meter.pass("all", Duration.ofHours(6));
        // What the program that started this one waits for.
        System.out.println("port 0");
        System.exit(0);
    }

    private static void tell(String what, double number) {
        System.out.println("measured " + what + " " + number);
    }

    private void pass(String name, Duration later) throws Exception {
        ahead.set(ahead.get().plus(later));
        var bytes = bytes();
        var log = written();
        // In the other database the follower's time is told apart; it would be in the sweep's otherwise.
        var follower = isServer && !name.equals("first") ? new Follower() : null;
        var used = processor();
        var began = System.nanoTime();
        while (!sweep.step().equals(REST)) {
            // Visitors would have the pauses.
        }
        tell(name + ".wall", (System.nanoTime() - began) / 1e9);
        var whole = processor() - used;
        if (follower != null) {
            tell(name + ".behind", follower.caughtUp());
            tell(name + ".followed", follower.used() / 1e9);
        }
        tell(name + ".cpu", (whole - (follower == null ? 0 : follower.used())) / 1e9);
        tell(name + ".bytes", bytes());
        tell(name + ".growth", bytes() - bytes);
        tell(name + ".log", written() - log);
        tell(name + ".homes", catalog.status().listings());
    }

    private static long processor() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Another process's catalog, which follows the table as long as the pass takes. */
    private final class Follower {
        private final Catalog other = catalog();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final AtomicReference<Long> used = new AtomicReference<>(0L);
        private final Thread thread;

        Follower() throws InterruptedException {
            other.follow();
            thread = new Thread(this::run);
            thread.start();
        }

        private void run() {
            var threads = ManagementFactory.getThreadMXBean();
            var before = threads.getCurrentThreadCpuTime();
            while (!ended.get()) {
                other.follow();
                used.set(threads.getCurrentThreadCpuTime() - before);
                java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            }
            other.follow();
            used.set(threads.getCurrentThreadCpuTime() - before);
        }

        /** Seconds that it took after the pass ended. */
        double caughtUp() throws InterruptedException {
            var began = System.nanoTime();
            ended.set(true);
            java.util.concurrent.locks.LockSupport.unpark(thread);
            thread.join();
            return (System.nanoTime() - began) / 1e9;
        }

        long used() {
            return used.get();
        }
    }

    /** Of the database. */
    private long bytes() throws IOException, SQLException {
        if (isServer) return number("SELECT pg_database_size(current_database())");
        try (var files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** How far the server's log is; 0 without a server. */
    private long written() throws SQLException {
        return isServer ? number("SELECT CAST(pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS bigint)") : 0;
    }

    private long number(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** One listing of a hundred changes now. */
    private void change() throws IOException, InterruptedException {
        var url = URI.create(serviceRoot).resolve("/changes?every=100&at=" + clock.instant());
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
    }

    /** Of searches that all differ: the site remembers the counts of those that it had before. */
    private void tallies() {
        var threads = ManagementFactory.getThreadMXBean();
        var times = new ArrayList<Double>();
        var warm = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);
        for (int i = 0; times.size() < TALLIES; i++) {
            var query = SearchForm.parse(Map.of(
                            "min_price", List.of(Integer.toString(100_000 + i)),
                            "beds", List.of("" + (2 + i % 3)),
                            "city", List.of("Portland")))
                    .query();
            var before = threads.getCurrentThreadCpuTime();
            finder.tally(query).orElseThrow();
            if (System.nanoTime() > warm || i > 2_000) times.add((threads.getCurrentThreadCpuTime() - before) / 1e6);
        }
        times.sort(null);
        tell("tally", times.get(times.size() / 2));
    }
}
