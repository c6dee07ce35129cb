package porchlight.embed;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.unbescape.html.HtmlEscape;
import porchlight.listing.ListingKey;
import porchlight.message.Messages;
import porchlight.search.Option;
import porchlight.search.SearchField;
import porchlight.site.Embedding;
import porchlight.site.SiteInfo;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Lifetime;
import porchlight.web.Request;
import porchlight.web.View;

/** {@code GET /embed}: generates the code for showing the search on another website, with a preview. */
public final class WidgetBuilder {
    /** Listings of the site's own brokerage. */
    private static final String OURS = "ours";

    private static final Map<String, String> KINDS = labels(
            "embed.builder.kind.",
            "results",
            "results",
            "search",
            "search",
            "carousel",
            "carousel",
            "listing",
            "listing",
            OURS,
            OURS);
    private static final Map<String, String> THEMES =
            labels("embed.builder.theme.", "", "auto", "light", "light", "dark", "dark");
    private static final Map<String, String> OPEN =
            labels("embed.builder.open.", "", "top", "tab", "tab", "frame", "frame");
    private static final Map<String, String> BEDS = beds();
    private static final int MOST_BEDS = 5;
    private static final List<String> FILTERS =
            SearchField.names(List.of(SearchField.CITY, SearchField.ZIP, SearchField.MAX_PRICE, SearchField.BEDS));
    private static final Pattern LINK = Pattern.compile("(?:https?://[^/]+)?/listing/([^/?#]+).*");
    private static final List<String> LOOKS = List.of("theme", "accent", "corners", "open");
    private static final List<String> FIELDS = Stream.of(List.of("kind", "listing", "host"), FILTERS, LOOKS)
            .flatMap(List::stream)
            .toList();

    private final SiteInfo site;

    public WidgetBuilder(SiteInfo site) {
        this.site = site;
    }

