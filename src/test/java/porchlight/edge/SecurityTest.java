package porchlight.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** What other websites and strangers try, behind a proxy on this machine that is believed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityTest {
    private DemoMls mls;
    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(40));
        site = TestSite.on(
                        mls.serviceRoot(),
                        Map.of(
                                "TRUSTED_PROXIES",
                                "127.0.0.1",
                                "SITE_DOMAINS",
                                "homes.example.com, 127.0.0.1",
                                "EMBED_ORIGINS",
                                "https://www.example.com"),
                        Sources.packaged(),
                        InstantSource.system())
                .swept();
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    @Test
    void tlsAtATrustedProxyIsTlsForPages() throws Exception {
        var secure = site.get("/terms", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "homes.example.com");

        assertTrue(secure.headers().firstValue("Strict-Transport-Security").isPresent());
        assertTrue(secure.body().contains("<link rel=\"canonical\" href=\"https://homes.example.com/terms\">"));
        assertFalse(site.get("/terms")
                .headers()
                .firstValue("Strict-Transport-Security")
                .isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, https://evil.example",
        "Origin, http://127.0.0.1.evil.example",
        "Origin, null",
        "Origin, http://127.0.0.1:1",
        "Origin, '{}'"
    })
    void formsOfOtherWebsitesAreRefused(String header, String value) throws Exception {
        for (var path : new String[] {"/contact", "/homes", "/nowhere"}) {
            var refused = site.send("POST", path, header, value);

            assertEquals(403, refused.statusCode(), path);
            assertTrue(refused.body().contains("That form was sent from another website"));
        }
    }

    @Test
    void noFieldTurnsAQuestionIntoAForm() throws Exception {
        for (var method : List.of("POST", "DELETE", "GET")) {
            var answer = site.get("/contact", "X-HTTP-Method-Override", method, "Sec-Fetch-Site", "cross-site");
            assertEquals(400, answer.statusCode(), method);
            assertTrue(answer.body().contains("<h1"), answer.body());
        }
    }

    @Test
    void ownFormsAndProgramsAreNotTakenForOtherWebsites() throws Exception {
        var own = site.url("");
        for (var headers : new String[][] {
            {},
            {"Sec-Fetch-Site", "same-origin"},
            {"Sec-Fetch-Site", "none"},
            {"Origin", own},
            {"Sec-Fetch-Site", "same-origin", "Origin", "null"}
        }) assertNotEquals(403, site.send("POST", "/homes", headers).statusCode());
        assertEquals(
                200,
                site.get("/terms", "Sec-Fetch-Site", "cross-site", "Origin", "https://x.example")
                        .statusCode());
    }

    /** One of everything the site sends, errors included; LISTING stands for a listing's path, PHOTO for a picture's. */
    private static final List<String> EVERYTHING = List.of(
            "/",
            "/homes",
            "/homes?min_price=x",
            "/homes?page=99999999999999999999",
            "/homes/or/portland",
            "LISTING",
            "LISTING/photos",
            "/listing/1",
            "/open-houses",
            "/saved",
            "/compare",
            "/terms",
            "/privacy",
            "/accessibility",
            "/feed.atom",
            "/api/suggest?q=port",
            "/api/pins?zoom=10",
            "/api/pins?zoom=x",
            "/embed",
            "/embed.js",
            "/embed/search",
            "/embed/results",
            "/embed/nothing",
            "/embed/theme.css?accent=%23123456",
            "/oembed?url=x",
            "/nowhere",
            "/assets/nothing.css",
            "/media/nothing.jpg",
            "PHOTO",
            "/robots.txt",
            "/healthz",
            "/readyz",
            "/metrics",
            "/%3Cscript%3Ealert(1)%3C/script%3E");

    private List<String> everything() throws Exception {
        var card = site.page("/homes").select("article.listing-card");
        var listing = card.select("a.listing-card__link").attr("href");
        var photo = card.select("img[src^=/media/]").attr("src");
        assertFalse(photo.isEmpty());
        return EVERYTHING.stream()
                .map(path -> path.replace("LISTING", listing).replace("PHOTO", photo))
                .toList();
    }

    @Test
    void everyAnswerCarriesTheHeadersOfSafety() throws Exception {
        for (var path : everything()) {
            var answer = site.get(path, "X-Forwarded-Proto", "https").headers();
            var policy = answer.firstValue("Content-Security-Policy").orElse("");

            assertTrue(policy.startsWith("default-src 'none'"), path + ": " + policy);
            assertFalse(policy.matches(".*script-src[^;]*('unsafe|https?:|\\*).*"), path + ": " + policy);
            var framed = path.startsWith("/embed/");
            if (!path.startsWith("/media/"))
                assertTrue(
                        policy.endsWith("frame-ancestors " + (framed ? "'self' https://www.example.com" : "'none'")),
                        path + ": " + policy);
            assertEquals("nosniff", answer.firstValue("X-Content-Type-Options").orElse(""), path);
            assertEquals(
                    "max-age=31536000",
                    answer.firstValue("Strict-Transport-Security").orElse(""),
                    path);
            for (var name : List.of(
                    "Referrer-Policy",
                    "Permissions-Policy",
                    "Cross-Origin-Opener-Policy",
                    "Cross-Origin-Resource-Policy"))
                assertTrue(answer.firstValue(name).isPresent(), path + ": " + name);
            for (var name : List.of("Server", "X-Powered-By", "Set-Cookie"))
                assertTrue(answer.firstValue(name).isEmpty(), path + ": " + name);
        }
    }

    @Test
    void noPageHoldsCodeOrStyleInline() throws Exception {
        for (var path : everything()) {
            var answer = site.get(path);
            if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) continue;
            var page = Jsoup.parse(answer.body());
            var inline = page.select("script:not([src]):not([type=application/ld+json]), style, [style]");
            assertTrue(inline.isEmpty(), path + ": " + inline);
            for (var element : page.getAllElements())
                for (var attribute : element.attributes())
                    assertFalse(attribute.getKey().startsWith("on"), path + ": " + element);
            assertTrue(page.select("a[href^=javascript], a[href^=data]").isEmpty(), path);
        }
    }

    /** Links lead anywhere; this is what a browser asks for by itself. */
    @Test
    void pagesLoadNothingFromOtherWebsites() throws Exception {
        var loaded = 0;
        for (var path : everything()) {
            var answer = site.get(path);
            if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) continue;
            var page = Jsoup.parse(answer.body());
            for (var element :
                    page.select("[src], [srcset], [poster], link[href]:not([rel~=canonical|alternate|next|prev])"))
                for (var name : List.of("src", "srcset", "poster", element.is("link") ? "href" : "src"))
                    for (var address : element.attr(name).split(",\\s+")) {
                        if (address.isEmpty()) continue;
                        assertTrue(address.matches("/(?!/).*|data:image/.*"), path + ": " + element);
                        loaded++;
                    }
        }
        assertTrue(loaded > 100, loaded + " things loaded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "//evil.example/..",
                "/\\evil.example",
                "/homes?q=//evil.example",
                "/homes?q=https://evil.example&view=//evil.example",
                "/mls///evil.example",
                "/mls/https:%2F%2Fevil.example",
                "/listing/%2F%2Fevil.example",
                "/homes/%2F/evil.example?page=1",
                "/homes?next=https://evil.example&url=https://evil.example&page=1",
                "/homes%0d%0aLocation:%20https://evil.example",
                "/homes?city=a%0d%0aSet-Cookie:%20x=1&page=1",
                "/embed/results?open=https://evil.example"
            })
    void noAddressLeadsToAnotherWebsite(String path) throws Exception {
        var answer = raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

        var head = answer.split("\r\n\r\n", 2)[0];
        assertFalse(head.contains("Set-Cookie"), head);
        for (var line : head.split("\r\n"))
            if (line.startsWith("Location:"))
                assertTrue(line.matches("Location: (http://127\\.0\\.0\\.1)?/([^/\\\\].*)?"), line);
    }

    /** What a program that speaks bytes hears. */
    private String raw(String request) throws Exception {
        try (var socket = new Socket("127.0.0.1", URI.create(site.url("/")).getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%00 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
                "GET /homes/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
                "GET /homes/..;/..;/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: <script>\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nbad header\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "\u0000\u0001\u0002\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
            })
    void whatCannotBeReadGetsAPlainPageThatTellsNothingOfTheServer(String request) throws Exception {
        var answer = raw(request);

        assertTrue(
                answer.matches("(?s)HTTP/1.1 (4\\d\\d|505) .*"),
                answer.lines().findFirst().orElse("nothing"));
        assertTrue(answer.contains("Content-Security-Policy: default-src 'none'"), answer);
        for (var word : List.of("jetty", "javalin", "exception", "at org.", "<script>", "root:"))
            assertFalse(answer.toLowerCase(Locale.ROOT).contains(word), word + " in " + answer);
    }

    /** What a request names in its first line counts, not what it says beside that (RFC 9112, 3.2.2). */
    @Test
    void whoNamesTheServerInTheFirstLineIsAskingThatOne() throws Exception {
        var rest = " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
        assertTrue(raw("GET http://127.0.0.1/terms" + rest).startsWith("HTTP/1.1 200 "));
        for (var target :
                List.of("http://evil.example/homes", "https://evil.example/", "http://a@evil.example/homes")) {
            var answer = raw("GET " + target + rest);
            assertTrue(
                    answer.startsWith("HTTP/1.1 4"),
                    target + ": " + answer.lines().findFirst().orElse(""));
            assertFalse(answer.contains("listing-card") || answer.contains("https://evil.example"), target);
        }
        for (var method : List.of("OPTIONS *", "GET *"))
            assertTrue(raw(method + rest).matches("(?s)HTTP/1.1 [24]\\d\\d .*"), method);
        // Jetty leaves that connection open until it is idle for too long.
        try (var socket = new Socket("127.0.0.1", URI.create(site.url("/")).getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(("CONNECT evil.example:443" + rest).getBytes(StandardCharsets.US_ASCII));
            var status = new String(socket.getInputStream().readNBytes(10), StandardCharsets.US_ASCII);
            assertEquals("HTTP/1.1 4", status, "no tunnel");
        }
    }

    /** Nobody gets past what reads HTTP/1.1 by another version of it. */
    @Test
    void theServerSpeaksNoOtherHttpInTheClear() throws Exception {
        var upgrade = raw("GET /terms HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade, HTTP2-Settings, close\r\n"
                + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n");
        assertTrue(
                upgrade.startsWith("HTTP/1.1 200 "), upgrade.lines().findFirst().orElse(""));
        var preface = raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        assertTrue(preface.matches("(?s)(HTTP/1.1 (4\\d\\d|505) .*)?"), preface);
    }

    @Test
    void headersBeyondHalfAMegabyteAreRefused() throws Exception {
        try {
            var answer = raw("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + "x".repeat(600_000) + "\r\n\r\n");
            assertTrue(
                    answer.isEmpty() || answer.startsWith("HTTP/1.1 431 "),
                    answer.lines().findFirst().orElse(""));
        } catch (SocketException hungUp) {
            // The server may close while the rest is still being sent; it must go on for others.
            assertEquals(200, site.get("/terms").statusCode());
        }
    }

    @Test
    void foreignHostNamesAreNotServed() throws Exception {
        for (var host : List.of("evil.example", "homes.example.com.evil.example", "evil.example:80", "")) {
            var request = " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            var answer = raw("GET /homes" + request);
            assertTrue(answer.startsWith("HTTP/1.1 421 ") || host.isEmpty() && answer.startsWith("HTTP/1.1 4"), host);
            assertFalse(answer.contains("listing-card"), host);
            if (!host.isEmpty()) assertTrue(raw("GET /healthz" + request).startsWith("HTTP/1.1 200 "), host);
        }
        for (var host : List.of("homes.example.com", "HOMES.example.com:443", "homes.example.com."))
            assertTrue(
                    raw("GET /homes HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .startsWith("HTTP/1.1 200 "),
                    host);
    }

    @Test
    void clientThatAsksForTooMuchIsToldWhenToComeBack() throws Exception {
        var last = site.get("/terms", "X-Forwarded-For", "203.0.113.99");
        for (int count = 0; count < 200 && last.statusCode() == 200; count++)
            last = site.get("/terms", "X-Forwarded-For", "203.0.113.99");

        assertEquals(429, last.statusCode());
        assertTrue(Integer.parseInt(last.headers().firstValue("Retry-After").orElse("0")) >= 1);
        assertEquals("no-store", last.headers().firstValue("Cache-Control").orElse(""));
        assertTrue(last.body().contains("You’re going a bit fast"));
        assertEquals(200, site.get("/terms", "X-Forwarded-For", "203.0.113.98").statusCode());
        assertFalse(site.management("/metrics").body().contains("reason=\"rate\"} 0"));
    }
}
