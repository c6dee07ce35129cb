package porchlight.odata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import porchlight.harness.TestClock;

class RateLimitTest {
    private final TestClock clock = new TestClock();
    private final MockWebServer server = new MockWebServer();
    private final RateLimit limit = new RateLimit(2, Duration.ofMinutes(5), clock);
    private final OkHttpClient http =
            new OkHttpClient.Builder().addInterceptor(limit).build();

    @BeforeEach
    void start() throws IOException {
        server.start();
        for (int i = 0; i < 5; i++)
            server.enqueue(new MockResponse.Builder().code(200).build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void requestsBeyondTheBudgetAreAnsweredHereAtOnce() throws IOException {
        assertEquals(200, get().code());
        clock.pass(Duration.ofMinutes(2));
        assertEquals(200, get().code());
        clock.pass(Duration.ofMinutes(1));
        var refused = get();
        assertEquals(429, refused.code());
        assertEquals("120", refused.header("Retry-After"));
        assertEquals(2, server.getRequestCount());
    }

    @Test
    void theWindowSlides() throws IOException {
        get();
        clock.pass(Duration.ofMinutes(4));
        get();
        clock.pass(Duration.ofMinutes(1));
        assertEquals(1, limit.left());
        assertEquals(200, get().code());
        assertEquals(429, get().code());
    }

    @Test
    void picturesLeaveTheLastQuarterToPages() {
        var budget = new RateLimit(8, Duration.ofMinutes(5), clock);
        for (int i = 0; i < 6; i++) assertEquals(Optional.empty(), budget.spendSpare());
        assertEquals(2, budget.left());
        assertEquals(Optional.of(Duration.ofSeconds(10)), budget.spendSpare());
        assertEquals(2, budget.left());
        clock.pass(Duration.ofMinutes(5));
        assertEquals(Optional.empty(), budget.spendSpare());
    }

    @Test
    void aBudgetOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RateLimit(0, Duration.ofMinutes(1), clock));
        assertThrows(IllegalArgumentException.class, () -> new RateLimit(1, Duration.ZERO, clock));
    }

    private Response get() throws IOException {
        try (var response =
                http.newCall(new Request.Builder().url(server.url("/")).build()).execute()) {
            return response;
        }
    }
}