    /** @param pairs values, each followed by the last part of its label's message key */
    private static Map<String, String> labels(String message, String... pairs) {
        var labels = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) labels.put(pairs[i], Messages.text(message + pairs[i + 1]));
        return labels;
    }

    private static Map<String, String> beds() {
        var labels = labels("embed.builder.beds.", "", "any");
        for (int least = 1; least <= MOST_BEDS; least++)
            labels.put(Integer.toString(least), Messages.text("embed.builder.beds.least", least));
        return labels;
    }

    /** An attribute of the element, or a parameter of a framed page. */
    private record Setting(String name, String value) {}

    /** Code to copy. */
    public record Snippet(String id, String title, String help, String code) {
        /** @param id also the last part of the message keys for title and help */
        static Snippet of(String id, String code) {
            return new Snippet(
                    id, Messages.text("embed.builder." + id), Messages.text("embed.builder." + id + ".help"), code);
        }
    }

    /** The maximum length, in characters, of a field that is shown again. */
    private static final int LONGEST = 200;

    /**
     * @param hostNote why the host cannot frame the site, null if it can
     * @param code null if a field is invalid
     */
    private record BuilderView(
            Fields fields,
            @Nullable String hostNote,
            @Nullable Code code) implements View {
        @Override
        public String template() {
            return "embed/builder";
        }
    }

    /**
     * A form field.
     *
     * @param error null for none
     * @param options of a list, none for a text field
     */
    public record Field(String name, String value, @Nullable String error, List<Option> options) {}

    /** All fields of the form. */
    public record Fields(
            Field kind,
            Field listing,
            Field host,
            Field city,
            Field zip,
            Field maxPrice,
            Field beds,
            Field theme,
            Field accent,
            Field corners,
            Field open) {
        private static Fields of(Function<String, Field> named) {
            return new Fields(
                    named.apply("kind"),
                    named.apply("listing"),
                    named.apply("host"),
                    named.apply(SearchField.CITY.param()),
                    named.apply(SearchField.ZIP.param()),
                    named.apply(SearchField.MAX_PRICE.param()),
                    named.apply(SearchField.BEDS.param()),
                    named.apply("theme"),
                    named.apply("accent"),
                    named.apply("corners"),
                    named.apply("open"));
        }
    }

    /** @param frame address of the preview */
    public record Code(String frame, List<Snippet> snippets) {}

    /** What to show, and how. */
    private record Wish(
            String kind,
            @Nullable ListingKey listing,
            List<Setting> filters,
            List<Setting> looks,
            Embedding embedding) {
        boolean isListing() {
            return kind.equals("listing");
        }

        private String listing(String prefix) {
            return listing == null ? prefix : prefix + listing.segment();
        }

        String query() {
            var own = kind.equals(OURS) ? Stream.of(SearchField.OURS.param() + "=yes") : Stream.<String>of();
            return Stream.concat(
                            filters.stream()
                                    .map(filter -> filter.name() + "="
                                            + URLEncoder.encode(filter.value(), StandardCharsets.UTF_8)),
                            own)
                    .collect(Collectors.joining("&"));
        }

        private String with(String further) {
            return query().isEmpty() ? further : query() + "&" + further;
        }

        /** The framed page. */
        String frame() {
            if (isListing()) return embedding.path(listing("/embed/listing/"), "");
            var query = kind.equals("carousel") ? with("layout=carousel") : query();
            return embedding.path(kind.equals("search") ? "/embed/search" : "/embed/results", query);
        }

        /** The site's page for visitors without scripts. */
        String fallback() {
            return isListing() ? listing("/listing/") : query().isEmpty() ? "/homes" : "/homes?" + query();
        }
    }

    public Answer answer(Request request) {
        var typed = new HashMap<String, String>();
        for (var name : FIELDS) typed.put(name, typed(request, name));
        var wish = new Wish(
                kinds().containsKey(typed.get("kind")) ? typed.get("kind") : "results",
                key(typed.get("listing")),
                settings(typed, FILTERS),
                settings(typed, LOOKS),
                Embedding.of(request.query()));
        var wrong = wrong(typed, wish);
        var options = Map.of(
                "kind", options(kinds(), wish.kind()),
                "theme", options(THEMES, typed.get("theme")),
                "open", options(OPEN, typed.get("open")),
                "beds", options(BEDS, typed.get("beds")));
        var fields = Fields.of(
                name -> new Field(name, typed.get(name), wrong.get(name), options.getOrDefault(name, List.of())));
        var code = wrong.isEmpty() ? new Code(wish.frame(), snippets(request.origin(), wish)) : null;
        var view = new BuilderView(fields, hostNote(typed.get("host")), code);
        var head = Head.titled(Messages.text("embed.builder"))
                .described(Messages.text("embed.builder.description"))
                .robots("noindex")
                .styles("builder.css")
                .scripts("builder.js");
        return Answer.page(view, head).lasting(new Lifetime.Confirmed());
    }

    private Map<String, String> kinds() {
        if (site.hasOwnListings()) return KINDS;
        var without = new LinkedHashMap<>(KINDS);
        without.remove(OURS);
        return without;
    }

    private static Map<String, String> wrong(Map<String, String> typed, Wish wish) {
        var wrong = new HashMap<String, String>();
        if (wish.isListing() && wish.listing() == null)
            wrong.put("listing", Messages.text("embed.builder.listing.wrong"));
        if (!typed.get("accent").isEmpty() && wish.embedding().accent() == null)
            wrong.put("accent", Messages.text("embed.builder.accent.wrong"));
        if (!typed.get("corners").isEmpty() && wish.embedding().radius() == null)
            wrong.put("corners", Messages.text("embed.builder.corners.wrong"));
        return wrong;
    }

    private static List<Snippet> snippets(String origin, Wish wish) {
        var div = element(origin, "div", " data-porchlight=\"search\"", "data-", wish);
        var frame = "<iframe src=\"" + origin + HtmlEscape.escapeHtml4Xml(wish.frame()) + "\" title=\""
                + Messages.text("embed.code.frame")
                + "\" width=\"100%\" height=\"760\" loading=\"lazy\"></iframe>";
        return List.of(
                Snippet.of("html", element(origin, "porchlight-search", "", "", wish)),
                Snippet.of("wordpress", div),
                Snippet.of("squarespace", div),
                Snippet.of("iframe", frame));
    }

    private static String typed(Request request, String name) {
        var value = request.query().first(name);
        // Nothing that could close an attribute.
        if (value == null) return "";
        var clean = value.strip().replaceAll("[\"<>&\\p{Cntrl}]", "");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }

    /** The listing's key, from a link to its page or the key itself; null if it is neither. */
    private static @Nullable ListingKey key(String typed) {
        var link = LINK.matcher(typed);
        if (link.matches()) return ListingKey.ofSegment(link.group(1)).orElse(null);
        return typed.matches(".*[\\s/].*") ? null : ListingKey.of(typed).orElse(null);
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
        if (wish.listing() != null && wish.isListing())
            attribute(code, prefix, "listing", wish.listing().value());
        else wish.filters().forEach(filter -> attribute(code, prefix, filter.name(), filter.value()));
        for (var look : wish.looks())
            attribute(code, prefix, look.name().equals("corners") ? "radius" : look.name(), look.value());
        return code.append(">\n  <a href=\"")
                .append(origin)
                .append(HtmlEscape.escapeHtml4Xml(wish.fallback()))
                .append("\">")
                .append(Messages.text(wish.isListing() ? "embed.code.listing" : "embed.code.search"))
                .append("</a>\n</")
                .append(tag)
                .append(">\n<script async src=\"")
                .append(origin)
                .append("/embed.js\"></script>")
                .toString();
    }

    private static void attribute(StringBuilder code, String prefix, String name, String value) {
        code.append(' ')
                .append(prefix)
                .append(name)
                .append("=\"")
                .append(HtmlEscape.escapeHtml4Xml(value))
                .append('"');
    }

    /** Why a host cannot frame the site; null if it can. */
    private @Nullable String hostNote(String host) {
        if (site.embedOrigins().isEmpty()) return Messages.text("embed.builder.host.none");
        if (host.isEmpty()) return null;
        var url = HttpUrl.parse(host.contains("://") ? host : "https://" + host);
        if (url == null) return Messages.text("embed.builder.host.unreadable");
        var named = site.embedOrigins().stream()
                .anyMatch(origin -> HttpUrl.get(origin).resolve("/").equals(url.resolve("/")));
        return named ? null : Messages.text("embed.builder.host.unlisted", host, String.join(" ", site.embedOrigins()));
    }
}
