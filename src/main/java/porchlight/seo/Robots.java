package porchlight.seo;

import java.util.List;
import java.util.stream.Stream;

/**
 * {@code /robots.txt}: anyone may index the site, except for unlimited searches. Programs that copy listings in bulk or
 * to train models are excluded, because IDX data are for consumers only.
 */
public final class Robots {
    /** Saved homes, the address of a card, and the search that a listing is viewed in. */
    private static final List<String> OTHERS = List.of("keys", "url", "in");

    private static final List<String> COPIERS = List.of(
            "GPTBot",
            "Google-Extended",
            "Applebot-Extended",
            "ClaudeBot",
            "anthropic-ai",
            "CCBot",
            "Bytespider",
            "Amazonbot",
            "meta-externalagent",
            "cohere-ai",
            "Diffbot",
            "omgili",
            "ImagesiftBot",
            "DataForSeoBot",
            "SemrushBot",
            "AhrefsBot",
            "MJ12bot",
            "DotBot");

    private Robots() {}

    /**
     * @param origin public origin of the site
     * @param unlimited parameters of searches with arbitrary values, which would give unlimited pages
     */
    public static String text(String origin, List<String> unlimited) {
        var text = new StringBuilder("User-agent: *\n");
        for (var name : Stream.concat(unlimited.stream(), OTHERS.stream()).toList())
            text.append("Disallow: /*?")
                    .append(name)
                    .append("=\nDisallow: /*?*&")
                    .append(name)
                    .append("=\n");
        text.append("Disallow: /*?sort=\nDisallow: /*?*&sort=\nAllow: /\n\n");
        COPIERS.forEach(name -> text.append("User-agent: ").append(name).append('\n'));
        return text.append("Disallow: /\n\nSitemap: ")
                .append(origin)
                .append("/sitemap.xml\n")
                .toString();
    }
}
