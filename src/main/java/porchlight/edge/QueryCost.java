package porchlight.edge;

import porchlight.web.Budget;
import porchlight.web.Policy;
import porchlight.web.Query;

/** What a query adds to what its route costs a client ({@link RateLimits}). Scripts' answers have budgets of their own. */
final class QueryCost {
    /** Words of descriptions are asked of the MLS, several calls for one page. */
    private static final int KEYWORDS = 4;

    private static final int LINE = 1;

    private QueryCost() {}

    static int of(Policy policy, Query query) {
        if (policy.budget() == Budget.ANSWERS) return 0;
        return (query.has("keywords") ? KEYWORDS : 0) + (query.has("q") ? LINE : 0);
    }
}
