package porchlight.site;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A licence that visitors agree to before they see listings, where the MLS wants that (MLS GRID rule 35). The one place
 * where the site sets a cookie: it says which wording was agreed to, lasts until the browser is closed and tells nobody
 * apart. Pages behind it are kept by no cache that browsers share.
 */
public final class Consent {
    private static final String COOKIE = "agreed";
    private static final String AGREE = "/agree";
    private static final Set<String> LISTINGS =
            Set.of("/", "/homes", "/open-houses", "/saved", "/compare", "/feed.atom", "/oembed", "/places");
    private static final List<String> UNDER_LISTINGS =
            List.of("/homes/", "/listing/", "/mls/", "/open-houses/", "/places/", "/api/", "/embed/", "/media/");
    private static final List<String> FOR_PROGRAMS = List.of("/api/", "/feed.atom", "/oembed", "/media/");

    private final List<String> licence;
    private final String wording;
    private final Pages pages;

    private Consent(List<String> licence, Pages pages) {
        this.licence = List.copyOf(licence);
        this.wording = Reply.digest(String.join("\n", licence).getBytes(StandardCharsets.UTF_8));
        this.pages = pages;
    }

    /** @param licence its paragraphs; empty when the MLS wants none, and nothing is asked */
    public static void install(RoutesConfig routes, List<String> licence, Pages pages) {
        if (licence.isEmpty()) return;
        var consent = new Consent(licence, pages);
        routes.before(consent::ask);
        routes.after(Consent::keepToOneself);
        routes.get(AGREE, ctx -> consent.show(ctx, 200, "/"));
        routes.post(AGREE, consent::agree);
    }

    private void ask(Context ctx) {
        var path = ctx.path();
        if (!isOfListings(path) || wording.equals(ctx.cookie(COOKIE))) return;
        ctx.skipRemainingHandlers();
        if (FOR_PROGRAMS.stream().anyMatch(path::startsWith)) {
            ctx.status(403)
                    .header("Cache-Control", "no-store")
                    .contentType("text/plain; charset=utf-8")
                    .result("agree to the licence first: " + AGREE + "\n");
        } else show(ctx, 200, path + (ctx.queryString() == null ? "" : "?" + ctx.queryString()));
    }

    private static boolean isOfListings(String path) {
        return LISTINGS.contains(path)
                || UNDER_LISTINGS.stream().anyMatch(path::startsWith) && !path.equals("/embed/theme.css");
    }

    private void show(Context ctx, int status, String to) {
        ctx.status(status).header("Cache-Control", "no-store");
        pages.render(
                ctx,
                "pages/agree",
                Map.of("page", Head.titled("Before you see listings").robots("noindex"), "licence", licence, "to", to));
    }

    private void agree(Context ctx) {
        var to = local(ctx.formParam("to"));
        var secure = ctx.scheme().equals("https");
        // In a frame of another website browsers keep only a cookie that says it is for such frames.
        var framed = secure && Embedding.isFramed(to);
        ctx.header(
                "Set-Cookie",
                COOKIE + "=" + wording + "; Path=/; HttpOnly"
                        + (secure ? "; Secure" : "")
                        + (framed ? "; SameSite=None; Partitioned" : "; SameSite=Lax"));
        ctx.header("Cache-Control", "no-store").status(303).header("Location", to);
    }

    /** A path of this site; the home page for whatever is none. */
    static String local(@Nullable String to) {
        if (to == null
                || !to.matches("/[!-~]{0,3000}")
                || Stream.of("//", "/\\", "/.").anyMatch(to::startsWith)) return "/";
        return to;
    }

    private static void keepToOneself(Context ctx) {
        var told = ctx.res().getHeader("Cache-Control");
        if (told != null && told.startsWith("public") && isOfListings(ctx.path())) {
            ctx.header("Cache-Control", told.replaceFirst("public", "private").replaceAll(", s-maxage=\\d+", ""));
            var vary = ctx.res().getHeader("Vary");
            ctx.header("Vary", vary == null ? "Cookie" : vary + ", Cookie");
        }
    }
}
