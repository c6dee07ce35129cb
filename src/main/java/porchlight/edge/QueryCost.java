package porchlight.edge;

import porchlight.web.Budget;
import porchlight.web.Policy;
import porchlight.web.Query;

/** The cost that a query adds to its route's cost ({@link RateLimits}). Script responses have their own budgets. */
final class QueryCost {
    /** Keyword searches in descriptions take several calls to the MLS for one page. */
    private static final int KEYWORDS = 4;

    private static final int LINE = 1;

    private QueryCost() {}

    static int of(Policy policy, Query query) {
        if (policy.budget() == Budget.ANSWERS) return 0;
        return (query.has("keywords") ? KEYWORDS : 0) + (query.has("q") ? LINE : 0);
    }
}
