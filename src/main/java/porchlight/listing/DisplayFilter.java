package porchlight.listing;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.odata.Filter;

/**
 * What may be displayed, as far as the feed can be asked: the parser has the last word, but counts and page sizes agree
 * only when the feed leaves out the same listings.
 */
public final class DisplayFilter {
    private final MlsProfile profile;
    private final @Nullable String mandatoryFilter;

    private final InstantSource clock;

    /** @param mandatoryFilter an OData expression ANDed to every query, null for none */
    public DisplayFilter(MlsProfile profile, @Nullable String mandatoryFilter, InstantSource clock) {
        this.profile = profile;
        this.clock = clock;
        this.mandatoryFilter = mandatoryFilter;
    }

    /**
     * The condition of a question, as far as the feed can be asked.
     *
     * @param criteria in the Data Dictionary's words; null for all that may be shown
     * @return as the feed understands it; {@link Filter.Constant} where it is decided without asking; null for none
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

    /** What its conditions are made of, for telling whether they changed. */
    String described() {
        return profile.statuses() + " " + profile.sold() + " " + profile.optOut() + " " + mandatoryFilter;
    }

    /** Whether the feed can be asked every rule, so that its counts are of what may be shown. */
    boolean isExact(QueryPlan plan) {
        return rules(plan).stream().allMatch(plan::answers);
    }

    /** What a listing must be to be shown, rule by rule, of fields that the feed has. */
    List<Filter> rules(QueryPlan plan) {
        var fields = plan.property();
        var optOut = profile.optOut().listingField();
        var all = new ArrayList<Filter>(List.of(statuses(plan)));
        if (fields.has(optOut)) all.add(Filter.ne(optOut, false));
        if (fields.declares("DelayedMarketingYN")) all.add(Filter.ne("DelayedMarketingYN", true));
        if (fields.declares("ApprovalStatus")) all.add(Filter.ne("ApprovalStatus", false));
        // Nothing without a price is shown, not even "on request".
        if (fields.declares("ListPrice")) all.add(Filter.ge("ListPrice", 0));
        return all;
    }

    /** What was sold long ago is not asked for, nor what nobody can tell when. */
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

    /** Criteria on every listing of this site's part of the feed, displayable or not; otherwise as {@link #displayable}. */
    @Nullable
    Filter any(QueryPlan plan, Filter criteria) {
        return translated(
                plan,
                mandatoryFilter == null ? List.of(criteria) : List.of(criteria, new Filter.Verbatim(mandatoryFilter)));
    }
}
