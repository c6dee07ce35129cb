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
            case UNREACHABLE -> "RESO_SERVICE_ROOT: is it the address the MLS gave you?";
            case RATE_LIMITED, BUDGET_SPENT -> "RESO_RATE_LIMIT: wait, and ask for less in future";
            case UNAVAILABLE -> "try again later";
            case REFUSED ->
                fault.status() == 404
                        ? "RESO_SERVICE_ROOT: the service knows no Property there"
                        : "RESO_FILTER: is it what the service can filter by?";
            case MALFORMED -> "RESO_SERVICE_ROOT: no OData service answers there";
        };
        return Row.failed("access", String.valueOf(fault.getMessage()), remedy);
    }

    private static String access(@Nullable String code) {
        if ("1021".equals(code)) return "RESO_SERVICE_ROOT=https://replication.sparkapi.com/Version/3/Reso/OData/";
        if ("1013".equals(code)) return "RESO_AUTH_SCHEME: try the other word, Bearer or OAuth";
        if ("1019".equals(code)) return "ask the MLS to let this machine's address use the key";
        return "RESO_ACCESS_TOKEN, or the client: is it right? RESO_AUTH_SCHEME: Bearer or OAuth?";
    }

    static Row fields(Collection<String> wanted, Set<String> declared) {
        var absent = new LinkedHashSet<>(wanted);
        absent.removeAll(declared);
        if (absent.isEmpty()) return Row.ok("fields", "all " + wanted.size() + " fields that the site shows");
        var needed = absent.stream().filter(NEEDED_FIELDS::contains).toList();
        var detail =
                absent.size() + " of " + wanted.size() + " not declared, so not shown: " + String.join(", ", absent);
        return needed.isEmpty()
                ? Row.limited("fields", detail, null)
                : Row.failed("fields", detail, "ask the MLS for " + String.join(", ", needed));
    }

    /** Whether the API key reveals data that the public must not see. */
    static Row role(List<JsonNode> sample) {
        var confidential = PrivateFields.confidentialIn(sample);
        if (!confidential.isEmpty())
            return Row.failed(
                    "role",
                    "the key shows private fields (" + String.join(", ", confidential)
                            + "); the site would not, but a key for public display must not have them",
                    "ask the MLS for a key with the IDX role");
        var local = PrivateFields.localIn(sample);
        return local.isEmpty()
                ? Row.ok("role", "no private field in " + sample.size() + " listings")
                : Row.limited(
                        "role",
                        "no private field, but some that not every MLS lets the public see (the site shows none of"
                                + " them): " + String.join(", ", local),
                        null);
    }

    /** Whether each listing includes the listing firm and a way to contact it (NAR IDX policy 7.58). */
    static Row attribution(List<JsonNode> sample, List<String> contactOrder) {
        if (sample.isEmpty()) return Row.limited("attribution", "no listing to look at", null);
        var office = count(sample, row -> has(row, "ListOfficeName"));
        var contact = count(sample, row -> contactOrder.stream().anyMatch(field -> has(row, field)));
        var detail = "of " + sample.size() + " listings " + office + " name the listing office, " + contact
                + " its e-mail or phone";
        if (office == 0) return Row.failed("attribution", detail, "ask the MLS for ListOfficeName");
        return office == sample.size() && contact == sample.size()
                ? Row.ok("attribution", detail)
                : Row.limited("attribution", detail, contact == 0 ? "attribution.contactOrder in MLS_PROFILE" : null);
    }

    private static long count(List<JsonNode> rows, Predicate<JsonNode> condition) {
        return rows.stream().filter(condition).count();
    }

    private static boolean has(JsonNode row, String field) {
        var text = row.path(field).asText("");
        return !row.path(field).isNull() && !text.isBlank() && !text.contains("********");
    }
}
