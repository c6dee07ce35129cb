package porchlight.edge;

import java.util.List;
import java.util.function.Predicate;
import porchlight.site.Query;

/**
 * What a request weighs against its client's budget ({@link RateLimits}): 1 is a page that one call to the MLS fills, and
 * everything else is in proportion to the processor time and the calls that it takes when nothing of it is stored.
 */
final class RequestCost {
    private static final int PAGE = 1;

    private record Price(Predicate<String> paths, int cost) {}

    /** The first that matches counts. */
    private static final List<Price> PRICES = List.of(
            // Decoding a photo and drawing the card takes as long as ten pages.
            new Price(path -> path.endsWith("/card.jpg"), 10),
            new Price(path -> path.startsWith("/sitemap"), 5),
            new Price(path -> path.equals("/feed.atom"), 4),
            new Price(path -> path.startsWith("/open-houses/") && path.endsWith(".ics"), 2),
            new Price(path -> path.endsWith(".svg"), 2),
            new Price(path -> path.equals("/api/pins"), 2));

    /** A form is checked, stored on disk and mailed. */
    private static final int FORM = 5;
    /** Words of descriptions are asked of the MLS, several calls for one page. */
    private static final int KEYWORDS = 4;

    private static final int LINE = 1;

    private RequestCost() {}

    static int of(String method, String path, Query query) {
        if (method.equals("POST")) return FORM;
        var cost = PRICES.stream()
                .filter(price -> price.paths.test(path))
                .mapToInt(Price::cost)
                .findFirst()
                .orElse(PAGE);
        if (query.has("keywords")) cost += KEYWORDS;
        if (query.has("q") && !path.equals("/api/suggest")) cost += LINE;
        return cost;
    }

    /** A page that is stored. */
    static int stored() {
        return PAGE;
    }
}
