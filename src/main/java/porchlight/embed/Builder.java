package porchlight.embed;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import porchlight.search.Option;
import porchlight.site.Embedding;
import porchlight.site.Head;
import porchlight.site.Pages;
import porchlight.site.SiteInfo;

/** {@code GET /embed}: puts the code together that shows the search on another website, with a preview. */
public final class Builder {
    private static final Map<String, String> KINDS = ordered(
            "results", "Search with results",
            "search", "Search box only",
            "carousel", "Carousel of chosen homes",
            "listing", "One home");
    private static final Map<String, String> THEMES =
            ordered("", "As the visitor's device", "light", "Light", "dark", "Dark");
    private static final Map<String, String> OPEN =
            ordered("", "In the same window", "tab", "In a new tab", "frame", "In the frame");
    private static final Map<String, String> BEDS =
            ordered("", "Any", "1", "1+", "2", "2+", "3", "3+", "4", "4+", "5", "5+");
    private static final List<String> FILTERS = List.of("city", "zip", "max_price", "beds");
    private static final List<String> LOOKS = List.of("theme", "accent", "corners", "open");

    private final SiteInfo site;
    private final Pages pages;

    public Builder(SiteInfo site, Pages pages) {
        this.site = site;
        this.pages = pages;
    }

    private static Map<String, String> ordered(String... pairs) {
        var map = new java.util.LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) map.put(pairs[i], pairs[i + 1]);
        return map;
    }

    /** One attribute of the element, or one parameter of a framed page. */
    private record Setting(String name, String value) {}

    /** Code to copy. */
    public record Snippet(String id, String title, String help, String code) {}

    public void serve(Context ctx) {
        var kind = KINDS.containsKey(typed(ctx, "kind")) ? typed(ctx, "kind") : "results";
        var wrong = new HashMap<String, String>();
        var filters = settings(ctx, FILTERS);
        var looks = settings(ctx, LOOKS);
        var listing = typed(ctx, "listing");
        if (kind.equals("listing") && !listing.matches("[A-Za-z0-9_.-]{1,100}"))
            wrong.put("listing", "Copy the long number out of the address of the home's page");
        var read = Embedding.of(ctx);
        if (!typed(ctx, "accent").isEmpty() && read.accent() == null)
            wrong.put("accent", "Write the colour as # and six digits, for example #1c5c47");
        if (!typed(ctx, "corners").isEmpty() && read.radius() == null)
            wrong.put("corners", "Corners can be from 0 to 24");
        var frame = framePath(kind, listing, filters, read);
        var model = new HashMap<String, Object>();
        for (var name : List.of("city", "zip", "max_price", "accent", "corners", "listing", "host"))
            model.put(name, typed(ctx, name));
        model.put("typed", model);
        model.put("wrong", wrong);
        model.put("kinds", options(KINDS, kind));
        model.put("themes", options(THEMES, typed(ctx, "theme")));
        model.put("opens", options(OPEN, typed(ctx, "open")));
        model.put("bedOptions", options(BEDS, typed(ctx, "beds")));
        model.put("ready", wrong.isEmpty());
        model.put("frame", frame);
        model.put("host", typed(ctx, "host"));
        model.put("hostNote", hostNote(typed(ctx, "host")));
        var origin = pages.origin(ctx);
        var div = element(origin, "div data-porchlight=\"search\"", "data-", kind, listing, filters, looks);
        model.put(
                "snippets",
                List.of(
                        new Snippet(
                                "html",
                                "Plain HTML",
                                "Paste it where the search should be.",
                                element(origin, "porchlight-search", "", kind, listing, filters, looks)),
                        new Snippet("wordpress", "WordPress", "Add a Custom HTML block and paste it there.", div),
                        new Snippet(
                                "squarespace",
                                "Squarespace",
                                "Add a Code block, choose HTML, and paste it there.",
                                div),
                        new Snippet(
                                "iframe",
                                "Without scripts",
                                "A plain frame: its height stays as written.",
                                "<iframe src=\"" + origin + frame.replace("&", "&amp;")
                                        + "\" title=\"Home search\" width=\"100%\" height=\"760\""
                                        + " loading=\"lazy\"></iframe>")));
        model.put(
                "page",
                Head.titled("Put the search on your website")
                        .described(
                                "Code for WordPress, Squarespace and plain HTML that shows this search on your site.")
                        .robots("noindex")
                        .scripts("builder.js"));
        pages.render(ctx, "embed/builder", model);
    }

    private static String typed(Context ctx, String name) {
        var value = ctx.queryParam(name);
        // Nothing that could end an attribute.
        return value == null ? "" : value.strip().replaceAll("[\"<>&\\p{Cntrl}]", "");
    }

    private static List<Setting> settings(Context ctx, List<String> names) {
        var settings = new ArrayList<Setting>();
        for (var name : names) {
            var value = typed(ctx, name);
            if (!value.isEmpty()) settings.add(new Setting(name, value));
        }
        return settings;
    }

    private static List<Option> options(Map<String, String> labels, String chosen) {
        return labels.entrySet().stream()
                .map(entry -> new Option(
                        entry.getKey(), entry.getValue(), entry.getKey().equals(chosen)))
                .toList();
    }

    private static String framePath(String kind, String listing, List<Setting> filters, Embedding looks) {
        if (kind.equals("listing")) return looks.path("/embed/listing/" + listing, "");
        var query = query(filters);
        if (kind.equals("carousel")) query += (query.isEmpty() ? "" : "&") + "layout=carousel";
        return looks.path(kind.equals("search") ? "/embed/search" : "/embed/results", query);
    }

    private static String query(List<Setting> settings) {
        return settings.stream()
                .map(setting -> setting.name() + "=" + URLEncoder.encode(setting.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String element(
            String origin,
            String tag,
            String prefix,
            String kind,
            String listing,
            List<Setting> filters,
            List<Setting> looks) {
        var code = new StringBuilder("<").append(tag);
        attribute(code, prefix, "kind", kind);
        if (kind.equals("listing")) attribute(code, prefix, "listing", listing);
        else filters.forEach(filter -> attribute(code, prefix, filter.name(), filter.value()));
        looks.forEach(
                look -> attribute(code, prefix, look.name().equals("corners") ? "radius" : look.name(), look.value()));
        var query = query(filters);
        var path = kind.equals("listing") ? "/listing/" + listing : "/homes" + (query.isEmpty() ? "" : "?" + query);
        return code.append(">\n  <a href=\"")
                .append(origin)
                .append(path.replace("&", "&amp;"))
                .append("\">")
                .append(kind.equals("listing") ? "See this home" : "Search homes for sale")
                .append("</a>\n</")
                .append(tag.split(" ")[0])
                .append(">\n<script async src=\"")
                .append(origin)
                .append("/embed.js\"></script>")
                .toString();
    }

    private static void attribute(StringBuilder code, String prefix, String name, String value) {
        code.append(' ').append(prefix).append(name).append("=\"").append(value).append('"');
    }

    /** What stands in the way of a host; null when nothing does. */
    private @Nullable String hostNote(String host) {
        if (site.embedOrigins().isEmpty())
            return "No website may show this search yet. Agreements with the MLS cover only the domains registered with it,"
                    + " so each one must be named: set EMBED_ORIGINS, for example EMBED_ORIGINS=https://www.example.com,"
                    + " and start the site again.";
        if (host.isEmpty()) return null;
        var url = HttpUrl.parse(host.contains("://") ? host : "https://" + host);
        if (url == null) return "We cannot read that address. Write it as https://www.example.com.";
        var standard = url.port() == HttpUrl.defaultPort(url.scheme());
        var origin = url.scheme() + "://" + url.host() + (standard ? "" : ":" + url.port());
        return site.embedOrigins().contains(origin)
                ? null
                : origin
                        + " may not show this search yet; browsers would refuse. Add it to the setting EMBED_ORIGINS (now: "
                        + String.join(" ", site.embedOrigins()) + ") and start the site again.";
    }
}
