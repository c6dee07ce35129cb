package porchlight.pagecache;

import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import porchlight.site.Reply;
import porchlight.web.ContentCoding;
import porchlight.web.Lifetime;

/**
 * A page as it is sent, compressed: uncompressed it is four times as large. It is stored in the coding that its first
 * visitor accepted; other codings are derived from that on demand.
 *
 * @param first the variant that has its bytes from the start
 * @param modified when its bytes last changed, in whole seconds
 */
record CachedPage(
        Terms terms,
        Map<ContentCoding, Variant> variants,
        Variant first,
        Instant modified,
        String lastModified,
        Times times,
        Source source) {
    /** The longest time that others may show a stale page while they revalidate it. */
    private static final Duration LONGEST_STALE = Duration.ofMinutes(10);

    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    /**
     * @param freshUntil when the MLS must be queried again for the page's data, or the next day begins
     * @param lookAgain when a page of stale data is rendered again to check for newer data
     * @param staleUntil when it may no longer be shown while it is being rendered again
     * @param expires when it may no longer be shown at all
     */
    record Times(Instant made, Instant freshUntil, Instant lookAgain, Instant staleUntil, Instant expires) {}

    /** A page as it was rendered. */
    record Content(byte[] body, Terms terms) {}

    /**
     * The metadata of a page's bytes.
     *
     * @param headers other than those that every page has
     * @param sharedFor how long others may cache it
     * @param stale whether it says that the MLS does not respond
     */
    record Terms(String type, Map<String, String> headers, Duration sharedFor, boolean stale) {}

    /** What the page was made from, numbered as in {@link PageCache.Provenance}. */
    record Source(long edition, long answers) {}

    /** The page in one coding; its bytes are created on first use. */
    private static final class Variant {
        private final ContentCoding coding;
        private final String etag;
        private volatile byte @Nullable [] body;

        Variant(ContentCoding coding, String etag) {
            this.coding = coding;
            this.etag = etag;
        }
    }

    /**
     * @param accepted what the first visitor accepts
     * @param before the previous page at this address: if the bytes are unchanged, so is the modification time
     */
    static CachedPage of(
            Content content, ContentCoding accepted, Times times, Source source, @Nullable CachedPage before) {
        var digest = Reply.digest(content.body());
        var variants = new EnumMap<ContentCoding, Variant>(ContentCoding.class);
        for (var coding : ContentCoding.available())
            variants.put(coding, new Variant(coding, Reply.etag(digest, coding)));
        var kept =
                accepted == ContentCoding.IDENTITY ? ContentCoding.available().get(0) : accepted;
        var first = Objects.requireNonNull(variants.get(kept));
        first.body = kept.encoded(content.body(), false);
        var modified = modified(variants, times.made(), before);
        return new CachedPage(content.terms(), variants, first, modified, httpDate(modified), times, source);
    }

    /** Two versions must differ in whole seconds. */
    private static Instant modified(Map<ContentCoding, Variant> variants, Instant made, @Nullable CachedPage before) {
        var second = made.truncatedTo(ChronoUnit.SECONDS);
        if (before == null) return second;
        if (before.variants.get(ContentCoding.IDENTITY).etag.equals(variants.get(ContentCoding.IDENTITY).etag))
            return before.modified;
        return second.isAfter(before.modified) ? second : before.modified.plusSeconds(1);
    }

    /** Its size once it is stored in every coding; the codings are about equally large. */
    int bytes() {
        return Objects.requireNonNull(first.body).length * (variants.size() - 1);
    }

    /** Whether others may see the page while one request renders it again. */
    boolean isUsableWhileRenewed(Instant now) {
        return !now.isBefore(times.made) && now.isBefore(times.staleUntil);
    }

    /**
     * The response to a request for the page.
     *
     * @param headers other than those that every page has
     * @param type null for a 304, which has no body
     */
    record Answer(
            Lifetime lifetime,
            Map<String, String> headers,
            @Nullable String type,
            ContentCoding coding,
            byte[] body) {
        private static final byte[] NONE = {};

        int status() {
            return type == null ? 304 : 200;
        }
    }

    /** @param asked header fields of the request by name; null for those it lacks */
    Answer answer(Function<String, @Nullable String> asked, Instant now) {
        var variant = variants.get(ContentCoding.accepted(asked.apply("Accept-Encoding")));
        if (variant == null) variant = variants.get(ContentCoding.IDENTITY);
        var age = Math.max(0, Duration.between(times.made, now).toSeconds());
        var headers = new LinkedHashMap<>(terms.headers());
        headers.put("Age", Long.toString(age));
        headers.put("ETag", variant.etag);
        headers.put("Last-Modified", lastModified);
        return isKnown(asked, variant)
                ? new Answer(lifetime(age, now), headers, null, variant.coding, Answer.NONE)
                : new Answer(lifetime(age, now), headers, terms.type(), variant.coding, body(variant));
    }

    void send(Context ctx, Instant now) {
        var answer = answer(ctx::header, now);
        Reply.lasting(ctx, answer.lifetime);
        ctx.res().addHeader("Vary", "Accept-Encoding");
        answer.headers.forEach(ctx::header);
        if (answer.type == null) Reply.notModified(ctx);
        else Reply.write(ctx, answer.type, answer.coding, answer.body);
    }

    private byte[] body(Variant variant) {
        var body = variant.body;
        if (body != null) return body;
        var made = variant.coding.encoded(first.coding.decoded(Objects.requireNonNull(first.body)), false);
        if (variant.coding != ContentCoding.IDENTITY) variant.body = made;
        return made;
    }

    /** Others may cache it as long as this site would; a page marked as stale, not at all. */
    private Lifetime lifetime(long age, Instant now) {
        if (terms.stale()) return new Lifetime.Shared(Duration.ZERO);
        var fresh = Math.min(terms.sharedFor().toSeconds(), seconds(now, times.freshUntil));
        return new Lifetime.Renewed(
                Duration.ofSeconds(age + fresh),
                Duration.ofSeconds(Math.min(LONGEST_STALE.toSeconds(), seconds(now, times.staleUntil) - fresh)),
                Duration.ofSeconds(seconds(now, times.expires) - fresh));
    }

    private static long seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toSeconds());
    }

    /** RFC 9110, 13.2.2: the date counts only if no entity tag is given. */
    private boolean isKnown(Function<String, @Nullable String> asked, Variant variant) {
        var tags = asked.apply("If-None-Match");
        if (tags != null) return Reply.matches(tags, variant.etag);
        var since = asked.apply("If-Modified-Since");
        if (since == null) return false;
        try {
            return !modified.isAfter(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(since)));
        } catch (DateTimeParseException noDate) {
            return false;
        }
    }

    /** RFC 9110, 5.6.7: the day has two digits, which Java's formatter does not write. */
    private static String httpDate(Instant instant) {
        return HTTP_DATE.format(instant.atOffset(ZoneOffset.UTC));
    }
}
