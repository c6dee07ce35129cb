package porchlight.listing;

import java.util.ArrayList;
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

    /** @param mandatoryFilter an OData expression ANDed to every query, null for none */
    public DisplayFilter(MlsProfile profile, @Nullable String mandatoryFilter) {
        this.profile = profile;
        this.mandatoryFilter = mandatoryFilter;
    }

    /** @param criteria null for all that may be shown */
    Filter displayable(FeedShape shape, @Nullable Filter criteria) {
        var all = new ArrayList<Filter>();
        if (criteria != null) all.add(criteria);
        all.add(Filter.in("StandardStatus", profile.statuses().stream().sorted().toList()));
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

    /** Criteria on every listing of this site's part of the feed, displayable or not. */
    Filter any(Filter criteria) {
        return mandatoryFilter == null
                ? criteria
                : Filter.and(java.util.List.of(criteria, new Filter.Verbatim(mandatoryFilter)));
    }
}
