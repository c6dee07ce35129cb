package porchlight.site;

import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page as it is sent, in every coding. Uncompressed it is four times as large and hardly ever asked for, so that is made
 * of the compressed bytes when it is.
 *
 * @param modified when its bytes last changed, in whole seconds
 */
record CachedPage(
        PageDraft.Terms terms,
        Map<ContentCoding, Variant> variants,
        Instant modified,
        String lastModified,
        Times times,
        Source source) {
    /** What others may show while they ask for it anew, at most. */
    private static final Duration LONGEST_STALE = Duration.ofMinutes(10);

    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    /**
     * @param freshUntil when the MLS is to be asked anew for what the page shows
     * @param staleUntil when it may no longer be shown while it is made anew
     * @param expires when it may no longer be shown at all
     */
    record Times(Instant made, Instant freshUntil, Instant staleUntil, Instant expires) {}

    /** What the page was made of, as {@link PageCache.Provenance} numbers it. */
    record Source(long edition, long answers) {}

    /** The page in one coding; without its bytes where they are made of another's. */
    record Variant(ContentCoding coding, byte @Nullable [] body, String etag) {}

    /** @param before what the address showed until now: the same bytes were last modified when they first came */
    static CachedPage of(PageDraft.Content content, Times times, Source source, @Nullable CachedPage before) {
        var digest = Reply.digest(content.body());
        var variants = new EnumMap<ContentCoding, Variant>(ContentCoding.class);
        for (var coding : ContentCoding.available()) {
            var body = coding == ContentCoding.IDENTITY ? null : coding.encoded(content.body(), false);
            variants.put(coding, new Variant(coding, body, Reply.etag(digest, coding)));
        }
        var modified = modified(variants, times.made(), before);
        return new CachedPage(content.terms(), variants, modified, httpDate(modified), times, source);
    }

    /** Whole seconds must tell two versions apart. */
    private static Instant modified(Map<ContentCoding, Variant> variants, Instant made, @Nullable CachedPage before) {
        var second = made.truncatedTo(ChronoUnit.SECONDS);
        if (before == null) return second;
        if (before.variants
                .get(ContentCoding.IDENTITY)
                .etag()
                .equals(variants.get(ContentCoding.IDENTITY).etag())) return before.modified;
        return second.isAfter(before.modified) ? second : before.modified.plusSeconds(1);
    }

    int bytes() {
        return variants.values().stream()
                .mapToInt(variant -> variant.body() == null ? 0 : variant.body().length)
                .sum();
    }

    /** Whether others may be shown the page while one request makes it anew. */
    boolean isUsableWhileRenewed(Instant now) {
        return !now.isBefore(times.made) && now.isBefore(times.staleUntil);
    }

    void send(Context ctx, Instant now) {
        var variant = variants.get(ContentCoding.accepted(ctx.header("Accept-Encoding")));
        if (variant == null) variant = variants.get(ContentCoding.IDENTITY);
        terms.headers().forEach(ctx::header);
        var age = Math.max(0, Duration.between(times.made, now).toSeconds());
        ctx.header("Cache-Control", cacheControl(age, now))
                .header("Age", Long.toString(age))
                .header("Vary", "Accept-Encoding")
                .header("ETag", variant.etag())
                .header("Last-Modified", lastModified);
        if (isKnown(ctx, variant)) ctx.status(304);
        else Reply.write(ctx, terms.type(), variant.coding(), body(variant));
    }

    private byte[] body(Variant variant) {
        if (variant.body() != null) return variant.body();
        return ContentCoding.unzipped(
                Objects.requireNonNull(variants.get(ContentCoding.GZIP).body()));
    }

    /** Others may keep it as long as this site would; what is said to be stale, not at all. */
    private String cacheControl(long age, Instant now) {
        if (terms.stale()) return "public, no-cache";
        var fresh = Math.min(terms.sharedFor().toSeconds(), seconds(now, times.freshUntil));
        var whileRevalidate = Math.min(LONGEST_STALE.toSeconds(), seconds(now, times.staleUntil) - fresh);
        var ifError = seconds(now, times.expires) - fresh;
        return "public, max-age=" + (age + fresh) + ", stale-while-revalidate=" + whileRevalidate + ", stale-if-error="
                + ifError;
    }

    private static long seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toSeconds());
    }

    /** RFC 9110, 13.2.2: a date counts only where no tag is given. */
    private boolean isKnown(Context ctx, Variant variant) {
        var tags = ctx.header("If-None-Match");
        if (tags != null) return Reply.matches(tags, variant.etag());
        var since = ctx.header("If-Modified-Since");
        if (since == null) return false;
        try {
            return !modified.isAfter(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(since)));
        } catch (DateTimeParseException noDate) {
            return false;
        }
    }

    /** RFC 9110, 5.6.7: two digits for the day, which Java's formatter does not write. */
    private static String httpDate(Instant instant) {
        return HTTP_DATE.format(instant.atOffset(ZoneOffset.UTC));
    }
}
