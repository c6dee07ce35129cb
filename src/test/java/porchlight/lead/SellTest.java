package porchlight.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** What people with a home to sell read, send, and receive, without scripts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SellTest {
    private final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private final MockWebServer hook = new MockWebServer();
    private final TestClock clock = new TestClock();
    private final String memory = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private DemoMls mls;
    private TestSite site;
    private LeadStore store;
    private int clients;

    @BeforeAll
    void start() throws Exception {
        post.start();
        hook.start();
        for (int i = 0; i < 20; i++) hook.enqueue(new MockResponse.Builder().build());
        mls = DemoMls.start(DemoOptions.standard().listings(240));
        site = TestSite.on(
                        mls.serviceRoot(),
                        Map.of(
                                "DATABASE_URL",
                                memory,
                                "SITE_URL",
                                "https://homes.example.com",
                                "SITE_PHONE",
                                "503-555-0100",
                                "SMTP_URL",
                                "smtp://127.0.0.1:" + post.getSmtp().getPort(),
                                "LEADS_TO",
                                "office@example.com",
                                "LEADS_WEBHOOK_URL",
                                hook.url("/leads").toString(),
                                "TRUSTED_PROXIES",
                                "127.0.0.1"),
                        Sources.packaged(),
                        clock)
                .swept();
        store = new LeadStore(LeadDatabase.beside(memory, null, null, Path.of("target"), clock), clock);
    }

    @AfterAll
    void stop() throws Exception {
        site.close();
        mls.close();
        hook.close();
        post.stop();
    }

    private Map<String, String> filled(String... fields) throws Exception {
        var form = new HashMap<>(Map.of(
                "token",
                site.page("/sell").select("[name=token]").val(),
                "name",
                "Ann Example",
                "email",
                "ann@example.com",
                "address",
                "12 Elm St, Portland"));
        for (int i = 0; i < fields.length; i += 2) form.put(fields[i], fields[i + 1]);
        return form;
    }

    private HttpResponse<String> send(Map<String, String> form) throws Exception {
        clock.pass(Duration.ofSeconds(20));
        return site.post("/sell", form, "X-Forwarded-For", "203.0.113." + clients++ % 250);
    }

    private Lead kept(String address) {
        return store.all().stream()
                .filter(lead -> lead.inquiry().selling() != null
                        && address.equals(lead.inquiry().selling().address()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thePageSaysHowWeSellAndWhoReads() throws Exception {
        var page = site.page("/sell");
        assertEquals("Sell your home", page.select("h1").text());
        assertEquals(4, page.select(".sell-page__steps li").size());
        assertEquals(
                "Your message goes to Test Realty. A person reads it and answers you.",
                page.select(".contact-form__who").text());
        assertTrue(page.text().contains("You won’t find an automatic estimate here"));
        assertEquals(
                "Send to Test Realty",
                page.select(".contact-form button[type=submit]").text());
        assertEquals(
                "https://homes.example.com/sell",
                page.select("link[rel=canonical]").attr("href"));
        assertEquals(1, site.page("/terms").select("footer a[href=/sell]").size());
        var index = site.get("/sitemap.xml").body();
        var listed = Jsoup.parse(index).select("loc").eachText().stream()
                .map(address -> address.replaceFirst("https://[^/]+", ""))
                .toList();
        var pages = new StringBuilder();
        for (var file : listed) pages.append(site.get(file).body());
        assertTrue(pages.toString().contains("<loc>https://homes.example.com/sell</loc>"));
    }

    @Test
    void aHomeToSellReachesTheBroker() throws Exception {
        var answer = send(filled(
                "address",
                "99 Oak Ave, Salem",
                "condition",
                "cared_for",
                "timing",
                "months",
                "phone",
                "503-555-0123",
                "message",
                "We have chickens."));
        assertEquals(303, answer.statusCode(), answer.body());
        var thanks = answer.headers().firstValue("Location").orElseThrow();
        assertEquals("/thanks?about=seller", thanks);
        assertTrue(site.page(thanks).select("main").text().contains("Test Realty will get back to you"));

        var lead = kept("99 Oak Ave, Salem");
        assertEquals(Inquiry.Kind.SELLER, lead.inquiry().kind());
        assertEquals(
                new Inquiry.Selling("99 Oak Ave, Salem", Inquiry.Condition.CARED_FOR, Inquiry.Timing.MONTHS),
                lead.inquiry().selling());
        assertNull(lead.suspicion());
        assertTrue(lead.consent().contains("about selling your home"), lead.consent());

        var csv = LeadExport.of(List.of(lead), LeadExport.Format.csv);
        assertTrue(csv.lines().findFirst().orElseThrow().endsWith("deliveries,address,condition,timing,agent"), csv);
        assertTrue(csv.contains("Home to sell"), csv);
        assertTrue(csv.contains("\"99 Oak Ave, Salem\",\"Well cared for\",\"In one to six months\""), csv);

        var toBroker = mailTo("office@example.com", "99 Oak Ave");
        assertEquals("Home to sell, from Ann Example", toBroker.getSubject());
        for (var index : new int[] {0, 1})
            for (var words :
                    List.of("99 Oak Ave, Salem", "Well cared for", "In one to six months", "chickens", "503-555-0123"))
                assertTrue(part(toBroker, index).contains(words), words);
        var toVisitor = mailTo("ann@example.com", "about your home");
        for (var typed : List.of("Oak Ave", "chickens", "Ann"))
            assertFalse(part(toVisitor, 0).contains(typed), typed);

        var json = posted(lead.id());
        assertEquals("SELLER", json.path("kind").asText());
        assertEquals("99 Oak Ave, Salem", json.path("selling").path("address").asText());
        assertEquals("CARED_FOR", json.path("selling").path("condition").asText());
        assertEquals("MONTHS", json.path("selling").path("timing").asText());
    }

    /** What the webhook received of a lead; leads of other tests may come first. */
    private JsonNode posted(String id) throws Exception {
        while (true) {
            var posted = hook.takeRequest(20, TimeUnit.SECONDS);
            assertNotNull(posted);
            var json = new ObjectMapper().readTree(posted.getBody().utf8());
            if (json.path("id").asText().equals(id)) return json;
        }
    }

    private MimeMessage mailTo(String address, String words) throws Exception {
        var found = new AtomicReference<MimeMessage>();
        Waiting.until("a mail to " + address, () -> {
            for (var mail : post.getReceivedMessages())
                if (mail.getAllRecipients()[0].toString().contains(address)
                        && part(mail, 0).contains(words)) found.set(mail);
            return found.get() != null;
        });
        return found.get();
    }

    private static String part(MimeMessage mail, int index) throws Exception {
        return ((MimeMultipart) mail.getContent())
                .getBodyPart(index)
                .getContent()
                .toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "address | ''   | Enter the address of the home",
                "name    | ''   | Enter your name",
                "email   | ''   | Enter an email or phone number so we can reply",
                "email   | ann@ | Enter an email address like name@example.com",
                "phone   | 12   | Enter a phone number like 503-555-0123"
            })
    void whatIsMissingIsSaidBesideTheFieldAndInputIsKept(String field, String value, String problem) throws Exception {
        var answer = send(filled("message", "With a <b>barn</b>", "timing", "someday", field, value));
        assertEquals(422, answer.statusCode());
        var page = Jsoup.parse(answer.body());
        assertTrue(page.title().startsWith("Error: Sell your home"), page.title());
        assertEquals(
                problem,
                page.select(".error-summary a[href=#inquiry-" + field + "]").text());
        var input = page.selectFirst("#inquiry-" + field);
        assertNotNull(input);
        assertEquals("true", input.attr("aria-invalid"));
        var described = page.getElementById(input.attr("aria-describedby"));
        assertNotNull(described);
        assertTrue(described.text().endsWith(problem), described.text());
        assertEquals("With a <b>barn</b>", page.selectFirst("#inquiry-message").wholeText());
        assertEquals("someday", page.select("#inquiry-timing option[selected]").val());
        if (!field.equals("address"))
            assertEquals("12 Elm St, Portland", page.select("#inquiry-address").val());
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
    }

    @Test
    void longAddressesAndStrangeChoicesAreHandled() throws Exception {
        assertEquals(422, send(filled("address", "x".repeat(201))).statusCode());
        assertEquals(
                303,
                send(filled("address", "7 Odd Ln", "condition", "haunted", "timing", "9"))
                        .statusCode());
        assertEquals(
                new Inquiry.Selling("7 Odd Ln", null, null),
                kept("7 Odd Ln").inquiry().selling());
        assertEquals(413, send(filled("message", "x".repeat(200_000))).statusCode());
        assertEquals(
                403,
                site.post("/sell", filled(), "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site")
                        .statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "subject, cheap pills, 1 Trap Rd, a field that people do not see",
        "token, forged, 2 Trap Rd, without its form",
        "seconds, 1, 3 Trap Rd, faster than people type",
        "message, http://a http://b http://c http://d, 4 Trap Rd, many links"
    })
    void whatLooksLikeSpamIsThankedAndKeptWithTheReason(String field, String value, String address, String reason)
            throws Exception {
        assertEquals(303, send(filled("address", address, field, value)).statusCode());
        var suspicion = kept(address).suspicion();
        assertNotNull(suspicion);
        assertTrue(suspicion.contains(reason), suspicion);
    }

    /** A token of another form doesn't fit. */
    @Test
    void theTokenIsThisFormsOwn() throws Exception {
        Document contact = site.page("/contact");
        var answer = send(filled(
                "address", "5 Token Ct", "token", contact.select("[name=token]").val()));
        assertEquals(303, answer.statusCode());
        assertNotNull(kept("5 Token Ct").suspicion());
    }

    @Test
    void suggestionsForAnAddressAreItsParts() throws Exception {
        var all = new ObjectMapper().readTree(site.get("/api/suggest?q=por").body());
        var parts = new ObjectMapper()
                .readTree(site.get("/api/suggest?q=por&for=address").body());
        assertTrue(parts.path("suggestions").size() > 0, all.toString());
        for (var each : parts.path("suggestions"))
            assertTrue(
                    List.of("City", "ZIP code", "Street")
                            .contains(each.path("kind").asText()),
                    each.toString());
    }
}
