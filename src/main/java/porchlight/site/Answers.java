package porchlight.site;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import porchlight.web.Answer;
import porchlight.web.Foreign;
import porchlight.web.Handler;
import porchlight.web.Query;
import porchlight.web.Request;

/** Sends what handlers answer. */
public final class Answers {
    private static final String POLICY = "Content-Security-Policy";

    private final Pages pages;

    public Answers(Pages pages) {
        this.pages = pages;
    }

    /** A handler as the router calls it. */
    public io.javalin.http.Handler of(Handler handler) {
        return ctx -> send(ctx, handler.answer(request(ctx)));
    }

    private Request request(Context ctx) {
        return new Request(ctx.path(), ctx.pathParamMap(), Query.of(ctx), pages.origin(ctx), ctx.ip(), new Body(ctx));
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

    /** Sends an answer to a request. */
    public void send(Context ctx, Answer answer) {
        ctx.status(answer.status()).header("Cache-Control", answer.lifetime().cacheControl());
        answer.fields().forEach(ctx::header);
        if (answer instanceof Answer.Page page) {
            var model = new HashMap<String, Object>(page.model());
            model.put("page", page.head());
            allow(ctx, page.foreign());
            pages.render(ctx, page.template(), model);
        } else if (answer instanceof Answer.Redirect redirect) ctx.header("Location", redirect.to());
        else if (answer instanceof Answer.Json json) Pages.sendJson(ctx, json.type(), json.value());
        else if (answer instanceof Answer.Picture picture) Pages.sendPicture(ctx, picture.type(), picture.bytes());
        else if (answer instanceof Answer.Content content) Pages.send(ctx, content.type(), content.bytes());
    }

    private static void allow(Context ctx, Foreign foreign) {
        var policy = ctx.res().getHeader(POLICY);
        if (policy == null || foreign.equals(Foreign.NONE)) return;
        if (!foreign.framed().isEmpty()) policy = "frame-src " + String.join(" ", foreign.framed()) + "; " + policy;
        for (var origin : foreign.sentTo())
            policy = policy.replace("connect-src 'self'", "connect-src 'self' " + origin);
        ctx.header(POLICY, policy);
    }
}
