package porchlight.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import porchlight.diagnosis.FeedReport.Row;
import porchlight.listing.PrivateFields;
import porchlight.message.Messages;
import porchlight.odata.ODataException;

/** Derives what observations of a feed mean for the site. Pure. */
final class FeedRules {
    /** Without these there is no listing to show, or none that may be shown. */
    private static final Set<String> NEEDED_FIELDS = Set.of("ListingKey", "StandardStatus", "ListOfficeName");

    private FeedRules() {}

    /** The first request failed. */
    static Row noAccess(ODataException fault) {
        var remedy = switch (fault.kind()) {
            case UNAUTHORIZED -> access(fault.code());
            case UNREACHABLE -> Messages.text("check.access.root");
            case RATE_LIMITED, BUDGET_SPENT -> Messages.text("check.access.limit");
            case UNAVAILABLE -> Messages.text("check.access.later");
            case REFUSED -> Messages.text(fault.status() == 404 ? "check.access.root.property" : "check.access.filter");
            case MALFORMED -> Messages.text("check.access.root.odata");
        };
        return Row.failed(Messages.text("check.access"), String.valueOf(fault.getMessage()), remedy);
    }

    private static String access(@Nullable String code) {
        if ("1021".equals(code)) return "RESO_SERVICE_ROOT=https://replication.sparkapi.com/Version/3/Reso/OData/";
        if ("1013".equals(code)) return Messages.text("check.access.scheme");
        if ("1019".equals(code)) return Messages.text("check.access.address");
        return Messages.text("check.access.token");
    }

    static Row fields(Collection<String> wanted, Set<String> declared) {
        var absent = new LinkedHashSet<>(wanted);
        absent.removeAll(declared);
        var subject = Messages.text("check.fields");
        if (absent.isEmpty()) return Row.ok(subject, Messages.text("check.fields.ok", wanted.size()));
        var needed = absent.stream().filter(NEEDED_FIELDS::contains).toList();
        var detail = Messages.text(
                "check.fields.absent", wanted.size() - absent.size(), wanted.size(), String.join(", ", absent));
        return needed.isEmpty()
                ? Row.limited(subject, detail, null)
                : Row.failed(subject, detail, Messages.text("check.fields.ask", String.join(", ", needed)));
    }

    /** Whether the API key reveals data that the public must not see. */
    static Row role(List<JsonNode> sample) {
        var subject = Messages.text("check.role");
        var confidential = PrivateFields.confidentialIn(sample);
        if (!confidential.isEmpty())
            return Row.failed(
                    subject,
                    Messages.text("check.role.private", String.join(", ", confidential)),
                    Messages.text("check.role.private.fix"));
        var local = PrivateFields.localIn(sample);
        return local.isEmpty()
                ? Row.ok(subject, Messages.text("check.role.ok", sample.size()))
                : Row.limited(subject, Messages.text("check.role.local", String.join(", ", local)), null);
    }

    /** Whether each listing includes the listing firm and a way to contact it (NAR IDX policy 7.58). */
    static Row attribution(List<JsonNode> sample, List<String> contactOrder) {
        var subject = Messages.text("check.attribution");
        if (sample.isEmpty()) return Row.limited(subject, Messages.text("check.attribution.empty"), null);
        var office = count(sample, row -> has(row, "ListOfficeName"));
        var contact = count(sample, row -> contactOrder.stream().anyMatch(field -> has(row, field)));
        var detail = Messages.text("check.attribution.found", sample.size(), office, contact);
        if (office == 0) return Row.failed(subject, detail, Messages.text("check.fields.ask", "ListOfficeName"));
        return office == sample.size() && contact == sample.size()
                ? Row.ok(subject, detail)
                : Row.limited(subject, detail, contact == 0 ? Messages.text("check.attribution.order") : null);
    }

    private static long count(List<JsonNode> rows, Predicate<JsonNode> condition) {
        return rows.stream().filter(condition).count();
    }

    private static boolean has(JsonNode row, String field) {
        var text = row.path(field).asText("");
        return !row.path(field).isNull() && !text.isBlank() && !text.contains("********");
    }
}
