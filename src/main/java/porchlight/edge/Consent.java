package porchlight.edge;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;
import porchlight.site.Answers;
import porchlight.site.Reply;
import porchlight.web.Answer;
import porchlight.web.FormBody;
import porchlight.web.Head;
import porchlight.web.Lifetime;
import porchlight.web.Policy;
import porchlight.web.Request;
import porchlight.web.Route;
import porchlight.web.RouteTable;
import porchlight.web.View;

/**
 * A license that visitors must accept before they see listings, if the MLS requires it (MLS GRID rule 35). This is the
 * only place where the site sets a cookie: it records which wording was accepted, lasts until the browser is closed,
 * and does not identify the visitor. Shared caches do not store the pages behind it.
 */
public final class Consent {
    private static final String COOKIE = "agreed";
    private static final String AGREE = "/agree";

    private final List<String> license;
    private final UnaryOperator<String> today;
    private final String wording;
    private final Answers answers;

    /**
     * @param license its paragraphs; empty if the MLS requires no license
     * @param today fills in today's values in a paragraph
     */
    public Consent(List<String> license, UnaryOperator<String> today, Answers answers) {
        this.license = List.copyOf(license);
        this.today = today;
        // Computed before the year is filled in: a new year does not change the wording.
        this.wording = Reply.digest(String.join("\n", license).getBytes(StandardCharsets.UTF_8));
        this.answers = answers;
    }

    /** Whether the MLS requires visitors to accept a license. */
    public boolean isRequired() {
        return !license.isEmpty();
    }

    /** The routes for accepting it; empty if none is required. */
    public List<Route> routes() {
        return isRequired()
                ? List.of(
                        Route.get(AGREE, Policy.OWN, request -> asking("/", false)),
                        Route.post(AGREE, Policy.OWN.sent(), this::agree))
                : List.of();
    }

    /** Requires it for every answer with MLS records. */
    public void install(RoutesConfig config, RouteTable routes) {
        if (!isRequired()) return;
        config.beforeMatched(ctx -> ask(ctx, routes.policy(ctx)));
    }

    private void ask(Context ctx, Policy policy) {
        if (policy.contents() == Policy.Contents.OWN) return;
        Reply.makePrivate(ctx);
        if (wording.equals(ctx.cookie(COOKIE))) return;
        ctx.skipRemainingHandlers();
        answers.send(
                ctx,
                policy.contents() == Policy.Contents.MLS_DATA
                        ? Answer.text(403, Messages.text("pages.agree.first", AGREE) + "\n")
                                .lasting(new Lifetime.None())
                        : asking(
                                ctx.path() + (ctx.queryString() == null ? "" : "?" + ctx.queryString()),
                                policy.framing() == Policy.Framing.FRAMED));
    }

    private record AgreeView(List<String> license, String to, boolean framed) implements View {
        @Override
        public String template() {
            return "pages/agree";
        }
    }

    private Answer asking(String to, boolean framed) {
        var view = new AgreeView(license.stream().map(today).toList(), to, framed);
        var head = Head.titled(Messages.text("pages.agree")).robots("noindex");
        return Answer.page(view, head).lasting(new Lifetime.None());
    }

    private Answer agree(Request request) {
        var form = FormBody.read(request.body());
        var secure = request.origin().startsWith("https:");
        // Inside another website's frame, browsers only keep cookies marked for such frames.
        var framed = secure && form.get("framed") != null;
        return Answer.seeOther(local(form.get("to")))
                .with(
                        "Set-Cookie",
                        COOKIE + "=" + wording + "; Path=/; HttpOnly"
                                + (secure ? "; Secure" : "")
                                + (framed ? "; SameSite=None; Partitioned" : "; SameSite=Lax"));
    }

    /** A path on this site; the home page for anything else. */
    static String local(@Nullable String to) {
        if (to == null
                || !to.matches("/[!-~]{0,3000}")
                || Stream.of("//", "/\\", "/.").anyMatch(to::startsWith)) return "/";
        return to;
    }
}
