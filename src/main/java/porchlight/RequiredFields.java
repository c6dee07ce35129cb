package porchlight;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import porchlight.listing.MlsProfile;

/**
 * What an MLS on Spark says that result lists ("Summary") and listing pages ("Detail") must show, from {@code /v1/system},
 * and where this site shows it.
 */
final class RequiredFields {
    private static final String RESO = "/Reso/OData/";

    /** Where each is on the site, by Spark's names; what stands beside attribution.contactOrder is asked there. */
    private static final Map<String, String> SHOWN = Map.of(
            "ListOfficeName", "on cards and listing pages",
            "ListingUpdateTimestamp", "the time of the data, on every page with listings",
            "ListingId", "on cards and listing pages",
            "MlsStatus", "on cards and listing pages",
            "StandardStatus", "on cards and listing pages",
            "CoListOfficeName", "on listing pages");

    private static final Map<String, String> CONTACTS = Map.of(
            "ListOfficePhone", "ListOfficePhone",
            "ListOfficeEmail", "ListOfficeEmail",
            "ListAgentPhone", "ListAgentPreferredPhone",
            "ListAgentPreferredPhone", "ListAgentPreferredPhone",
            "ListAgentEmail", "ListAgentEmail");

    private final MlsProfile profile;

    RequiredFields(MlsProfile profile) {
        this.profile = profile;
    }

    /**
     * A field that the MLS requires.
     *
     * @param shown where it is; empty when the site does not show it
     */
    record Requirement(String view, String field, Optional<String> shown) {}

    /**
     * Asks the MLS. Empty when the service is none of Spark's.
     *
     * @throws IOException if it does not answer as documented
     */
    List<Requirement> ask(OkHttpClient http, HttpUrl serviceRoot) throws IOException {
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
        if (field.equals("ListAgentName") || field.equals("ListAgentFullName"))
            return view.equals("Summary") && !attribution.agentOnCard()
                    ? Optional.empty()
                    : Optional.of(attribution.agentOnCard() ? "on cards and listing pages" : "on listing pages");
        var contact = CONTACTS.get(field);
        if (contact != null)
            return view.equals("Detail") && attribution.contactOrder().contains(contact)
                    ? Optional.of("on listing pages, where no contact before it in attribution.contactOrder is there")
                    : Optional.empty();
        return Optional.ofNullable(SHOWN.get(field));
    }
}
