package porchlight.site;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.message.Messages;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Lifetime;
import porchlight.web.Policy;
import porchlight.web.Query;
import porchlight.web.RouteTable;
import porchlight.web.View;

/** Error pages. They say what happened and link back to the site; they never show an internal error message. */
public final class ErrorPages {
    private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);

    /** Used if even the error page cannot be rendered. */
    private static final byte[] LAST_RESORT = plain(Messages.text("error.server"), Messages.text("error.server.text"))
            .getBytes(StandardCharsets.UTF_8);

    private final RouteTable routes;
    private final Answers answers;

    public ErrorPages(RouteTable routes, Answers answers) {
        this.routes = routes;
        this.answers = answers;
    }

    private record ErrorView(String title, String explanation) implements View {
        @Override
        public String template() {
            return "error";
        }
    }

    /** The same page inside a frame, in the look that the host page requested. */
    private record FramedErrorView(String title, String explanation, Embedding embed) implements View {
        @Override
        public String template() {
            return "embed/error";
        }
    }

    public void notFound(Context ctx) {
        show(ctx, 404, Messages.text("error.not-found"), Messages.text("error.not-found.text"));
    }

    /** A listing that is off the market or may no longer be shown. */
    public void gone(Context ctx) {
        show(ctx, 410, Messages.text("error.gone"), Messages.text("error.gone.text"));
    }

    /** A request that the site does not accept, by its status. */
    public void refused(Context ctx, int status) {
        switch (status) {
            case 403 -> show(ctx, 403, Messages.text("error.elsewhere"), Messages.text("error.elsewhere.text"));
            case 413 -> show(ctx, 413, Messages.text("error.too-large"), Messages.text("error.too-large.text"));
            case 414 -> show(ctx, 414, Messages.text("error.too-long"), Messages.text("error.too-long.text"));
            case 421 -> show(ctx, 421, Messages.text("error.host"), Messages.text("error.host.text"));
            default -> show(ctx, 400, Messages.text("error.unreadable"), Messages.text("error.unreadable.text"));
        }
    }

    /** A client that requests more than a person reads. */
    public void tooMany(Context ctx, long waitSeconds) {
        ctx.header("Retry-After", Long.toString(waitSeconds));
        show(ctx, 429, Messages.text("error.too-many"), Messages.text("error.too-many.text", words(waitSeconds)));
    }

    /** The MLS does not respond, and no recent data is stored. */
    public void unavailable(Context ctx) {
        away(ctx, Messages.text("error.away.silent"));
    }

    /** This site has used up its own budget of MLS requests; the MLS is not at fault. */
    public void budgetSpent(Context ctx, Duration wait) {
        var seconds = Math.max(1, wait.toSeconds());
        ctx.header("Retry-After", Long.toString(seconds));
        show(ctx, 503, Messages.text("error.budget"), Messages.text("error.budget.text", words(seconds)));
    }

    /** The MLS rejects the site's credentials, and no recent data is stored. */
    public void rejected(Context ctx) {
        away(ctx, Messages.text("error.away.rejected"));
    }

    /** The MLS responded with something other than listings, and no recent data is stored. */
    public void unusable(Context ctx) {
        away(ctx, Messages.text("error.away.unusable"));
    }

    public void serverError(Context ctx) {
        show(ctx, 500, Messages.text("error.server"), Messages.text("error.server.text"));
    }

    private void away(Context ctx, String explanation) {
        ctx.header("Retry-After", "60");
        show(ctx, 503, Messages.text("error.away"), explanation);
    }

    private static String words(long seconds) {
        return seconds < 90
                ? Messages.text("error.wait.seconds", seconds)
                : Messages.text("error.wait.minutes", (seconds + 59) / 60);
    }

    /**
     * A page without a template, for when none can be rendered.
     *
     * @param title a message without markup
     * @param text a message without markup
     */
    public static String plain(String title, String text) {
        return "<!doctype html><html lang=\"" + Messages.text("layout.lang")
                + "\"><head><meta charset=\"utf-8\"><title>" + title
                + "</title></head><body><h1>" + title + "</h1><p>" + text + "</p><p><a href=\"/\">"
                + Messages.text("error.home") + "</a></p></body></html>";
    }

    private void show(Context ctx, int status, String title, String explanation) {
        try {
            var head = Head.titled(title).robots("noindex").styles("home.css");
            var framed = routes.policy(ctx).framing() == Policy.Framing.FRAMED;
            var page = framed
                    ? Answer.refusal(
                            status,
                            new FramedErrorView(title, explanation, Embedding.of(Query.of(ctx))),
                            head.scripts("frame.js"))
                    : Answer.refusal(status, new ErrorView(title, explanation), head.scripts("photo-fallback.js"));
            // These responses apply to the client, not to the address.
            answers.send(ctx, status == 429 || status == 421 ? page.lasting(new Lifetime.None()) : page);
        } catch (RuntimeException templateFault) {
            log.error("The error page for {} {} cannot be rendered", ctx.method(), ctx.path(), templateFault);
            ctx.status(status).contentType("text/html; charset=utf-8").result(LAST_RESORT);
        }
    }
}
