package porchlight.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;
import porchlight.harness.TestSite;
import porchlight.site.Sources;
import porchlight.web.Route;

/** Whatever is asked of any route, or of the demo MLS, is answered and never with a fault of the program. */
class RouteFuzzTest {
    private static final Pattern LOCATION = Pattern.compile("(?im)^Location: (.*?)\r?$");
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final List<String> ODATA = List.of(
            "Property",
            "Property('1')",
            "Property/$count",
            "Member",
            "Office",
            "Media",
            "OpenHouse",
            "$metadata",
            "",
            "Property?$filter=",
            "Property?$orderby=",
            "Property?$select=",
            "Property?$expand=",
            "Property?$top=",
            "Property?$skiptoken=");

    private static DemoMls mls;
    private static TestSite site;
    private static List<String> routes;

    @BeforeAll
    static void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(30).rateLimit(0));
        site = TestSite.on(
                mls.serviceRoot(),
                Map.of("TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8"),
                Sources.packaged(),
                InstantSource.system());
        routes = site.routes().routes().stream().map(Route::path).distinct().toList();
    }

    @AfterAll
    static void stop() {
        site.close();
        mls.close();
    }

    private static Gen<String> texts() {
        return Gen.oneOf(
                Gen.strings(30).map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8)),
                // As nobody should send it: bad escapes, brackets, quotes.
                Gen.ascii(30),
                Gen.of(
                        "..%2f..%2fetc%2fpasswd",
                        "%00",
                        "%",
                        "%ff%fe",
                        "%u0000",
                        "${7*7}",
                        "%24%7B7*7%7D",
                        "<script>",
                        "'%20or%201%20eq%201",
                        "1e999",
                        "-1",
                        "99999999999999999999",
                        "NaN",
                        "a".repeat(5_000),
                        "%F0%9F%8F%A1",
                        "//evil.example/",
                        ";jsessionid=1"));
    }

    Gen<List<String>> words() {
        return texts().list(8, 8);
    }

    Gen<String> headers() {
        var names = Gen.of(
                "Accept",
                "Accept-Encoding",
                "Accept-Language",
                "If-None-Match",
                "If-Modified-Since",
                "Range",
                "Cookie",
                "Origin",
                "Referer",
                "Sec-Fetch-Site",
                "User-Agent",
                "X-Forwarded-For",
                "X-Forwarded-Proto",
                "X-Forwarded-Host",
                "Forwarded",
                "Content-Type");
        return Gen.both(names, texts(), (name, value) -> name + ": " + value + "\r\n")
                .list(4)
                .map(all -> String.join("", all));
    }

    Gen<String> filters() {
        return Gen.oneOf(
                texts(),
                Gen.of(
                                "ListPrice",
                                "City",
                                "eq",
                                "gt",
                                "and",
                                "or",
                                "not",
                                "in",
                                "(",
                                ")",
                                ",",
                                "'x'",
                                "null",
                                "5",
                                "-1.5e3",
                                "contains",
                                "tolower",
                                "startswith",
                                "geo.distance",
                                "geography'POINT(1%202)'",
                                "Media/any",
                                "m:m/Order",
                                "2026-01-01",
                                "now",
                                "has",
                                "div",
                                "'")
                        .list(10)
                        .map(all -> String.join("%20", all)));
    }

    @Test
    void noRouteAnswersAnythingWithAFault() {
        Seeded.check(400, words(), headers(), Gen.integers(), (words, headers, which) -> {
            var route = routes.get(Math.floorMod(which, routes.size()));
            var path = new StringBuilder();
            var word = 0;
            for (var part : route.split("(?=\\{|<)|(?<=\\}|>)"))
                path.append(part.startsWith("{") || part.startsWith("<") ? words.get(word++ % 3) : part);
            var names = Stream.of(
                            "q",
                            "city",
                            "min_price",
                            "beds",
                            "polygon",
                            "bounds",
                            "near",
                            "keys",
                            "page",
                            "url",
                            "zoom")
                    .toList();
            path.append('?');
            for (int i = 3; i < 6; i++)
                path.append(names.get(Math.floorMod(which + 7 * i, names.size())))
                        .append('=')
                        .append(words.get(i))
                        .append('&');
            var method = List.of("GET", "GET", "GET", "HEAD", "POST", "PUT", "OPTIONS", "BREW")
                    .get(Math.floorMod(which / 100, 8));
            var answer = send(site.url("/"), method, path.toString(), headers, words.get(6));
            sane(answer, method + " " + path + "\n" + headers, Set.of(503));
            safe(answer, method + " " + path + "\n" + headers);
        });
    }

    @Test
    void noInquiryIsAFault() {
        Seeded.check(300, words(), Gen.booleans(), (words, known) -> {
            var body = String.join(
                    "&",
                    "name=" + words.get(0),
                    "email=" + words.get(1),
                    "phone=" + words.get(2),
                    "message=" + words.get(3),
                    "token=" + words.get(4),
                    words.get(5),
                    "consent=" + words.get(6));
            var path = known ? "/contact" : "/listing/" + words.get(7) + "/inquiry";
            var answer = send(site.url("/"), "POST", path, "Content-Type: application/x-www-form-urlencoded\r\n", body);
            sane(answer, body, Set.of(503));
            safe(answer, body);
        });
    }

    @Test
    void theDemoMlsRefusesWhatItCannotRead() {
        Seeded.check(400, filters(), Gen.integers(), (filter, which) -> {
            var base = ODATA.get(Math.floorMod(which, 3) == 0 ? 9 : Math.floorMod(which, ODATA.size()));
            var path = URI.create(mls.serviceRoot()).getPath()
                    + base
                    + (base.endsWith("=") ? filter : "?$filter=" + filter);
            var answer = send(
                    mls.serviceRoot(),
                    "GET",
                    path,
                    "Authorization: Bearer demo-token\r\nAccept: application/json\r\n",
                    "");
            sane(answer, path, Set.of(501));
        });
    }

    Gen<String> options() {
        var fields = Gen.of(
                "ListPrice",
                "City",
                "Media",
                "OpenHouse",
                "Nothing",
                "*",
                "",
                "ListPrice/City",
                "Media/Order",
                "$count",
                "tolower(City)",
                "1",
                "'x'");
        var lists = fields.list(4).map(all -> String.join(",", all));
        var orders = Gen.both(fields, Gen.of("", "%20asc", "%20desc", "%20down", "%20desc%20desc"), String::concat)
                .list(3)
                .map(all -> String.join(",", all));
        var numbers = Gen.of("0", "1", "25", "-1", "1e3", "99999999999999999999", "", "x", "2147483647");
        var nested = Gen.all(
                lists,
                numbers,
                orders,
                Gen.of(")", "", "))", ";"),
                (select, top, order, end) -> "Media($select=" + select + ";$top=" + top + ";$orderby=" + order
                        + ";$filter=Order%20eq%201" + end);
        var values = Gen.oneOf(lists, orders, numbers, nested, nested.map(one -> one + "," + one), texts());
        return Gen.both(
                        Gen.of(
                                "$select",
                                "$expand",
                                "$orderby",
                                "$top",
                                "$skip",
                                "$count",
                                "$skiptoken",
                                "$search",
                                "$apply",
                                "x",
                                "%24select"),
                        values,
                        (name, value) -> name + "=" + value)
                .list(1, 5)
                .map(all -> String.join("&", all));
    }

    @Test
    void theDemoMlsRefusesOptionsItCannotRead() {
        Seeded.check(400, options(), Gen.booleans(), (options, one) -> {
            var path = URI.create(mls.serviceRoot()).getPath() + (one ? "Property('1')?" : "Property?") + options;
            var answer = send(
                    mls.serviceRoot(),
                    "GET",
                    path,
                    "Authorization: Bearer demo-token\r\nAccept: application/json\r\n",
                    "");
            sane(answer, path, Set.of(501));
        });
    }

    private static void sane(String answer, String asked, Set<Integer> intended) {
        var status = STATUS.matcher(answer);
        assertTrue(status.lookingAt(), "no HTTP answer to " + asked + "\n" + answer);
        var code = Integer.parseInt(status.group(1));
        assertTrue(code < 500 || intended.contains(code), code + " for " + asked + "\n" + answer);
        for (var inner : List.of("\tat ", "at porchlight.", "at java.base", "org.eclipse.jetty", "org.thymeleaf"))
            assertFalse(answer.contains(inner), inner + " for " + asked);
    }

    /** Leads nowhere else, runs nothing foreign, and shows what was sent as text only. */
    private static void safe(String answer, String asked) {
        var head = answer.split("\r\n\r\n", 2)[0];
        var to = LOCATION.matcher(head);
        if (to.find())
            assertTrue(
                    to.group(1).matches("/(?![/\\\\]).*|\\Q" + site.url("") + "\\E(/.*)?"),
                    to.group(1) + " for " + asked);
        if (!head.contains("text/html")) return;
        assertTrue(
                head.contains("Content-Security-Policy: default-src 'none'")
                        && head.contains("X-Content-Type-Options: nosniff"),
                head + " for " + asked);
        var body = answer.substring(head.length());
        assertFalse(body.contains("<script>"), "what was sent runs: " + asked);
    }

    /** As it is: no client in between that mends or refuses it. */
    private static String send(String server, String method, String target, String headers, String body)
            throws IOException {
        var url = URI.create(server);
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(20_000);
            var request = method + " " + target + " HTTP/1.1\r\nHost: " + url.getAuthority()
                    + "\r\nConnection: close\r\n" + headers
                    + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
