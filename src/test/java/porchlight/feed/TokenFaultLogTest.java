package porchlight.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** What the log says of a token endpoint that turns the site away. */
@Isolated("counts the lines of the log")
class TokenFaultLogTest {
    @Test
    void aFaultOfTheTokenEndpointIsReportedOnce() throws Exception {
        var clock = new TestClock();
        var console = System.err;
        var logged = new ByteArrayOutputStream();
        var answer = new AtomicReference<>(answer(200, RejectedCredentialsTest.GRANTED));
        try (var mls = DemoMls.start(DemoOptions.standard().listings(60).clock(clock));
                var tokens = new MockWebServer()) {
            tokens.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    return answer.get();
                }
            });
            tokens.start();
            var settings = RejectedCredentialsTest.clientCredentials(tokens);
            try (var site = TestSite.on(mls.serviceRoot(), settings, Sources.packaged(), clock)
                    .swept()) {
                var seen = site.page("/homes").select("a.listing-card__link").attr("href");
                site.get(seen);
                System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
                answer.set(answer(500, "oops"));
                // The token has expired, and what was found out of the feed with it.
                clock.pass(Duration.ofHours(3));
                for (int round = 0; round < 3; round++)
                    for (var path : new String[] {"/", "/homes", seen, "/open-houses"}) site.get(path);
                Thread.sleep(1_500);
            }
        } finally {
            System.setErr(console);
        }
        var warnings = logged.toString(StandardCharsets.UTF_8)
                .lines()
                // The answer itself is one line of the request log.
                .filter(line -> line.contains("WARN") && !line.contains("UserAgent"))
                .toList();
        assertEquals(1, warnings.size(), String.join("\n", warnings));
        assertTrue(warnings.get(0).contains("RESO_TOKEN_URL"), warnings.get(0));
    }

    private static MockResponse answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }
}
