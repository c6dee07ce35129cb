package porchlight.seo;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Catalog;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.Snapshot;
import porchlight.site.Pages;
import porchlight.web.Lifetime;

/**
 * {@code /sitemap.xml} and the files it names: places, and the listings in parts by a hash of their key, so that a listing
 * stays in its part while others come and go. Written from the catalog straight to the crawler, nothing in between.
 *
 * @see <a href="https://www.sitemaps.org/protocol.html">Sitemaps protocol</a>
 */
public final class Sitemaps {
    /** A file may hold 50,000 addresses; parts differ a little in size. */
    private static final int PER_PART = 25_000;

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String URLS = HEAD + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""
            + " xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">\n";

    private static final Duration FRESH_FOR = Duration.ofMinutes(10);

    private final Catalog catalog;
    private final Supplier<List<Page>> places;
    private final UnaryOperator<Duration> within;
    private final Pages pages;

    /**
     * A page to be found besides listings.
     *
     * @param modified when what it shows changed last; null where nobody can tell
     */
    public record Page(String path, @Nullable Instant modified) {}

    /** @param within a time for which others may keep what shows the catalog, cut where its data end */
    public Sitemaps(Catalog catalog, Supplier<List<Page>> places, UnaryOperator<Duration> within, Pages pages) {
        this.catalog = catalog;
        this.places = places;
        this.within = within;
        this.pages = pages;
    }

    /** {@code GET /sitemap.xml}. */
    public void serveIndex(Context ctx) throws IOException {
        var origin = pages.origin(ctx);
        var snapshot = catalog.snapshot();
        var parts = parts(snapshot);
        var modified = new Instant[parts];
        for (var entry : snapshot.entries()) {
            var part = part(entry, parts);
            if (isListed(entry) && (modified[part] == null || entry.modified().isAfter(modified[part])))
                modified[part] = entry.modified();
        }
        try (var out = open(ctx, version(snapshot, parts, -1))) {
            if (out == null) return;
            out.write(HEAD + "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
            file(out, origin + "/sitemaps/pages.xml", null);
            for (int part = 0; part < parts; part++)
                if (modified[part] != null)
                    file(out, origin + "/sitemaps/listings-" + (part + 1) + "-of-" + parts + ".xml", modified[part]);
            out.write("</sitemapindex>\n");
        }
    }

    private static void file(Writer out, String url, @Nullable Instant modified) throws IOException {
        out.write("<sitemap>");
        element(out, "loc", url);
        if (modified != null && modified.isAfter(Instant.EPOCH)) element(out, "lastmod", seconds(modified));
        out.write("</sitemap>\n");
    }

    /** {@code GET /sitemaps/{file}}. */
    public void serve(Context ctx) throws IOException {
        var file = ctx.pathParam("file");
        if (file.equals("pages.xml")) {
            servePages(ctx);
            return;
        }
        var numbers = java.util.regex.Pattern.compile("listings-(\\d{1,4})-of-(\\d{1,4})\\.xml")
                .matcher(file);
        if (!numbers.matches()) throw new NotFoundResponse();
        var part = Integer.parseInt(numbers.group(1)) - 1;
        var parts = Integer.parseInt(numbers.group(2));
        var snapshot = catalog.snapshot();
        // The number of parts doubles as a feed grows; crawlers may still ask for the parts they knew.
        if (Integer.bitCount(parts) != 1 || part < 0 || part >= parts || parts < parts(snapshot) / 2)
            throw new NotFoundResponse();
        serveListings(ctx, snapshot, part, parts);
    }

    private void servePages(Context ctx) throws IOException {
        var origin = pages.origin(ctx);
        var found = places.get();
        try (var out = open(ctx, Integer.toHexString(found.hashCode()))) {
            if (out == null) return;
            out.write(URLS);
            for (var page : found) {
                out.write("<url>");
                element(out, "loc", origin + page.path());
                if (page.modified() != null) element(out, "lastmod", seconds(page.modified()));
                out.write("</url>\n");
            }
            out.write("</urlset>\n");
        }
    }

    private void serveListings(Context ctx, Snapshot snapshot, int part, int parts) throws IOException {
        var origin = pages.origin(ctx);
        try (var out = open(ctx, version(snapshot, parts, part))) {
            if (out == null) return;
            write(out, origin, snapshot.entries(), part, parts);
        }
    }

    /** Writes a part of the listings. */
    static void write(Writer out, String origin, List<IndexedListing> entries, int part, int parts) throws IOException {
        out.write(URLS);
        for (var entry : entries) {
            if (part(entry, parts) != part || !isListed(entry)) continue;
            out.write("<url>");
            element(out, "loc", origin + entry.path());
            if (entry.modified().isAfter(Instant.EPOCH)) element(out, "lastmod", seconds(entry.modified()));
            var photo = entry.photo();
            if (photo != null) {
                out.write("<image:image>");
                element(out, "image:loc", photo.startsWith("/") ? origin + photo : photo);
                out.write("</image:image>");
            }
            out.write("</url>\n");
        }
        out.write("</urlset>\n");
    }

    /** What was sold stays on its page, but is not to be looked for. */
    private static boolean isListed(IndexedListing entry) {
        return !entry.isSold();
    }

    private static int parts(Snapshot snapshot) {
        int parts = 1;
        while (snapshot.entries().size() > parts * PER_PART) parts *= 2;
        return parts;
    }

    private static int part(IndexedListing entry, int parts) {
        return mixed(entry.listingKey().hashCode()) & (parts - 1);
    }

    /** Spreads what differs in any bits over the lowest (finalizer of MurmurHash3). */
    private static int mixed(int hash) {
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }

    /** The same whichever process answers and in whatever order it holds the listings. */
    private static String version(Snapshot snapshot, int parts, int part) {
        long sum = parts;
        for (var entry : snapshot.entries())
            if (part < 0 || part(entry, parts) == part)
                sum += (31L * mixed(entry.listingKey().hashCode())
                                + entry.modified().toEpochMilli())
                        * 0x9e3779b97f4a7c15L;
        return Long.toHexString(sum);
    }

    /** Begins the answer; null when the crawler has it already. */
    private @Nullable Writer open(Context ctx, String version) throws IOException {
        var gzip = ctx.header("Accept-Encoding") != null
                && ctx.header("Accept-Encoding").contains("gzip");
        var etag = "W/\"" + version + "\"";
        ctx.header("Cache-Control", new Lifetime.Shared(within.apply(FRESH_FOR)).cacheControl());
        ctx.contentType("application/xml; charset=utf-8")
                .header("Vary", "Accept-Encoding")
                .header("ETag", etag);
        if (etag.equals(ctx.header("If-None-Match"))) {
            ctx.status(304);
            return null;
        }
        if (ctx.method().name().equals("HEAD")) return null;
        if (gzip) ctx.header("Content-Encoding", "gzip");
        var body = ctx.outputStream();
        return new BufferedWriter(
                new OutputStreamWriter(gzip ? new GZIPOutputStream(body, 8_192) : body, StandardCharsets.UTF_8),
                16_384);
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void element(Writer out, String name, String text) throws IOException {
        out.write('<');
        out.write(name);
        out.write('>');
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '&' -> out.write("&amp;");
                case '<' -> out.write("&lt;");
                case '>' -> out.write("&gt;");
                default -> out.write(c);
            }
        }
        out.write("</");
        out.write(name);
        out.write('>');
    }
}
