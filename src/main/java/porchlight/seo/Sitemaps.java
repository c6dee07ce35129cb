package porchlight.seo;

import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Catalog;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.Snapshot;
import porchlight.web.Answer;
import porchlight.web.Lifetime;
import porchlight.web.Request;

/**
 * {@code /sitemap.xml} and the files it lists: places, and the listings in parts by a hash of their key, so that a
 * listing stays in its part while others are added and removed. Streamed from the catalog to the crawler.
 *
 * @see <a href="https://www.sitemaps.org/protocol.html">Sitemaps protocol</a>
 */
public final class Sitemaps {
    /** A file may hold 50,000 addresses; parts vary a little in size. */
    private static final int PER_PART = 25_000;

    private static final Pattern PART = Pattern.compile("listings-(\\d{1,4})-of-(\\d{1,4})\\.xml");

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String URLS = HEAD + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""
            + " xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">\n";

    private final Catalog catalog;
    private final Supplier<List<Page>> places;
    private final Supplier<Duration> left;

    /**
     * A page other than a listing.
     *
     * @param modified when its content last changed; null if unknown
     */
    public record Page(String path, @Nullable Instant modified) {}

    /** @param left how much longer pages that show the catalog may be shown */
    public Sitemaps(Catalog catalog, Supplier<List<Page>> places, Supplier<Duration> left) {
        this.catalog = catalog;
        this.places = places;
        this.left = left;
    }

    /** {@code GET /sitemap.xml}. */
    public Answer index(Request request) {
        var snapshot = catalog.snapshot();
        var parts = parts(snapshot);
        return stream(version(snapshot, parts, -1), out -> writeIndex(out, request.origin(), snapshot, parts));
    }

    private static void writeIndex(Writer out, String origin, Snapshot snapshot, int parts) throws IOException {
        var modified = new Instant[parts];
        for (var entry : snapshot.entries()) {
            var part = part(entry, parts);
            if (isListed(entry) && (modified[part] == null || entry.modified().isAfter(modified[part])))
                modified[part] = entry.modified();
        }
        out.write(HEAD + "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        file(out, origin + "/sitemaps/pages.xml", null);
        for (int part = 0; part < parts; part++)
            if (modified[part] != null)
                file(out, origin + "/sitemaps/listings-" + (part + 1) + "-of-" + parts + ".xml", modified[part]);
        out.write("</sitemapindex>\n");
    }

    private static void file(Writer out, String url, @Nullable Instant modified) throws IOException {
        out.write("<sitemap>");
        element(out, "loc", url);
        if (modified != null && modified.isAfter(Instant.EPOCH)) element(out, "lastmod", seconds(modified));
        out.write("</sitemap>\n");
    }

    /** {@code GET /sitemaps/{file}}. */
    public Answer file(Request request) {
        var file = request.variable("file");
        if (file.equals("pages.xml")) return places(request.origin());
        var numbers = PART.matcher(file);
        if (!numbers.matches()) throw new NotFoundResponse();
        var part = Integer.parseInt(numbers.group(1)) - 1;
        var parts = Integer.parseInt(numbers.group(2));
        var snapshot = catalog.snapshot();
        // The number of parts doubles as a feed grows; crawlers may still request the previous parts.
        if (Integer.bitCount(parts) != 1 || part < 0 || part >= parts || parts < parts(snapshot) / 2)
            throw new NotFoundResponse();
        return stream(
                version(snapshot, parts, part), out -> write(out, request.origin(), snapshot.entries(), part, parts));
    }

    private Answer places(String origin) {
        var found = places.get();
        return stream(Integer.toHexString(found.hashCode()), out -> {
            out.write(URLS);
            for (var page : found) {
                out.write("<url>");
                element(out, "loc", origin + page.path());
                if (page.modified() != null) element(out, "lastmod", seconds(page.modified()));
                out.write("</url>\n");
            }
            out.write("</urlset>\n");
        });
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

    /** Sold homes keep their page, but are not listed for search engines. */
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

    /** Mixes all bits into the lowest ones (finalizer of MurmurHash3). */
    private static int mixed(int hash) {
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }

    /** Does not depend on the process, or on the order in which it holds the listings. */
    private static String version(Snapshot snapshot, int parts, int part) {
        long sum = parts;
        for (var entry : snapshot.entries())
            if (part < 0 || part(entry, parts) == part)
                sum += (31L * mixed(entry.listingKey().hashCode())
                                + entry.modified().toEpochMilli())
                        * 0x9e3779b97f4a7c15L;
        return Long.toHexString(sum);
    }

    private Answer stream(String version, Answer.Writing content) {
        return new Answer.Stream(
                200,
                new Lifetime.OfRoute().atMost(left.get()),
                Map.of(),
                "application/xml; charset=utf-8",
                "W/\"" + version + "\"",
                content);
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
