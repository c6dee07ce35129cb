package porchlight.listing;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.odata.Filter;

/**
 * What may be displayed, as far as it can be expressed in a query. The parser decides in the end,
 * but counts and page sizes are right only when the feed leaves out the same listings.
 */
public final class DisplayFilter {
    private final MlsProfile profile;
    private final @Nullable String mandatoryFilter;

    private final InstantSource clock;

    /** @param mandatoryFilter an OData expression ANDed to every query; null for none */
    public DisplayFilter(MlsProfile profile, @Nullable String mandatoryFilter, InstantSource clock) {
        this.profile = profile;
        this.clock = clock;
        this.mandatoryFilter = mandatoryFilter;
    }

    /**
     * The filter of a query, as far as the feed supports it.
     * @param criteria in Data Dictionary terms; null for everything that may be shown
     * @return in the feed's terms; {@link Filter.Constant} if it is decided without querying; null
     * for none
     */
    @Nullable
    Filter displayable(QueryPlan plan, @Nullable Filter criteria) {
        var all = new ArrayList<Filter>();
        if (criteria != null) all.add(criteria);
        rules(plan).stream().filter(plan::answers).forEach(all::add);
        if (mandatoryFilter != null) all.add(new Filter.Verbatim(mandatoryFilter));
        return translated(plan, all);
    }

    private static @Nullable Filter translated(QueryPlan plan, List<Filter> all) {
        if (all.isEmpty()) return null;
        var whole = Filter.and(all.stream()
                .flatMap(part ->
                        part instanceof Filter.Junction and && and.word().equals("and")
                                ? and.operands().stream()
                                : Stream.of(part))
                .toList());
        return plan.translated(whole)
                .orElseThrow(() -> new IllegalArgumentException("the feed cannot be asked " + whole.toOData()));
    }

    /** A description of the conditions, for detecting changes. */
    String described() {
        return profile.statuses() + " " + profile.sold() + " " + profile.optOut() + " " + mandatoryFilter;
    }

    /** Whether the feed supports every rule, so that it counts only what may be shown. */
    boolean isExact(QueryPlan plan) {
        return rules(plan).stream().allMatch(plan::answers);
    }

    /** The conditions for a listing to be shown, one per rule, on fields that the feed has. */
    List<Filter> rules(QueryPlan plan) {
        var fields = plan.property();
        var optOut = profile.optOut().listingField();
        var all = new ArrayList<Filter>(List.of(statuses(plan)));
        if (fields.has(optOut)) all.add(Filter.ne(optOut, false));
        if (fields.declares("DelayedMarketingYN")) all.add(Filter.ne("DelayedMarketingYN", true));
        if (fields.declares("ApprovalStatus")) all.add(Filter.ne("ApprovalStatus", false));
        // Nothing without a price is shown, not even as "on request".
        if (fields.declares("ListPrice")) all.add(Filter.ge("ListPrice", 0));
        return all;
    }

    /** Excludes homes sold too long ago and homes with no known close date. */
    private Filter statuses(QueryPlan plan) {
        var sold = profile.sold();
        var open = Filter.in(
                "StandardStatus",
                profile.statuses().stream()
                        .filter(status -> !status.equals(MlsProfile.Sold.STATUS))
                        .sorted()
                        .toList());
        if (sold == null || !plan.property().has("CloseDate")) return open;
        return Filter.or(List.of(
                open,
                Filter.and(List.of(
                        Filter.eq("StandardStatus", MlsProfile.Sold.STATUS),
                        new Filter.Comparison(
                                "CloseDate", Filter.Operator.GE, DisplayRules.soldSince(profile, sold, clock))))));
    }

    /**
     * Applies criteria to every listing in this site's part of the feed, displayable or not;
     * otherwise like {@link #displayable}.
     */
    @Nullable
    Filter any(QueryPlan plan, Filter criteria) {
        return translated(
                plan,
                mandatoryFilter == null ? List.of(criteria) : List.of(criteria, new Filter.Verbatim(mandatoryFilter)));
    }
}
