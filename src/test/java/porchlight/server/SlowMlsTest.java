package porchlight.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.demomls.Faults.Kind;
import porchlight.harness.RewrittenFeed;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;

/** Nobody waits long for a MLS that hangs, whatever they ask for and however many they are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowMlsTest {
    /** Ten seconds are promised; a machine busy with other tests may take half as long again. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** More than the server has threads. */
    private static final int CROWD = 300;

    private final HttpClient visitors =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private DemoMls mls;
    private TestSite site;
    private List<String> listings;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0));
        site = TestSite.on(mls.serviceRoot()).swept();
        listings = site.page("/homes").select("a.listing-card__link").eachAttr("href");
    }

    @AfterEach
    void heal() {
        mls.faults().clear();
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    /** @param status 0 where no answer came in time */
    private record Seen(String path, int status, boolean retryAfter) {}

    private List<Seen> atOnce(List<String> paths) {
        var asked = new ArrayList<CompletableFuture<Seen>>();
        for (var path : paths) {
            var request = HttpRequest.newBuilder(URI.create(site.url(path)))
                    .timeout(PATIENCE)
                    .build();
            asked.add(visitors.sendAsync(request, BodyHandlers.discarding())
                    .thenApply(answer -> new Seen(
                            path,
                            answer.statusCode(),
                            answer.headers().firstValue("Retry-After").isPresent()))
                    .exceptionally(fault -> new Seen(path + ": " + fault, 0, false)));
        }
        return asked.stream().map(CompletableFuture::join).toList();
    }

    /** Slow enough to fill every queue, not so slow that the breaker spares it. */
    private void slow() {
        mls.faults().arm(Kind.SLOW, Integer.MAX_VALUE, "", 4_500);
    }

    @Test
    void whatNobodySawBeforeIsAnsweredInTimeAndTheRestAtOnce() throws Exception {
        // Slow enough to fill every queue, not so slow that the breaker spares them from the start.
        mls.faults().arm(Kind.SLOW, Integer.MAX_VALUE, "", 4_500);
        var asked = mls.requests();
        var crowd = CompletableFuture.supplyAsync(() -> atOnce(cold()));
        Waiting.until(() -> mls.requests() != asked);
        for (var known : atOnce(List.of("/homes", "/healthz", "/terms", "/api/suggest?q=por", "/contact")))
            assertEquals(200, known.status(), known.toString());
        assertFalse(crowd.isDone(), "nobody waited");
        for (var seen : crowd.join()) {
            assertTrue(Set.of(200, 301, 302, 404, 503).contains(seen.status()), seen.toString());
            assertEquals(seen.status() == 503, seen.retryAfter(), seen.toString());
        }
    }

    /** A page of each kind, and two crowds: of many pages, and of one. */
    private List<String> cold() {
        var paths = new ArrayList<>(List.of(
                "/homes?beds=4&keywords=deck",
                "/homes/or/portland?beds=2",
                "/open-houses",
                "/open-houses/unknown.ics",
                "/embed/results?beds=3",
                "/mls/12345678",
                "/saved?keys=" + key(1) + "," + key(2),
                "/compare?keys=" + key(3) + "," + key(4),
                "/embed/listing/" + key(5),
                "/oembed?url=" + site.url(listings.get(6)),
                "/listing/" + key(7) + "/inquiry",
                "/listing/" + key(8),
                listings.get(9) + "/photos",
                listings.get(10) + "/card.jpg",
                listings.get(11) + "/qr.svg"));
        for (int i = 0; i < CROWD; i++) paths.add("/listing/unknown" + i + "/none");
        for (int i = 0; i < CROWD; i++) paths.add(listings.get(12));
        return paths;
    }

    @Test
    void picturesOfAHangingHostAreGivenUpInTime() throws Exception {
        // It sends data, but of pictures not a byte.
        try (var mls = DemoMls.start(DemoOptions.standard().listings(60));
                var hanging = new RewrittenFeed(mls.serviceRoot())
                        .pictures(new MockResponse.Builder()
                                .onResponseStart(SocketEffect.Stall.INSTANCE)
                                .build());
                var other = TestSite.on(hanging.serviceRoot())) {
            var pictures = other.page("/homes").select("img[srcset^=/media/]").stream()
                    .flatMap(picture -> Stream.of(picture.attr("srcset").split(",\\s*")))
                    .map(size -> size.split(" ")[0])
                    .limit(CROWD)
                    .toList();
            assertTrue(pictures.size() > 60, pictures.size() + " pictures");
            var answers = new ArrayList<CompletableFuture<Integer>>();
            for (var picture : pictures) {
                var request = HttpRequest.newBuilder(URI.create(other.url(picture)))
                        .timeout(PATIENCE)
                        .build();
                answers.add(visitors.sendAsync(request, BodyHandlers.discarding())
                        .handle((answer, fault) -> fault != null ? 0 : answer.statusCode()));
            }
            for (var status : answers) assertTrue(Set.of(404, 503).contains(status.join()), status.join() + "");
            assertFalse(hanging.others().isEmpty());
            assertEquals(200, other.get("/terms").statusCode());
        }
    }

    private String key(int number) {
        return listings.get(number).split("/")[2];
    }
}
