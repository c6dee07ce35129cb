package porchlight.site;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import porchlight.brand.Palette;
import porchlight.web.Query;

/**
 * How a host page wants a framed page to look and behave. The settings are passed in the URL from framed page to framed
 * page; unreadable values are ignored.
 *
 * @param theme auto follows the visitor's preference
 * @param accent {@code #rrggbb} as requested, null for the site's own
 * @param radius of corners in pixels, 0 to 24, null for the site's own
 * @param open where listings open
 * @param layout how results are shown
 */
public record Embedding(
        Theme theme, @Nullable String accent, @Nullable Integer radius, Open open, Layout layout) {

    /** The names of all parameters. */
    public static final List<String> PARAMS = List.of("theme", "accent", "corners", "open", "layout");

    public enum Theme {
        AUTO,
        LIGHT,
        DARK
    }

    public enum Open {
        /** The host's window. */
        TOP,
        /** A new tab. */
        TAB,
        /** The frame itself. */
        FRAME
    }

    public enum Layout {
        /** A search form and results. */
        GRID,
        /** Results only, side by side. */
        CAROUSEL
    }

    /**
     * Reads the parameters {@code theme}, {@code accent}, {@code corners} (a search has a {@code radius} of its own),
     * {@code open} and {@code layout}.
     */
    public static Embedding of(Query asked) {
        var accent = asked.first("accent");
        var radius = asked.first("corners");
        return new Embedding(
                chosen(Theme.class, asked.first("theme"), Theme.AUTO),
                accent == null || !accent.matches("#?[0-9a-fA-F]{6}")
                        ? null
                        : "#" + accent.replace("#", "").toLowerCase(Locale.ROOT),
                radius != null && radius.matches("\\d|1\\d|2[0-4]") ? Integer.valueOf(radius) : null,
                chosen(Open.class, asked.first("open"), Open.TOP),
                chosen(Layout.class, asked.first("layout"), Layout.GRID));
    }

    private static <E extends Enum<E>> E chosen(Class<E> type, @Nullable String word, E otherwise) {
        for (var constant : type.getEnumConstants())
            if (constant.name().toLowerCase(Locale.ROOT).equals(word)) return constant;
        return otherwise;
    }

    /** The parameters for these settings, without defaults. */
    public Map<String, String> params() {
        var params = new LinkedHashMap<String, String>();
        if (theme != Theme.AUTO) params.put("theme", word(theme));
        if (accent != null) params.put("accent", accent);
        if (radius != null) params.put("corners", radius.toString());
        if (open != Open.TOP) params.put("open", word(open));
        if (layout != Layout.GRID) params.put("layout", word(layout));
        return params;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A framed page's path with its own query and these parameters. */
    public String path(String path, String query) {
        var own = params().entrySet().stream()
                .map(param -> param.getKey() + "=" + URLEncoder.encode(param.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var all = query.isEmpty() ? own : own.isEmpty() ? query : query + "&" + own;
        return all.isEmpty() ? path : path + "?" + all;
    }

    /** The URL of the style sheet with these colors; null if the site's own colors are used. */
    public @Nullable String styles() {
        return theme == Theme.AUTO && accent == null && radius == null ? null : path("/embed/theme.css", "");
    }

    /** The {@code target} of links to listings. */
    public String target() {
        return switch (open) {
            case TOP -> "_top";
            case TAB -> "_blank";
            case FRAME -> "_self";
        };
    }

    public boolean isCarousel() {
        return layout == Layout.CAROUSEL;
    }

    /** CSS that overrides custom properties of the site's style sheet. */
    String css(Palette palette) {
        var css = new StringBuilder(":root{");
        if (theme != Theme.AUTO) css.append("color-scheme:").append(word(theme)).append(';');
        if (accent != null) {
            var color = Accent.of(accent, palette);
            css.append("--brand:light-dark(")
                    .append(color.light())
                    .append(',')
                    .append(color.dark())
                    .append(");--brand-strong:var(--brand);");
        }
        if (radius != null)
            css.append("--radius:")
                    .append(radius)
                    .append("px;--radius-small:")
                    .append(Math.min(radius, 8))
                    .append("px;");
        return css.append("}\n").toString();
    }
}
