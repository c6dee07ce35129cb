package porchlight.site;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /terms}, {@code /privacy} and {@code /accessibility}: what a public site owes its visitors in writing. */
public final class PolicyPages {
    private static final Duration FRESH_FOR = Duration.ofHours(1);

    private final SiteInfo site;
    private final Pages pages;

    private record Policy(String title, String description) {}

    public PolicyPages(SiteInfo site, Pages pages) {
        this.site = site;
        this.pages = pages;
    }

    /** The first part of each page's path, which is all of it. */
    public static List<String> names() {
        return List.of("terms", "privacy", "accessibility");
    }

    /** The handler of one of {@link #names}. */
    public Handler page(String name) {
        var policy = policy(name);
        return ctx -> show(ctx, name, policy);
    }

    private Policy policy(String name) {
        return switch (name) {
            case "terms" ->
                new Policy(
                        "Terms of use",
                        "What the listings of " + site.mlsName() + " that " + site.brokerage()
                                + " shows may be used for, and how reliable they are.");
            case "privacy" ->
                new Policy(
                        "Privacy",
                        "What " + site.brokerage() + " keeps of those who look at homes here, and of those who write.");
            default ->
                new Policy(
                        "Accessibility",
                        "How " + site.name() + " is made for everyone, and whom to tell where it is hard to use.");
        };
    }

    /**
     * Whom copyright complaints go to (17 U.S.C. § 512(c)(2)).
     *
     * @param agent designated to be notified
     */
    private record Dmca(String agent, @Nullable String email) {}

    /** The page of the agent whom copyright complaints go to. */
    public Handler copyright(String agent, @Nullable String email) {
        var dmca = new Dmca(agent, email);
        return ctx -> pages.render(
                ctx,
                "pages/dmca",
                Map.of("page", Head.titled("Copyright complaints").canonical("/dmca"), "dmca", dmca));
    }

    private void show(Context ctx, String name, Policy policy) {
        Pages.cacheFor(ctx, FRESH_FOR);
        pages.render(
                ctx,
                "pages/" + name,
                Map.of(
                        "page",
                        Head.titled(policy.title())
                                .described(policy.description())
                                .canonical("/" + name)));
    }
}
