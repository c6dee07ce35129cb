package porchlight.odata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.harness.TestClock;

class RetryTest {
    private final TestClock clock = new TestClock();
    private final MockWebServer server = new MockWebServer();
    private final List<Duration> pauses = new ArrayList<>();
    private final Retry retry = new Retry(Duration.ofSeconds(10), clock, pause -> {
        pauses.add(pause);
        clock.pass(pause);
    });
    private final OkHttpClient http = new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .addInterceptor(retry)
            .build();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "500,    '',                     2",
        "502,    <html>Bad gateway,      2",
        "503,    '',                     2",
        "503,    {\"error\":{\"code\":1510}},  3",
        "503,    {\"D\":{\"Code\":1515}},      3",
        "503,    {\"error\":{\"code\":\"1516\"}}, 1",
        "400,    '',                     1",
        "404,    '',                     1"
    })
    void requestsAreRepeatedAsOftenAsTheFaultDeserves(int status, String body, int sent) throws IOException {
        for (int i = 0; i < 5; i++) server.enqueue(answer(status, body));
        assertEquals(status, get().code());
        assertEquals(sent, server.getRequestCount());
    }

    @Test
    void aBusyServiceIsGivenGrowingPauses() throws IOException {
        server.enqueue(answer(503, "{\"error\":{\"code\":1510}}"));
        server.enqueue(answer(503, "{\"error\":{\"code\":1510}}"));
        server.enqueue(answer(200, ""));
        assertEquals(200, get().code());
        assertEquals(2, pauses.size());
        assertTrue(pauses.get(1).compareTo(pauses.get(0)) > 0, pauses::toString);
    }

    @Test
    void aCutConnectionIsTriedOnceMore() throws IOException {
        server.enqueue(cut());
        server.enqueue(answer(200, ""));
        assertEquals(200, get().code());
        server.enqueue(cut());
        server.enqueue(cut());
        assertThrows(IOException.class, this::get);
        assertEquals(4, server.getRequestCount());
    }

    @Test
    void retryAfterIsHonoredWhenItFitsIntoTheCall() throws IOException {
        server.enqueue(new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "3")
                .build());
        server.enqueue(answer(200, ""));
        assertEquals(200, get().code());
        assertEquals(List.of(Duration.ofSeconds(3)), pauses);
    }

    @Test
    void aLongRetryAfterFailsAtOnceAndSparesTheServiceUntilThen() throws IOException {
        server.enqueue(new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "60")
                .build());
        server.enqueue(answer(200, ""));
        assertEquals(429, get().code());
        clock.pass(Duration.ofSeconds(59));
        var spared = get();
        assertEquals(429, spared.code());
        assertEquals("1", spared.header("Retry-After"));
        assertEquals(1, server.getRequestCount());
        clock.pass(Duration.ofSeconds(1));
        assertEquals(200, get().code());
        assertEquals(List.of(), pauses);
    }

    @Test
    void withoutRetryAfterTheServiceIsSparedForHalfAMinute() throws IOException {
        server.enqueue(answer(429, ""));
        server.enqueue(answer(200, ""));
        assertEquals(429, get().code());
        clock.pass(Duration.ofSeconds(29));
        assertEquals(429, get().code());
        assertEquals(1, server.getRequestCount());
        clock.pass(Duration.ofSeconds(1));
        assertEquals(200, get().code());
    }

    @Test
    void retryAfterMayBeADate() throws IOException {
        server.enqueue(new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "Sun, 01 Mar 2026 12:00:05 GMT")
                .build());
        server.enqueue(answer(200, ""));
        assertEquals(200, get().code());
        assertEquals(List.of(Duration.ofSeconds(5)), pauses);
    }

    @Test
    void ourOwnSpentBudgetDoesNotCloseTheService() throws IOException {
        var budget = new RateLimit(1, Duration.ofSeconds(20), clock);
        var limited = http.newBuilder().addInterceptor(budget).build();
        server.enqueue(answer(200, ""));
        server.enqueue(answer(200, ""));
        get(limited);
        assertEquals(429, get(limited).code());
        assertEquals(List.of(), pauses);
        clock.pass(Duration.ofSeconds(20));
        assertEquals(200, get(limited).code());
    }

    @Test
    void onlyGetIsRepeated() throws IOException {
        server.enqueue(answer(500, ""));
        var post = new Request.Builder()
                .url(server.url("/"))
                .post(RequestBody.create(new byte[0]))
                .build();
        try (var response = http.newCall(post).execute()) {
            assertEquals(500, response.code());
        }
        assertEquals(1, server.getRequestCount());
    }

    private static MockResponse answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }

    private static MockResponse cut() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }

    private Response get() throws IOException {
        return get(http);
    }

    private Response get(OkHttpClient client) throws IOException {
        try (var response = client.newCall(
                        new Request.Builder().url(server.url("/")).build())
                .execute()) {
            return response;
        }
    }
}
