package porchlight.odata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.harness.TestClock;
import porchlight.odata.ODataException.Kind;

class CredentialsTest {
    private static final String EXPIRED = "{\"error\":{\"code\":401,\"message\":\"Session token has expired\"}}";
    private static final HttpUrl REDIRECT = HttpUrl.get("http://127.0.0.1:9/back");

    @TempDir
    Path directory;

    private final TestClock clock = new TestClock();
    private final MockWebServer mls = new MockWebServer();
    private final MockWebServer tokens = new MockWebServer();
    private final OkHttpClient http = new OkHttpClient();
    private OAuthClient oauth;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        mls.start();
        tokens.start();
        oauth = new OAuthClient(tokens.url("/v1/oauth2/grant"), "client", "hush-hush");
        file = directory.resolve("data/tokens.json");
    }

    @AfterEach
    void stop() {
        mls.close();
        tokens.close();
    }

    private AuthorizationCode authorizationCode() {
        return new AuthorizationCode(http, clock, "OAuth", oauth, REDIRECT, new TokenStore(file));
    }

    private ClientCredentials clientCredentials() {
        return new ClientCredentials(http, clock, oauth, "api");
    }

    @Test
    void aStaticTokenGoesWithItsScheme() throws Exception {
        mls.enqueue(answer(200, "{}"));
        get(new StaticToken("OAuth", "secret-1"));
        assertEquals("OAuth secret-1", sentTo(mls));
    }

    @Test
    void aRefusedStaticTokenIsNotTriedAgain() throws Exception {
        mls.enqueue(answer(401, EXPIRED));
        assertEquals(401, get(new StaticToken("Bearer", "secret-1")));
        assertEquals(1, mls.getRequestCount());
    }

    @Test
    void noTokenGoesToAnotherOrigin() throws Exception {
        var elsewhere = new MockWebServer();
        elsewhere.start();
        elsewhere.enqueue(answer(200, "{}"));
        try (elsewhere) {
            send(new StaticToken("Bearer", "secret-1"), elsewhere.url("/"));
            assertNull(elsewhere.takeRequest(5, TimeUnit.SECONDS).getHeaders().get("Authorization"));
        }
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        mls.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", tokens.url("/steal"))
                .build());
        assertEquals(302, get(new StaticToken("Bearer", "secret-1")));
        assertEquals(0, tokens.getRequestCount());
    }

    @Test
    void theCodeIsExchangedAsJsonAndTheTokenUsed() throws Exception {
        tokens.enqueue(answer(200, "{\"access_token\":\"a1\",\"refresh_token\":\"r1\",\"expires_in\":3600}"));
        mls.enqueue(answer(200, "{}"));
        var credentials = authorizationCode();
        assertEquals(clock.instant().plusSeconds(3600), credentials.exchange("the-code"));
        get(credentials);
        var grant = tokens.takeRequest(5, TimeUnit.SECONDS);
        assertEquals("application/json", grant.getHeaders().get("Content-Type"));
        assertEquals(
                "{\"client_id\":\"client\",\"client_secret\":\"hush-hush\",\"grant_type\":\"authorization_code\","
                        + "\"code\":\"the-code\",\"redirect_uri\":\"http://127.0.0.1:9/back\"}",
                Objects.requireNonNull(grant.getBody()).utf8());
        assertEquals("OAuth a1", sentTo(mls));
    }

    @Test
    void tokensAreStoredForTheOwnerOnlyAndSurviveARestart() throws Exception {
        tokens.enqueue(answer(200, "{\"access_token\":\"a1\",\"refresh_token\":\"r1\"}"));
        var expires = authorizationCode().exchange("c");
        assertEquals(clock.instant().plusSeconds(86_400), expires);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
        assertEquals("OAuth a1", authorizationCode().authorization());
        assertEquals(1, tokens.getRequestCount());
    }

    @Test
    void theTokenIsRefreshedWellBeforeItExpiresAndRotationIsKept() throws Exception {
        tokens.enqueue(answer(200, "{\"access_token\":\"a1\",\"refresh_token\":\"r1\"}"));
        tokens.enqueue(answer(200, "{\"access_token\":\"a2\",\"refresh_token\":\"r2\"}"));
        tokens.enqueue(answer(200, "{\"access_token\":\"a3\"}"));
        tokens.enqueue(answer(200, "{\"access_token\":\"a4\"}"));
        var credentials = authorizationCode();
        credentials.exchange("c");
        tokens.takeRequest(5, TimeUnit.SECONDS);
        for (var step : List.of("r1 a2", "r2 a3", "r2 a4")) {
            clock.pass(Duration.ofHours(12));
            assertEquals("OAuth " + step.substring(3), credentials.authorization());
            var body = Objects.requireNonNull(
                            tokens.takeRequest(5, TimeUnit.SECONDS).getBody())
                    .utf8();
            assertTrue(
                    body.contains("\"grant_type\":\"refresh_token\",\"refresh_token\":\"" + step.substring(0, 2)),
                    body);
        }
    }

    @Test
    void anExpiredSessionIsRenewedOnce() throws Exception {
        tokens.enqueue(answer(200, "{\"access_token\":\"a1\",\"refresh_token\":\"r1\"}"));
        tokens.enqueue(answer(200, "{\"access_token\":\"a2\"}"));
        var credentials = authorizationCode();
        credentials.exchange("c");
        mls.enqueue(answer(200, "{\"D\":{\"Success\":false,\"Code\":1020,\"Message\":\"Session token has expired\"}}"));
        mls.enqueue(answer(200, "{}"));
        assertEquals(200, get(credentials));
        assertEquals("OAuth a1", sentTo(mls));
        assertEquals("OAuth a2", sentTo(mls));
    }

    @Test
    void aSecondRefusalIsFinal() throws Exception {
        tokens.enqueue(answer(200, "{\"access_token\":\"a1\",\"refresh_token\":\"r1\"}"));
        tokens.enqueue(answer(200, "{\"access_token\":\"a2\"}"));
        var credentials = authorizationCode();
        credentials.exchange("c");
        for (int i = 0; i < 3; i++) mls.enqueue(answer(401, EXPIRED));
        assertEquals(401, get(credentials));
        assertEquals(2, mls.getRequestCount());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>Unauthorized</html>",
                "{\"error\":{\"code\":\"1010\",\"message\":\"API key is disabled\"}}",
                "{\"error\":\"invalid_token\",\"error_description\":\"revoked\"}",
                EXPIRED
            })
    void anAuthorizationCodeTokenIsRenewedOnceWhatever401ItMeets(String body) throws Exception {
        tokens.enqueue(answer(200, "{\"access_token\":\"a1\",\"refresh_token\":\"r1\"}"));
        tokens.enqueue(answer(200, "{\"access_token\":\"a2\"}"));
        var credentials = authorizationCode();
        credentials.exchange("c");
        mls.enqueue(new MockResponse.Builder()
                .code(401)
                .addHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                .body(body)
                .build());
        mls.enqueue(answer(200, "{}"));
        assertEquals(200, get(credentials));
        assertEquals("OAuth a1", sentTo(mls));
        assertEquals("OAuth a2", sentTo(mls));
        assertEquals(2, tokens.getRequestCount());
    }

    @Test
    void withoutARefreshTokenA401IsFinal() throws Exception {
        tokens.enqueue(answer(200, "{\"access_token\":\"a1\"}"));
        var credentials = authorizationCode();
        credentials.exchange("c");
        mls.enqueue(answer(401, ""));
        assertEquals(401, get(credentials));
        assertEquals(1, mls.getRequestCount());
        assertEquals(1, tokens.getRequestCount());
    }

    @Test
    void aRenewedTokenThatIsRefusedIsFinalForAMinute() throws Exception {
        for (int i = 1; i <= 4; i++) tokens.enqueue(answer(200, "{\"access_token\":\"b" + i + "\"}"));
        for (int i = 0; i < 40; i++) mls.enqueue(answer(401, ""));
        var credentials = clientCredentials();
        for (int i = 0; i < 20; i++) assertEquals(401, get(credentials));
        assertEquals(2, tokens.getRequestCount(), "the first token and one renewal");
        clock.pass(RenewableToken.PAUSE_AFTER_REFUSAL);
        for (int i = 0; i < 10; i++) assertEquals(401, get(credentials));
        assertEquals(3, tokens.getRequestCount(), "one more renewal a minute later");
    }

    @Test
    void aTokenThatTheServiceAcceptedAndThenDroppedIsRenewedAtOnce() throws Exception {
        for (int i = 1; i <= 4; i++) tokens.enqueue(answer(200, "{\"access_token\":\"b" + i + "\"}"));
        var credentials = clientCredentials();
        for (int i = 0; i < 3; i++) {
            mls.enqueue(answer(401, ""));
            mls.enqueue(answer(200, "{}"));
            assertEquals(200, get(credentials));
        }
        assertEquals(4, tokens.getRequestCount());
    }

    @Test
    void manySimultaneous401sAreOneRenewal() throws Exception {
        tokens.setDispatcher(new Dispatcher() {
            private final AtomicInteger granted = new AtomicInteger();

            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(200, "{\"access_token\":\"b" + granted.incrementAndGet() + "\"}");
            }
        });
        // All requests are refused before the first one renews.
        var refused = new CountDownLatch(8);
        mls.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                if (!"Bearer b1".equals(request.getHeaders().get("Authorization"))) return answer(200, "{}");
                refused.countDown();
                assertTrue(refused.await(10, TimeUnit.SECONDS));
                return answer(401, "");
            }
        });
        var credentials = clientCredentials();
        var client = client(credentials);
        var pool = Executors.newFixedThreadPool(8);
        try {
            Callable<Integer> ask = () -> send(client, mls.url("/Property"));
            for (var answer : pool.invokeAll(Collections.nCopies(8, ask))) assertEquals(200, answer.get());
        } finally {
            pool.shutdown();
        }
        assertEquals(2, tokens.getRequestCount());
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 429, 200})
    void aBrokenTokenEndpointIsNoAnswerFromTheServiceAndLeftAloneForAWhile(int status) throws Exception {
        for (int i = 0; i < 3; i++) tokens.enqueue(answer(status, "<html>sorry</html>"));
        var credentials = clientCredentials();
        for (int i = 0; i < 5; i++) assertThrows(TokenUnavailable.class, () -> get(credentials));
        assertEquals(1, tokens.getRequestCount());
        assertEquals(0, mls.getRequestCount());
        clock.pass(RenewableToken.PAUSE_AFTER_FAILURE);
        assertThrows(TokenUnavailable.class, () -> get(credentials));
        assertEquals(2, tokens.getRequestCount());
    }

    @Test
    void aRefusedRefreshSaysWhatToDo() {
        tokens.enqueue(answer(200, "{\"access_token\":\"a1\",\"refresh_token\":\"r1\"}"));
        tokens.enqueue(answer(400, "{\"error\":\"invalid_grant\",\"error_description\":\"revoked\"}"));
        var credentials = authorizationCode();
        credentials.exchange("c");
        clock.pass(Duration.ofHours(25));
        var fault = assertThrows(ODataException.class, credentials::authorization);
        assertEquals(Kind.UNAUTHORIZED, fault.kind());
        assertEquals("invalid_grant", fault.code());
        assertTrue(fault.getMessage().contains("run the authorize command"), fault.getMessage());
        assertThrows(ODataException.class, credentials::authorization);
        assertEquals(2, tokens.getRequestCount(), "a refused refresh token must not be sent again at once");
    }

    @Test
    void aFailingTokenEndpointDoesNotSpoilATokenThatIsStillGood() {
        tokens.enqueue(answer(200, "{\"access_token\":\"a1\",\"refresh_token\":\"r1\"}"));
        tokens.enqueue(answer(503, ""));
        var credentials = authorizationCode();
        credentials.exchange("c");
        clock.pass(Duration.ofHours(13));
        assertEquals("OAuth a1", credentials.authorization());
    }

    @Test
    void withoutStoredTokensTheOwnerIsToldToAuthorize() throws Exception {
        assertEquals(401, get(authorizationCode()));
        assertEquals(0, mls.getRequestCount());
        var fault = assertThrows(ODataException.class, () -> authorizationCode().authorization());
        assertTrue(fault.getMessage().contains("run the authorize command"), fault.getMessage());
    }

    @Test
    void theAuthorizeUrlNamesClientAndRedirect() {
        var url = authorizationCode().authorizeUrl(HttpUrl.get("https://login.example/oauth2"), "s1");
        assertEquals("response_type=code&client_id=client&redirect_uri=http://127.0.0.1:9/back&state=s1", url.query());
    }

    @Test
    void clientCredentialsAreSentAsAFormAndRenewedBeforeExpiry() throws Exception {
        tokens.enqueue(answer(200, "{\"access_token\":\"b1\",\"expires_in\":3600}"));
        tokens.enqueue(answer(200, "{\"access_token\":\"b2\",\"expires_in\":\"3600\"}"));
        var credentials = clientCredentials();
        assertEquals("Bearer b1", credentials.authorization());
        assertEquals("Bearer b1", credentials.authorization());
        clock.pass(Duration.ofMinutes(31));
        assertEquals("Bearer b2", credentials.authorization());
        var grant = tokens.takeRequest(5, TimeUnit.SECONDS);
        assertEquals("application/x-www-form-urlencoded", grant.getHeaders().get("Content-Type"));
        assertEquals(
                "grant_type=client_credentials&client_id=client&client_secret=hush-hush&scope=api",
                Objects.requireNonNull(grant.getBody()).utf8());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"3600\"", "-5", "0", "1e9", "99999999999999999999", "\"abc\"", "[]"})
    void aStrangeLifetimeIsNoReasonToAskAgainAndAgain(String lifetime) throws Exception {
        for (int i = 1; i <= 4; i++)
            tokens.enqueue(answer(200, "{\"access_token\":\"b" + i + "\",\"expires_in\":" + lifetime + "}"));
        var credentials = clientCredentials();
        for (int i = 0; i < 3; i++) assertEquals("Bearer b1", credentials.authorization());
        assertEquals(1, tokens.getRequestCount());
    }

    @Test
    void clientCredentialsAreRenewedOnceAfterAny401() throws Exception {
        tokens.enqueue(answer(200, "{\"access_token\":\"b1\"}"));
        tokens.enqueue(answer(200, "{\"access_token\":\"b2\"}"));
        for (int i = 0; i < 3; i++) mls.enqueue(answer(401, ""));
        assertEquals(401, get(clientCredentials()));
        assertEquals("Bearer b1", sentTo(mls));
        assertEquals("Bearer b2", sentTo(mls));
        assertEquals(2, mls.getRequestCount());
    }

    @Test
    void manyRequestsShareOneTokenRequest() throws Exception {
        tokens.enqueue(answer(200, "{\"access_token\":\"b1\"}"));
        tokens.enqueue(answer(200, "{\"access_token\":\"b2\"}"));
        var credentials = clientCredentials();
        var pool = Executors.newFixedThreadPool(8);
        try {
            Callable<String> ask = credentials::authorization;
            for (var answer : pool.invokeAll(Collections.nCopies(16, ask))) assertEquals("Bearer b1", answer.get());
        } finally {
            pool.shutdown();
        }
        assertEquals(1, tokens.getRequestCount());
    }

    @Test
    void nothingPrintedTellsASecret() {
        tokens.enqueue(answer(200, "{\"access_token\":\"a1-secret\",\"refresh_token\":\"r1-secret\"}"));
        tokens.enqueue(answer(200, "{\"access_token\":\"a1-secret\",\"refresh_tok"));
        var code = authorizationCode();
        code.exchange("c");
        var cut = assertThrows(ODataException.class, () -> code.exchange("c-secret"));
        var printed = code + " " + clientCredentials() + " " + new StaticToken("Bearer", "s-secret") + " " + oauth + " "
                + new TokenStore(file).read() + " " + cut + " " + cut.getCause();
        assertFalse(printed.contains("secret"), printed);
        assertFalse(printed.contains("hush"), printed);
    }

    private static MockResponse answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }

    private int get(Credentials credentials) throws IOException {
        return send(credentials, mls.url("/Property"));
    }

    private int send(Credentials credentials, HttpUrl url) throws IOException {
        return send(client(credentials), url);
    }

    private OkHttpClient client(Credentials credentials) {
        var budget = new RateLimit(100, Duration.ofMinutes(5), clock);
        return ODataHttp.client(
                mls.url("/"), credentials, budget, "Porchlight/test", List.of(), clock, ODataHttp.Limits.standard());
    }

    private static int send(OkHttpClient client, HttpUrl url) throws IOException {
        try (var response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            return response.code();
        }
    }

    private static String sentTo(MockWebServer server) throws InterruptedException {
        return server.takeRequest(5, TimeUnit.SECONDS).getHeaders().get("Authorization");
    }
}
