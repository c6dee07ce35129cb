package porchlight.demomls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.json.JavalinJackson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.demomls.manners.Vendor;
import porchlight.demomls.manners.VendorService;
import porchlight.demomls.town.Badge;
import porchlight.demomls.town.Firms;
import porchlight.demomls.town.FloorPlan;
import porchlight.demomls.town.Market;
import porchlight.demomls.town.Photos;
import porchlight.demomls.town.PlanPicture;

/**
 * A fictional MLS behind a RESO Web API like Spark's, on its own loopback port, so that the
 * demonstration needs no MLS key and tests need no MLS.
 */
public final class DemoMls implements AutoCloseable {
    public static final String TOKEN = "demo-token";
    public static final String CLIENT_ID = "demo-client";
    public static final String CLIENT_SECRET = "demo-secret";
    public static final String AUTHORIZATION_CODE = "demo-code";

    private static final Logger log = LoggerFactory.getLogger(DemoMls.class);
    private static final String ROOT = "/Version/3/Reso/OData/";
    private static final List<String> ROOTS = List.of(ROOT, "/Version/2/Reso/OData/", "/Reso/OData/");

    /** The fields that the query for a site's first page uses. */
    private static final Set<String> FIRST_FIELDS = Set.of(
            "ListingKey",
            "ListingId",
            "StandardStatus",
            "PropertyType",
            "PropertySubType",
            "ListPrice",
            "City",
            "PostalCode",
            "Latitude",
            "Longitude",
            "OnMarketDate",
            "ModificationTimestamp",
            "BedroomsTotal",
            "InternetEntireListingDisplayYN");

    /** By then the first visitors have their pages. */
    private static final Duration LATER = Duration.ofSeconds(5);

    private final DemoOptions options;
    private final Faults faults = new Faults();
    private final LongAdder requests = new LongAdder();
    private final ObjectMapper json = new ObjectMapper();
    private final HikariDataSource database;
    private final Javalin server;
    private final Photos photos = new Photos();
    private final Grants grants;
    private final RateCounter rate;
    private final Csdl csdl;
    /** The answers that {@link Faults.Kind#STALE} repeats, by request. */
    private final Map<String, byte[]> firstAnswers = new ConcurrentHashMap<>();

    private final List<String> beacons = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> filling;
    private volatile Content content = Content.NONE;

    /**
     * The content, available once the tables are filled. The port is known earlier, since photo
     * addresses contain it.
     */
    private record Content(
            @org.jspecify.annotations.Nullable ODataService service,
            @org.jspecify.annotations.Nullable Listings listings,
            Map<String, EntityTable> tables,
            @org.jspecify.annotations.Nullable ObjectNode system,
            @org.jspecify.annotations.Nullable VendorService vendor) {
        static final Content NONE = new Content(null, null, Map.of(), null, null);
    }

