package porchlight.site;

import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.web.Head;

/** What a handler makes for the page cache: it takes the body, which is otherwise sent at once. */
public final class PageDraft {
    private static final String ATTRIBUTE = PageDraft.class.getName();
    private static final Pattern PUBLIC = Pattern.compile("public, max-age=(\\d{1,8})");

    private final Map<String, String> before;
    private @Nullable Instant asOf;
    private boolean stale;
    private @Nullable Content content;

    /** A page as a handler made it. */
    public record Content(byte[] body, Terms terms) {}

    /**
     * What goes with a page's bytes.
     *
     * @param headers that the handler set beside those that every page has
     * @param sharedFor how long others may keep it
     * @param stale whether it says that the MLS does not answer
     */
    public record Terms(String type, Map<String, String> headers, Duration sharedFor, boolean stale) {}

    private PageDraft(Map<String, String> before) {
        this.before = before;
    }

    public static PageDraft begin(Context ctx) {
        var draft = new PageDraft(headers(ctx));
        ctx.attribute(ATTRIBUTE, draft);
        return draft;
    }

    public void end(Context ctx) {
        ctx.attribute(ATTRIBUTE, null);
    }

    static @Nullable PageDraft of(Context ctx) {
        return ctx.attribute(ATTRIBUTE);
    }

    /** The page tells of its data. */
    void shows(Head head) {
        if (head.asOf() != null) asOf = Instant.parse(head.asOf().datetime());
        stale = head.staleSince() != null;
    }

    /** Takes the body of a page that is the same for everybody; false for others, which are to be sent. */
    boolean take(Context ctx, String type, byte[] body) {
        var control = PUBLIC.matcher(String.valueOf(ctx.res().getHeader("Cache-Control")));
        if (ctx.statusCode() != 200 || !control.matches() || ctx.res().getHeader("Set-Cookie") != null) return false;
        var own = headers(ctx);
        own.entrySet().removeAll(before.entrySet());
        own.remove("Cache-Control");
        own.remove("Content-Type");
        content = new Content(body, new Terms(type, own, Duration.ofSeconds(Long.parseLong(control.group(1))), stale));
        return true;
    }

    /** What was taken, null for nothing. */
    @Nullable
    public Content content() {
        return content;
    }

    /** When the oldest data on the page were sent, as it says itself. */
    @Nullable
    public Instant asOf() {
        return asOf;
    }

    private static Map<String, String> headers(Context ctx) {
        var headers = new LinkedHashMap<String, String>();
        for (var name : ctx.res().getHeaderNames()) headers.put(name, ctx.res().getHeader(name));
        return headers;
    }
}
