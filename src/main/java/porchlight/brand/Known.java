package porchlight.brand;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What a brand folder may refer to but can't contain.
 *
 * @param searchErrors what is wrong with the parameters of a search, one sentence each
 */
public record Known(Function<String, List<String>> searchErrors) {
    /** The first segments of the site's own paths, which pages can't have. */
    public static final Set<String> PATHS = Set.of(
            "homes",
            "feed.atom",
            "api",
            "search-tips",
            "listing",
            "mls",
            "open-houses",
            "saved",
            "compare",
            "media",
            "places",
            "embed",
            "embed.js",
            "oembed",
            "contact",
            "thanks",
            "card.jpg",
            "assets",
            "speculation-rules.json",
            "manifest.webmanifest",
            "robots.txt",
            "sitemap.xml",
            "sitemaps",
            "healthz",
            "readyz",
            "new",
            "price-cuts",
            "back-on-market",
            "our-listings",
            "searches",
            "agents",
            "with",
            "sell",
            "terms",
            "privacy",
            "accessibility",
            "dmca",
            "agree",
            "favicon.ico",
            "apple-touch-icon.png",
            "icon-192.png",
            "icon-512.png",
            "icon-maskable.png",
            "alerts",
            "metrics",
            "demo",
            "license",
            "agent",
            "index.html",
            ".well-known");

    /** For a folder that refers to no searches. */
    static final Known NO_SEARCHES = new Known(search -> List.of());
}
