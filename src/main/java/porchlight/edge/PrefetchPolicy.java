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
 * Lets browsers fetch the page a visitor is about to open: names the rules on every page, and refuses such requests, which
 * say so by {@code Sec-Purpose}, while the MLS's budget is needed for visitors who wait.
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

    /** Names the rules. */
    @Override
    public Request customize(Request request, HttpFields.Mutable answer) {
        var policy = routes.policy(request);
        if (policy.budget() == Budget.PAGES && policy.framing() != Policy.Framing.FRAMED) answer.add(RULES);
        return request;
    }

    /** Thrown when nothing is made ahead of time: status 503, which needs no page, for nobody looks at it. */
    public static final class NotNow extends HttpResponseException {
        private static final long serialVersionUID = 1L;

        NotNow() {
            super(503, "Not ahead of time", Map.of("Cache-Control", "no-cache", "Retry-After", "60"));
        }
    }

    /** @throws NotNow for what is asked for ahead of time while the budget is low */
    void check(Request request) {
        var purpose = request.getHeaders().get("Sec-Purpose");
        if (purpose != null && purpose.startsWith("prefetch") && budgetIsLow.getAsBoolean()) throw new NotNow();
    }
}
