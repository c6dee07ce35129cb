package porchlight.embed;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import porchlight.search.Option;
import porchlight.site.Embedding;
import porchlight.site.SiteInfo;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Lifetime;
import porchlight.web.Request;

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
    private static final List<String> FIELDS = Stream.of(List.of("kind", "listing", "host"), FILTERS, LOOKS)
            .flatMap(List::stream)
            .toList();

    private final SiteInfo site;

    public Builder(SiteInfo site) {
        this.site = site;
    }

    private static Map<String, String> ordered(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) map.put(pairs[i], pairs[i + 1]);
        return map;
    }

    /** One attribute of the element, or one parameter of a framed page. */
    private record Setting(String name, String value) {}

    /** Code to copy. */
    public record Snippet(String id, String title, String help, String code) {}

    /** What is to be shown, and how. */
    /** Characters of a field that are shown again. */
    private static final int LONGEST = 200;

    private record Wish(String kind, String listing, List<Setting> filters, List<Setting> looks, Embedding embedding) {
        boolean isListing() {
            return kind.equals("listing");
        }

        String query() {
            return filters.stream()
                    .map(filter -> filter.name() + "=" + URLEncoder.encode(filter.value(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
        }

        /** The framed page. */
        String frame() {
            if (isListing()) return embedding.path("/embed/listing/" + listing, "");
            var query = query();
            if (kind.equals("carousel")) query += (query.isEmpty() ? "" : "&") + "layout=carousel";
            return embedding.path(kind.equals("search") ? "/embed/search" : "/embed/results", query);
        }

        /** The page of the site for those without scripts. */
        String fallback() {
            return isListing() ? "/listing/" + listing : filters.isEmpty() ? "/homes" : "/homes?" + query();
        }
    }

    public Answer answer(Request request) {
        var typed = new HashMap<String, String>();
        for (var name : FIELDS) typed.put(name, typed(request, name));
        var wish = new Wish(
                KINDS.containsKey(typed.get("kind")) ? typed.get("kind") : "results",
                typed.get("listing"),
                settings(typed, FILTERS),
                settings(typed, LOOKS),
                Embedding.of(request.query()));
        var wrong = wrong(typed, wish);
        var model = new HashMap<String, Object>();
        model.put("typed", typed);
        model.put("wrong", wrong);
        model.put("kinds", options(KINDS, wish.kind()));
        model.put("themes", options(THEMES, typed.get("theme")));
        model.put("opens", options(OPEN, typed.get("open")));
        model.put("bedOptions", options(BEDS, typed.get("beds")));
        model.put("ready", wrong.isEmpty());
        model.put("frame", wish.frame());
        model.put("hostNote", hostNote(typed.get("host")));
        model.put("snippets", snippets(request.origin(), wish));
        var head = Head.titled("Put the search on your website")
                .described("Code for WordPress, Squarespace and plain HTML that shows this search on your site.")
                .robots("noindex")
                .styles("builder.css")
                .scripts("builder.js");
        return Answer.page("embed/builder", head, model, Duration.ZERO).lasting(new Lifetime.Confirmed());
    }

    private static Map<String, String> wrong(Map<String, String> typed, Wish wish) {
        var wrong = new HashMap<String, String>();
        if (wish.isListing() && !wish.listing().matches("[A-Za-z0-9_.-]{1,100}"))
            wrong.put("listing", "Copy the long number out of the address of the home's page");
        if (!typed.get("accent").isEmpty() && wish.embedding().accent() == null)
            wrong.put("accent", "Write the colour as # and six digits, for example #1c5c47");
        if (!typed.get("corners").isEmpty() && wish.embedding().radius() == null)
            wrong.put("corners", "Corners can be from 0 to 24");
        return wrong;
    }

    private static List<Snippet> snippets(String origin, Wish wish) {
        var div = element(origin, "div", " data-porchlight=\"search\"", "data-", wish);
        return List.of(
                new Snippet(
                        "html",
                        "Plain HTML",
                        "Paste it where the search should be.",
                        element(origin, "porchlight-search", "", "", wish)),
                new Snippet("wordpress", "WordPress", "Add a Custom HTML block and paste it there.", div),
                new Snippet("squarespace", "Squarespace", "Add a Code block, choose HTML, and paste it there.", div),
                new Snippet(
                        "iframe",
                        "Without scripts",
                        "A plain frame: its height stays as written.",
                        "<iframe src=\"" + origin + wish.frame().replace("&", "&amp;")
                                + "\" title=\"Home search\" width=\"100%\" height=\"760\" loading=\"lazy\"></iframe>"));
    }

    private static String typed(Request request, String name) {
        var value = request.query().first(name);
        // Nothing that could end an attribute.
        if (value == null) return "";
        var clean = value.strip().replaceAll("[\"<>&\\p{Cntrl}]", "");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }

    private static List<Setting> settings(Map<String, String> typed, List<String> names) {
        return names.stream()
                .filter(name -> !typed.get(name).isEmpty())
                .map(name -> new Setting(name, typed.get(name)))
                .toList();
    }

    private static List<Option> options(Map<String, String> labels, String chosen) {
        return labels.entrySet().stream()
                .map(entry -> new Option(
                        entry.getKey(), entry.getValue(), entry.getKey().equals(chosen)))
                .toList();
    }

    private static String element(String origin, String tag, String mark, String prefix, Wish wish) {
        var code = new StringBuilder("<").append(tag).append(mark);
        attribute(code, prefix, "kind", wish.kind());
        if (wish.isListing()) attribute(code, prefix, "listing", wish.listing());
        else wish.filters().forEach(filter -> attribute(code, prefix, filter.name(), filter.value()));
        for (var look : wish.looks())
            attribute(code, prefix, look.name().equals("corners") ? "radius" : look.name(), look.value());
        return code.append(">\n  <a href=\"")
                .append(origin)
                .append(wish.fallback().replace("&", "&amp;"))
                .append("\">")
                .append(wish.isListing() ? "See this home" : "Search homes for sale")
                .append("</a>\n</")
                .append(tag)
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
        var named = site.embedOrigins().stream()
                .anyMatch(origin -> HttpUrl.get(origin).resolve("/").equals(url.resolve("/")));
        return named
                ? null
                : host
                        + " may not show this search yet; browsers would refuse. Add it to the setting EMBED_ORIGINS (now: "
                        + String.join(" ", site.embedOrigins()) + ") and start the site again.";
    }
}
