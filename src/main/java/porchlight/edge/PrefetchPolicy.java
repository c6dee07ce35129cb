package porchlight.edge;

import io.javalin.http.HttpResponseException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import porchlight.web.Budget;
import porchlight.web.Policy;
import porchlight.web.RouteTable;

/**
 * Lets browsers prefetch the page that a visitor is about to open: links to the rules on every page, and rejects
 * prefetches, which are marked by {@code Sec-Purpose}, while the MLS's budget is needed for visitors.
 *
 * @see <a href="https://wicg.github.io/nav-speculation/speculation-rules.html">Speculation Rules</a>
 */
public final class PrefetchPolicy implements HttpConfiguration.Customizer {
    private static final HttpField RULES = new PreEncodedHttpField("Speculation-Rules", "\"/speculation-rules.json\"");

    private final RouteTable routes;
    private final BooleanSupplier budgetIsLow;

    public PrefetchPolicy(RouteTable routes, BooleanSupplier budgetIsLow) {
        this.routes = routes;
        this.budgetIsLow = budgetIsLow;
    }

    /** Adds the link to the rules. */
    @Override
    public Request customize(Request request, HttpFields.Mutable answer) {
        var policy = routes.policy(request);
        if (policy.budget() == Budget.PAGES && policy.framing() != Policy.Framing.FRAMED) answer.add(RULES);
        return request;
    }

    /** Thrown if no page is prefetched now: status 503, without a page, because no one would see it. */
    public static final class NotNow extends HttpResponseException {
        private static final long serialVersionUID = 1L;

        NotNow() {
            super(503, "Not ahead of time", Map.of("Cache-Control", "no-cache", "Retry-After", "60"));
        }
    }

    /** @throws NotNow for a prefetch while the budget is low */
    void check(Request request) {
        var purpose = request.getHeaders().get("Sec-Purpose");
        if (purpose != null && purpose.startsWith("prefetch") && budgetIsLow.getAsBoolean()) throw new NotNow();
    }
}
