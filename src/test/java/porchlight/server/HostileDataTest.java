package porchlight.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.xml.parsers.DocumentBuilderFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.LyingMls;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** A MLS whose every listing is an attack, and what visitors see of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileDataTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MARKUP =
            "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>";
    private static final String TEMPLATE = "${7*7919} [[${7*7919}]] [(${7*7919})] __${7*7919}__ *{7*7919} #{7*7919}";
    private static final String BIDI = "Fine\u202Egpj.exe\u2066 \u0000\u0007\u001B[31m home\uFEFF\u0085";
    private static final List<String> BAD_ADDRESSES = List.of(
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "data:image/svg+xml,<svg onload=alert(1)>",
            "vbscript:x",
            "file:///etc/passwd",
            "//evil.example/x.jpg",
            "\\\\evil.example\\x.jpg",
            "https://user:secret@evil.example/x.jpg",
            "http://127.0.0.1:22/x.jpg",
            "http://127.1/x.jpg",
            "http://0x7f.1/x.jpg",
            "http://0177.0.0.1/x.jpg",
            "http://2130706433/x.jpg",
            "http://127.0.0.1./x.jpg",
            "http://169.254.169.254/latest/meta-data",
            "http://10.0.0.1/x.jpg",
            "http://[::1]/x.jpg",
            "http://[::ffff:127.0.0.1]/x.jpg",
            "http://localhost/x.jpg",
            "http://localhost./x.jpg",
            "http://printer.local/x.jpg",
            "http://metadata.google.internal/x.jpg",
            "http://intranet/x.jpg");

    private final Map<String, String> keys = new TreeMap<>();
    private DemoMls demo;
    private LyingMls mls;
    private TestSite site;
    private String openHouse;

    @BeforeAll
    void start() throws Exception {
        demo = DemoMls.start(DemoOptions.standard().listings(120).rateLimit(0));
        mls = new LyingMls(demo);
        var free = new ArrayList<>(activeHomes());
        Map<String, Consumer<ObjectNode>> lies = new TreeMap<>();
        lies.put("markup", listing -> {
            for (var field : List.of(
                    "PublicRemarks",
                    "StreetName",
                    "UnitNumber",
                    "City",
                    "SubdivisionName",
                    "ListOfficeName",
                    "ListAgentFullName",
                    "PropertySubType",
                    "PostalCode",
                    "AttributionContact",
                    "ListingId",
                    "ElementarySchool",
                    "OriginatingSystemName")) listing.put(field, MARKUP);
            listing.putArray("View").add(MARKUP);
            for (var photo : listing.path("Media")) ((ObjectNode) photo).put("ShortDescription", MARKUP);
        });
        lies.put("template", listing -> {
            for (var field : List.of("PublicRemarks", "StreetName", "ListOfficeName", "SubdivisionName", "City"))
                listing.put(field, TEMPLATE);
        });
        lies.put("addresses", listing -> {
            listing.put("VirtualTourURLUnbranded", "javascript:alert(1)").put("SourceMLSURL", "javascript:alert(1)");
            listing.put("AttributionContact", "javascript:alert(1)");
            var media = listing.putArray("Media");
            for (var address : BAD_ADDRESSES) {
                media.addObject()
                        .put("MediaURL", address)
                        .put("MediaCategory", "Photo")
                        .put("Order", 1);
                media.addObject().put("MediaURL", address).put("MediaCategory", "Video");
            }
            media.addObject()
                    .put("MediaURL", "https://photos.example.com/a\".jpg?x=' onerror=alert(1) <b>")
                    .put("MediaCategory", "Photo")
                    .put("Order", 2);
        });
        lies.put("bidi", listing -> {
            for (var field : List.of("PublicRemarks", "StreetName", "ListOfficeName", "SubdivisionName", "City"))
                listing.put(field, BIDI);
        });
        lies.put("surrogates", listing -> {
            for (var field : List.of("PublicRemarks", "StreetName", "ListOfficeName", "SubdivisionName", "City"))
                listing.put(field, "Half \uD83D smile \uDE00 and \uFFFE\uFFFF whole \uD83D\uDE00 end");
        });
        lies.put(
                "long",
                listing -> listing.put("PublicRemarks", "Long <b>story. ".repeat(7_000) + "THE END")
                        .put("StreetName", "Endless".repeat(5_000)));
        lies.put(
                "numbers",
                listing -> listing.put("BedroomsTotal", -4)
                        .put("YearBuilt", 99_999)
                        .put("LivingArea", 1e300)
                        .put("LotSizeAcres", -1)
                        .put("Latitude", 1e99)
                        .put("Longitude", 45)
                        .put("DaysOnMarket", Integer.MIN_VALUE)
                        .put("TaxAnnualAmount", "1E+999999999")
                        .put("OriginalListPrice", "NaN")
                        .put("GarageSpaces", "Infinity")
                        .put("OnMarketDate", "99999-12-31")
                        .put("ModificationTimestamp", "+999999999-12-31T23:59:59Z")
                        .put("PriceChangeTimestamp", "-999999999-01-01T00:00:00Z"));
        lies.put("price", listing -> listing.put("ListPrice", "1E+999999999"));
        lies.put("negative", listing -> listing.put("ListPrice", -5));
        lies.put("types", listing -> {
            listing.putObject("ListOfficeName").put("a", 1);
            listing.putArray("BedroomsTotal").add(3);
            listing.put("PublicRemarks", 42)
                    .put("Media", "none")
                    .put("View", true)
                    .put("City", 7);
            listing.putArray("OpenHouse").add(1).addNull().add("x");
            listing.putObject("Room").put("a", 1);
            listing.put("Latitude", "north").put("YearBuilt", "about 1900");
        });
        lies.put("media", listing -> {
            var media = listing.putArray("Media");
            media.add(1).addNull().add("x").addArray();
            for (int i = 0; i < 800; i++)
                media.addObject()
                        .put("MediaURL", "https://photos.example.com/" + i + ".jpg")
                        .put("MediaHTML", "<script>alert(1)</script>")
                        .put("Order", i);
        });
        lies.put("status", listing -> listing.putArray("StandardStatus").add("Active"));
        lies.put("key", listing -> listing.put("ListingKey", "../../evil?<script>#\"' " + "k".repeat(400)));
        var open = openHouse(free);
        free.remove(open.path("ListingKey").asText());
        openHouse = open.path("OpenHouseKey").asText();
        mls.lie(open.path("ListingKey").asText(), listing -> {
            listing.put("StreetName", "Main\r\nATTENDEE:mailto:evil@example.com\nX:\u2028Y;\\,Z");
            listing.put("ListOfficeName", "Office\r\nEND:VCALENDAR\r\n" + BIDI);
            for (var each : listing.path("OpenHouse"))
                ((ObjectNode) each)
                        .put(
                                "OpenHouseRemarks",
                                "Tea\r\nEND:VEVENT\r\nBEGIN:VALARM\rACTION:EMAIL\u2029" + BIDI + MARKUP);
        });
        lies.forEach((name, lie) -> {
            var key = free.remove(0);
            keys.put(name, key);
            mls.lie(key, lie);
        });
        site = TestSite.on(
                        mls.serviceRoot(),
                        Map.of(
                                "MLS_PROFILE",
                                "src/test/profiles/lying-feed.yaml",
                                "EMBED_ORIGINS",
                                "https://w.example"),
                        Sources.packaged(),
                        InstantSource.system())
                .swept();
        // The first page of its kind may take long on a busy machine.
        for (int tries = 0; tries < 6; tries++)
            try {
                site.get("/embed/listing/" + keys.get("template"));
                listing("template", "");
                break;
            } catch (HttpTimeoutException busy) {
                // Once more.
            }
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
        demo.close();
    }

    private JsonNode asked(String query) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(demo.serviceRoot() + query))
                .header("Authorization", "Bearer " + DemoMls.TOKEN)
                .build();
        var body = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return JSON.readTree(body).path("value");
    }

    /** One to come, of one of these homes. */
    private JsonNode openHouse(List<String> homes) throws Exception {
        for (var each : asked("OpenHouse?$top=100&$orderby=OpenHouseStartTime%20desc"))
            if (homes.contains(each.path("ListingKey").asText())) return each;
        throw new IllegalStateException("no open house");
    }

    private List<String> activeHomes() throws Exception {
        var filter =
                "StandardStatus eq 'Active' and PropertyType eq 'Residential' and InternetEntireListingDisplayYN ne"
                        + " false and InternetAddressDisplayYN ne false";
        var found = new ArrayList<String>();
        for (var row : asked("Property?$top=100&$select=ListingKey&$orderby=OnMarketDate%20desc,ListingKey&$filter="
                + URLEncoder.encode(filter, StandardCharsets.UTF_8)))
            found.add(row.path("ListingKey").asText());
        return found;
    }

    /** The pages of a listing, redirects to its right address followed. */
    private Document listing(String lie, String suffix) throws Exception {
        var path = "/listing/" + keys.get(lie);
        var answer = site.get(path);
        if (answer.statusCode() == 301)
            path = answer.headers().firstValue("Location").orElseThrow();
        return safe(path + suffix);
    }

    /** The page at a path, after making sure that it holds nothing of a stranger's that acts. */
    private Document safe(String path) throws Exception {
        var answer = site.get(path);
        assertEquals(200, answer.statusCode(), path);
        var page = Jsoup.parse(answer.body(), site.url(path));
        for (var script : page.select("script:not([type=application/ld+json])")) {
            assertTrue(script.attr("src").startsWith("/assets/"), script.toString());
            assertEquals("", script.data(), path);
        }
        for (var data : page.select("script[type=application/ld+json]")) JSON.readTree(data.data());
        assertTrue(
                page.select("svg[onload], img[onerror], iframe:not([src^=/]), object, embed, base")
                        .isEmpty(),
                path);
        for (var element : page.getAllElements())
            for (var attribute : element.attributes()) {
                assertFalse(attribute.getKey().startsWith("on"), path + ": " + element);
                if (List.of("href", "src", "action", "srcset", "poster", "formaction")
                        .contains(attribute.getKey()))
                    assertTrue(
                            attribute
                                    .getValue()
                                    .matches("(?s)(/(?!/)|\\?|#|https://|http://127\\.0\\.0\\.1:|mailto:|tel:).*|"),
                            path + ": " + element);
            }
        assertFalse(
                answer.body()
                        .codePoints()
                        .anyMatch(c -> c != '\n' && c != '\t' && c != '\r' && c < 32
                                || c >= 0x7f && c < 0xa0
                                || c >= 0x202A && c <= 0x202E
                                || c >= 0x2066 && c <= 0x2069
                                || c == 0xFFFE
                                || c == 0xFFFF),
                path);
        assertFalse(answer.body().contains("55433"), path + " evaluates what the MLS wrote");
        assertFalse(answer.body().contains("user:secret@"), path);
        return page;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/homes",
                "/homes?page=2",
                "/homes?sort=price",
                "/homes?sort=-price",
                "/open-houses",
                "/embed/results",
                "/embed/results?layout=carousel",
                "/homes?view=map",
                "/places"
            })
    void pagesOfManyListingsStandWithEveryLieOnThem(String path) throws Exception {
        var page = safe(path);
        assertFalse(page.select(".listing-card, .open-houses, h1").isEmpty());
    }

    @Test
    void everyPlaceStandsWithEveryLieInIt() throws Exception {
        var paths = safe("/places").select("main a[href^=/]").eachAttr("href").stream()
                .map(href -> href.replaceFirst("#.*", ""))
                .distinct()
                .toList();
        assertTrue(paths.size() > 10, paths.toString());
        for (var path : paths) {
            assertTrue(path.matches("/[a-z0-9/-]{0,200}"), path);
            assertFalse(safe(path).select("h1").text().isBlank(), path);
        }
    }

    @Test
    void calendarFileHoldsOneEventWhateverIsWrittenInIt() throws Exception {
        var file = site.get("/open-houses/" + openHouse + ".ics");
        assertEquals(200, file.statusCode());
        var text = file.body();
        assertFalse(
                text.replace("\r\n", "").matches("(?s).*[\\p{Cntrl}\u2028\u2029\u202A-\u202E\u2066-\u2069].*"), text);
        for (var line : text.split("\r\n")) assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 75, line);
        var lines = List.of(text.replace("\r\n ", "").split("\r\n"));
        assertEquals(
                List.of(
                        "BEGIN",
                        "VERSION",
                        "PRODID",
                        "CALSCALE",
                        "METHOD",
                        "BEGIN",
                        "UID",
                        "DTSTAMP",
                        "DTSTART",
                        "DTEND",
                        "SUMMARY",
                        "LOCATION",
                        "DESCRIPTION",
                        "URL",
                        "STATUS",
                        "TRANSP",
                        "END",
                        "END"),
                lines.stream().map(line -> line.replaceFirst(":.*", "")).toList());
        assertTrue(text.replace("\r\n ", "").contains("Tea"), text);
        assertFalse(
                String.valueOf(file.headers().map().get("content-disposition")).contains("\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"markup", "template", "addresses", "bidi", "numbers", "types", "media", "long"})
    void structuredDataHoldOnlyWebAddressesPlainTextAndPossibleNumbers(String lie) throws Exception {
        var data = listing(lie, "").select("script[type=application/ld+json]");
        assertFalse(data.isEmpty());
        for (var block : data) {
            assertFalse(block.data().contains("<"), lie);
            possible(JSON.readTree(block.data()), "");
        }
    }

    private static void possible(JsonNode node, String name) {
        for (var child : node) if (node.isArray()) possible(child, name);
        node.fields().forEachRemaining(field -> possible(field.getValue(), field.getKey()));
        if (node.isNumber()) assertTrue(Math.abs(node.asDouble()) < 1e10, name + ": " + node);
        if (!node.isTextual()) return;
        if (List.of("url", "@id", "item", "image", "contentUrl", "logo", "embedUrl", "thumbnailUrl")
                .contains(name)) assertTrue(node.asText().matches("https?://[^\\s\"<>]+"), name + ": " + node);
        assertFalse(
                node.asText()
                        .chars()
                        .anyMatch(c -> c < 32 && c != '\n' || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069),
                name + ": " + node);
    }

    @Test
    void resultsShowEveryListingThatCanBeShownAsItsText() throws Exception {
        var text = new StringBuilder();
        var cards = 0;
        for (int number = 1; number <= 5; number++) {
            var path = "/homes" + (number == 1 ? "" : "?page=" + number);
            if (site.get(path).statusCode() != 200) break;
            var page = safe(path);
            text.append(page.select(".listing-card").text());
            cards += page.select(".listing-card").size();
            assertTrue(page.select("a.listing-card__link").eachAttr("href").stream()
                    .allMatch(href -> href.matches("/listing/[^/?#<>\"']+/[a-z0-9-]{1,200}")));
        }
        assertTrue(text.indexOf("alert(1)") > 0, "markup is shown as text");
        assertTrue(text.indexOf("${7*7919}") > 0, "templates are shown as text");
        assertTrue(cards > 60, cards + " cards");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"markup", "template", "addresses", "bidi", "surrogates", "long", "numbers", "types", "media"})
    void everyPageOfALyingListingStands(String lie) throws Exception {
        assertFalse(listing(lie, "").select("h1").text().isBlank());
        assertFalse(listing(lie, "/photos").select("h1").text().isBlank());
        assertFalse(safe("/embed/listing/" + keys.get(lie)).select("h1").text().isBlank());
        assertFalse(safe("/saved?keys=" + keys.get(lie)).select(".listing-card").isEmpty());
        assertFalse(safe("/compare?keys=" + keys.get(lie)).select("table").isEmpty());
        var card = site.get(
                "/oembed?url=" + URLEncoder.encode(site.url("/listing/" + keys.get(lie)), StandardCharsets.UTF_8));
        assertEquals("1.0", JSON.readTree(card.body()).path("version").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"markup", "template", "addresses", "bidi", "surrogates", "long", "numbers", "types"})
    void picturesOfALyingListingAreXmlThatDoesNothing(String lie) throws Exception {
        var path = site.get("/listing/" + keys.get(lie))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        var shown = 0;
        for (var file : List.of("/map.svg", "/qr.svg")) {
            var picture = site.get(path + file);
            // Where a home is that has no place there is no map.
            if (file.equals("/map.svg") && picture.statusCode() == 404) continue;
            assertEquals(200, picture.statusCode(), path + file);
            var root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(picture.body().getBytes(StandardCharsets.UTF_8)))
                    .getDocumentElement();
            var elements = root.getElementsByTagName("*");
            for (int i = 0; i < elements.getLength(); i++) {
                var element = elements.item(i);
                assertFalse(
                        List.of("script", "foreignObject", "iframe", "animate", "set")
                                .contains(element.getNodeName()),
                        path + file);
                for (int each = 0; each < element.getAttributes().getLength(); each++) {
                    var attribute = element.getAttributes().item(each);
                    assertFalse(attribute.getNodeName().startsWith("on"), path + file);
                    assertFalse(attribute.getNodeValue().contains("javascript:"), path + file);
                }
            }
            assertFalse(picture.body().contains("55433"), path + file);
            shown++;
        }
        assertTrue(shown > 0, path);
    }

    @Test
    void markupIsText() throws Exception {
        var page = listing("markup", "");
        assertTrue(page.select(".remarks").text().contains("<script>alert(1)</script>"));
        assertTrue(page.select(".attribution").text().contains("<img src=x onerror=alert(2)>"));
        assertTrue(page.select("h1").text().contains("<svg/onload=alert(3)>"));
    }

    @Test
    void templatesAreText() throws Exception {
        assertTrue(listing("template", "").select(".remarks").text().contains("${7*7919} [[${7*7919}]]"));
    }

    @Test
    void onlyPublicAddressesAreLinked() throws Exception {
        var page = listing("addresses", "/photos");
        assertEquals(
                List.of("https://photos.example.com/a%22.jpg?x=%27%20onerror=alert(1)%20%3Cb%3E"),
                page.select("main img[src^=http]").eachAttr("src").stream()
                        .distinct()
                        .toList());
        var detail = listing("addresses", "");
        assertTrue(detail.select(".media-links a").isEmpty());
        assertTrue(detail.select("[data-source-mls], [src^=javascript]").isEmpty());
        assertTrue(detail.select(".attribution a").isEmpty());
    }

    @Test
    void directionMarksAndControlCharactersAreLeftOut() throws Exception {
        var page = listing("bidi", "");
        assertEquals("Finegpj.exe [31m home", page.select(".remarks").text());
    }

    @Test
    void halfCharactersAreLeftOutAndWholeOnesStay() throws Exception {
        assertEquals(
                "Half smile and whole \uD83D\uDE00 end",
                listing("surrogates", "").select(".remarks").text());
    }

    @Test
    void longRemarksAreShownWholeAndLongStreetsNot() throws Exception {
        var page = listing("long", "");
        assertTrue(page.select(".remarks").text().endsWith("Long <b>story. THE END"));
        assertTrue(page.title().length() < 300, page.title());
        assertTrue(page.select("meta[name=description]").attr("content").length() < 400);
        assertTrue(page.select("link[rel=canonical]").attr("href").length() < 300);
    }

    @Test
    void absurdNumbersAreLeftOut() throws Exception {
        var text = listing("numbers", "").select("main").text();
        for (var word : List.of("99999", "99,999", "-4", "Infinity", "NaN", "E+", "999,999,999", "2147483648", "-1 "))
            assertFalse(text.contains(word), word);
        for (var lie : List.of("price", "negative", "status"))
            assertEquals(404, site.get("/listing/" + keys.get(lie)).statusCode(), lie);
    }

    @Test
    void wrongTypesAreAsIfAbsent() throws Exception {
        var page = listing("types", "");
        assertTrue(page.select(".listing__price").text().startsWith("$"));
        assertFalse(page.text().contains("{"));
    }

    @Test
    void feedIsWellFormedXml() throws Exception {
        for (var path : List.of("/feed.atom", "/feed.atom?page=2", "/feed.atom?page=3")) {
            var answer = site.get(path);
            assertEquals(200, answer.statusCode(), path);
            var feed = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)));
            assertTrue(feed.getElementsByTagName("entry").getLength() > 10);
            assertFalse(answer.body().contains("<script"));
            assertFalse(answer.body().contains("+999999999"));
        }
    }

    @Test
    void sitemapsAreWellFormedAndHoldOnlyAddressesOfThisSite() throws Exception {
        var index = Jsoup.parse(site.get("/sitemap.xml").body(), "", org.jsoup.parser.Parser.xmlParser());
        var addresses = 0;
        for (var loc : index.select("loc").eachText()) {
            var body = site.get(URI.create(loc).getRawPath()).body();
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
            for (var page : Jsoup.parse(body, "", org.jsoup.parser.Parser.xmlParser())
                    .select("loc")
                    .eachText()) {
                assertTrue(page.startsWith(site.url("/")) && page.length() < 900, page);
                addresses++;
            }
        }
        assertTrue(addresses > 50, addresses + " addresses");
    }

    @Test
    void answersForScriptsAreJson() throws Exception {
        for (var line : List.of("Half", "alert", "script", "Fine", "7", "Endless", "k"))
            assertTrue(read("/api/suggest?q=" + line).path("suggestions").isArray());
        var suggestion = read("/api/suggest?q=" + URLEncoder.encode("<script>", StandardCharsets.UTF_8));
        for (var offer : suggestion.path("suggestions"))
            assertTrue(offer.path("href").asText().startsWith("/"), offer.toString());
        assertFalse(read("/api/pins?zoom=18").isEmpty());
        assertFalse(read("/api/pins?zoom=8").isEmpty());
    }

    private JsonNode read(String path) throws Exception {
        var answer = site.get(path);
        assertEquals(200, answer.statusCode(), path);
        assertEquals(
                "nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
        assertFalse(answer.body().contains("+999999999"));
        return JSON.readTree(answer.body());
    }

    private static MockResponse json(Buffer body) {
        return new MockResponse.Builder()
                .setHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    private static MockResponse json(String body) {
        return json(new Buffer().writeUtf8(body));
    }

    /** A search whose answer is a lie as a whole; the lowest price tells which. */
    private Document search(int price, Supplier<MockResponse> answer, int status) throws Exception {
        mls.answer(Integer.toString(price), answer);
        var results = site.get("/homes?min_price=" + price);
        assertEquals(status, results.statusCode(), "from " + price);
        assertFalse(results.body().contains("Exception") || results.body().contains("porchlight."));
        return Jsoup.parse(results.body());
    }

    @Test
    void fiftyMegabytesAreNotRead() throws Exception {
        var page = search(90001, () -> json("{\"value\":[],\"x\":\"" + "x".repeat(50_000_000) + "\"}"), 503);
        assertTrue(page.text().contains("Listings are unavailable right now"));
    }

    @Test
    void smallBodyThatUnpacksToAHundredMegabytesIsNotRead() throws Exception {
        var packed = new Buffer();
        try (var gzip = Okio.buffer(new GzipSink(packed))) {
            gzip.writeUtf8("{\"value\":[],\"x\":\"");
            var chunk = new byte[1_000_000];
            for (int i = 0; i < 100; i++) gzip.write(chunk);
        }
        search(
                90002,
                () -> json(packed.copy())
                        .newBuilder()
                        .setHeader("Content-Encoding", "gzip")
                        .build(),
                503);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            90010 | {"value":[{"ListPrice":NaN}]}
            90011 | {"value":{}}
            90012 | {"value":[}
            90013 | <html><script>alert(1)</script></html>
            90014 | []
            90015 | null
            90016 | {"error":{"code":"x","message":"<script>alert(1)</script>"}}
            """)
    void nonsenseIsA503Page(int zip, String body) throws Exception {
        assertFalse(search(zip, () -> json(body), 503).html().contains("alert(1)"));
    }

    @Test
    void depthAndBytesThatAreNoTextAreA503Page() throws Exception {
        search(90020, () -> json("{\"value\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}"), 503);
        search(
                90021,
                () -> json("{\"value\":[{\"a\":" + "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000) + "}]}"),
                503);
        search(
                90022,
                () -> json(new Buffer()
                        .writeUtf8("{\"value\":[{\"City\":\"")
                        .write(new byte[] {(byte) 0xc3, (byte) 0x28, (byte) 0xff, (byte) 0xfe})
                        .writeUtf8("\"}]}")),
                503);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            90030 | {"value":[1,"x",null,[],{},{"ListingKey":7},{"ListingKey":{}}]}
            90031 | {"value":[{"StandardStatus":"Active"}],"value":[]}
            90032 | {"@odata.count":-7,"value":[]}
            90033 | {"@odata.count":"many","value":[]}
            90034 | {"@odata.count":0,"value":[],"@odata.nextLink":"https://evil.example/more"}
            90035 | {"@odata.count":0,"value":[],"@odata.nextLink":"javascript:alert(1)"}
            90036 | {"@odata.count":0,"value":[],"@odata.nextLink":{"a":1}}
            90037 | {"@odata.count":0,"value":[],"@odata.nextLink":7}
            """)
    void rowsAndNotesThatMakeNoSenseAreNoListings(int zip, String body) throws Exception {
        var page = search(zip, () -> json(body), 200);
        assertTrue(page.select(".listing-card").isEmpty());
        assertTrue(page.text().contains("No homes match your search"), page.text());
    }

    @Test
    void absurdCountShowsNoMorePagesThanTheRulesAllow() throws Exception {
        var page = search(90040, () -> json("{\"@odata.count\":999999999999999999,\"value\":[]}"), 200);
        assertEquals("21", page.select(".pagination a[aria-label^=Page]").last().text());
    }

    @Test
    void redirectToAnotherHostIsNotFollowed() throws Exception {
        try (var evil = new MockWebServer()) {
            evil.start();
            for (var status : new int[] {301, 302, 307, 308})
                search(
                        90050 + status - 300,
                        () -> new MockResponse.Builder()
                                .code(status)
                                .setHeader("Location", evil.url("/steal").toString())
                                .build(),
                        503);
            assertNull(evil.takeRequest(100, java.util.concurrent.TimeUnit.MILLISECONDS));
        }
    }

    /** The sweep follows links; it would take the key of the MLS along. */
    @Test
    void nextLinkToAnotherHostIsNotFollowed() throws Exception {
        try (var evil = new MockWebServer();
                var liar = new LyingMls(demo)) {
            evil.start();
            var links = new java.util.concurrent.atomic.AtomicInteger();
            liar.answer("ModificationTimestamp%20ge", () -> json("{\"value\":[]}"));
            liar.answer("skiptoken", () -> {
                links.incrementAndGet();
                return json("{\"value\":[],\"@odata.nextLink\":\"" + evil.url("/steal?$skiptoken=1") + "\"}");
            });
            try (var led = TestSite.on(liar.serviceRoot())) {
                Waiting.until(() -> links.get() >= 1);
                assertTrue(links.get() > 0, "the sweep got no link");
                assertTrue(led.page("/homes").select(".listing-card").size() > 20);
                assertNull(evil.takeRequest(300, java.util.concurrent.TimeUnit.MILLISECONDS));
            }
        }
    }

    @Test
    void pagesThatLeadInACircleAreReadNoMoreThanTheBudgetAllows() throws Exception {
        try (var circle = new LyingMls(demo)) {
            var asked = new java.util.concurrent.atomic.AtomicInteger();
            circle.answer("ModificationTimestamp%20ge", () -> json("{\"value\":[]}"));
            circle.answer("skiptoken", () -> {
                asked.incrementAndGet();
                return json(
                        "{\"value\":[],\"@odata.nextLink\":\"" + circle.serviceRoot() + "Property?$skiptoken=again\"}");
            });
            try (var lost = TestSite.on(
                    circle.serviceRoot(),
                    Map.of("RESO_RATE_LIMIT", "60/PT1H"),
                    Sources.packaged(),
                    InstantSource.system())) {
                Waiting.until(() -> asked.get() >= 5);
                var page = lost.page("/homes");
                assertTrue(page.select(".listing-card").size() > 20);
                assertTrue(asked.get() <= 30, asked + " requests in a circle");
                assertNotNull(lost.get("/readyz").body());
            }
        }
    }
}
