package porchlight.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.GoneResponse;
import io.javalin.http.HttpResponseException;
import java.time.InstantSource;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.edge.RateLimits.TooManyRequests;
import porchlight.httpcache.FaultLog;
import porchlight.listingpage.GonePage;
import porchlight.odata.ODataException;
import porchlight.site.Answers;
import porchlight.site.ErrorPages;
import porchlight.site.RequestMetrics;

/** Maps faults to error pages and decides what to log. */
final class FaultPages {
    private static final Logger log = LoggerFactory.getLogger(FaultPages.class);

    private final ErrorPages pages;
    private final GonePage gone;
    private final Answers answers;
    private final FaultLog faults;

    /** @param gone for homes that are off the market */
    FaultPages(ErrorPages pages, GonePage gone, Answers answers, InstantSource clock) {
        this.pages = pages;
        this.gone = gone;
        this.answers = answers;
        this.faults = new FaultLog(log, clock);
    }

    /** Shows every fault as a page. Any failure of the MLS is a 503; the log and the metrics have the details. */
    void install(RoutesConfig routes) {
        routes.exception(ODataException.class, (fault, ctx) -> {
            var kind = fault.kind().name().toLowerCase(Locale.ROOT);
            // AccessWatch reports problems with our credentials and how to fix them.
            if (fault.kind() != ODataException.Kind.UNAUTHORIZED)
                faults.warn(
                        kind,
                        "MLS fault (" + kind + "): " + fault.getMessage(),
                        () -> ctx.method() + " " + ctx.path() + " asked " + fault.url());
            RequestMetrics.noteFault(ctx, kind);
            if (fault.kind() == ODataException.Kind.BUDGET_SPENT) pages.budgetSpent(ctx, fault.retryAfter());
            else if (fault.kind() == ODataException.Kind.UNAUTHORIZED) pages.rejected(ctx);
            else if (fault.isTemporary()) pages.unavailable(ctx);
            else pages.unusable(ctx);
        });
        routes.exception(GoneResponse.class, (fault, ctx) -> {
            var answer = gone.answer(ctx.path());
            if (answer.isPresent()) answers.send(ctx, answer.get());
            else pages.gone(ctx);
        });
        routes.exception(TooManyRequests.class, (fault, ctx) -> pages.tooMany(ctx, fault.waitSeconds()));
        routes.exception(HttpResponseException.class, (fault, ctx) -> {
            if (fault.getStatus() == 404 || fault.getStatus() == 405) pages.notFound(ctx);
            else if (fault.getStatus() < 500) pages.refused(ctx, fault.getStatus());
            else if (fault.getStatus() == 503) pages.unavailable(ctx);
            else pages.serverError(ctx);
        });
        routes.exception(Exception.class, (fault, ctx) -> {
            log.error("{} {}", ctx.method(), ctx.path(), fault);
            pages.serverError(ctx);
        });
    }
}
