package porchlight.site;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import porchlight.odata.Retrieval;
import porchlight.web.Answer;
import porchlight.web.Foreign;
import porchlight.web.Handler;
import porchlight.web.Query;
import porchlight.web.Request;

/** Converts HTTP requests into handlers' requests, and handlers' answers into responses. */
public final class Answers {
    private static final String POLICY = "Content-Security-Policy";

    /** Leaves time for reading from the database after the MLS was given up, within ten seconds. */
    private static final Duration TIME_FOR_THE_MLS = Duration.ofMillis(8_500);

    private final Pages pages;

    public Answers(Pages pages) {
        this.pages = pages;
    }

    /** Wraps a handler for the router. */
    public io.javalin.http.Handler of(Handler handler) {
        return ctx -> send(ctx, handler.answer(request(ctx)));
    }

    public Request request(Context ctx) {
        return new Request(
                ctx.path(),
                target(ctx),
                ctx.pathParamMap(),
                Query.of(ctx),
                pages.origin(ctx),
                ctx.ip(),
                ctx::header,
                new Body(ctx),
                Retrieval.within(TIME_FOR_THE_MLS));
    }

    private static String target(Context ctx) {
        var query = ctx.queryString();
        return query == null ? ctx.req().getRequestURI() : ctx.req().getRequestURI() + "?" + query;
    }

    private record Body(Context ctx) implements Request.Body {
        @Override
        public @Nullable String type() {
            return ctx.contentType();
        }

        @Override
        public InputStream stream() throws IOException {
            return ctx.req().getInputStream();
        }
    }

    /**
     * An answer as bytes that are the same for everyone.
     *
     * @param fields header fields other than those that every response has and those that follow from the bytes
     */
    public record Written(String type, byte[] body, Map<String, String> fields) {}

    /** The bytes of a page. */
    public Written written(Context ctx, Answer.Page page) {
        var fields = new LinkedHashMap<>(page.fields());
        var policy = ctx.res().getHeader(POLICY);
        if (policy != null && !page.foreign().equals(Foreign.NONE)) fields.put(POLICY, policy(policy, page.foreign()));
        return new Written(Pages.HTML, pages.html(ctx, page.head(), page.view()), fields);
    }

    private static String policy(String policy, Foreign foreign) {
        var own =
                foreign.framed().isEmpty() ? policy : "frame-src " + String.join(" ", foreign.framed()) + "; " + policy;
        for (var origin : foreign.sentTo()) own = own.replace("connect-src 'self'", "connect-src 'self' " + origin);
        return own;
    }

    /**
     * Sends an answer to a request.
     *
     * @throws UncheckedIOException if the client disconnected
     */
    public void send(Context ctx, Answer answer) {
        var written = answer instanceof Answer.Page page ? written(ctx, page) : null;
        ctx.status(answer.status());
        (written == null ? answer.fields() : written.fields()).forEach(ctx::header);
        // After the answer's own fields: it adds to the Vary of photos.
        Reply.lasting(ctx, answer.lifetime());
        if (written != null) Reply.send(ctx, written.type(), written.body());
        else if (answer instanceof Answer.Redirect redirect) ctx.header("Location", to(ctx, redirect));
        else if (answer instanceof Answer.Json json) Reply.send(ctx, json.type(), Pages.json(json.value()));
        else if (answer instanceof Answer.Picture picture) Reply.send(ctx, picture);
        else if (answer instanceof Answer.Content content) Reply.send(ctx, content.type(), content.bytes());
        else if (answer instanceof Answer.File file) Reply.send(ctx, file);
        else if (answer instanceof Answer.Photo photo) Reply.send(ctx, photo);
        else if (answer instanceof Answer.Stream stream) write(ctx, stream);
    }

    private String to(Context ctx, Answer.Redirect redirect) {
        return pages.companion(ctx)
                .map(agent -> PersonalLinks.to(redirect.to(), agent.slug()))
                .orElseGet(redirect::to);
    }

    /** Who of ours a page for this request shows beside the brokerage, by the last part of their page's path. */
    public Optional<String> companion(Context ctx) {
        return pages.companion(ctx).map(AgentCard::slug);
    }

    /** Whether a request names someone for {@link #companion} who isn't one of ours, at least not now. */
    public boolean mentionsStranger(Context ctx) {
        return pages.mentionsStranger(ctx);
    }

    private static void write(Context ctx, Answer.Stream stream) {
        try {
            Reply.send(ctx, stream);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
