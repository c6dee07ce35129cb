package porchlight.listing;

import java.util.List;
import java.util.Optional;
import porchlight.odata.Expand;
import porchlight.odata.Filter;

/**
 * What a feed turned out to offer.
 *
 * @param property fields of Property
 * @param mediaFields fields of Media
 * @param nestedMediaFilter whether {@code $expand=Media($filter=…)} is answered rightly, so that a card's photo costs
 *     one row or two instead of all of the listing's media
 * @param openHouseSet whether there is an OpenHouse entity set
 * @param lookupSet whether there is a Lookup entity set, which names the values of fields
 */
public record FeedShape(
        DeclaredFields property,
        Expansions expansions,
        DeclaredFields mediaFields,
        boolean nestedMediaFilter,
        boolean openHouseSet,
        boolean lookupSet) {

    FeedShape withoutNestedFilter() {
        return new FeedShape(property, expansions, mediaFields, false, openHouseSet, lookupSet);
    }

    /** All media of a listing; empty when the feed has none. */
    List<Expand> media() {
        var name = expansions.media();
        if (name == null) return List.of();
        return List.of(Expand.of(name, mediaFields.of(PropertyFields.MEDIA)));
    }

    /** What holds a card's photo. The first Media row is not always the preferred photo, nor a photo at all. */
    List<Expand> cardMedia() {
        if (!nestedMediaFilter) return media();
        return media().stream()
                .map(all -> new Expand(
                        all.navigation(),
                        all.select(),
                        Filter.and(List.of(
                                Filter.eq("MediaCategory", "Photo"),
                                Filter.or(List.of(Filter.eq("PreferredPhotoYN", true), Filter.le("Order", 1))))),
                        List.of(),
                        null))
                .toList();
    }

    /** What tells prices and statuses of the past, and nothing else where the server can be asked so. */
    Optional<Expand> history() {
        var name = expansions.history();
        if (name == null) return Optional.empty();
        var wanted = HistoryParser.CHANGES.stream()
                .map(field -> Filter.eq("FieldName", field))
                .toList();
        return Optional.of(new Expand(name, List.of(), nestedMediaFilter ? Filter.or(wanted) : null, List.of(), null));
    }

    /** Whether a Media row answers the filter of {@link #cardMedia}. */
    static boolean isCardMedia(Fields row) {
        var order = row.count("Order");
        return "Photo".equals(row.text("MediaCategory"))
                && (row.isTrue("PreferredPhotoYN") || order != null && order <= 1);
    }
}
