package porchlight.site;

import java.util.List;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;
import porchlight.web.Answer;
import porchlight.web.Handler;
import porchlight.web.Head;
import porchlight.web.View;

/** {@code GET /terms}, {@code /privacy}, and {@code /accessibility}: the policies that a public site must publish. */
public final class LegalPages {

    private final SiteInfo site;

    private record Policy(String title, String description) {}

    public LegalPages(SiteInfo site) {
        this.site = site;
    }

    /** The first and only segment of each page's path. */
    public static List<String> names() {
        return List.of("terms", "privacy", "accessibility");
    }

    /** The handler for one of {@link #names}. */
    public Handler page(String name) {
        var policy = policy(name);
        return request -> Answer.page(
                () -> "pages/" + name,
                Head.titled(policy.title()).described(policy.description()).canonical("/" + name));
    }

    private Policy policy(String name) {
        return switch (name) {
            case "terms" ->
                new Policy(
                        Messages.text("pages.terms"),
                        Messages.text("pages.terms.description", site.mlsName(), site.brokerage()));
            case "privacy" ->
                new Policy(
                        Messages.text("pages.privacy"), Messages.text("pages.privacy.description", site.brokerage()));
            default ->
                new Policy(
                        Messages.text("pages.accessibility"),
                        Messages.text("pages.accessibility.description", site.name()));
        };
    }

    /**
     * The agent for copyright complaints (17 U.S.C. § 512(c)(2)).
     *
     * @param agent designated to receive notifications
     */
    private record DmcaView(String agent, @Nullable String email) implements View {
        @Override
        public String template() {
            return "pages/dmca";
        }
    }

    /** The page that names the agent for copyright complaints. */
    public Handler copyright(String agent, @Nullable String email) {
        var dmca = new DmcaView(agent, email);
        return request ->
                Answer.page(dmca, Head.titled(Messages.text("pages.dmca")).canonical("/dmca"));
    }
}
