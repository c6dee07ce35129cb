package porchlight.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javalin.Javalin;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.web.Answer;
import porchlight.web.Budget;
import porchlight.web.Policy;
import porchlight.web.Query;
import porchlight.web.Route;
import porchlight.web.RouteTable;

/** A server behind a proxy on this machine; names of addresses from a table, time from a clock that stands still. */
class RateLimitsTest {
    private static final String GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
    private static final Map<String, String> NAMES = Map.of(
            "66.249.66.1", "crawl-66-249-66-1.googlebot.com",
            "203.0.113.66", "crawl.googlebot.com.evil.example",
            "40.77.167.1", "msnbot-40-77-167-1.search.msn.com");

    private static final RouteTable ROUTES = new RouteTable(List.of(
            route("/homes", Policy.MLS_PAGE),
            route("/dear", Policy.MLS_PAGE.costing(10)),
            route("/suggest", Policy.MLS_DATA.from(Budget.ANSWERS)),
            route("/pins", Policy.MLS_DATA.from(Budget.ANSWERS).costing(2)),
            route("/photos/<path>", Policy.MLS_DATA.from(Budget.PHOTOS)),
            route("/free", Policy.OWN.from(Budget.FREE))));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T18:00:00Z"));
    private final HttpClient http = HttpClient.newHttpClient();
    private boolean namesAnswer = true;
    private RateLimits limits;
    private Javalin server;

