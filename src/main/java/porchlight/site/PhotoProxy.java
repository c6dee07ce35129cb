package porchlight.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.photo.Keep;
import porchlight.photo.PhotoFormat;
import porchlight.photo.PhotoMetadata;
import porchlight.photo.UnreadablePhotoException;
import porchlight.web.Answer;
import porchlight.web.ContentCoding;
import porchlight.web.Lifetime;
import porchlight.web.Request;

/**
 * Passes through the pictures of listings that visitors cannot reach themselves, and those that may reveal a withheld
 * address. It is not an open proxy: only links made by this site work, and the bytes must be those of a photo. It
 * removes locations from every photo; if the home's address is withheld, it removes all metadata except the
 * photographer's.
 */
public final class PhotoProxy {
    private static final Logger log = LoggerFactory.getLogger(PhotoProxy.class);
    private static final Map<String, String> VARIES = Map.of("Vary", "Accept");
    private static final int LONGEST_BEACON = 2_000;
    private static final int AT_A_TIME = 16;
    private static final int MOST_WAITING = 32;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    /** The size of the memory cache, so that the pictures on the first pages are fetched once. */
    private static final long KEPT_BYTES = 16L * 1024 * 1024;

    private final Function<String, Optional<PhotoHosts.Picture>> pictures;
    private final Function<String, Optional<HttpUrl>> beacons;
    private final PhotoHosts hosts;
    private final Duration limit;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(AT_A_TIME);
    private final Cache<Asked, Passed> kept;

    /**
     * @param pictures the picture that a link stands for, given its path and query as they were sent
     * @param beacons the address for a badge's beacon, given the same
     * @param limit how long MLS content may be stored, regardless of the host's headers
     */
    public PhotoProxy(
            Function<String, Optional<PhotoHosts.Picture>> pictures,
            Function<String, Optional<HttpUrl>> beacons,
            PhotoHosts hosts,
            Duration limit,
            InstantSource clock) {
        this.pictures = pictures;
        this.beacons = beacons;
        this.hosts = hosts;
        this.limit = limit;
        this.clock = clock;
        this.kept = Caffeine.newBuilder()
                .maximumWeight(KEPT_BYTES)
                .weigher((Asked asked, Passed passed) -> passed.body().length)
                .expireAfterWrite(limit)
                .build();
    }

    /**
     * @param accept the relevant part of the visitor's Accept header, reduced so that few versions of a picture are
     *     stored
     */
    private record Asked(PhotoHosts.Picture picture, String accept) {}

    /** @param until when it stops being fresh */
    private record Passed(PhotoFormat format, byte[] body, String etag, Instant until) {}

    /** {@code POST} to the link of a badge's beacon: reports to its host that the badge was seen. */
    public Answer passBeacon(Request request) throws IOException {
        var url = beacons.apply(request.target()).orElseThrow(NotFoundResponse::new);
        var body = request.body().stream().readNBytes(LONGEST_BEACON + 1);
        if (body.length > LONGEST_BEACON) throw new BadRequestResponse();
        takePlace();
        var beacon = new okhttp3.Request.Builder().post(RequestBody.create(body, MediaType.get("text/plain")));
        try (var response = hosts.ask(new PhotoHosts.Picture(url, true, false), beacon)) {
            return bare(response.isSuccessful() ? 204 : 404);
        } catch (PhotoHosts.BudgetSpentException spent) {
            return later(spent);
        } catch (IOException fault) {
            log.warn("Beacon not passed on: {} to {}", fault.toString(), url.host());
            return bare(404);
        } finally {
            places.release();
        }
    }

    private static Answer bare(int status) {
        return new Answer.Bare(status, new Lifetime.None(), Map.of());
    }

