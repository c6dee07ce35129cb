package porchlight.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** Inquiries over HTTP, without scripts: what visitors are told, and what is kept of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeadTest {
    private final TestClock clock = new TestClock();
    private final String memory = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private DemoMls mls;
    private TestSite site;
    private LeadStore store;
    private String listing;
    private int clients;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(240));
        site = TestSite.on(
                        mls.serviceRoot(),
                        Map.of("DATABASE_URL", memory, "TRUSTED_PROXIES", "127.0.0.1", "SITE_PHONE", "503-555-0100"),
                        Sources.packaged(),
                        clock)
                .swept();
        store = new LeadStore(LeadDatabase.beside(memory, null, null, Path.of("target"), clock), clock);
        listing = site.page("/homes").select("a.listing-card__link").first().attr("href");
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    /** The fields of the form on a page as a browser would send them. */
    private static Map<String, String> fields(Document page) {
        var fields = new HashMap<String, String>();
        for (var field : page.select("form.contact-form").first().select("[name]")) {
            if (field.attr("type").equals("radio") && !field.hasAttr("checked")) continue;
            var chosen = field.select("option[selected]");
            fields.put(
                    field.attr("name"),
                    field.normalName().equals("select")
                            ? (chosen.isEmpty() ? field.select("option") : chosen)
                                    .first()
                                    .attr("value")
                            : field.normalName().equals("textarea") ? field.wholeText() : field.attr("value"));
        }
        return fields;
    }

    private static String action(Document page) {
        return page.select("form.contact-form").attr("action");
    }

    private HttpResponse<String> send(String path, Map<String, String> fields) throws Exception {
        // Each from a client of its own, as visitors are.
        clock.pass(Duration.ofSeconds(20));
        return site.post(path, fields, "X-Forwarded-For", "203.0.113." + clients++ % 250);
    }

    private Map<String, String> filled(Document page, String message) {
        var fields = fields(page);
        fields.putAll(Map.of("name", "Ann Example", "email", "ann@example.com", "message", message));
        return fields;
    }

    private Lead kept(String message) {
        return store.all().stream()
                .filter(lead -> message.equals(lead.inquiry().message()))
                .findFirst()
                .orElseThrow();
    }

    private long count(String message) {
        return store.all().stream()
                .filter(lead -> message.equals(lead.inquiry().message()))
                .count();
    }

    @Test
    void aQuestionFromTheListingIsKeptBeforeThanks() throws Exception {
        var page = site.page(listing);
        var response = send(action(page), filled(page, "Is the roof new?"));

        assertEquals(303, response.statusCode(), response.body());
        var thanks = response.headers().firstValue("Location").orElseThrow();
        assertTrue(thanks.matches("/thanks\\?listing=\\d+&about=question"), thanks);
        assertTrue(site.page(thanks).select("h1").text().startsWith("Thank you"));
        var lead = kept("Is the roof new?");
        assertEquals(Inquiry.Kind.QUESTION, lead.inquiry().kind());
        assertEquals(listing.split("/")[2], lead.inquiry().listingKey());
        assertEquals("ann@example.com", lead.inquiry().email());
        assertNull(lead.suspicion());
        assertTrue(lead.consent().contains("Test Realty"), lead.consent());
        var back = site.page(thanks).select("main a.button--primary").attr("href");
        assertEquals(listing, site.get(back).headers().firstValue("Location").orElseThrow());
    }

    @Test
    void thePanelSaysWhoAnswersAndWhoDoesNot() throws Exception {
        var page = site.page(listing);
        assertEquals(
                "Send to Test Realty",
                page.select("#contact button[type=submit]").text());
        for (var place : List.of("#contact .contact-form__who", ".contact-bar p"))
            assertEquals(
                    "Your message goes to Test Realty, not to the listing agent.",
                    page.select(place).text());
        assertEquals(
                "Contact Test Realty", page.select(".contact-bar a").first().text());
    }

    @Test
    void generalContactReachesTheBroker() throws Exception {
        var page = site.page("/contact");
        assertEquals(
                "/contact", page.select(".site-header__nav a[aria-current]").attr("href"));
        assertEquals(
                303, send("/contact", filled(page, "Do you sell houseboats?")).statusCode());
        assertNull(kept("Do you sell houseboats?").inquiry().listingKey());
        assertNull(kept("Do you sell houseboats?").suspicion());
    }

    @Test
    void aProblemIsReportedWithoutAName() throws Exception {
        var page = site.page(site.page(listing).select(".contact-panel__report").attr("href"));
        var fields = fields(page);
        fields.put("problem", "gone");
        fields.put("message", "It was sold last week");
        assertEquals(303, send(action(page), fields).statusCode());
        assertEquals(
                Inquiry.Problem.GONE, kept("It was sold last week").inquiry().problem());
    }

    @Test
    void errorsStandOnTopAndBesideTheirFieldsAndInputIsKept() throws Exception {
        var page = site.page(listing);
        var fields = filled(page, "Line one\nline <two> \"quoted\"");
        fields.putAll(Map.of("email", "ann@", "name", "", "kind", "showing", "day1", "2026-02-01", "time1", "evening"));
        var response = send(action(page), fields);

        assertEquals(422, response.statusCode());
        assertEquals("no-store", response.headers().firstValue("Cache-Control").orElseThrow());
        var errors = Jsoup.parse(response.body());
        assertTrue(errors.title().startsWith("Error: "), errors.title());
        var summary = errors.select(".error-summary[role=alert][autofocus]");
        assertEquals(
                List.of("#inquiry-name", "#inquiry-email", "#inquiry-day1"),
                summary.select("a").eachAttr("href"));
        for (var link : summary.select("a")) {
            var field = errors.select(link.attr("href"));
            assertEquals("true", field.attr("aria-invalid"));
            assertTrue(
                    errors.getElementById(field.attr("aria-describedby")).text().endsWith(link.text()));
        }
        assertEquals("ann@", errors.select("#inquiry-email").val());
        assertEquals("2026-02-01", errors.select("#inquiry-day1").val());
        assertEquals("evening", errors.select("#inquiry-time1 option[selected]").val());
        assertEquals("showing", errors.select("input[name=kind][checked]").val());
        assertEquals(
                "Line one\nline <two> \"quoted\"",
                errors.select("#inquiry-message").first().wholeText());
        fields.putAll(fields(errors));
        fields.putAll(Map.of(
                "email",
                "ann@example.com",
                "name",
                "Ann",
                "day1",
                clock.instant().plus(Duration.ofDays(5)).toString().substring(0, 10)));
        assertEquals(303, send(action(errors), fields).statusCode());
    }

    @ParameterizedTest
    @CsvSource({"application/json, 415", "multipart/form-data; boundary=x, 415", "text/plain, 415"})
    void otherBodiesThanFormsAreRefused(String type, int status) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(site.url("/contact")))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"Ann\"}"))
                .build();
        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(status, response.statusCode());
        assertFalse(Jsoup.parse(response.body()).select("form.contact-form").isEmpty());
    }

    @Test
    void aHugeBodyIsRefused() throws Exception {
        var page = site.page("/contact");
        assertEquals(413, send("/contact", filled(page, "x".repeat(200_000))).statusCode());
        assertEquals(422, send("/contact", filled(page, "x".repeat(50_000))).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"name=%zz", "%=%", "a&b&&&=", "message=%FF%FE%00"})
    void malformedBodiesAreAnsweredWithTheForm(String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(site.url("/contact")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(4, response.statusCode() / 100);
        assertFalse(Jsoup.parse(response.body()).select("form.contact-form").isEmpty());
    }

    @Test
    void otherWebsitesCannotMakeVisitorsSend() throws Exception {
        var fields = filled(site.page("/contact"), "Sent from elsewhere");
        assertEquals(
                403,
                site.post("/contact", fields, "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site")
                        .statusCode());
        assertEquals(0, count("Sent from elsewhere"));
    }

    @Test
    void pressingTwiceKeepsOne() throws Exception {
        var fields = filled(site.page(listing), "Twice");
        var action = action(site.page(listing));
        assertEquals(303, send(action, fields).statusCode());
        assertEquals(303, send(action, fields).statusCode());
        assertEquals(1, count("Twice"));
    }

    @ParameterizedTest
    @CsvSource({
        "subject, buy pills, a field that people do not see was filled in",
        "token, '', it was sent without its form",
        "token, h1.aaaaaaaaaaaaaaaaaaaaaa, it was sent without its form",
        "seconds, 1, it was sent faster than people type"
    })
    void whatLooksLikeSpamIsThankedAndKeptWithTheReason(String field, String value, String reason) throws Exception {
        var message = "Spam? " + field + value;
        var fields = filled(site.page(listing), message);
        fields.put(field, value);
        assertEquals(303, send(action(site.page(listing)), fields).statusCode());
        assertEquals(reason, kept(message).suspicion());
    }

    @Test
    void aTokenIsOfOneFormAndTwoWeeksLong() throws Exception {
        var page = site.page(listing);
        var elsewhere = filled(page, "With another form's token");
        assertEquals(303, send("/contact", elsewhere).statusCode());
        assertEquals(
                "it was sent without its form",
                kept("With another form's token").suspicion());

        var fields = filled(page, "After a fortnight");
        clock.pass(Duration.ofDays(15));
        var response = send(action(page), fields);
        assertEquals(422, response.statusCode());
        assertEquals(0, count("After a fortnight"));
        var again = Jsoup.parse(response.body());
        assertTrue(again.select(".error-summary").text().contains("timed out"));
        assertEquals(303, send(action(again), fields(again)).statusCode());
        assertNull(kept("After a fortnight").suspicion());
    }

    @Test
    void pagesForEveryoneAreTheSameAllHour() throws Exception {
        var one = site.get(listing).body();
        assertEquals(one, site.get(listing).body());
        assertNotEquals(
                fields(site.page("/contact")).get("token"),
                fields(site.page(listing)).get("token"));
    }

    @Test
    void aClientThatSendsTooMuchIsToldWhenToSendAgain() throws Exception {
        var fields = filled(site.page("/contact"), "");
        clock.pass(Duration.ofSeconds(20));
        var last = 0;
        for (int i = 0; i < 12; i++) {
            fields.put("message", "Many " + i);
            last = site.post("/contact", fields, "X-Forwarded-For", "198.51.100.7")
                    .statusCode();
            if (i == 0) assertEquals(303, last);
        }
        assertEquals(429, last);
        var refused = site.post("/contact", fields, "X-Forwarded-For", "198.51.100.7");
        assertTrue(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()) <= 121);
        assertEquals(
                "Many 11",
                Jsoup.parse(refused.body()).select("#inquiry-message").text());
        assertEquals(
                10,
                store.all().stream()
                        .filter(lead -> String.valueOf(lead.inquiry().message()).startsWith("Many "))
                        .count());
        clock.pass(Duration.ofMinutes(3));
        assertEquals(
                303,
                site.post("/contact", fields, "X-Forwarded-For", "198.51.100.7").statusCode());
    }

    @Test
    void anInquiryIsKeptWhileTheMlsIsDown() throws Exception {
        try (var stranded = TestSite.on(
                "http://127.0.0.1:1/OData/",
                Map.of("DATABASE_URL", "jdbc:h2:mem:stranded;DB_CLOSE_DELAY=-1"),
                Sources.packaged(),
                InstantSource.system())) {
            var form = stranded.page("/listing/20260101/inquiry");
            assertEquals("/listing/20260101/inquiry", action(form));
            var fields = filled(form, "Is anybody there?");
            fields.remove("token");
            assertEquals(303, stranded.post("/listing/20260101/inquiry", fields).statusCode());
        }
        var kept = new LeadStore(
                        LeadDatabase.beside(
                                "jdbc:h2:mem:stranded;DB_CLOSE_DELAY=-1", null, null, Path.of("target"), clock),
                        clock)
                .all();
        assertEquals("20260101", kept.get(0).inquiry().listingKey());
    }

    @Test
    void aStoreThatCannotBeOpenedThanksNobody(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("data/leads.mv.db"));
        try (var broken = TestSite.in(
                directory,
                mls.serviceRoot(),
                Map.of("DATABASE_URL", "jdbc:h2:" + directory.resolve("data/cache"), "SITE_PHONE", "503-555-0100"),
                Sources.packaged(),
                InstantSource.system())) {
            var fields = filled(broken.page(listing), "Please keep me");
            var response = broken.post(action(broken.page(listing)), fields);
            assertEquals(503, response.statusCode());
            var page = Jsoup.parse(response.body());
            assertTrue(page.select(".error-summary").text().contains("call 503-555-0100"));
            assertEquals("Please keep me", page.select("#inquiry-message").text());
            Files.delete(directory.resolve("data/leads.mv.db"));
            // It is tried again within half a second.
            Waiting.until(
                    () -> broken.post(action(broken.page(listing)), fields).statusCode() == 303);
        }
    }

    @Test
    void aDamagedFileIsPutAsideAndNewLeadsAreKept(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory);
        Files.write(directory.resolve("leads.mv.db"), new byte[20_000]);
        try (var database = LeadDatabase.beside("jdbc:h2:./data/x", null, null, directory, clock)) {
            assertEquals(List.of(), new LeadStore(database, clock).all());
        }
        try (var files = Files.list(directory)) {
            assertEquals(
                    1,
                    files.filter(file -> file.getFileName().toString().startsWith("leads.damaged-"))
                            .count());
        }
    }
}
