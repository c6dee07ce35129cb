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
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Catalog;
import porchlight.catalog.Column;
import porchlight.catalog.Condition;
import porchlight.catalog.Snapshot;
import porchlight.listing.MlsProfile;
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
    private volatile @Nullable Split split;

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
        var split = split(snapshot, parts);
        return stream(split.version(), out -> writeIndex(out, request.origin(), split.parts()));
    }

    private static void writeIndex(Writer out, String origin, List<Part> parts) throws IOException {
        out.write(HEAD + "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        file(out, origin + "/sitemaps/pages.xml", null);
        for (int number = 0; number < parts.size(); number++) {
            var modified = parts.get(number).modified();
            if (modified != null)
                file(out, origin + "/sitemaps/listings-" + (number + 1) + "-of-" + parts.size() + ".xml", modified);
        }
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
        var found = split(snapshot, parts).parts().get(part);
        return stream(found.version(), out -> write(out, request.origin(), snapshot, found));
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
    static void write(Writer out, String origin, Snapshot snapshot, Part part) throws IOException {
        out.write(URLS);
        for (var row : part.rows()) {
            var entry = snapshot.home(row);
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

    private static int parts(Snapshot snapshot) {
        int parts = 1;
        while (snapshot.size() > parts * PER_PART) parts *= 2;
        return parts;
    }

    /**
     * Some of the listings.
     *
     * @param rows of the snapshot
     * @param modified when one of them last changed, null for none
     * @param version does not depend on the process, or on the order in which it holds the listings
     */
    record Part(int[] rows, @Nullable Instant modified, String version) {}

    /** All listings of a snapshot in parts, so that each file takes as long as its own listings do. */
    record Split(long of, List<Part> parts, String version) {
        static Split of(Snapshot snapshot, int parts) {
            var rows = Stream.generate(IntStream::builder).limit(parts).toArray(IntStream.Builder[]::new);
            var latest = new long[parts];
            var sums = new long[parts];
            // Sold homes keep their page, but are not listed for search engines.
            snapshot
                    .select(List.of(Condition.named(Column.STATUS, status -> !MlsProfile.Sold.STATUS.equals(status))))
                    .rows()
                    .stream()
                    .forEach(row -> {
                        var hash = mixed(snapshot.key(row).hashCode());
                        var part = hash & (parts - 1);
                        var modified = snapshot.number(Column.MODIFIED, row);
                        rows[part].add(row);
                        latest[part] = Math.max(latest[part], modified);
                        sums[part] += (31L * hash + modified) * 0x9e3779b97f4a7c15L;
                    });
            var all = IntStream.range(0, parts)
                    .mapToObj(part -> new Part(
                            rows[part].build().toArray(), Column.instant(latest[part]), tag(parts, sums[part])))
                    .toList();
            return new Split(
                    snapshot.version(), all, tag(parts, LongStream.of(sums).sum()));
        }
    }

    private Split split(Snapshot snapshot, int parts) {
        var known = split;
        if (known != null && known.of() == snapshot.version() && known.parts().size() == parts) return known;
        return split = Split.of(snapshot, parts);
    }

    private static String tag(int parts, long sum) {
        return Long.toHexString(sum + parts);
    }

    /** Mixes all bits into the lowest ones (finalizer of MurmurHash3). */
    private static int mixed(int hash) {
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
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
