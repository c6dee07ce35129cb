package porchlight.site;

import io.javalin.http.Context;
import java.util.function.BooleanSupplier;

/**
 * Lets browsers fetch the page a visitor is about to open: names the rules on every page, and refuses such requests, which
 * say so by {@code Sec-Purpose}, while the MLS's budget is needed for visitors who wait.
 *
 * @see <a href="https://wicg.github.io/nav-speculation/speculation-rules.html">Speculation Rules</a>
 */
public final class Prefetching {
    private static final String FIELD = "\"/speculation-rules.json\"";

    private final BooleanSupplier budgetIsLow;

    public Prefetching(BooleanSupplier budgetIsLow) {
        this.budgetIsLow = budgetIsLow;
    }

    /** Before a request is handled. */
    public void apply(Context ctx) {
        if (!Embedding.isFramed(ctx.path())
                && !ctx.path().startsWith("/assets/")
                && !ctx.path().startsWith("/media/")) ctx.res().addHeader("Speculation-Rules", FIELD);
        var purpose = ctx.header("Sec-Purpose");
        if (purpose == null || !purpose.startsWith("prefetch") || !budgetIsLow.getAsBoolean()) return;
        ctx.status(503).header("Cache-Control", "no-cache").header("Retry-After", "60");
        ctx.skipRemainingHandlers();
    }
}
