package porchlight.listing;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A {@link Behavior} under construction. */
final class BehaviorDraft {
    boolean qualifiedMembers;
    boolean in;
    boolean contains;
    boolean lowers;
    boolean startsWith;
    boolean lambda;
    boolean geo;
    boolean count;
    boolean skip;
    boolean nestedFilter;
    int firstPhoto;
    boolean selectsExpanded;
    boolean nextLinks;
    boolean nullsApart;
    int pageSize;
    int largestTop;
    int setPageSize;
    boolean countsSets;
    int longestUrl;
    final Set<String> unfilterable;
    final Set<String> unsortable;
    RelatedDelivery media;
    RelatedDelivery openHouses;
    RelatedDelivery rooms;
    RelatedDelivery units;
    RelatedDelivery history;

    @Nullable
    String separator;

    Map<String, Map<String, String>> values;

    BehaviorDraft(Behavior known) {
        qualifiedMembers = known.qualifiedMembers();
        in = known.in();
        contains = known.contains();
        lowers = known.lowers();
        startsWith = known.startsWith();
        lambda = known.lambda();
        geo = known.geo();
        count = known.count();
        skip = known.skip();
        nestedFilter = known.nestedFilter();
        firstPhoto = known.firstPhoto();
        selectsExpanded = known.selectsExpanded();
        nextLinks = known.nextLinks();
        nullsApart = known.nullsApart();
        pageSize = known.pageSize();
        largestTop = known.largestTop();
        setPageSize = known.setPageSize();
        countsSets = known.countsSets();
        longestUrl = known.longestUrl();
        unfilterable = new HashSet<>(known.unfilterable());
        unsortable = new HashSet<>(known.unsortable());
        media = known.media();
        openHouses = known.openHouses();
        rooms = known.rooms();
        units = known.units();
        history = known.history();
        separator = known.separator();
        values = known.values();
    }

    Behavior behavior() {
        return new Behavior(
                qualifiedMembers,
                in,
                contains,
                lowers,
                startsWith,
                lambda,
                geo,
                count,
                skip,
                nestedFilter,
                firstPhoto,
                selectsExpanded,
                nextLinks,
                nullsApart,
                pageSize,
                largestTop,
                setPageSize,
                countsSets,
                longestUrl,
                unfilterable,
                unsortable,
                media,
                openHouses,
                rooms,
                units,
                history,
                separator,
                values);
    }
}
