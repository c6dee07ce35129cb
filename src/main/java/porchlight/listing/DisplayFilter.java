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

    /** @param criteria null for all that may be shown */
    Filter displayable(FeedShape shape, @Nullable Filter criteria) {
        var all = new ArrayList<Filter>();
        if (criteria != null) all.add(criteria);
        all.add(statuses(shape));
        var optOut = profile.optOut().listingField();
        if (shape.property().has(optOut)) all.add(Filter.ne(optOut, false));
        if (mandatoryFilter != null) all.add(new Filter.Verbatim(mandatoryFilter));
        return Filter.and(all.stream()
                .flatMap(part ->
                        part instanceof Filter.Junction and && and.word().equals("and")
                                ? and.operands().stream()
                                : Stream.of(part))
                .toList());
    }

    /** What was sold long ago is not asked for, nor what nobody can tell when. */
    private Filter statuses(FeedShape shape) {
        var sold = profile.sold();
        var open = Filter.in(
                "StandardStatus",
                profile.statuses().stream()
                        .filter(status -> !status.equals(MlsProfile.Sold.STATUS))
                        .sorted()
                        .toList());
        if (sold == null || !shape.property().has("CloseDate")) return open;
        return Filter.or(List.of(
                open,
                Filter.and(List.of(
                        Filter.eq("StandardStatus", MlsProfile.Sold.STATUS),
                        new Filter.Comparison(
                                "CloseDate", Filter.Operator.GE, DisplayRules.soldSince(profile, sold, clock))))));
    }

    /** Criteria on every listing of this site's part of the feed, displayable or not. */
    Filter any(Filter criteria) {
        return mandatoryFilter == null ? criteria : Filter.and(List.of(criteria, new Filter.Verbatim(mandatoryFilter)));
    }
}