    private DemoMls(DemoOptions options) {
        this.options = options;
        this.grants = new Grants(options, options.clock());
        this.rate = new RateCounter(options.rateLimit(), options.clock());
        var schema = Schema.read(options.fullMetadata());
        this.csdl = new Csdl(schema, options.role());
        var pool = new HikariConfig();
        pool.setJdbcUrl(
                "jdbc:h2:mem:demomls-" + UUID.randomUUID()
                        // After SIGTERM it keeps answering until the site, which may still be
                        // sending requests, has stopped.
                        + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;NON_KEYWORDS=VALUE,MONTH,YEAR");
        pool.setMaximumPoolSize(8);
        // Runs on each new connection; the function is the same for all.
        pool.setConnectionInitSql(
                "CREATE ALIAS IF NOT EXISTS POLYGON_CONTAINS DETERMINISTIC FOR \"porchlight.demomls.Polygon.contains\"");
        this.database = new HikariDataSource(pool);
        this.server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jsonMapper(new JavalinJackson(json, false));
            config.concurrency.useVirtualThreads = true;
            for (var root : ROOTS) {
                config.routes.get(root + "<path>", ctx -> odata(ctx, root));
                config.routes.get(root, ctx -> odata(ctx, root));
            }
            config.routes.get("/v1/system", this::system);
            new GrantRoutes(json, grants).add(config.routes);
            config.routes.get("/photos/{mls}/{file}", ctx -> photo(ctx, Integer.MAX_VALUE));
            config.routes.get("/resize/{mls}/{size}/true/{file}", ctx -> photo(ctx, width(ctx.pathParam("size"))));
            config.routes.get("/plans/{file}", this::plan);
            config.routes.get("/source-mls/{file}", DemoMls::badge);
            config.routes.post("/source-mls/{key}", this::beacon);
            config.routes.get("/people/{file}", DemoMls::portrait);
            config.routes.get("/firms/{file}", DemoMls::logo);
            config.routes.post("/admin/faults", this::armFault);
            config.routes.delete("/admin/faults", ctx -> faults.clear());
            config.routes.post("/admin/listings/{key}", this::changeListing);
            config.routes.exception(
                    RequestRefused.class,
                    (refused, ctx) ->
                            refuse(ctx, refused.status(), refused.code(), String.valueOf(refused.getMessage())));
            config.routes.exception(Exception.class, (fault, ctx) -> {
                log.error("{} {}", ctx.method(), ctx.fullUrl(), fault);
                refuse(ctx, 500, 1026, "Unexpected error");
            });
            config.routes.error(404, ctx -> {
                if (ctx.result() == null
                        || ctx.result().isEmpty()
                        || ctx.result().equals("Not Found")
                        || ctx.result().startsWith("Endpoint")) refuse(ctx, 404, 404, "Not found");
            });
        });
        server.start("127.0.0.1", options.port());
        this.filling = CompletableFuture.runAsync(() -> fill(schema), DemoMls::daemon);
        filling.thenRunAsync(
                () -> Objects.requireNonNull(content.tables().get("Property")).complete(),
                CompletableFuture.delayedExecutor(LATER.toSeconds(), TimeUnit.SECONDS, DemoMls::daemon));
    }

    /** The OfficeKey of the demonstration site's own brokerage, which has twelve agents. */
    public static final String OWN_OFFICE = Firms.OWN_OFFICE;

    /** Starts the server and fills it. The server is ready when this returns. */
    public static DemoMls start(DemoOptions options) {
        var demo = open(options);
        demo.filling.join();
        return demo;
    }

    /** Starts the server, which answers as soon as it is filled. */
    public static DemoMls open(DemoOptions options) {
        return new DemoMls(options);
    }

    private static void daemon(Runnable task) {
        var thread = new Thread(task, "demo market");
        thread.setDaemon(true);
        thread.start();
    }

    private void fill(Schema schema) {
        var began = System.nanoTime();
        var market =
                Market.of(options.listings(), options.seed(), options.clock().instant(), "http://127.0.0.1:" + port());
        var listings = new Listings(market);
        var properties = EntityTable.first(listings.size(), listings::property);
        var tables = new LinkedHashMap<String, EntityTable>();
        tables.put(
                "Property",
                EntityTable.begin(
                        database,
                        schema.type("Property"),
                        listings.size(),
                        listings::property,
                        properties,
                        FIRST_FIELDS,
                        List.of(
                                "ListingKey",
                                "ListingId",
                                "StandardStatus",
                                "City",
                                "ListPrice",
                                "OnMarketDate",
                                "ModificationTimestamp",
                                "PostalCode")));
        var openHouses = new ArrayList<ObjectNode>();
        for (int number = 0; number < listings.size(); number++)
            market.openHouses(number).forEach(row -> openHouses.add((ObjectNode) row));
        table(tables, schema, "OpenHouse", openHouses, List.of("ListingKey", "OpenHouseStartTime"));
        table(tables, schema, "Member", market.members(), List.of());
        table(tables, schema, "Office", market.offices(), List.of());
        table(tables, schema, "Teams", market.teams(), List.of());
        var rows = new LinkedHashMap<String, List<? extends JsonNode>>();
        rows.put("Property", properties);
        rows.put("OpenHouse", openHouses);
        rows.put("Member", market.members());
        rows.put("Office", market.offices());
        rows.put("Teams", market.teams());
        table(tables, schema, "Lookup", Lookups.of(schema, rows), List.of("LookupName"));
        var entities = new Entities(schema, options.role(), listings);
        content = new Content(
                new ODataService(csdl, tables, entities, options, options.clock()),
                listings,
                tables,
                market.system(),
                options.manners() == null ? null : vendor(schema, market, options.manners()));
        log.info(
                "Demo MLS: {} listings on {} in {} ms",
                listings.size(),
                serviceRoot(),
                (System.nanoTime() - began) / 1_000_000);
    }

    private VendorService vendor(Schema schema, Market market, Vendor vendor) {
        var manners = vendor.manners();
        var resources = MarketResources.of(schema, options.role(), market, manners.hasNumericKeys());
        return new VendorService(manners, resources, options.clock());
    }

    private void table(
            Map<String, EntityTable> tables, Schema schema, String name, List<ObjectNode> rows, List<String> indexed) {
        var sorted = rows.stream()
                .sorted(java.util.Comparator.comparing(
                        row -> row.path(schema.type(name).key()).asText()))
                .toList();
        tables.put(
                name,
                EntityTable.create(
                        database,
                        schema.type(name),
                        sorted.size(),
                        number -> sorted.get(number).deepCopy(),
                        sorted,
                        indexed));
    }

    /** {@code http://127.0.0.1:PORT/Version/3/Reso/OData/}. */
    public String serviceRoot() {
        return "http://127.0.0.1:" + port() + ROOT;
    }

    public int port() {
        return server.port();
    }

    /**
     * Reports from Source MLS badges: ListingKey, a space, and the address of the page that showed
     * one.
     */
    public List<String> beacons() {
        return List.copyOf(beacons);
    }

    public Faults faults() {
        return faults;
    }

    /** OData requests received, including refused ones. */
    public long requests() {
        return requests.sum();
    }

    @Override
    public void close() {
        server.stop();
        database.close();
    }

    private void odata(Context ctx, String root) throws IOException, InterruptedException {
        requests.increment();
        ctx.header("x-request-id", UUID.randomUUID().toString()).header("OData-Version", "4.0");
        // The service root also answers without its trailing slash.
        var asked = ctx.req().getRequestURI();
        var path = asked.length() < root.length() ? "" : asked.substring(root.length());
        var query = Objects.requireNonNullElse(ctx.queryString(), "");
        var fault = faults.take(path + "?" + query);
        if (fault.isPresent() && misbehave(ctx, fault.get())) return;
        if (!isAuthorized(ctx)) return;
        var host = ctx.scheme() + "://" + Objects.requireNonNullElse(ctx.host(), "127.0.0.1:" + port());
        var answer = options.manners() == null ? own(host + root, path, query) : vendors(host + root, path, query);
        ctx.status(answer.status()).contentType(answer.contentType());
        if (answer.status() == 429) ctx.header("Retry-After", "1");
        var body = answer.body();
        if (fault.isPresent() && fault.get().kind() == Faults.Kind.STALE) {
            var first = firstAnswers.putIfAbsent(path + "?" + query, body);
            if (first != null) body = first;
        } else firstAnswers.remove(path + "?" + query);
        if (fault.isPresent() && fault.get().kind() == Faults.Kind.TRUNCATED)
            body = java.util.Arrays.copyOf(body, body.length / 2);
        ctx.result(body);
    }

    private record Answer(int status, String contentType, byte[] body) {}

    private Answer own(String root, String path, String query) throws IOException {
        if (path.equals("$metadata"))
            return new Answer(200, "application/xml", csdl.xml().getBytes(StandardCharsets.UTF_8));
        filling.join();
        var answer = Objects.requireNonNull(content.service()).get(root, path, query);
        return new Answer(200, "application/json;odata.metadata=minimal", json.writeValueAsBytes(answer));
    }

    private Answer vendors(String root, String path, String query) {
        filling.join();
        var answer = Objects.requireNonNull(content.vendor()).get(root, path, query);
        return new Answer(answer.status(), answer.contentType(), answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private boolean isAuthorized(Context ctx) {
        switch (grants.standing(ctx.header("Authorization"))) {
            case UNKNOWN -> {
                refuse(ctx, 401, 401, "Invalid API key and/or request signed improperly");
                return false;
            }
            case EXPIRED -> {
                expired(ctx);
                return false;
            }
            case GOOD -> {}
        }
        if (options.strictUserAgent() && ctx.header("X-SparkApi-User-Agent") == null) {
            refuse(ctx, 403, 1016, "The X-SparkApi-User-Agent request header is required.");
            return false;
        }
        if (!rate.admits()) {
            refuse(ctx, 429, 1550, "Over rate limit");
            return false;
        }
        return true;
    }

    private void expired(Context ctx) {
        if (options.expiredInEnvelope()) ctx.status(401).json(envelope(json, 1020, "Session token has expired"));
        else refuse(ctx, 401, 1020, "Session token has expired");
    }

    /** Simulates a fault. Returns false if the request should be answered after all. */
    private boolean misbehave(Context ctx, Faults.Fault fault) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case RATE_LIMITED -> refuse(ctx.header("Retry-After", "30"), 429, 1550, "Over rate limit");
            case RATE_LIMITED_WITHOUT_RETRY_AFTER -> refuse(ctx, 429, 1550, "Over rate limit");
            case UNAVAILABLE -> refuse(ctx, 503, 1510, "The API is temporarily unavailable.");
            case TOO_SLOW -> refuse(ctx, 503, 1515, "The request took too long and was cancelled");
            case FILTER_TOO_SLOW ->
                refuse(ctx, 503, 1516, "The request took too long due to the _filter or _orderby parameter");
            case UNEXPECTED -> refuse(ctx, 500, 1026, "There was an unexpected problem with the requested data");
            case USE_REPLICATION_HOST -> refuse(ctx, 403, 1021, "This key is restricted from accessing this endpoint.");
            case RESTRICTED_KEY ->
                refuse(ctx, 403, 1019, "The key is restricted to specific IPs and/or User-Agent values");
            case SERVICE_LEVEL -> refuse(ctx, 403, 1500, "Not available at this key's service level");
            case SESSION_EXPIRED -> expired(ctx);
            case SESSION_EXPIRED_WITHOUT_ITS_CODE -> refuse(ctx, 401, 401, "Session token has expired");
            case PLAIN_HTTP_REFUSED -> refuse(ctx, 403, 1030, "SSL is required for this request");
            case HTML_GATEWAY -> ctx.status(502).html("<html><body><h1>502 Bad Gateway</h1></body></html>");
            case ENVELOPE_UNDER_200 -> ctx.json(envelope(json, 1510, "The API is temporarily unavailable."));
            case CUT -> {
                ctx.header("Content-Length", "1000000");
                ctx.res().getOutputStream().write("{\"value\":[".getBytes(StandardCharsets.UTF_8));
                // Fewer bytes than promised, so the server drops the connection.
                ctx.res().flushBuffer();
            }
            case SLOW -> {
                TimeUnit.MILLISECONDS.sleep(fault.delayMillis());
                return false;
            }
            case TRUNCATED, STALE -> {
                return false;
            }
        }
        return true;
    }

    private void refuse(Context ctx, int status, int code, String message) {
        var body = json.createObjectNode();
        body.putObject("error").put("code", code).put("message", message);
        ctx.status(status)
                .contentType("application/json;odata.metadata=minimal")
                .result(body.toString());
    }

    /** Spark's older error format. */
    static ObjectNode envelope(ObjectMapper json, int code, String message) {
        var body = json.createObjectNode();
        body.putObject("D").put("Success", false).put("Code", code).put("Message", message);
        return body;
    }

    private void system(Context ctx) {
        if (isAuthorized(ctx)) ctx.json(Objects.requireNonNull(content.system()));
    }

    private static int width(String size) {
        var width = size.split("x", 2)[0];
        return width.matches("\\d{2,4}") ? Integer.parseInt(width) : Integer.MAX_VALUE;
    }

    private void photo(Context ctx, int maxWidth) {
        var id = ctx.pathParam("file").replaceFirst("-o\\.jpg$", "");
        var photo = photos.photo(id, maxWidth);
        if (photo.isEmpty()) throw new RequestRefused(404, "Not found");
        ctx.res().setCharacterEncoding(null);
        ctx.contentType("image/jpeg")
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .result(photo.get());
    }

    private static void badge(Context ctx) {
        if (!ctx.pathParam("file").matches("\\d{26}\\.png")) throw new RequestRefused(404, "Not found");
        ctx.contentType("image/png").result(Badge.png());
    }

    private void beacon(Context ctx) {
        beacons.add(ctx.pathParam("key") + " " + ctx.body());
        ctx.status(204);
    }

    /**
     * {@code /plans/{ListingKey}-main.png} or {@code …-units-1-and-2-upper.png}; without a level,
     * the main one. The same drawing is available as {@code .svg}.
     */
    private void plan(Context ctx) {
        var file = ctx.pathParam("file");
        var words = file.replaceFirst("\\.(png|svg)$", "").split("-", 2);
        var tables = content.tables();
        var found = tables.isEmpty() || !words[0].matches("\\d{26}")
                ? List.<Integer>of()
                : tables.get("Property").find(new SqlFilter.Sql("ListingKey = ?", List.of(words[0])), "NUMBER", 0, 1);
        if (found.isEmpty()) throw new RequestRefused(404, "Not found");
        var listings = Objects.requireNonNull(content.listings());
        var level = listings.plan(found.get(0)).stream()
                .flatMap(plan -> plan.levels().stream())
                .filter(one -> one.slug().equals(words.length > 1 ? words[1] : "main"))
                .findFirst()
                .orElseThrow(() -> new RequestRefused(404, "Not found"));
        var drawing = FloorPlan.svg(level);
        if (file.endsWith(".svg")) svg(ctx, drawing);
        else
            ctx.contentType("image/png")
                    .header("Cache-Control", "public, max-age=86400")
                    .result(PlanPicture.png(drawing));
    }

    private static void portrait(Context ctx) {
        ctx.contentType("image/png")
                .header("Cache-Control", "public, max-age=86400")
                .result(Firms.portrait(number(ctx, ".png")).orElseThrow(() -> new RequestRefused(404, "Not found")));
    }

    private static void logo(Context ctx) {
        svg(ctx, Firms.logo(number(ctx, ".svg")).orElseThrow(() -> new RequestRefused(404, "Not found")));
    }

    private static int number(Context ctx, String ending) {
        var file = ctx.pathParam("file");
        var number = file.endsWith(ending) ? file.substring(0, file.length() - ending.length()) : "";
        if (!number.matches("\\d{1,4}")) throw new RequestRefused(404, "Not found");
        return Integer.parseInt(number);
    }

    private static void svg(Context ctx, String drawing) {
        ctx.contentType("image/svg+xml")
                .header("Cache-Control", "public, max-age=86400")
                .result(drawing);
    }

    /** {@code POST /admin/faults {"kind":"UNAVAILABLE","times":3,"pathContains":"Property","delayMillis":0}}. */
    private void armFault(Context ctx) throws IOException {
        var order = json.readTree(ctx.body());
        try {
            faults.arm(
                    Faults.Kind.valueOf(order.path("kind").asText()),
                    order.path("times").asInt(1),
                    order.path("pathContains").asText(""),
                    order.path("delayMillis").asLong(0));
        } catch (IllegalArgumentException unknown) {
            throw new RequestRefused(400, "kind is one of " + List.of(Faults.Kind.values()));
        }
        ctx.status(204);
    }

    /** {@code POST /admin/listings/{ListingKey}} with the fields to change. */
    private void changeListing(Context ctx) throws IOException {
        if (options.manners() != null)
            throw new RequestRefused(501, "Listings change only while the demo MLS has its own manners");
        var table = Objects.requireNonNull(content.tables().get("Property"));
        var found = table.find(new SqlFilter.Sql("ListingKey = ?", List.of(ctx.pathParam("key"))), "NUMBER", 0, 1);
        if (found.isEmpty()) throw new RequestRefused(404, "Not found");
        Objects.requireNonNull(content.listings()).change(found.get(0), json.readTree(ctx.body()));
        table.update(found.get(0));
        ctx.status(204);
    }
}
