package porchlight.site;

import io.javalin.http.NotFoundResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import porchlight.brand.Brand;
import porchlight.brand.Palette;
import porchlight.web.Answer;
import porchlight.web.ContentCoding;
import porchlight.web.Lifetime;
import porchlight.web.Request;

/**
 * Styles, scripts, and pictures under content-hashed names ({@code /assets/site.3f0c….css}), so that browsers cache
 * them indefinitely, and the browser libraries packaged as WebJars. The files in {@code static/css/} form one style
 * sheet, {@code site.css}, which starts with {@code tokens.css}; the files in a subfolder form another, named after the
 * folder.
 */
public final class Assets {
    private static final Duration A_DAY = Duration.ofDays(1);

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "jpg", "image/jpeg",
            "ico", "image/x-icon",
            "json", "application/json",
            "webmanifest", "application/manifest+json",
            "woff2", "font/woff2");

    private static final Map<String, String> LIBRARIES = Map.of(
            "leaflet.js", "/META-INF/resources/webjars/leaflet/1.9.4/dist/leaflet.js",
            "leaflet.css", "/META-INF/resources/webjars/leaflet/1.9.4/dist/leaflet.css");

    /** Pictures that devices request under these fixed names. */
    public static final List<String> AT_ROOT =
            List.of("favicon.ico", "apple-touch-icon.png", "icon-192.png", "icon-512.png", "icon-maskable.png");

    private final Sources sources;
    private final Supplier<Brand> brand;
    private volatile Loaded loaded;

    /** @param brand replaces colors and adds files; after a change, call {@link #reload} */
    public Assets(Sources sources, Supplier<Brand> brand) {
        this.sources = sources;
        this.brand = brand;
        this.loaded = load(!sources.editable());
    }

    /**
     * @param bodies what has been encoded so far; the best compression takes a while, so it is not done before the
     *     start
     * @param plain the content, which may have to be drawn
     */
    private record Asset(
            String hash, String type, boolean encodable, Map<ContentCoding, byte[]> bodies, Supplier<byte[]> plain) {
        byte[] body(ContentCoding coding) {
            var identity = bodies.computeIfAbsent(ContentCoding.IDENTITY, missing -> plain.get());
            return coding == ContentCoding.IDENTITY
                    ? identity
                    : bodies.computeIfAbsent(coding, missing -> missing.encoded(identity, true));
        }
    }

    private record Loaded(Map<String, Asset> byName, Map<String, String> urls, Palette palette) {}

    /** The URL of each asset by name, for templates: {@code ${assets['site.css']}}. */
    public Map<String, String> urls() {
        if (sources.editable()) loaded = load(false);
        return loaded.urls();
    }

    /** Reads everything once more, because the brand has changed. */
    public void reload() {
        loaded = load(!sources.editable());
    }

    /** The colors of the style sheets. */
    public Palette palette() {
        return loaded.palette();
    }

    /** Draws and encodes what visitors will request; call it in the background. */
    public void encode() {
        for (var asset : loaded.byName().values()) {
            if (Thread.currentThread().isInterrupted()) return;
            if (asset.encodable()) ContentCoding.available().forEach(asset::body);
            else asset.body(ContentCoding.IDENTITY);
        }
    }

    /** {@code GET /assets/{file}}. */
    public Answer answer(Request request) {
        var file = request.variable("file");
        var hashed = file.replaceFirst("\\.[0-9a-f]{16}(?=\\.[a-z0-9]+$)", "");
        var asset = loaded.byName().get(hashed);
        if (asset == null) throw new NotFoundResponse();
        var current = loaded.urls().get(hashed).endsWith("/" + file);
        return file(hashed, current ? new Lifetime.Unchanging() : new Lifetime.Shared(Duration.ofMinutes(1)));
    }

    /** {@code GET /embed.js}: other websites keep its address for years, so its content may change. */
    public Answer loader(Request request) {
        return file("embed.js", new Lifetime.Renewed(Duration.ofHours(1), A_DAY, null));
    }

    /** {@code GET /favicon.ico} and the other fixed names. */
    public Answer atRoot(Request request) {
        return file(request.path().substring(1), new Lifetime.OfRoute());
    }

    /** {@code GET /speculation-rules.json}: which links browsers may prefetch. */
    public Answer speculationRules(Request request) {
        return file("speculation.json", "application/speculationrules+json", new Lifetime.OfRoute());
    }

    /** {@code GET /embed/theme.css}: the colors that a host page chose. */
    public Answer theme(Request request) {
        return Answer.content(
                "text/css; charset=utf-8", Embedding.of(request.query()).css(palette()));
    }

    private Answer.File file(String name, Lifetime lifetime) {
        return file(name, asset(name).type(), lifetime);
    }

    private Asset asset(String name) {
        return Objects.requireNonNull(loaded.byName().get(name));
    }

    private Answer.File file(String name, String type, Lifetime lifetime) {
        var asset = asset(name);
        return new Answer.File(
                200,
                lifetime,
                Map.of(),
                type,
                asset.hash(),
                asset::body,
                asset.encodable() ? ContentCoding.available() : List.of());
    }

    private Loaded load(boolean compress) {
        var assets = new HashMap<String, Asset>();
        var sheets = new TreeMap<String, ByteArrayOutputStream>();
        for (var path : files()) {
            var name = path.getFileName().toString();
            var bytes = name.endsWith(".js") || name.endsWith(".css") ? AssetMessages.filledIn(read(path)) : read(path);
            var sheet = sheet(path);
            if (sheet == null) assets.put(name, asset(name, bytes, compress));
            else
                sheets.computeIfAbsent(sheet, none -> new ByteArrayOutputStream())
                        .writeBytes(bytes);
        }
        var looks = brand.get();
        var tokens = read(sources.assets().resolve("css").resolve("tokens.css"));
        var palette = Palette.of(new String(tokens, StandardCharsets.UTF_8) + looks.css());
        if (!looks.hasDrawnIcon()) assets.remove("icon.svg");
        for (var file : looks.files(palette))
            assets.put(file.name(), asset(file.name(), file.source(), file.content(), compress));
        var fonts = looks.fonts(name -> url(name, Objects.requireNonNull(assets.get(name))));
        sheets.computeIfAbsent("site.css", none -> new ByteArrayOutputStream())
                .writeBytes((fonts + looks.css()).getBytes(StandardCharsets.UTF_8));
        LIBRARIES.forEach((name, resource) -> assets.put(name, asset(name, library(resource), compress)));
        sheets.forEach((name, styles) -> assets.put(name, asset(name, styles.toByteArray(), compress)));
        var urls = new HashMap<String, String>();
        assets.forEach((name, asset) -> urls.put(name, url(name, asset)));
        return new Loaded(Map.copyOf(assets), Map.copyOf(urls), palette);
    }

    /** The style sheet that a file belongs to, null for none. */
    private @Nullable String sheet(Path file) {
        var styles = sources.assets().resolve("css");
        if (!file.startsWith(styles)) return null;
        var folder = file.getParent();
        return (folder.equals(styles) ? "site" : folder.getFileName().toString()) + ".css";
    }

    private static String url(String name, Asset asset) {
        return "/assets/" + hashedName(name, asset.hash());
    }

    private static String hashedName(String name, String hash) {
        var dot = name.lastIndexOf('.');
        return name.substring(0, dot) + "." + hash + name.substring(dot);
    }

    private static Asset asset(String name, byte[] bytes, boolean compress) {
        return asset(name, bytes, () -> bytes, compress);
    }

    /** @param source gives the hash */
    private static Asset asset(String name, byte[] source, Supplier<byte[]> content, boolean compress) {
        var type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        var encodable = compress
                && Set.of("text", "image/svg+xml", "application/json", "application/manifest+json").stream()
                        .anyMatch(type::startsWith);
        return new Asset(Reply.digest(source), type, encodable, new ConcurrentHashMap<>(), content);
    }

    private List<Path> files() {
        try (var walk = Files.walk(sources.assets())) {
            return walk.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing((Path path) ->
                                    !path.getFileName().toString().equals("tokens.css"))
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
