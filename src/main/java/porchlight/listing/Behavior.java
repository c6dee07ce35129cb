package porchlight.listing;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a feed actually behaves, as found by probing it, beyond what its {@code $metadata} says. Kept across restarts.
 *
 * @param qualifiedMembers whether members of enumeration types are written {@code Namespace.Type'Member'}; if not, as
 *     plain strings
 * @param lowers whether {@code tolower()} is supported, so that searches can ignore case
 * @param in whether the operator {@code in} is supported
 * @param nestedFilter whether {@code $expand=Media($filter=…)} works, so that a card's photo costs one or two rows instead of
 *     all of the listing's media
 * @param firstPhoto the highest {@code Order} that the first photo of a listing has when none is marked as preferred: 1, or 2
 *     where the sample had listings whose photos are numbered from 2
 * @param selectsExpanded whether an expansion only comes when {@code $select} names it too
 * @param nextLinks whether pages carry {@code @odata.nextLink} even when {@code $top} is satisfied
 * @param nullsApart whether {@code ne} excludes nulls, as in SQL but not in OData, so that null has to be asked for too
 * @param largestTop the largest accepted {@code $top} that settings allow
 * @param pageSize rows the feed sends at most when asked for a page of results
 * @param setPageSize {@code $top} for related entity sets
 * @param countsSets whether related entity sets accept {@code $count} as Property does
 * @param longestUrl length in characters of the longest URL known to be accepted; {@link #NO_LIMIT} if none was refused
 * @param unfilterable fields of Property not allowed in {@code $filter}
 * @param unsortable fields of Property, and Order of Media, not allowed in {@code $orderby}
 * @param separator what separates the words of enumerated string values: a space, as in the Data Dictionary; empty if they
 *     are run together; null if the sample did not show
 * @param values Data Dictionary wording by the feed's value, by string field; from samples and the Lookup resource
 */
record Behavior(
        boolean qualifiedMembers,
        boolean in,
        boolean contains,
        boolean lowers,
        boolean startsWith,
        boolean lambda,
        boolean geo,
        boolean count,
        boolean skip,
        boolean nestedFilter,
        int firstPhoto,
        boolean selectsExpanded,
        boolean nextLinks,
        boolean nullsApart,
        int pageSize,
        int largestTop,
        int setPageSize,
        boolean countsSets,
        int longestUrl,
        Set<String> unfilterable,
        Set<String> unsortable,
        RelatedDelivery media,
        RelatedDelivery openHouses,
        RelatedDelivery rooms,
        RelatedDelivery units,
        RelatedDelivery history,
        @Nullable String separator,
        Map<String, Map<String, String>> values) {
    static final int NO_LIMIT = 100_000;

    Behavior {
        // Notes stored by earlier versions lack this value.
        firstPhoto = Math.max(1, firstPhoto);
        unfilterable = Set.copyOf(unfilterable);
        unsortable = Set.copyOf(unsortable);
        values = Map.copyOf(values);
    }
}
