package porchlight.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.demomls.Faults;
import porchlight.harness.FeedRows;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** The agents of our own offices, against the MLS's own records. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleTest {
    private static final int LISTINGS = 960;

    private final TestClock clock = new TestClock();
    private DemoMls mls;
    private TestSite site;
    private List<JsonNode> members;
    private List<JsonNode> rows;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(LISTINGS).clock(clock));
        site = TestSite.on(mls.serviceRoot(), Map.of("SITE_OFFICE_IDS", DemoMls.OWN_OFFICE), Sources.packaged(), clock)
                .swept();
        members = members();
        rows = FeedRows.of(mls, LISTINGS);
        Waiting.until(
                "the team", () -> !site.page("/agents").select(".person-card").isEmpty());
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    /** All members of the MLS. */
    private List<JsonNode> members() throws Exception {
        var all = new ArrayList<JsonNode>();
        for (int skip = 0; skip == all.size(); skip += 25) {
            var request = HttpRequest.newBuilder(URI.create(mls.serviceRoot() + "Member?$top=25&$skip=" + skip))
                    .header("Authorization", "Bearer " + DemoMls.TOKEN)
                    .build();
            var body = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            new ObjectMapper().readTree(body).path("value").forEach(all::add);
        }
        return all;
    }

    private List<JsonNode> own() {
        return members.stream()
                .filter(member -> member.path("OfficeKey").asText().equals(DemoMls.OWN_OFFICE))
                .toList();
    }

    private static String path(JsonNode member) {
        return "/agents/" + member.path("MemberFullName").asText().toLowerCase().replace(' ', '-');
    }

    @Test
    void theTeamIsThatOfOurOfficesAndNobodyElse() throws Exception {
        assertEquals(12, own().size());
        var page = site.page("/agents");
        assertEquals(
                own().stream()
                        .map(member -> member.path("MemberFullName").asText())
                        .sorted()
                        .toList(),
                page.select(".person-card__name").eachText());
        assertTrue(page.select("link[rel=canonical]").attr("href").endsWith("/agents"));
        assertEquals(1, site.page("/").select(".site-footer a[href=/agents]").size());
        var stranger = members.stream()
                .filter(member -> !own().contains(member))
                .findFirst()
                .orElseThrow();
        assertEquals(404, site.get(path(stranger)).statusCode());
    }

    /** Each of our listings is on the page of its agent, and on no other. */
    @Test
    void everyoneHasAPageWithTheirHomes() throws Exception {
        for (var member : own()) {
            var key = member.path("MemberKey").asText();
            var page = site.page(path(member));
            var expected = rows.stream()
                    .filter(row -> row.path("ListAgentKey").asText().equals(key))
                    .filter(row -> row.path("StandardStatus").asText().equals("Active"))
                    .filter(row -> !FeedRows.isNo(row, "InternetEntireListingDisplayYN")
                            && !row.path("DelayedMarketingYN").asBoolean()
                            && !FeedRows.isNo(row, "ApprovalStatus"))
                    .map(row -> row.path("ListingKey").asText())
                    .collect(Collectors.toSet());
            assertEquals(expected, Set.copyOf(page.select(".listing-card").eachAttr("data-key")), path(member));
            assertEquals(
                    member.path("MemberFullName").asText(), page.select("h1").text());
            for (var portrait : page.select("img.portrait"))
                assertEquals(200, site.get(portrait.attr("src")).statusCode(), portrait.attr("src"));
            assertEquals(1, page.select(".person__about .portrait").size());
            var facts = page.select(".person__facts").text();
            for (var field : List.of("MemberPreferredPhone", "MemberEmail", "MemberStateLicense"))
                assertTrue(facts.contains(member.path(field).asText()), facts);
            assertFalse(page.html().contains(key), "a key is for members");
            assertFalse(page.html().contains(member.path("MemberMlsId").asText() + "\""));
            assertFalse(page.html().contains(DemoMls.OWN_OFFICE));
        }
    }

    @Test
    void theFormSaysWhoReadsIt() throws Exception {
        var member = own().get(0);
        var page = site.page(path(member));
        var name = member.path("MemberFullName").asText();
        assertEquals(
                "Messages go to Test Realty.", page.select("#inquiry-notice").text());
        assertEquals("/contact", page.select("form.contact-form").attr("action"));
        assertEquals(
                "Test Realty will know that your message is for " + name + ".",
                page.select(".contact-form__agent").text());
        assertEquals(
                path(member).substring("/agents/".length()),
                page.select("form.contact-form [name=agent]").val());
    }

    @Test
    void ourListingsShowTheirAgentAndOthersDoNot() throws Exception {
        var ours = site.page("/our-listings")
                .select("a.listing-card__link")
                .first()
                .attr("href");
        var row = rows.stream()
                .filter(each -> each.path("ListingKey").asText().equals(ours.split("/")[2]))
                .findFirst()
                .orElseThrow();
        var agent = site.page(ours).select("section:has(#agent-heading) .agent-line");
        assertEquals(
                row.path("ListAgentFullName").asText(),
                agent.select("a.agent-line__name").text());
        assertEquals(
                200, site.get(agent.select("a.agent-line__name").attr("href")).statusCode());
        assertEquals(200, site.get(agent.select("img.portrait").attr("src")).statusCode());
        for (var link : site.page("/homes").select("li:not(:has(.listing-card__ours)) a.listing-card__link")) {
            var key = link.attr("href").split("/")[2];
            var other = rows.stream()
                    .filter(each -> each.path("ListingKey").asText().equals(key))
                    .findFirst()
                    .orElseThrow();
            if (!other.path("ListOfficeKey").asText().equals(DemoMls.OWN_OFFICE))
                assertEquals(
                        0, site.page(link.attr("href")).select("#agent-heading").size(), key);
        }
    }

    @Test
    void programsReadWhoItIs() throws Exception {
        var member = own().get(0);
        var graph = new ObjectMapper()
                .readTree(site.page(path(member))
                        .select("script[type=application/ld+json]")
                        .html())
                .path("@graph");
        var agent = graph.get(0);
        assertEquals("RealEstateAgent", agent.path("@type").asText());
        assertEquals(member.path("MemberFullName").asText(), agent.path("name").asText());
        assertEquals(
                member.path("MemberPreferredPhone").asText(),
                agent.path("telephone").asText());
        assertTrue(agent.path("parentOrganization").path("@id").asText().endsWith("/#broker"));
    }

    @Test
    void withoutOfficesThereIsNobody() throws Exception {
        try (var other = TestSite.on(mls.serviceRoot(), Map.of(), Sources.packaged(), clock)) {
            assertEquals(404, other.get("/agents").statusCode());
            assertEquals(404, other.get(path(own().get(0))).statusCode());
        }
    }

    /** What is stored of them doesn't say who they are. */
    @Test
    void whoLeftIsGoneEvenAfterARestart(@TempDir Path directory) throws Exception {
        var database = "jdbc:h2:" + directory.resolve("data/porchlight");
        var path = path(own().get(0));
        Map<String, String> then = Map.of("SITE_OFFICE_IDS", DemoMls.OWN_OFFICE, "DATABASE_URL", database);
        try (var before = TestSite.in(directory, mls.serviceRoot(), then, Sources.packaged(), clock)) {
            Waiting.until("the team", () -> before.get(path).statusCode() == 200);
        }
        var elsewhere = members.stream()
                .map(member -> member.path("OfficeKey").asText())
                .filter(office -> !office.equals(DemoMls.OWN_OFFICE))
                .findFirst()
                .orElseThrow();
        Map<String, String> now = Map.of("SITE_OFFICE_IDS", elsewhere, "DATABASE_URL", database);
        try (var after = TestSite.in(directory, mls.serviceRoot(), now, Sources.packaged(), clock)) {
            Waiting.until(
                    "the other team",
                    () -> !after.page("/agents").select(".person-card").isEmpty());
            var gone = after.get(path);
            assertEquals(410, gone.statusCode());
            assertTrue(gone.body().contains("This agent is no longer with us"), gone.body());
            assertFalse(
                    org.jsoup.Jsoup.parse(gone.body()).select(".person-card").isEmpty(), "shows the team");
            assertEquals(404, after.get("/agents/never-here").statusCode());
        }
    }

    /** Some feeds have no list of members, or not for everyone. */
    @Test
    void withoutAListOfMembersListingsSayWhoWeAre() throws Exception {
        try (var bare = DemoMls.start(DemoOptions.standard().listings(LISTINGS).clock(clock))) {
            bare.faults().arm(Faults.Kind.RESTRICTED_KEY, Integer.MAX_VALUE, "Member?", 0);
            try (var other = TestSite.on(
                            bare.serviceRoot(),
                            Map.of("SITE_OFFICE_IDS", DemoMls.OWN_OFFICE),
                            Sources.packaged(),
                            clock)
                    .swept()) {
                Waiting.until(
                        "the team",
                        () -> !other.page("/agents").select(".person-card").isEmpty());
                var listed = other.page("/agents").select(".person-card__name").eachText();
                var names = own().stream()
                        .map(member -> member.path("MemberFullName").asText())
                        .toList();
                assertTrue(names.containsAll(listed), listed.toString());
                var one = other.page(path(own().get(0)));
                assertFalse(one.select(".listing-card").isEmpty());
                assertFalse(one.select(".person__facts").text().contains("555-01"), "listings don’t say it");
            }
        }
    }
}
