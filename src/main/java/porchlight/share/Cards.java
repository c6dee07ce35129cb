package porchlight.share;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.awt.AWTError;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.brand.Logo;

/**
 * Draws cards, a few at a time and each once, and keeps them in memory for a while. Returns none on
 * a machine that cannot draw (a runtime without graphics support).
 */
public final class Cards implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Cards.class);
    private static final int AT_A_TIME = 2;
    private static final int WAITING = 32;
    private static final long KEPT_BYTES = 12L * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(9);
    /**
     * A photo is fetched within three seconds and decoded within three more, or left out; a card
     * without it is drawn in time.
     */
    private static final Duration LAST_TRY = Duration.ofSeconds(2);

    private static final Card SITE = new Card(List.of(), "", List.of(), List.of(), List.of());

    private final Supplier<CardDrawing> tools;
    private final Function<String, Optional<byte[]>> photos;
    private final AsyncCache<Card, Drawn> kept;
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            AT_A_TIME, AT_A_TIME, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), Cards::daemon);
    private final PhotoDecoder decoder = new PhotoDecoder();
    private @Nullable CardDrawing drawing;
    private volatile boolean canDraw = true;

    /**
     * @param logo of the site, null for Porchlight's mark
     * @param colors {@code #rrggbb} of each role in the style sheets, on light pages
     * @param photos fetches the photo at an address used on the site's pages; empty when it is
     * unavailable
     * @param keptFor never longer than the MLS allows its data to be kept
     */
    public Cards(
            Supplier<String> siteName,
            String brokerage,
            Supplier<@Nullable Logo> logo,
            UnaryOperator<String> colors,
            Function<String, Optional<byte[]>> photos,
            Duration keptFor) {
        this(() -> new CardDrawing(siteName.get(), brokerage, logo.get(), colors), photos, keptFor);
    }

    /** @param tools supplies what draws, created when there is something to draw */
    Cards(Supplier<CardDrawing> tools, Function<String, Optional<byte[]>> photos, Duration keptFor) {
        this.tools = tools;
        this.photos = photos;
        this.kept = Caffeine.newBuilder()
                .maximumWeight(KEPT_BYTES)
                .weigher((Card card, Drawn drawn) -> drawn.jpeg().length)
                .expireAfterWrite(keptFor)
                .buildAsync();
        workers.allowCoreThreadTimeOut(true);
        workers.execute(this::lookForGraphics);
    }

    /** @param until when the data it was drawn from must be deleted */
    private record Drawn(byte[] jpeg, Instant until) {}

    /** Drops the cards whose data must be deleted by now. Call it every minute or so. */
    public void purge(Instant now) {
        kept.synchronous().cleanUp();
        kept.synchronous().asMap().values().removeIf(drawn -> !now.isBefore(drawn.until()));
    }

    /** Runs before any page links to a card that cannot be drawn. */
    private void lookForGraphics() {
        try {
            Class.forName("java.awt.image.ColorModel");
        } catch (ClassNotFoundException | LinkageError noGraphics) {
            canDraw = false;
        }
    }

    /**
     * False if the runtime has no graphics support, which is known soon after the start, or once
     * drawing has proved impossible.
     */
    public boolean canDraw() {
        return canDraw;
    }

    /** The card as JPEG, with the patience of most visitors. */
    Optional<byte[]> jpeg(Card card) {
        return jpeg(card, Instant.MAX, PATIENCE);
    }

    /**
     * A card as JPEG. Empty when it cannot be drawn, or not in time; it may then be ready for the
     * next request.
     * @param until when the data on it must be deleted
     */
    public Optional<byte[]> jpeg(Card card, Instant until, Duration patience) {
        if (!canDraw) return Optional.empty();
        try {
            return Optional.of(kept.get(
                            card,
                            (key, unused) -> CompletableFuture.supplyAsync(() -> new Drawn(draw(key), until), workers))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .jpeg());
        } catch (RejectedExecutionException | TimeoutException busy) {
            return Optional.empty();
        } catch (ExecutionException | CompletionException fault) {
            log.warn("A card was not drawn: {}", String.valueOf(fault.getCause()));
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The site's own card. */
    public Optional<byte[]> siteJpeg() {
        return jpeg(SITE);
    }

    private byte[] draw(Card card) {
        try {
            if (card == SITE) return drawing().drawSite();
            return drawing().draw(card, photo(card));
        } catch (LinkageError | AWTError noGraphics) {
            canDraw = false;
            throw noGraphics;
        }
    }

    /** The first photo that is available. A second one is tried only while there is time. */
    private @Nullable BufferedImage photo(Card card) {
        var began = System.nanoTime();
        for (var address : card.photo()) {
            var photo = photos.apply(address).flatMap(decoder::decode);
            if (photo.isPresent()) return photo.get();
            if (System.nanoTime() - began > LAST_TRY.toNanos()) break;
        }
        return null;
    }

    /** Draws all cards again, because name, logo, or colors have changed. */
    public synchronized void redraw() {
        drawing = null;
        kept.synchronous().invalidateAll();
    }

    private synchronized CardDrawing drawing() {
        if (drawing == null) drawing = tools.get();
        return drawing;
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "cards");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
