package porchlight.harness;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import porchlight.edge.ServerLimits;
import porchlight.lead.Disk;
import porchlight.listing.MlsProfile;
import porchlight.listing.MlsProfiles;
import porchlight.server.Launch;
import porchlight.server.Pace;
import porchlight.server.Website;
import porchlight.settings.CheckedSettings;
import porchlight.site.Sources;
import porchlight.web.RouteTable;

/** The whole site on a free port, and a {@link TestVisitor} to it. */
public final class TestSite implements AutoCloseable {
    /** Nothing is prepared in advance. */
    private static final Pace PACE = pace(Duration.ofSeconds(20));

    private final Website website;
    private final TestVisitor visitor;
    private final TestVisitor management;

    private TestSite(Website website) {
        this.website = website;
        this.visitor = new TestVisitor("http://127.0.0.1:" + website.port());
        this.management =
                new TestVisitor("http://127.0.0.1:" + website.managementPort().orElse(0));
    }

    /** A site on a service root, with additional settings. */
    public static TestSite on(String serviceRoot, Map<String, String> further, Sources sources, InstantSource clock) {
        return in(Path.of("target"), serviceRoot, further, sources, clock);
    }

    /** A site whose {@code data/} is in a directory; a blank setting counts as unset. */
    public static TestSite in(
            Path directory, String serviceRoot, Map<String, String> further, Sources sources, InstantSource clock) {
        return in(directory, serviceRoot, further, sources, clock, ServerLimits.PATIENCE);
    }

    /** The same, with this delay between checks for a due sweep or deletion. */
    public static TestSite in(
            Path directory,
            String serviceRoot,
            Map<String, String> further,
            Sources sources,
            InstantSource clock,
            Duration sweepRest) {
        var startup = CheckedSettings.read(environment(serviceRoot, further));
        return start(
                startup,
                startup.profile(),
                directory,
                sources,
                clock,
                pace(sweepRest),
                ServerLimits.PATIENCE,
                Disk.ofTheMachine());
    }

    private static Pace pace(Duration sweepRest) {
        return new Pace(Duration.ZERO, Duration.ofDays(1), sweepRest);
    }

    /** The same, with another patience with slow clients. */
    public static TestSite in(
            Path directory,
            String serviceRoot,
            Map<String, String> further,
            Sources sources,
            InstantSource clock,
            ServerLimits.Patience patience) {
        return in(directory, serviceRoot, further, sources, clock, patience, Disk.ofTheMachine());
    }

    /** The same, with another disk for leads. */
    public static TestSite in(
            Path directory,
            String serviceRoot,
            Map<String, String> further,
            Sources sources,
            InstantSource clock,
            ServerLimits.Patience patience,
            Disk disk) {
        var startup = CheckedSettings.read(environment(serviceRoot, further));
        return start(startup, startup.profile(), directory, sources, clock, PACE, patience, disk);
    }

    /** The demonstration site, which only the program itself may run. */
    public static TestSite demonstration(String serviceRoot) {
        return start(
                CheckedSettings.read(environment(serviceRoot, Map.of())),
                MlsProfiles.load("demo"),
                Path.of("target"),
                Sources.packaged(),
                InstantSource.system(),
                PACE,
                ServerLimits.PATIENCE,
                Disk.ofTheMachine());
    }

    private static Map<String, String> environment(String serviceRoot, Map<String, String> further) {
        var environment = new HashMap<>(Map.of(
                "PORT", "0",
                "MANAGEMENT_PORT", "0",
                "SITE_BROKERAGE", "Test Realty",
                "SITE_EMAIL", "hello@example.com",
                "MLS_PROFILE", "src/test/profiles/demo-feed.yaml",
                "RESO_SERVICE_ROOT", serviceRoot,
                "RESO_ACCESS_TOKEN", "demo-token",
                // Tests send more requests than people do; a test of the limits sets it to blank.
                "LIMIT_EXEMPT", "127.0.0.1",
                "DATABASE_URL", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"));
        environment.putAll(further);
        environment.values().removeIf(String::isEmpty);
        return environment;
    }

    private static TestSite start(
            CheckedSettings startup,
            MlsProfile profile,
            Path directory,
            Sources sources,
            InstantSource clock,
            Pace pace,
            ServerLimits.Patience patience,
            Disk disk) {
        var feed = startup.settings().feed();
        if (feed == null) throw new IllegalStateException("no feed");
        return new TestSite(Website.start(Launch.of(startup.settings(), feed, profile, directory, sources, clock, pace)
                .with(patience)
                .with(startup.currentBrand(true))
                .with(disk)));
    }

    /** Waits until the catalog is complete and its sweep is idle. */
    public TestSite swept() {
        // The other page queries for homes while the catalog is incomplete, which would count among a test's requests.
        Waiting.until(
                "a complete catalog",
                () -> management("/metrics").body().contains("porchlight_catalog_complete 1.0")
                        && management("/readyz").body().contains("listings, complete\n"));
        return this;
    }

    /** Waits until it knows the feed's capabilities and answers from it. */
    public TestSite answering() {
        Waiting.until(
                "an answer from the feed", () -> management("/readyz").body().startsWith("ready\n"));
        return this;
    }

    public static TestSite on(String serviceRoot) {
        return on(serviceRoot, Map.of(), Sources.packaged(), InstantSource.system());
    }

    public String url(String path) {
        return visitor.url(path);
    }

    /** @throws java.net.http.HttpTimeoutException if no response arrives within ten seconds */
    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return visitor.get(path, headers);
    }

    /** A page of the management listener. */
    public HttpResponse<String> management(String path) throws IOException, InterruptedException {
        return management.get(path);
    }

    public HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        return visitor.send(method, path, headers);
    }

    /** Sends a form. */
    public HttpResponse<String> post(String path, Map<String, String> form, String... headers)
            throws IOException, InterruptedException {
        return visitor.post(path, form, headers);
    }

    /** The page at a path. */
    public Document page(String path) throws IOException, InterruptedException {
        return visitor.page(path);
    }

    /** The site's routing table. */
    public RouteTable routes() {
        return website.routes();
    }

    @Override
    public void close() {
        website.close();
    }
}
