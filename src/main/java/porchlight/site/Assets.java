package porchlight.site;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import porchlight.web.Query;

/**
 * Styles, scripts and pictures under content-hashed names ({@code /assets/site.3f0c….css}), so that browsers keep them
 * for ever, and the browser libraries that come as WebJars. The files of {@code static/css/} are one style sheet, {@code
 * site.css}, with {@code layers.css} first; the files of a folder in it are another, named after the folder.
 */
public final class Assets {
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "jpg", "image/jpeg",
            "ico", "image/x-icon",
            "json", "application/json",
            "webmanifest", "application/manifest+json");

    private static final Map<String, String> LIBRARIES = Map.of(
            "leaflet.js", "/META-INF/resources/webjars/leaflet/1.9.4/dist/leaflet.js",
            "leaflet.css", "/META-INF/resources/webjars/leaflet/1.9.4/dist/leaflet.css");

    /** Pictures that devices ask for by these names. */
    public static final List<String> AT_ROOT =
            List.of("favicon.ico", "apple-touch-icon.png", "icon-192.png", "icon-512.png", "icon-maskable.png");

    private final Sources sources;
    private Loaded loaded;

    public Assets(Sources sources) {
        this.sources = sources;
        this.loaded = load(!sources.editable());
    }

    /** @param bodies what is encoded so far; the best coding takes a while, so it is not done before the start */
    private record Asset(String hash, String type, boolean encodable, Map<ContentCoding, byte[]> bodies) {
        byte[] body(ContentCoding coding) {
            return bodies.computeIfAbsent(
                    coding,
                    missing -> missing.encoded(
                            java.util.Objects.requireNonNull(bodies.get(ContentCoding.IDENTITY)), true));
        }
    }

    private record Loaded(Map<String, Asset> byName, Map<String, String> urls) {}

    /** The URL of each asset by its name, for templates: {@code ${assets['site.css']}}. */
    Map<String, String> urls() {
        if (sources.editable()) loaded = load(false);
        return loaded.urls();
    }

    /** Encodes what visitors will ask for; to be called behind the answers. */
    public void encode() {
        for (var asset : loaded.byName().values()) {
            if (Thread.currentThread().isInterrupted()) return;
            if (asset.encodable()) ContentCoding.available().forEach(asset::body);
        }
    }

    /** {@code GET /assets/{file}}. */
    public void serve(Context ctx) {
        var file = ctx.pathParam("file");
        var hashed = file.replaceFirst("\\.[0-9a-f]{16}(?=\\.[a-z]+$)", "");
        var asset = loaded.byName().get(hashed);
        if (asset == null) throw new NotFoundResponse();
        var current = loaded.urls().get(hashed).endsWith("/" + file);
        ctx.header("Cache-Control", current ? "public, max-age=31536000, immutable" : "public, max-age=60");
        send(ctx, asset);
    }

    /** {@code GET /embed.js}: its address stands in other websites for years, so its content may change. */
    public void serveLoader(Context ctx) {
        ctx.header("Cache-Control", "public, max-age=3600, stale-while-revalidate=86400");
        send(ctx, java.util.Objects.requireNonNull(loaded.byName().get("embed.js")));
    }

    /** {@code GET /favicon.ico} and the others. */
    public void serveAtRoot(Context ctx) {
        ctx.header("Cache-Control", "public, max-age=86400");
        send(
                ctx,
                java.util.Objects.requireNonNull(loaded.byName().get(ctx.path().substring(1))));
    }

    /** {@code GET /speculation-rules.json}: which links browsers may follow ahead. */
    public void serveSpeculationRules(Context ctx) {
        ctx.header("Cache-Control", "public, max-age=86400");
        var rules = java.util.Objects.requireNonNull(loaded.byName().get("speculation.json"));
        send(ctx, new Asset(rules.hash(), "application/speculationrules+json", rules.encodable(), rules.bodies()));
    }

    /** {@code GET /embed/theme.css}: the colours a host page chose. */
    public static void serveTheme(Context ctx) {
        ctx.header("Cache-Control", "public, max-age=86400");
        Reply.send(
                ctx,
                "text/css; charset=utf-8",
                Embedding.of(Query.of(ctx)).css().getBytes(StandardCharsets.UTF_8));
    }

    private static void send(Context ctx, Asset asset) {
        ctx.header("Cross-Origin-Resource-Policy", "cross-origin");
        var coding = ContentCoding.accepted(ctx.header("Accept-Encoding"));
        if (!asset.encodable()) coding = ContentCoding.IDENTITY;
        var etag = Reply.etag(asset.hash(), coding);
        ctx.header("Vary", "Accept-Encoding").header("ETag", etag);
        if (Reply.matches(ctx.header("If-None-Match"), etag)) {
            ctx.status(304);
            return;
        }
        Reply.write(ctx, asset.type(), coding, asset.body(coding));
    }

    private Loaded load(boolean compress) {
        var assets = new HashMap<String, Asset>();
        var sheets = new TreeMap<String, ByteArrayOutputStream>();
        for (var path : files()) {
            var name = path.getFileName().toString();
            var bytes = read(path);
            var sheet = sheet(path);
            if (sheet == null) assets.put(name, asset(name, bytes, compress));
            else
                sheets.computeIfAbsent(sheet, none -> new ByteArrayOutputStream())
                        .writeBytes(bytes);
        }
        LIBRARIES.forEach((name, resource) -> assets.put(name, asset(name, library(resource), compress)));
        sheets.forEach((name, styles) -> assets.put(name, asset(name, styles.toByteArray(), compress)));
        var urls = new HashMap<String, String>();
        assets.forEach((name, asset) -> urls.put(name, "/assets/" + hashedName(name, asset.hash())));
        return new Loaded(Map.copyOf(assets), Map.copyOf(urls));
    }

    /** The style sheet a file is part of, null for none. */
    private @Nullable String sheet(Path file) {
        var styles = sources.assets().resolve("css");
        if (!file.startsWith(styles)) return null;
        var folder = file.getParent();
        return (folder.equals(styles) ? "site" : folder.getFileName().toString()) + ".css";
    }

    private static String hashedName(String name, String hash) {
        var dot = name.lastIndexOf('.');
        return name.substring(0, dot) + "." + hash + name.substring(dot);
    }

    private static Asset asset(String name, byte[] bytes, boolean compress) {
        var type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        var bodies = new ConcurrentHashMap<ContentCoding, byte[]>();
        bodies.put(ContentCoding.IDENTITY, bytes);
        var encodable = compress
                && Set.of("text", "image/svg+xml", "application/json", "application/manifest+json").stream()
                        .anyMatch(type::startsWith);
        return new Asset(Reply.digest(bytes), type, encodable, bodies);
    }

    private List<Path> files() {
        try (var walk = Files.walk(sources.assets())) {
            return walk.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing((Path path) ->
                                    !path.getFileName().toString().equals("layers.css"))
                            .thenComparing(Path::toString))
                    .toList();
        } catch (IOException fault) {
            throw new UncheckedIOException("cannot list " + sources.assets(), fault);
        }
    }

    private static byte[] library(String resource) {
        try (var stream = Assets.class.getResourceAsStream(resource)) {
            if (stream == null) throw new IllegalStateException(resource + " is not on the class path");
            return stream.readAllBytes();
        } catch (IOException fault) {
            throw new UncheckedIOException("cannot read " + resource, fault);
        }
    }

    private static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException fault) {
            throw new UncheckedIOException("cannot read " + path, fault);
        }
    }
}
