package porchlight.listing;

import java.util.List;
import java.util.Set;
import porchlight.odata.Expand;
import porchlight.odata.Filter;

/**
 * What a feed turned out to offer.
 *
 * @param declaredFields fields of Property in {@code $metadata}; empty when it tells none, which then count as all
 * @param mediaFields fields of Media, likewise
 * @param nestedMediaFilter whether {@code $expand=Media($filter=…)} is answered rightly, so that a card's photo costs
 *     one row or two instead of all of the listing's media
 * @param openHouseSet whether there is an OpenHouse entity set
 */
public record FeedShape(
        Set<String> declaredFields,
        Expansions expansions,
        Set<String> mediaFields,
        boolean nestedMediaFilter,
        boolean openHouseSet) {
    public FeedShape {
        declaredFields = Set.copyOf(declaredFields);
        mediaFields = Set.copyOf(mediaFields);
    }

    public boolean declares(String field) {
        return declaredFields.isEmpty() || declaredFields.contains(field);
    }

    /** The fields out of a list that the feed declares: asking for another may refuse the whole query. */
    List<String> declared(List<String> fields) {
        return fields.stream().filter(this::declares).toList();
    }

    FeedShape withoutNestedFilter() {
        return new FeedShape(declaredFields, expansions, mediaFields, false, openHouseSet);
    }

    /** All media of a listing; empty when the feed has none. */
    List<Expand> media() {
        var name = expansions.media();
        if (name == null) return List.of();
        var fields = PropertyFields.MEDIA.stream()
                .filter(field -> mediaFields.isEmpty() || mediaFields.contains(field))
                .toList();
        return List.of(Expand.of(name, fields));
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

    /** Whether a Media row answers the filter of {@link #cardMedia}. */
    static boolean isCardMedia(Fields row) {
        var order = row.count("Order");
        return "Photo".equals(row.text("MediaCategory"))
                && (row.isTrue("PreferredPhotoYN") || order != null && order <= 1);
    }
}
