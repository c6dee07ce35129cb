package porchlight.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.demomls.Faults.Kind;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** The MLS, or its token endpoint, turns the site away: pages already seen stay, and the owner learns what to do. */
class RejectedCredentialsTest {
    static final String GRANTED = "{\"access_token\":\"" + DemoMls.TOKEN + "\",\"expires_in\":7200}";

    private final TestClock clock = new TestClock();
    private final MockWebServer tokens = new MockWebServer();
    private final AtomicReference<MockResponse> tokenAnswer = new AtomicReference<>(answer(200, GRANTED));
    private DemoMls mls;

    @BeforeEach
    void start() throws IOException {
        mls = DemoMls.start(DemoOptions.standard().listings(60).clock(clock));
        tokens.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return tokenAnswer.get();
            }
        });
        tokens.start();
    }

    @AfterEach
    void stop() {
        tokens.close();
        mls.close();
    }

    private static MockResponse answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }

    /** A token endpoint that accepts the request and does not answer keeps nobody waiting beyond the deadline. */
    @Test
    void pagesSeenStayWhileTheTokenEndpointIsSlow() throws Exception {
        try (var site = site(clientCredentials(tokens))) {
            var seen = firstHome(site);
            assertEquals(200, site.get(seen).statusCode());
            tokenAnswer.set(new MockResponse.Builder()
                    .code(200)
                    .body(GRANTED)
                    .headersDelay(40, java.util.concurrent.TimeUnit.SECONDS)
                    .build());
            clock.pass(Duration.ofHours(3));
            // A visitor of these tests waits for ten seconds.
            for (var path : new String[] {"/homes", seen}) {
                var page = site.get(path);
                assertEquals(200, page.statusCode(), path);
                assertTrue(page.body().contains("stale-note"), path);
            }
        }
    }

    private TestSite site(Map<String, String> settings) {
        return TestSite.on(mls.serviceRoot(), settings, Sources.packaged(), clock);
    }

    static Map<String, String> clientCredentials(MockWebServer tokens) {
        var settings = new HashMap<String, String>();
        settings.put("RESO_ACCESS_TOKEN", "");
        settings.put("RESO_GRANT", "client_credentials");
        settings.put("RESO_TOKEN_URL", tokens.url("/token").toString());
        settings.put("RESO_CLIENT_ID", "client");
        settings.put("RESO_CLIENT_SECRET", "hush");
        return settings;
    }

    /** Once the site is warm. */
    private static String firstHome(TestSite site) throws Exception {
        Waiting.until(() -> site.get("/homes").statusCode() == 200);
        return site.page("/homes").select("a.listing-card__link").attr("href");
    }

    @ParameterizedTest
    @CsvSource({
        "SESSION_EXPIRED_WITHOUT_ITS_CODE, set RESO_ACCESS_TOKEN",
        "RESTRICTED_KEY, ask the MLS what they may read"
    })
    void pagesSeenStayWhileTheMlsRejectsTheTokenAndTheOwnerIsToldTheVariable(Kind kind, String remedy)
            throws Exception {
        try (var site = site(Map.of())) {
            var seen = firstHome(site);
            assertEquals(200, site.get(seen).statusCode());
            assertEquals(200, site.get("/").statusCode());
            assertFalse(site.management("/readyz").body().contains("credentials:"));
            mls.faults().arm(kind, Integer.MAX_VALUE, "", 0);
            clock.pass(Duration.ofHours(2));
            for (var path : new String[] {"/", "/homes", seen}) {
                assertEquals(200, site.get(path).statusCode(), path);
                assertTrue(site.get(path).body().contains("stale-note"), path);
            }
            var details = site.management("/readyz").body();
            assertTrue(details.contains("credentials: ") && details.contains(remedy), details);
            // Never beyond the limit.
            clock.pass(Duration.ofHours(11));
            for (var path : new String[] {"/", "/homes", seen})
                assertEquals(503, site.get(path).statusCode(), path);
            assertTrue(site.get("/homes").body().contains("isn’t letting us in"));
            // What was found out a few seconds ago holds for as long.
            Waiting.until(() -> site.get("/readyz").statusCode() == 503);
            assertEquals(503, site.get("/readyz").statusCode());
            mls.faults().clear();
            clock.pass(Duration.ofMinutes(2));
            assertEquals(200, site.get("/homes").statusCode());
            assertFalse(site.management("/readyz").body().contains("credentials:"));
        }
    }

    @Test
    void searchesNobodyMadeBeforeAreAnsweredByTheCatalogWhileTheMlsRejectsTheToken() throws Exception {
        try (var site = site(Map.of()).swept()) {
            mls.faults().arm(Kind.SESSION_EXPIRED_WITHOUT_ITS_CODE, Integer.MAX_VALUE, "", 0);
            var page = site.get("/homes?beds=3");
            assertEquals(200, page.statusCode());
            assertTrue(page.body().contains("listing-card__link"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500, oops, check RESO_TOKEN_URL",
        "429, slow down, check RESO_TOKEN_URL",
        "200, <html>maintenance</html>, check RESO_TOKEN_URL",
        "401, '{\"error\":\"invalid_client\"}', set RESO_CLIENT_ID and RESO_CLIENT_SECRET",
        "400, '{\"error\":\"invalid_scope\"}', set RESO_SCOPE",
        "400, '{\"error\":\"unauthorized_client\"}', check RESO_CLIENT_SECRET"
    })
    void pagesSeenStayWhileTheTokenEndpointIsBroken(int status, String body, String remedy) throws Exception {
        try (var site = site(clientCredentials(tokens))) {
            var seen = firstHome(site);
            assertEquals(200, site.get(seen).statusCode());
            assertEquals(200, site.get("/").statusCode());
            tokenAnswer.set(answer(status, body));
            var before = tokens.getRequestCount();
            // The token has expired.
            clock.pass(Duration.ofHours(3));
            for (var path : new String[] {"/", "/homes", seen}) {
                assertEquals(200, site.get(path).statusCode(), path);
                assertTrue(site.get(path).body().contains("stale-note"), path);
            }
            var details = site.management("/readyz").body();
            assertTrue(details.contains(remedy), details);
            assertTrue(tokens.getRequestCount() - before <= 2, "token requests: " + tokens.getRequestCount());
            // What was under way when the token expired counts from then.
            clock.pass(Duration.ofHours(13));
            assertEquals(503, site.get("/homes").statusCode());
            tokenAnswer.set(answer(200, GRANTED));
            clock.pass(Duration.ofMinutes(2));
            assertEquals(200, site.get("/homes").statusCode());
            assertFalse(site.management("/readyz").body().contains("credentials:"));
        }
    }
}
