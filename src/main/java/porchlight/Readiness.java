package porchlight;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import porchlight.catalogue.Catalogue;
import porchlight.listing.PropertyResource;
import porchlight.odata.Breaker;
import porchlight.odata.ODataException;
import porchlight.server.ManagementListener.Page;

/** Whether the site can show listings: one word for the public, everything known for whoever looks after it. */
final class Readiness {
    private final PropertyResource properties;
    private final Catalogue catalogue;
    private final BooleanSupplier indexed;
    private final FeedConnection connection;
    private final Supplier<Optional<Instant>> leads;

    /**
     * @param indexed whether places and suggestions hold the whole catalog
     * @param leads since when they cannot be stored; empty when they can
     */
    Readiness(
            PropertyResource properties,
            Catalogue catalogue,
            BooleanSupplier indexed,
            FeedConnection connection,
            Supplier<Optional<Instant>> leads) {
        this.properties = properties;
        this.catalogue = catalogue;
        this.indexed = indexed;
        this.connection = connection;
        this.leads = leads;
    }

    /** What anyone may know. */
    Page summary() {
        var ready = answers() || catalogue.status().complete();
        return new Page(ready ? 200 : 503, ready ? "ready\n" : "unavailable\n");
    }

    /** For the management listener; the first line says whether the MLS answers. */
    Page details() {
        var answers = answers();
        var status = catalogue.status();
        var text = new StringBuilder(answers ? "ready\n" : "the MLS does not answer\n")
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
        return new Page(answers || status.complete() ? 200 : 503, text.toString());
    }

    private boolean answers() {
        try {
            properties.plan();
            return true;
        } catch (ODataException fault) {
            return false;
        }
    }
}
