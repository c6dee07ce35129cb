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
 * A page as it is sent, compressed: uncompressed it is four times as large. It is kept in the coding that its first visitor
 * accepts; another is made of that when somebody asks for it.
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
    /** What others may show while they ask for it anew, at most. */
    private static final Duration LONGEST_STALE = Duration.ofMinutes(10);

    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    /**
     * @param freshUntil when the MLS is to be asked anew for what the page shows, or another day begins
     * @param lookAgain when a page of stale data is to be made anew, to find out whether there are newer
     * @param staleUntil when it may no longer be shown while it is made anew
     * @param expires when it may no longer be shown at all
     */
    record Times(Instant made, Instant freshUntil, Instant lookAgain, Instant staleUntil, Instant expires) {}

    /** A page as it was made. */
    record Content(byte[] body, Terms terms) {}

    /**
     * What goes with a page's bytes.
     *
     * @param headers beside those that every page has
     * @param sharedFor how long others may keep it
     * @param stale whether it says that the MLS does not answer
     */
    record Terms(String type, Map<String, String> headers, Duration sharedFor, boolean stale) {}

    /** What the page was made of, as {@link PageCache.Provenance} numbers it. */
    record Source(long edition, long answers) {}

    /** The page in one coding; without its bytes until somebody asks for them. */
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
     * @param before what the address showed until now: the same bytes were last modified when they first came
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

    /** Whole seconds must tell two versions apart. */
    private static Instant modified(Map<ContentCoding, Variant> variants, Instant made, @Nullable CachedPage before) {
        var second = made.truncatedTo(ChronoUnit.SECONDS);
        if (before == null) return second;
        if (before.variants.get(ContentCoding.IDENTITY).etag.equals(variants.get(ContentCoding.IDENTITY).etag))
            return before.modified;
        return second.isAfter(before.modified) ? second : before.modified.plusSeconds(1);
    }

    /** What it takes once it is asked for in every coding that is kept, which are about as large. */
    int bytes() {
        return Objects.requireNonNull(first.body).length * (variants.size() - 1);
    }

    /** Whether others may be shown the page while one request makes it anew. */
    boolean isUsableWhileRenewed(Instant now) {
        return !now.isBefore(times.made) && now.isBefore(times.staleUntil);
    }

    /**
     * What is sent to somebody who asks for the page.
     *
     * @param headers beside those that every page has
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

    /** @param asked fields of the request, by name; null for those it does not have */
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

    /** Others may keep it as long as this site would; what is said to be stale, not at all. */
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

    /** RFC 9110, 13.2.2: a date counts only where no tag is given. */
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

    /** RFC 9110, 5.6.7: two digits for the day, which Java's formatter does not write. */
    private static String httpDate(Instant instant) {
        return HTTP_DATE.format(instant.atOffset(ZoneOffset.UTC));
    }
}