    /** If many requests are waiting, or have waited long, the picture is refused: pages need the threads. */
    private void takePlace() {
        try {
            if (places.getQueueLength() < MOST_WAITING
                    && places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) return;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw new ServiceUnavailableResponse();
    }

    /**
     * {@code GET} of a link. A client that revalidates an unchanged picture gets a 304, by the host's ETag or, if the
     * host sends none, by one computed from the bytes.
     */
    public Answer answer(Request request) {
        var picture = pictures.apply(request.target()).orElseThrow(NotFoundResponse::new);
        var accept = request.fields().get("Accept");
        var webp = accept != null && accept.contains("image/webp");
        var asked = new Asked(picture, (webp ? "image/webp," : "") + "image/jpeg,image/png,image/gif;q=0.8");
        var known = kept.getIfPresent(asked);
        var left = known == null ? Duration.ZERO : Duration.between(clock.instant(), known.until());
        if (known != null && left.toSeconds() > 0)
            return photo(known, new Lifetime.Shared(left.compareTo(limit) < 0 ? left : limit));
        takePlace();
        try {
            return fetched(request.fields().get("If-None-Match"), asked);
        } catch (PhotoHosts.BudgetSpentException spent) {
            return later(spent);
        } catch (IOException fault) {
            log.warn(
                    "Photo not passed on: {} from {}",
                    fault.toString(),
                    picture.url().host());
            throw new NotFoundResponse();
        } finally {
            places.release();
        }
    }

    /** @param known the tag that the client already has */
    private Answer fetched(@Nullable String known, Asked asked) throws IOException {
        var request = new okhttp3.Request.Builder().header("Accept", asked.accept());
        if (known != null) request.header("If-None-Match", known);
        try (var response = hosts.ask(asked.picture(), request)) {
            var etag = response.header("ETag");
            if (known != null && response.code() == 304)
                return new Answer.Bare(
                        304, lifetime(response), etag == null ? VARIES : Map.of("Vary", "Accept", "ETag", etag));
            if (!response.isSuccessful()) throw new NotFoundResponse();
            var photo = PhotoHosts.body(response).orElseThrow(NotFoundResponse::new);
            var passed = passed(photo, asked.picture(), etag, clock.instant().plusSeconds(seconds(response)));
            var control = response.cacheControl();
            // If the host sends no lifetime, the picture is fetched each time.
            if (!control.noStore() && !control.isPrivate() && control.maxAgeSeconds() > 0 && seconds(response) > 0)
                kept.put(asked, passed);
            return photo(passed, lifetime(response));
        }
    }

    private static Answer photo(Passed passed, Lifetime lifetime) {
        return new Answer.Photo(200, lifetime, VARIES, passed.format().type(), passed.etag(), passed.body());
    }

    private static Passed passed(byte[] photo, PhotoHosts.Picture picture, @Nullable String etag, Instant until)
            throws UnreadablePhotoException {
        var format = PhotoFormat.of(photo).orElseThrow(() -> new UnreadablePhotoException("not a photo by its bytes"));
        var clean = PhotoMetadata.clean(photo, picture.withheld() ? Keep.CREDITS : Keep.ALL_BUT_POSITION);
        return new Passed(
                format, clean, etag == null ? Reply.etag(Reply.digest(clean), ContentCoding.IDENTITY) : etag, until);
    }

    private static Answer later(PhotoHosts.BudgetSpentException spent) {
        return new Answer.Bare(
                503,
                new Lifetime.None(),
                Map.of(
                        "Retry-After",
                        Long.toString(Math.max(1, spent.untilThen().toSeconds()))));
    }

    /** The host's lifetime, capped at the limit, and never {@code immutable} (RFC 8246). */
    private Lifetime lifetime(Response picture) {
        var control = picture.cacheControl();
        if (control.noStore()) return new Lifetime.None();
        var time = Duration.ofSeconds(seconds(picture));
        return control.isPrivate() ? new Lifetime.Private(time) : new Lifetime.Shared(time);
    }

    private long seconds(Response picture) {
        var control = picture.cacheControl();
        var age = picture.header("Age");
        var spent = age != null && age.matches("\\d{1,9}") ? Long.parseLong(age) : 0;
        var seconds = control.noCache() ? 0 : limit.toSeconds();
        if (control.maxAgeSeconds() >= 0) seconds = Math.min(seconds, control.maxAgeSeconds());
        return Math.max(0, seconds - spent);
    }
}
