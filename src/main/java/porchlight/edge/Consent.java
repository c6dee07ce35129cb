package porchlight.edge;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.site.Assets;
import porchlight.site.Embedding;
import porchlight.site.Head;
import porchlight.site.Pages;
import porchlight.site.Reply;

/**
 * A licence that visitors agree to before they see listings, where the MLS wants that (MLS GRID rule 35). The one place
 * where the site sets a cookie: it says which wording was agreed to, lasts until the browser is closed and tells nobody
 * apart. Pages behind it are kept by no cache that browsers share.
 */
public final class Consent {
    private static final String COOKIE = "agreed";
    private static final String AGREE = "/agree";
    /** What holds nothing of the MLS. All else is behind the licence, so that a new page is not left out. */
    private static final Set<String> OPEN = Set.of(
            AGREE,
            "/accessibility",
            "/card.jpg",
            "/contact",
            "/dmca",
            "/embed",
            "/embed.js",
            "/embed/theme.css",
            "/healthz",
            "/manifest.webmanifest",
            "/privacy",
            "/readyz",
            "/robots.txt",
            "/speculation-rules.json",
            "/terms",
            "/thanks");

    private static final String ASSETS = "/assets/";
    /** Addresses of homes are the MLS's too, so that sitemaps are for those who agreed. */
    private static final Pattern FOR_PROGRAMS =
            Pattern.compile("/(?:api|media|sitemaps)/.*|/feed\\.atom|/oembed|/sitemap\\.xml|.+\\.(?:jpg|svg|ics|json)");

    private final List<String> licence;
    private final UnaryOperator<String> today;
    private final String wording;
    private final Pages pages;

    private Consent(List<String> licence, UnaryOperator<String> today, Pages pages) {
        this.licence = List.copyOf(licence);
        this.today = today;
        // Before the year is filled in: a new year is no new wording.
        this.wording = Reply.digest(String.join("\n", licence).getBytes(StandardCharsets.UTF_8));
        this.pages = pages;
    }

    /**
     * @param licence its paragraphs; empty when the MLS wants none, and nothing is asked
     * @param today a paragraph as it reads today
     */
    public static void install(RoutesConfig routes, List<String> licence, UnaryOperator<String> today, Pages pages) {
        if (licence.isEmpty()) return;
        var consent = new Consent(licence, today, pages);
        routes.beforeMatched(consent::ask);
        routes.after(Consent::keepToOneself);
        routes.get(AGREE, ctx -> consent.show(ctx, 200, "/"));
        routes.post(AGREE, consent::agree);
    }

    private void ask(Context ctx) {
        var path = ctx.path();
        if (isOpen(path) || wording.equals(ctx.cookie(COOKIE))) return;
        ctx.skipRemainingHandlers();
        if (FOR_PROGRAMS.matcher(path).matches()) {
            ctx.status(403)
                    .header("Cache-Control", "no-store")
                    .contentType("text/plain; charset=utf-8")
                    .result("agree to the licence first: " + AGREE + "\n");
        } else show(ctx, 200, path + (ctx.queryString() == null ? "" : "?" + ctx.queryString()));
    }

    private static boolean isOpen(String path) {
        return OPEN.contains(path) || path.startsWith(ASSETS) || Assets.AT_ROOT.contains(path.substring(1));
    }

    private void show(Context ctx, int status, String to) {
        ctx.status(status).header("Cache-Control", "no-store");
        pages.render(
                ctx,
                "pages/agree",
                Map.of(
                        "page",
                        Head.titled("Before you see listings").robots("noindex"),
                        "licence",
                        licence.stream().map(today).toList(),
                        "to",
                        to));
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
        if (told != null && told.startsWith("public") && !isOpen(ctx.path())) {
            ctx.header("Cache-Control", told.replaceFirst("public", "private").replaceAll(", s-maxage=\\d+", ""));
            var vary = ctx.res().getHeader("Vary");
            ctx.header("Vary", vary == null ? "Cookie" : vary + ", Cookie");
        }
    }
}
