package porchlight.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import porchlight.listing.DisplayRules;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyType;
import porchlight.message.Messages;
import porchlight.odata.Filter;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataQuery;
import porchlight.odata.OrderBy;
import porchlight.settings.Settings.Feed;

/** Explains why a listing is or is not on the site: queries the MLS for it and checks the rules. */
public final class ListingExplanation {
    private final DisplayRules rules;
    private final InstantSource clock;
    private final MlsProfile profile;
    private final Feed feed;
    private final ODataClient client;
    private final PrintWriter out;

    public ListingExplanation(MlsProfile profile, Feed feed, ODataClient client, InstantSource clock, PrintWriter out) {
        this.rules = new DisplayRules(profile, clock);
        this.clock = clock;
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
            out.println(Messages.text("compliance.listing.unknown", number));
            out.println(Messages.text("compliance.listing.unknown.why"));
            return false;
        }
        var verdicts = rules.explain(found);
        var ours = isOurs(found);
        var shown = ours && verdicts.stream().allMatch(DisplayRules.Verdict::allows);
        out.println(Messages.text(
                shown ? "compliance.listing.shown" : "compliance.listing.hidden",
                found.path("ListingId").asText(),
                found.path("ListingKey").asText()));
        for (var verdict : verdicts) line(verdict.allows(), reason(verdict));
        if (feed.filter() != null)
            line(ours, Messages.text(ours ? "compliance.rule.filter" : "compliance.rule.filter.out", feed.filter()));
        if (shown && rules.hidesAddress(found))
            out.println(
                    Messages.text("compliance.listing.address", profile.optOut().addressField()));
        if (shown && PropertyType.isLease(found.path("PropertyType").asText()))
            out.println(Messages.text("compliance.listing.lease"));
        if (shown) out.println(Messages.text("compliance.listing.when", profile.maxResults()));
        return shown;
    }

    private void line(boolean allows, String reason) {
        out.println("  " + Messages.text(allows ? "compliance.listing.yes" : "compliance.listing.no", reason));
    }

    private String reason(DisplayRules.Verdict verdict) {
        var key = "compliance.rule." + verdict.rule().name().toLowerCase(Locale.ROOT);
        var value = verdict.value();
        if (verdict.rule() == DisplayRules.Rule.COMPLETE)
            return value == null ? Messages.text(key) : Messages.text(key + ".none", value);
        var further = further(verdict.rule());
        return value == null ? Messages.text(key + ".none", "", further) : Messages.text(key, value, further);
    }

    /** What a reason names beside the value. */
    private Object further(DisplayRules.Rule rule) {
        return switch (rule) {
            case STATUS ->
                String.join(", ", profile.statuses().stream().sorted().toList());
            case SOLD -> DisplayRules.soldSince(profile, Objects.requireNonNull(profile.sold()), clock);
            case SELLER -> profile.optOut().listingField();
            case DELAYED, APPROVAL, COMPLETE -> "";
        };
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
