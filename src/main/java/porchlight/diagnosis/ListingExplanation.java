package porchlight.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import porchlight.listing.DisplayRules;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyType;
import porchlight.odata.Filter;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataQuery;
import porchlight.odata.OrderBy;
import porchlight.settings.Settings.Feed;

/** Explains why a listing is or is not on the site: queries the MLS for it and checks the rules. */
public final class ListingExplanation {
    private final DisplayRules rules;
    private final MlsProfile profile;
    private final Feed feed;
    private final ODataClient client;
    private final PrintWriter out;

    public ListingExplanation(MlsProfile profile, Feed feed, ODataClient client, InstantSource clock, PrintWriter out) {
        this.rules = new DisplayRules(profile, clock);
        this.profile = profile;
        this.feed = feed;
        this.client = client;
        this.out = out;
    }

    /**
     * Prints the explanation.
     *
     * @param number MLS number or ListingKey
     * @return whether the site shows it
     * @throws porchlight.odata.ODataException if the MLS cannot be queried
     */
    public boolean print(String number) {
        var found = find(number);
        if (found == null) {
            out.println("Listing " + number + ": not shown.");
            out.println(
                    "The MLS does not send it to this key. It may be sold, withdrawn or expired, kept off the internet by");
            out.println("its seller or broker, in delayed marketing, or its number may be mistyped. Ask the MLS.");
            return false;
        }
        var verdicts = rules.explain(found);
        var ours = isOurs(found);
        var shown = ours && verdicts.stream().allMatch(DisplayRules.Verdict::allows);
        out.println("Listing " + found.path("ListingId").asText() + ", key "
                + found.path("ListingKey").asText() + ": " + (shown ? "shown" : "not shown") + ".");
        for (var verdict : verdicts) line(verdict.allows(), verdict.rule(), verdict.told());
        if (feed.filter() != null)
            line(ours, "RESO_FILTER", (ours ? "lets it through: " : "leaves it out: ") + feed.filter());
        if (shown && rules.hidesAddress(found))
            out.println("Without its address, as the seller chose ("
                    + profile.optOut().addressField() + ").");
        if (shown && PropertyType.isLease(found.path("PropertyType").asText()))
            out.println("Among homes for rent, not among homes for sale.");
        if (shown)
            out.println("Changes in the MLS show after CACHE_FRESH_FOR; a search shows its first "
                    + profile.maxResults() + " homes only.");
        return shown;
    }

    private void line(boolean allows, String rule, String told) {
        out.println("  " + (allows ? "yes" : "NO ") + "  " + rule + ": " + told);
    }

    private @Nullable JsonNode find(String number) {
        for (var field : List.of("ListingId", "ListingKey")) {
            var rows = client.page(ODataQuery.of("Property")
                            .filter(Filter.eq(field, number))
                            .orderBy(List.of(OrderBy.ascending("ListingKey")))
                            .top(1))
                    .value();
            if (!rows.isEmpty()) return rows.get(0);
        }
        return null;
    }

    private boolean isOurs(JsonNode listing) {
        if (feed.filter() == null) return true;
        var key = listing.path("ListingKey").asText();
        return !client.page(ODataQuery.of("Property")
                        .select(List.of("ListingKey"))
                        .filter(Filter.and(List.of(Filter.eq("ListingKey", key), new Filter.Verbatim(feed.filter()))))
                        .top(1))
                .value()
                .isEmpty();
    }
}
