package porchlight.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.listing.MlsProfile;
import porchlight.listing.PrivateFields;
import porchlight.odata.Metadata;
import porchlight.odata.ODataException;

/**
 * The fields that an MLS on Spark requires in result lists ("Summary") and on listing pages ("Detail"), from {@code
 * /v1/system}, and where this site shows them.
 */
public final class SparkRequiredFields {
    private static final Logger log = LoggerFactory.getLogger(SparkRequiredFields.class);
    private static final String SUMMARY = "Summary";
    private static final String DETAIL = "Detail";
    private static final String RESO = "/Reso/OData/";

    /** Messages on where each field is shown, by Spark's names; attribution.contactOrder determines what is shown beside these. */
    private static final Map<String, String> SHOWN = Map.of(
            "ListOfficeName", "compliance.shown.both",
            "ListingUpdateTimestamp", "compliance.shown.time",
            "ListingId", "compliance.shown.both",
            "MlsStatus", "compliance.shown.both",
            "StandardStatus", "compliance.shown.both",
            "CoListOfficeName", "compliance.shown.pages");

    private static final Map<String, String> CONTACTS = Map.of(
            "ListOfficePhone", "ListOfficePhone",
            "ListOfficeEmail", "ListOfficeEmail",
            "ListAgentPhone", "ListAgentPreferredPhone",
            "ListAgentPreferredPhone", "ListAgentPreferredPhone",
            "ListAgentEmail", "ListAgentEmail");

    /** RESO's names for Spark's fields, if they differ. */
    private static final Map<String, String> RESO_NAMES =
            Map.of("ListAgentName", "ListAgentFullName", "ListAgentPhone", "ListAgentPreferredPhone");

    private final MlsProfile profile;

    public SparkRequiredFields(MlsProfile profile) {
        this.profile = profile;
    }

    /**
     * The profile plus the fields that the MLS requires beyond what every page shows: those named in the profile itself
     * and, if it says so, those that Spark reports. Logs fields that cannot be shown.
     */
    public static MlsProfile takenOver(MlsProfile profile, FeedConnection connection, HttpUrl serviceRoot) {
        var written = profile.required();
        if (!written.fromSpark()
                && written.summary().isEmpty()
                && written.detail().isEmpty()) return profile;
        var asked = new ArrayList<Requirement>();
        written.summary().forEach(field -> asked.add(new Requirement(SUMMARY, field, Optional.empty())));
        written.detail().forEach(field -> asked.add(new Requirement(DETAIL, field, Optional.empty())));
        if (written.fromSpark())
            asked.addAll(new SparkRequiredFields(profile.requiring(new MlsProfile.Required(true, List.of(), List.of())))
                    .asked(connection, serviceRoot));
        var declared = declared(connection);
        var summary = new LinkedHashSet<String>();
        var detail = new LinkedHashSet<String>();
        for (var each : asked) {
            if (each.shown().isPresent()) continue;
            var field = RESO_NAMES.getOrDefault(each.field(), each.field());
            var view = each.view().equals(SUMMARY) ? summary : each.view().equals(DETAIL) ? detail : null;
            var reason = view == null
                    ? "this site has no such view"
                    : PrivateFields.isConfidential(field)
                            ? "no public site may show it"
                            : !declared.isEmpty() && !declared.contains(field) ? "the feed does not have it" : null;
            if (view != null && reason == null) view.add(field);
            else
                log.warn(
                        "The MLS requires {} ({}), which is not shown: {}. Ask the MLS before you publish",
                        field,
                        each.view(),
                        reason);
        }
        return profile.requiring(
                new MlsProfile.Required(written.fromSpark(), List.copyOf(summary), List.copyOf(detail)));
    }

    private List<Requirement> asked(FeedConnection connection, HttpUrl serviceRoot) {
        try {
            var required = ask(connection.http(), serviceRoot);
            if (required.isEmpty()) log.warn("compliance.source is spark-v1, but the feed tells of no required fields");
            return required;
        } catch (IOException fault) {
            log.warn(
                    "The fields that the MLS requires cannot be read ({}); until the next start only those that the profile"
                            + " names are shown",
                    fault.getMessage());
            return List.of();
        }
    }

    /** Empty if they cannot be read. */
    private static Set<String> declared(FeedConnection connection) {
        try {
            return connection
                    .client()
                    .metadata()
                    .entityType("Property")
                    .map(Metadata.EntityType::properties)
                    .orElse(Set.of());
        } catch (ODataException fault) {
            return Set.of();
        }
    }

    /**
     * A required field.
     *
     * @param shown key of the message on where it is shown; empty if the site does not show it
     */
    public record Requirement(String view, String field, Optional<String> shown) {}

    /**
     * Queries the MLS. Empty if the service is not Spark.
     *
     * @throws IOException if its response is not as documented
     */
    public List<Requirement> ask(OkHttpClient http, HttpUrl serviceRoot) throws IOException {
        if (!serviceRoot.encodedPath().endsWith(RESO)) return List.of();
        var url = serviceRoot.newBuilder().encodedPath("/v1/system").build();
        var request = new Request.Builder()
                .url(url)
                .header("Accept", "application/json")
                .build();
        try (var response = http.newCall(request).execute()) {
            if (!response.isSuccessful())
                throw new IOException("HTTP " + response.code() + " from " + url.encodedPath());
            var results = new ObjectMapper()
                    .readTree(response.body().bytes())
                    .path("D")
                    .path("Results");
            var views = new LinkedHashMap<String, List<String>>();
            for (var system : results)
                for (var mls : system.path("DisplayCompliance"))
                    mls.path("View").fields().forEachRemaining(view -> {
                        var fields = views.computeIfAbsent(view.getKey(), name -> new ArrayList<>());
                        for (var field : view.getValue().path("DisplayCompliance"))
                            if (!fields.contains(field.asText())) fields.add(field.asText());
                    });
            var required = new ArrayList<Requirement>();
            views.forEach((view, fields) ->
                    fields.forEach(field -> required.add(new Requirement(view, field, shown(view, field)))));
            return required;
        }
    }

    private Optional<String> shown(String view, String field) {
        var attribution = profile.attribution();
        var taken = view.equals(SUMMARY)
                ? profile.required().summary()
                : profile.required().detail();
        if (taken.contains(RESO_NAMES.getOrDefault(field, field)))
            return Optional.of(
                    view.equals(SUMMARY) ? "compliance.shown.required.cards" : "compliance.shown.required.pages");
        if (field.equals("ListAgentName") || field.equals("ListAgentFullName"))
            return view.equals(SUMMARY) && !attribution.agentOnCard()
                    ? Optional.empty()
                    : Optional.of(attribution.agentOnCard() ? "compliance.shown.both" : "compliance.shown.pages");
        var contact = CONTACTS.get(field);
        if (contact != null)
            return !profile.required().fromSpark()
                            && view.equals(DETAIL)
                            && attribution.contactOrder().contains(contact)
                    ? Optional.of("compliance.shown.contact")
                    : Optional.empty();
        return Optional.ofNullable(SHOWN.get(field));
    }
}
