package porchlight.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javalin.Javalin;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that answers who asked it for what, behind proxies on 127.0.0.1 and in 10.0.0.0/8. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("counts the lines of the log")
class ClientAddressTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private Javalin behindProxies;
    private Javalin behindModernProxies;
    private Javalin alone;

    @BeforeAll
    void start() {
        var proxies = List.of("127.0.0.1", "10.0.0.0/8", "2001:db8:aa::/48");
        behindProxies = server(proxies, ClientAddress.Header.X_FORWARDED_FOR);
        behindModernProxies = server(proxies, ClientAddress.Header.FORWARDED);
        alone = server(List.of(), ClientAddress.Header.X_FORWARDED_FOR);
    }

    @AfterAll
    void stop() {
        behindProxies.stop();
        behindModernProxies.stop();
        alone.stop();
    }

    private static Javalin server(List<String> trusted, ClientAddress.Header header) {
        var client = new ClientAddress(trusted, header);
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get(
                            "/",
                            ctx -> ctx.result(
                                    client.address(ctx) + " " + client.scheme(ctx) + "://" + client.host(ctx)));
                })
                .start(0);
    }

    private String ask(Javalin server, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"));
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body()
                .replace("127.0.0.1:" + server.port(), "here");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            203.0.113.7                          | 203.0.113.7
            203.0.113.7:4711                     | 203.0.113.7
            198.51.100.1, 203.0.113.7            | 203.0.113.7
            203.0.113.7, 10.1.2.3                | 203.0.113.7
            198.51.100.1, 203.0.113.7, 10.9.9.9, 10.1.2.3 | 203.0.113.7
            10.1.2.3                             | 10.1.2.3
            203.0.113.7, unknown                 | 127.0.0.1
            203.0.113.7, unknown, 10.1.2.3       | 10.1.2.3
            203.0.113.7, example.com             | 127.0.0.1
            2001:db8::1                          | 2001:db8:0:0:0:0:0:1
            [2001:db8::1]:4711                   | 2001:db8:0:0:0:0:0:1
            2001:db8::1, 2001:db8:aa::5          | 2001:db8:0:0:0:0:0:1
            ::ffff:203.0.113.7                   | 203.0.113.7
            ''                                   | 127.0.0.1
            ,,,                                  | 127.0.0.1
            """)
    void clientIsTheRightMostAddressThatIsNoProxys(String forwardedFor, String address) throws Exception {
        assertEquals(address + " http://here", ask(behindProxies, "X-Forwarded-For", forwardedFor));
    }

    @Test
    void severalFieldsAreOneList() throws Exception {
        assertEquals(
                "203.0.113.7 http://here",
                ask(behindProxies, "X-Forwarded-For", "198.51.100.1", "X-Forwarded-For", "203.0.113.7"));
    }

    @Test
    void chainOfTenThousandIsReadFromItsEnd() throws Exception {
        assertEquals(
                "203.0.113.7 http://here",
                ask(behindProxies, "X-Forwarded-For", "1.1.1.1, ".repeat(500) + "203.0.113.7, 10.0.0.1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            for=203.0.113.7;proto=https;host=homes.example.com | 203.0.113.7 https://homes.example.com
            For="[2001:db8::1]:4711";Proto=HTTPS               | 2001:db8:0:0:0:0:0:1 https://here
            for=1.1.1.1;host=evil.example, for=203.0.113.7     | 203.0.113.7 http://here
            for=203.0.113.7;host=a.example, for=10.1.2.3;host=b.example | 203.0.113.7 http://a.example
            for=203.0.113.7;by="a,b;for=9.9.9.9"               | 203.0.113.7 http://here
            for=_hidden;proto=https                            | 127.0.0.1 https://here
            for                                                | 127.0.0.1 http://here
            """)
    void forwardedFieldIsRead(String forwarded, String asked) throws Exception {
        assertEquals(asked, ask(behindModernProxies, "Forwarded", forwarded));
    }

    @Test
    void schemeAndHostAreThoseOfTheOutermostProxyBelieved() throws Exception {
        assertEquals(
                "203.0.113.7 https://homes.example.com:8443",
                ask(
                        behindProxies,
                        "X-Forwarded-For",
                        "1.1.1.1, 203.0.113.7, 10.1.2.3",
                        "X-Forwarded-Proto",
                        "http, https, http",
                        "X-Forwarded-Host",
                        "homes.example.com:8443"));
        assertEquals("127.0.0.1 https://here", ask(behindProxies, "X-Forwarded-Proto", "https"));
        assertEquals(
                "127.0.0.1 http://here",
                ask(behindProxies, "X-Forwarded-Proto", "javascript", "X-Forwarded-Host", "a b\"><script>"));
    }

    /** A proxy that writes one kind passes on what its client wrote of the other. */
    @Test
    void theKindThatProxiesDoNotWriteIsIgnored() throws Exception {
        assertEquals("127.0.0.1 http://here", ask(behindProxies, "Forwarded", "for=203.0.113.7;host=evil.example"));
        assertEquals(
                "203.0.113.7 http://here",
                ask(
                        behindModernProxies,
                        "Forwarded",
                        "for=203.0.113.7",
                        "X-Forwarded-For",
                        "1.1.1.1",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-Host",
                        "evil.example"));
        assertEquals("127.0.0.1 http://here", ask(behindModernProxies, "X-Forwarded-For", "1.1.1.1"));
    }

    @Test
    void fieldThatProxiesDoNotWriteIsNotBelievedBesideTheirs() throws Exception {
        assertEquals(
                "203.0.113.7 http://here",
                ask(behindProxies, "X-Forwarded-For", "203.0.113.7", "Forwarded", "for=1.1.1.1;host=evil.example"));
    }

    @Test
    void nobodyIsBelievedWithoutTrustedProxies() throws Exception {
        assertEquals(
                "127.0.0.1 http://here",
                ask(
                        alone,
                        "X-Forwarded-For",
                        "203.0.113.7",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-Host",
                        "evil.example",
                        "Forwarded",
                        "for=1.1.1.1"));
    }

    @Test
    void theOwnerReadsOnceThatAProxyIsNotTrusted() throws Exception {
        var before = System.err;
        var logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        var server = server(List.of("10.0.0.0/8"), ClientAddress.Header.X_FORWARDED_FOR);
        try {
            ask(server);
            ask(behindProxies, "X-Forwarded-For", "203.0.113.7");
            assertEquals(0, reports(logged).size());
            for (int visit = 0; visit < 3; visit++) ask(server, "X-Forwarded-For", "203.0.113." + visit);
            ask(server, "Forwarded", "for=203.0.113.9");
            assertEquals(1, reports(logged).size(), () -> logged.toString(StandardCharsets.UTF_8));
            assertTrue(reports(logged).get(0).endsWith("TRUSTED_PROXIES=127.0.0.1"), reports(logged)::toString);
        } finally {
            server.stop();
            System.setErr(before);
        }
    }

    private static List<String> reports(ByteArrayOutputStream logged) {
        return logged.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("TRUSTED_PROXIES does not name that address"))
                .toList();
    }
}
