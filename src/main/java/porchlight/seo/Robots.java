package porchlight.seo;

import java.util.List;

/**
 * {@code /robots.txt}: anyone may index the site, except for unlimited searches. Programs that copy listings in bulk or
 * to train models are excluded, because IDX data are for consumers only.
 */
public final class Robots {
    /**
     * Parameters with arbitrary values, which would give unlimited pages, and the search that a listing is viewed in.
     */
    private static final List<String> UNBOUNDED =
            List.of("q", "keywords", "bounds", "polygon", "near", "radius", "keys", "url", "in");

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

    /** @param origin public origin of the site */
    public static String text(String origin) {
        var text = new StringBuilder("User-agent: *\n");
        for (var name : UNBOUNDED)
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
