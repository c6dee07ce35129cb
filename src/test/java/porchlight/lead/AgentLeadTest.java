package porchlight.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** Messages for one of our agents: the brokerage reads them, and the agent if the owner wants that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentLeadTest {
    @TempDir
    static Path brand;

    private final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private DemoMls mls;
    private TestSite site;
    private MockWebServer hook;

    @BeforeAll
    void start() throws Exception {
        Files.writeString(brand.resolve("site.yaml"), "name: Elm\n");
        Files.createDirectories(brand.resolve("people"));
        Files.writeString(
                brand.resolve("people/greta.md"),
                "---\nname: Greta Lind\nmember: A1089\nemail: greta@example.com\nleads: true\n---\n");
        Files.writeString(brand.resolve("people/sam.md"), "---\nname: Sam Doe\nemail: sam@example.com\n---\n");
        post.start();
        hook = new MockWebServer();
        hook.start();
        for (int i = 0; i < 10; i++) hook.enqueue(new MockResponse.Builder().build());
        mls = DemoMls.start(DemoOptions.standard().listings(120));
        site = TestSite.on(
                        mls.serviceRoot(),
                        Map.of(
                                "SITE_OFFICE_IDS",
                                DemoMls.OWN_OFFICE,
                                "SITE_BRAND",
                                brand.toString(),
                                "SMTP_URL",
                                "smtp://127.0.0.1:" + post.getSmtp().getPort(),
                                "LEADS_TO",
                                "office@example.com",
                                "LEADS_WEBHOOK_URL",
                                hook.url("/leads").toString()),
                        Sources.packaged(),
                        InstantSource.system())
                .swept();
        Waiting.until(
                "the team", () -> site.page("/agents").select(".person-card").size() > 2);
    }

    @AfterAll
    void stop() throws Exception {
        site.close();
        mls.close();
        hook.close();
        post.stop();
    }

    private void send(String path, String message) throws Exception {
        var form = site.page(path).select("form.contact-form");
        var response = site.post(
                form.attr("action"),
                Map.of(
                        "token",
                        form.select("[name=token]").val(),
                        "agent",
                        form.select("[name=agent]").val(),
                        "seconds",
                        "20",
                        "name",
                        "Ann",
                        "email",
                        "ann@visitor.example",
                        "message",
                        message));
        assertEquals(303, response.statusCode(), response.body());
    }

    /** Who got a mail with these words. */
    private List<String> readers(String words) {
        return Stream.of(post.getReceivedMessages())
                .filter(mail ->
                        com.icegreen.greenmail.util.GreenMailUtil.getBody(mail).contains(words))
                .flatMap(mail -> {
                    try {
                        return Arrays.stream(mail.getRecipients(Message.RecipientType.TO))
                                .map(Object::toString);
                    } catch (jakarta.mail.MessagingException fault) {
                        throw new IllegalStateException(fault);
                    }
                })
                .sorted()
                .toList();
    }

    @Test
    void theAgentGetsACopyIfTheOwnerWantsIt() throws Exception {
        assertTrue(site.page("/agents/greta").text().contains("Greta Lind gets a copy."));
        send("/agents/greta", "Hello Greta");
        Waiting.until("both mails", () -> readers("Hello Greta").size() == 2);
        assertEquals(List.of("greta@example.com", "office@example.com"), readers("Hello Greta"));
        assertEquals(2, readers("Greta Lind").size(), "says whom it is for");
        assertFalse(site.page("/agents/sam").text().contains("gets a copy"));
        send("/agents/sam", "Hello Sam");
        send("/agents/greta?with=sam", "Hello again");
        Waiting.until(
                "the other mails",
                () -> readers("Hello again").size() == 2
                        && !readers("Hello Sam").isEmpty());
        assertEquals(List.of("office@example.com"), readers("Hello Sam"));
        var agents = new java.util.TreeSet<String>();
        for (int i = 0; i < 3; i++) {
            var json = new ObjectMapper().readTree(hook.takeRequest().getBody().utf8());
            agents.add(json.path("agent").asText());
        }
        assertEquals(java.util.Set.of("Greta Lind", "Sam Doe"), agents);
    }
}
