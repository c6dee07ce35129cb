package porchlight.site;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Lifetime;
import porchlight.web.Policy;
import porchlight.web.Query;
import porchlight.web.RouteTable;
import porchlight.web.View;

/** Pages for what went wrong. They say what happened and lead back; they never show a program's own words. */
public final class ErrorPages {
    private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);

    /** For when even the error page cannot be rendered. */
    private static final byte[] LAST_RESORT =
            ("<!doctype html><html lang=\"en-US\"><head><meta charset=\"utf-8\"><title>Something went wrong</title></head>"
                            + "<body><h1>Something went wrong on our side</h1><p>Please try again in a minute, or go to the "
                            + "<a href=\"/\">home page</a>.</p></body></html>")
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

    /** The same in a frame, which looks as the website around it wants. */
    private record FramedErrorView(String title, String explanation, Embedding embed) implements View {
        @Override
        public String template() {
            return "embed/error";
        }
    }

    public void notFound(Context ctx) {
        show(
                ctx,
                404,
                "We cannot find that page",
                "The address may be mistyped, or the page may have moved. Search for homes below, or start from the home page.");
    }

    /** A listing that left the market or may no longer be shown. */
    public void gone(Context ctx) {
        show(
                ctx,
                410,
                "This home is no longer on the market here",
                "Its listing was sold, withdrawn or may no longer be displayed. Search for others like it.");
    }

    /** A request the site does not take, by its status. */
    public void refused(Context ctx, int status) {
        switch (status) {
            case 403 ->
                show(
                        ctx,
                        403,
                        "That was sent from another website",
                        "For your safety we take forms only from our own pages. Please open the page here and send it again.");
            case 413 ->
                show(ctx, 413, "That is more than we can take", "Please shorten what you wrote and send it again.");
            case 414 ->
                show(
                        ctx,
                        414,
                        "That address is too long",
                        "Please search for fewer things at a time, or draw a simpler area.");
            case 421 ->
                show(
                        ctx,
                        421,
                        "This address is not ours",
                        "The link leads to the right server by a name that it does not serve.");
            default -> show(ctx, 400, "We cannot read that address", "Something in the link is not as it should be.");
        }
    }

    /** A client that asks for more than people read. */
    public void tooMany(Context ctx, long waitSeconds) {
        ctx.header("Retry-After", Long.toString(waitSeconds));
        show(
                ctx,
                429,
                "That was a lot of pages",
                "So many came from your address that we took them for a program's. Please wait "
                        + (waitSeconds == 1
                                ? "a second"
                                : waitSeconds < 90 ? waitSeconds + " seconds" : (waitSeconds + 59) / 60 + " minutes")
                        + " and go on. Listings may not be copied by programs.");
    }

    /** The MLS cannot answer now and nothing recent enough is stored. */
    public void unavailable(Context ctx) {
        ctx.header("Retry-After", "60");
        show(
                ctx,
                503,
                "Listings are unavailable for the moment",
                "The MLS that supplies our listings is not answering. We keep trying; please come back in a few minutes.");
    }

    /** This site has asked the MLS as often as it may; the MLS has no part in it. */
    public void budgetSpent(Context ctx, Duration wait) {
        var seconds = Math.max(1, wait.toSeconds());
        ctx.header("Retry-After", Long.toString(seconds));
        show(
                ctx,
                503,
                "Too many people are looking at homes right now",
                "We may ask the MLS for listings only so often, and for the moment we have. Please try again in "
                        + (seconds == 1
                                ? "a second"
                                : seconds < 90 ? seconds + " seconds" : (seconds + 59) / 60 + " minutes")
                        + "; pages that were opened lately still work.");
    }

    /** The MLS rejects the site's credentials, and nothing recent enough is stored. */
    public void rejected(Context ctx) {
        ctx.header("Retry-After", "60");
        show(
                ctx,
                503,
                "Listings are unavailable for the moment",
                "The MLS that supplies our listings is not letting us in. We have been told what to do about it; please come back later.");
    }

    /** The MLS answered, but not with listings, and nothing recent enough is stored. */
    public void unusable(Context ctx) {
        ctx.header("Retry-After", "60");
        show(
                ctx,
                503,
                "Listings are unavailable for the moment",
                "The MLS that supplies our listings sent something we cannot use. We have noted it; please come back in a few minutes.");
    }

    public void serverError(Context ctx) {
        show(ctx, 500, "Something went wrong on our side", "We have noted it. Please try again in a minute.");
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
            // They hold for whoever asked, not for the address.
            answers.send(ctx, status == 429 || status == 421 ? page.lasting(new Lifetime.None()) : page);
        } catch (RuntimeException templateFault) {
            log.error("The error page for {} {} cannot be rendered", ctx.method(), ctx.path(), templateFault);
            ctx.contentType("text/html; charset=utf-8").result(LAST_RESORT);
        }
    }
}
