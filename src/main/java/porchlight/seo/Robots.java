package porchlight.seo;

import java.util.List;

/**
 * {@code /robots.txt}: everybody may index the site, but for searches without end; programs that copy listings in bulk or
 * to train models may not read it, since IDX data are for consumers alone.
 */
public final class Robots {
    /** Parameters that take any value, so that their pages have no end, and searches that a listing is looked at in. */
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