    @BeforeEach
    void start() {
        var client = new ClientAddress(List.of("127.0.0.1"), ClientAddress.Header.X_FORWARDED_FOR);
        limits = new RateLimits(
                new Crawlers(
                        address -> NAMES.getOrDefault(address.getHostAddress(), address.getHostAddress()),
                        task -> {
                            if (!namesAnswer) throw new RejectedExecutionException();
                            task.run();
                        },
                        now::get),
                ClientAddress.in(List.of("198.51.100.0/24")),
                now::get);
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.contextResolver.ip = client::address;
                    config.jetty.modifyServer(jetty -> jetty.insertHandler(new Edge(
                            ROUTES,
                            client,
                            new Hosts(List.of()),
                            new CrossSite(null),
                            new PrefetchPolicy(ROUTES, () -> false),
                            limits)));
                    config.routes.before(ctx -> {
                        Edge.throwRefusal(ctx);
                        limits.spend(ctx, ROUTES.policy(ctx), Query.of(ctx));
                    });
                    config.routes.exception(
                            RateLimits.TooManyRequests.class,
                            (fault, ctx) -> ctx.status(429).result(Long.toString(fault.waitSeconds())));
                    config.routes.get("/<path>", ctx -> ctx.result("page"));
                })
                .start(0);
    }

    private static Route route(String path, Policy policy) {
        return Route.get(path, policy, request -> Answer.text(200, "page"));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private HttpResponse<String> ask(String path, String address, String userAgent) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("X-Forwarded-For", address)
                .header("User-Agent", userAgent)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** How many requests are answered before one is refused, at most 2,000. */
    private int answered(String path, String address, String userAgent) throws Exception {
        for (int count = 0; count < 2_000; count++)
            if (ask(path, address, userAgent).statusCode() == 429) return count;
        return 2_000;
    }

    @Test
    void personMayLookAtTwoPagesASecondAndNotAtMore() throws Exception {
        assertEquals(120, answered("/homes", "203.0.113.7", "Firefox"));
        assertEquals("1", ask("/homes", "203.0.113.7", "Firefox").body());
        now.updateAndGet(instant -> instant.plusSeconds(1));
        assertEquals(2, answered("/homes", "203.0.113.7", "Firefox"));
        assertEquals(200, ask("/homes", "203.0.113.8", "Firefox").statusCode());
        assertTrue(limits.refused() > 0);
    }

    /** A page with words of descriptions costs five. */
    @Test
    void whoWaitsAsToldIsAnswered() throws Exception {
        assertEquals(24, answered("/homes?keywords=view", "203.0.113.7", "Firefox"));
        for (int round = 0; round < 3; round++) {
            var answer = ask("/homes?keywords=view", "203.0.113.7", "Firefox");
            if (answer.statusCode() == 200) return;
            now.updateAndGet(instant -> instant.plusSeconds(Long.parseLong(answer.body())));
        }
        assertEquals(200, ask("/homes?keywords=view", "203.0.113.7", "Firefox").statusCode());
    }

    @Test
    void budgetOfTheHourOutlastsThatOfTheMinute() throws Exception {
        var pages = 0;
        for (int minute = 0; minute < 20; minute++) {
            pages += answered("/homes", "203.0.113.7", "Firefox");
            now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(1)));
        }
        // 1,500 at once and 25 a minute.
        assertEquals(1_500 + 19 * 25, pages);
        answered("/homes", "203.0.113.7", "Firefox");
        var wait = Long.parseLong(ask("/homes", "203.0.113.7", "Firefox").body());
        assertTrue(wait >= 1 && wait <= 60, wait + " s");
    }

    @Test
    void ipv6CustomerIsOneClient() throws Exception {
        assertEquals(120, answered("/homes", "2001:db8:1:2::1", "Firefox"));
        assertEquals(429, ask("/homes", "2001:db8:1:2:ffff::9", "Firefox").statusCode());
        assertEquals(200, ask("/homes", "2001:db8:1:3::1", "Firefox").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "192.168.1.9", "172.17.0.1", "100.64.0.1", "::1", "fd00::1"})
    void addressesOfThisNetworkAreLimitedLikeAnyOther(String address) throws Exception {
        assertEquals(120, answered("/homes", address, "Firefox"));
    }

    @Test
    void whomTheOwnerNamesIsNotLimited() throws Exception {
        for (int count = 0; count < 130; count++)
            assertEquals(200, ask("/homes", "198.51.100.7", "Monitor").statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "/nowhere, 120",
        "/dear, 12",
        "/dear?q=pool, 10",
        "/dear?keywords=view, 8",
        "/homes?keywords=view, 24",
        "/homes?%6beywords=view, 24",
        "/homes?q=pool, 60",
        "/pins, 150",
        "/suggest?q=port, 300",
        "/photos/1/photo.jpg, 600"
    })
    void requestsCountByWhatTheyCost(String target, int answered) throws Exception {
        assertEquals(answered, answered(target, "203.0.113.7", "Firefox"), target);
    }

    @Test
    void whatIsFreeIsNotCounted() throws Exception {
        for (int count = 0; count < 130; count++)
            assertEquals(200, ask("/free", "203.0.113.7", "Firefox").statusCode());
    }

    @Test
    void typingHasABudgetOfItsOwn() throws Exception {
        assertEquals(300, answered("/suggest", "203.0.113.7", "Firefox"));
        assertEquals(120, answered("/homes", "203.0.113.7", "Firefox"));
    }

    @Test
    void searchEngineThatIsOneMayCrawlOn() throws Exception {
        // The first request is answered before its name is known.
        assertEquals(200, ask("/homes", "66.249.66.1", GOOGLEBOT).statusCode());
        assertEquals(600, answered("/homes", "66.249.66.1", GOOGLEBOT));
    }

    @Test
    void whatOnlyCallsItselfOneMayNot() throws Exception {
        for (var address : List.of("203.0.113.66", "203.0.113.67", "40.77.167.1")) {
            assertEquals(200, ask("/homes", address, GOOGLEBOT).statusCode());
            assertEquals(20, answered("/homes", address, GOOGLEBOT), address);
        }
    }

    @Test
    void crawlerWhoseNameIsNotKnownYetIsAnOrdinaryVisitor() throws Exception {
        namesAnswer = false;
        assertEquals(120, answered("/homes", "66.249.66.1", GOOGLEBOT));
        namesAnswer = true;
        ask("/homes", "66.249.66.1", GOOGLEBOT);
        assertEquals(200, ask("/homes", "66.249.66.1", GOOGLEBOT).statusCode());
    }

    @Test
    void networkOfAnAddressIsWhatOneCustomerHas() throws Exception {
        assertEquals("203.0.113.7", RateLimits.network(InetAddress.getByName("203.0.113.7")));
        assertEquals("203.0.113.7", RateLimits.network(InetAddress.getByName("::ffff:203.0.113.7")));
        assertEquals("20:01:0d:b8:00:01:00:02/64", RateLimits.network(InetAddress.getByName("2001:db8:1:2::1")));
    }
}
