package porchlight.edge;

import porchlight.site.Query;
import porchlight.web.Policy;

/** What a request weighs against its client's budget ({@link RateLimits}): what its route costs, and what its query adds. */
final class RequestCost {
    private static final int STORED = 1;
    /** Words of descriptions are asked of the MLS, several calls for one page. */
    private static final int KEYWORDS = 4;

    private static final int LINE = 1;

    private RequestCost() {}

    static int of(Policy policy, Query query) {
        var cost = policy.cost();
        if (query.has("keywords")) cost += KEYWORDS;
        if (query.has("q")) cost += LINE;
        return Math.max(1, cost);
    }

    /** A page that is stored. */
    static int stored() {
        return STORED;
    }
}
