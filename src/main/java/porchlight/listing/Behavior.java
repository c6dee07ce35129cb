package porchlight.listing;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a feed turned out to do when asked, beyond what its {@code $metadata} says. Remembered between starts.
 *
 * @param qualifiedMembers whether members of enumeration types are written {@code Namespace.Type'Member'}; if not, as
 *     plain strings
 * @param in whether the operator {@code in} is known
 * @param nestedFilter whether {@code $expand=Media($filter=…)} is answered rightly, so that a card's photo costs one row
 *     or two instead of all of the listing's media
 * @param selectsExpanded whether an expansion only comes when {@code $select} names it too
 * @param nextLinks whether pages lead on by {@code @odata.nextLink} even where {@code $top} is satisfied
 * @param pageSize rows the feed sends at most when asked for a page of results
 * @param setPageSize rows asked for when a related entity set is read
 * @param longestUrl characters of the longest URL that is accepted, as far as it was tried
 * @param unfilterable fields of Property that may not stand in {@code $filter}
 * @param unsortable fields of Property that may not stand in {@code $orderby}
 * @param separator what stands between the words of enumerated values that are plain strings: a space, as in the Data
 *     Dictionary, nothing where they are run together; null where no sample told
 * @param values values of string fields by their Data Dictionary wording, by field; from samples and the Lookup resource
 */
record Behavior(
        boolean qualifiedMembers,
        boolean in,
        boolean contains,
        boolean startsWith,
        boolean lambda,
        boolean geo,
        boolean count,
        boolean skip,
        boolean nestedFilter,
        boolean selectsExpanded,
        boolean nextLinks,
        int pageSize,
        int setPageSize,
        int longestUrl,
        Set<String> unfilterable,
        Set<String> unsortable,
        Delivery media,
        Delivery openHouses,
        Delivery rooms,
        Delivery units,
        Delivery history,
        @Nullable String separator,
        Map<String, Map<String, String>> values) {
    static final int NO_LIMIT = 100_000;

    Behavior {
        unfilterable = Set.copyOf(unfilterable);
        unsortable = Set.copyOf(unsortable);
        values = Map.copyOf(values);
    }
}
