package porchlight.odata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import porchlight.harness.TestClock;

class ODataHttpTest {
    private final TestClock clock = new TestClock();
    private final MockWebServer server = new MockWebServer();
    private final RateLimit budget = new RateLimit(100, Duration.ofMinutes(5), clock);

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatIsOutsideSeesNonsenseAsAFailureOnce() throws IOException {
        var seen = new ArrayList<Response>();
        Interceptor cache = chain -> {
            var response = chain.proceed(chain.request());
            seen.add(response);
            return response;
        };
        for (int i = 0; i < 2; i++)
            server.enqueue(new MockResponse.Builder().body("<html>").build());
        assertEquals(502, get(client(List.of(cache), 8)));
        assertEquals(1, seen.size());
        assertNotNull(seen.get(0).header(ResponseCheck.MALFORMED));
        assertEquals(2, server.getRequestCount());
    }

    @Test
    void everyRequestSentSpendsBudgetAndEveryOtherDoesNot() throws IOException {
        server.enqueue(new MockResponse.Builder().code(500).build());
        server.enqueue(new MockResponse.Builder().body("{}").build());
        Interceptor answering = chain -> chain.request().url().encodedPath().equals("/stored")
                ? LocalAnswer.error(chain.request(), 200, "stored").build()
                : chain.proceed(chain.request());
        var client = client(List.of(answering), 8);
        assertEquals(200, get(client));
        assertEquals(98, budget.left());
        client.newCall(new Request.Builder().url(server.url("/stored")).build())
                .execute()
                .close();
        assertEquals(98, budget.left());
    }

    @Test
    void noMoreThanTheAllowedRequestsAreUnderWayAtATime() throws Exception {
        var underWay = new AtomicInteger();
        var most = new AtomicInteger();
        var pairs = new CyclicBarrier(2);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                try {
                    pairs.await(5, TimeUnit.SECONDS);
                } catch (BrokenBarrierException | TimeoutException alone) {
                    return new MockResponse.Builder().code(400).build();
                } finally {
                    underWay.decrementAndGet();
                }
                return new MockResponse.Builder().body("{}").build();
            }
        });
        var client = client(List.of(), 2);
        var pool = Executors.newFixedThreadPool(12);
        try {
            Callable<Integer> ask = () -> get(client);
            for (var status : pool.invokeAll(Collections.nCopies(12, ask))) assertEquals(200, status.get());
        } finally {
            pool.shutdown();
        }
        assertEquals(2, most.get());
    }

    @Test
    void whatWouldWaitInVainIsRefusedAtOnceAndCostsNoBudget() throws Exception {
        var go = new CountDownLatch(1);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                go.await();
                return new MockResponse.Builder().body("{}").build();
            }
        });
        var before = budget.left();
        var client = client(List.of(), 2, 3);
        var pool = Executors.newFixedThreadPool(9);
        try {
            var asked = new ExecutorCompletionService<Integer>(pool);
            for (int i = 0; i < 9; i++) asked.submit(() -> get(client));
            // Two requests at the service, three waiting.
            for (int refused = 0; refused < 4; refused++)
                assertEquals(503, asked.take().get());
            go.countDown();
            for (int answered = 0; answered < 5; answered++)
                assertEquals(200, asked.take().get());
        } finally {
            go.countDown();
            pool.shutdown();
        }
        assertEquals(before - 5, budget.left());
    }

    @Test
    void bodiesBeyondTheLimitAreNonsense() throws IOException {
        server.enqueue(new MockResponse.Builder().body("{\"a\":\"12345678\"}").build());
        server.enqueue(new MockResponse.Builder().body("{\"a\":1}").build());
        var client =
                new OkHttpClient.Builder().addInterceptor(new ResponseCheck(10)).build();
        assertEquals(502, get(client));
        assertEquals(200, get(client));
    }

    private OkHttpClient client(List<Interceptor> outer, int concurrent) {
        return client(outer, concurrent, 96);
    }

    private OkHttpClient client(List<Interceptor> outer, int concurrent, int waiting) {
        var limits = new ODataHttp.Limits(Duration.ofSeconds(3), Duration.ofSeconds(10), concurrent, waiting);
        return ODataHttp.client(
                server.url("/"), new StaticToken("Bearer", "t"), budget, "Porchlight/test", outer, clock, limits);
    }

    private int get(OkHttpClient client) throws IOException {
        try (var response = client.newCall(
                        new Request.Builder().url(server.url("/")).build())
                .execute()) {
            return response.code();
        }
    }
}
