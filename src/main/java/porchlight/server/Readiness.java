package porchlight.server;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import porchlight.brand.CurrentBrand;
import porchlight.catalog.Catalog;
import porchlight.feed.FeedConnection;
import porchlight.listing.OfficeDirectory;
import porchlight.odata.Breaker;
import porchlight.odata.ODataException;
import porchlight.odata.Retrieval;
import porchlight.search.Finder;
import porchlight.server.ManagementListener.Page;

/**
 * Whether the site can show a page of homes: one word for the public, full details for operators. With a complete
 * catalog it always can; until then, the homes of the home page are queried through the response cache.
 */
final class Readiness {
    /** By the monotonic clock: how often an MLS that shows no homes is queried again. */
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Finder finder;
    private final Catalog catalog;
    private final Executor behind;
    private final BooleanSupplier indexed;
    private final FeedConnection connection;
    private final Supplier<Optional<Instant>> leads;
    private final CurrentBrand brand;
    private final OfficeDirectory offices;
    private @Nullable CompletableFuture<Outcome> asked;

    /** @param problem null if homes were found */
    private record Outcome(@Nullable String problem, long at) {}

    /**
     * @param behind runs the query, so that no caller waits for an MLS that hangs
     * @param indexed whether places and suggestions cover the whole catalog
     * @param leads since when leads cannot be stored; empty if they can
     * @param brand may have faults since its last edit
     * @param offices of the brokerage, as far as the MLS knows them
     */
    Readiness(
            Finder finder,
            Catalog catalog,
            Executor behind,
            BooleanSupplier indexed,
            FeedConnection connection,
            Supplier<Optional<Instant>> leads,
            CurrentBrand brand,
            OfficeDirectory offices) {
        this.finder = finder;
        this.catalog = catalog;
        this.behind = behind;
        this.indexed = indexed;
        this.connection = connection;
        this.leads = leads;
        this.brand = brand;
        this.offices = offices;
    }

    /** The public summary. */
    Page summary() {
        var ready = problem().isEmpty();
        return new Page(ready ? 200 : 503, ready ? "ready\n" : "unavailable\n");
    }

    /** For the management listener; the first line says what prevents a page of homes. */
    Page details() {
        var problem = problem();
        var status = catalog.status();
        var text = new StringBuilder(
                        problem.map(what -> "no homes to show: " + what).orElse("ready"))
                .append('\n')
                .append("catalog: ")
                .append(status.listings())
                .append(" listings, ")
                .append(status.complete() && indexed.getAsBoolean() ? "complete" : "not complete yet");
        if (status.pass() != null)
            text.append(", reading ")
                    .append(status.pass())
                    .append(": ")
                    .append(status.read())
                    .append(" of ")
                    .append(status.expected() == null ? "?" : status.expected());
        text.append('\n');
        connection
                .access()
                .trouble()
                .ifPresent(trouble -> text.append("credentials: ")
                        .append(trouble.problem())
                        .append(", since ")
                        .append(trouble.since().truncatedTo(ChronoUnit.SECONDS))
                        .append("; to fix it: ")
                        .append(trouble.remedy())
                        .append('\n'));
        for (var fault : brand.faults())
            text.append("brand, last good version shown: ").append(fault).append('\n');
        var breaker = connection.breaker().state();
        if (breaker != Breaker.State.CLOSED)
            text.append("breaker: ")
                    .append(breaker.name().toLowerCase(Locale.ROOT))
                    .append(", no calls to the MLS for now\n");
        var budget = connection.budget();
        text.append("MLS budget: ")
                .append(budget.left())
                .append(" of ")
                .append(budget.requests())
                .append(" requests left\n")
                .append(leads.get()
                        .map(since -> "leads: cannot be stored since " + since.truncatedTo(ChronoUnit.SECONDS)
                                + "; forms answer 503\n")
                        .orElse("leads: stored\n"));
        for (var trouble : offices.troubles())
            text.append("offices: ").append(trouble).append("; to fix it: correct SITE_OFFICE_IDS\n");
        return new Page(problem.isEmpty() ? 200 : 503, text.toString());
    }

    /** Why no page of homes can be shown; empty if one can. */
    private Optional<String> problem() {
        var status = catalog.status();
        if (status.complete() && status.listings() > 0) return Optional.empty();
        try {
            return Optional.ofNullable(
                    outcome().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).problem());
        } catch (TimeoutException slow) {
            return Optional.of("the MLS has not answered yet");
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Optional.of("the site is closing");
        } catch (ExecutionException | RejectedExecutionException fault) {
            return Optional.of(String.valueOf(fault.getMessage()));
        }
    }

    /** The last outcome if it is recent or still pending; otherwise a new one. */
    private synchronized CompletableFuture<Outcome> outcome() {
        var last = asked;
        if (last != null && (!last.isDone() || System.nanoTime() - last.join().at() < REMEMBERED.toNanos()))
            return last;
        var next = CompletableFuture.supplyAsync(this::look, behind);
        asked = next;
        return next;
    }

    private Outcome look() {
        return new Outcome(fault(), System.nanoTime());
    }

    private @Nullable String fault() {
        try {
            return finder.newest(Retrieval.unhurried()).isEmpty()
                    ? "what the MLS sends holds none that may be shown"
                    : null;
        } catch (ODataException fault) {
            return String.valueOf(fault.getMessage());
        } catch (RuntimeException fault) {
            return fault.toString();
        }
    }
}
