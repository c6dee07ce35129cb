package porchlight.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import porchlight.demomls.DemoMls;

/** Rows of an MLS, queried without the site, for a test's own counts. */
public final class FeedRows {
    private static final int PAGE = 25;

    private FeedRows() {}

    /**
     * Every Property with its open houses.
     *
     * @param listings the number of listings in the MLS
     */
    public static List<JsonNode> of(DemoMls mls, int listings) throws Exception {
        var rows = new ArrayList<JsonNode>();
        for (int skip = 0; skip < listings; skip += PAGE)
            page(mls, skip).path("value").forEach(rows::add);
        return rows;
    }

    private static JsonNode page(DemoMls mls, int skip) throws Exception {
        return ask(mls, "Property?$top=" + PAGE + "&$orderby=ListingKey&$expand=OpenHouse&$skip=" + skip);
    }

    /** @param query resource path and query options, encoded */
    public static JsonNode ask(DemoMls mls, String query) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(mls.serviceRoot() + query))
                .header("Authorization", "Bearer " + DemoMls.TOKEN)
                .build();
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
    }

    /** Whether a field is false; a missing field is not. */
    public static boolean isNo(JsonNode row, String field) {
        return row.path(field).isBoolean() && !row.path(field).asBoolean();
    }
}
