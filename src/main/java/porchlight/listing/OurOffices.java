package porchlight.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import porchlight.odata.Filter;

/**
 * The offices of the brokerage whose site this is, as its MLS identifies them. A listing is the brokerage's own if one
 * of them is its listing office or its co-listing office. Their identifiers are for members of the MLS: they are compared
 * here and go no further.
 *
 * @param ids keys (OfficeKey) and numbers (OfficeMlsId); empty if the site's owner named none
 */
public record OurOffices(Set<String> ids) {
    public static final OurOffices NONE = new OurOffices(Set.of());

    private static final List<String> LISTING = List.of("ListOfficeKey", "ListOfficeMlsId");
    private static final List<String> CO_LISTING = List.of("CoListOfficeKey", "CoListOfficeMlsId");

    private static final List<String> AGENTS =
            List.of("ListAgentKey", "ListAgentMlsId", "CoListAgentKey", "CoListAgentMlsId");

    public OurOffices {
        ids = Set.copyOf(ids);
    }

    public boolean isNone() {
        return ids.isEmpty();
    }

    /** The fields of Property that tell whose a listing is; none if nobody asks. */
    List<String> fields() {
        return isNone()
                ? List.of()
                : Stream.concat(all().stream(), AGENTS.stream()).toList();
    }

    /** Those of them that homes are searched by. */
    List<String> searched() {
        return isNone() ? List.of() : all();
    }

    /** What identifies the agents of a listing of theirs, for comparison with a list of members; none for others. */
    List<String> agents(Fields fields) {
        return list(fields)
                ? AGENTS.stream()
                        .map(fields::text)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList()
                : List.of();
    }

    private static List<String> all() {
        var all = new ArrayList<>(LISTING);
        all.addAll(CO_LISTING);
        return all;
    }

    /** Whether a record is a listing of theirs. */
    boolean list(Fields fields) {
        return searched().stream().anyMatch(field -> fields.isOneOf(field, ids));
    }

    /** Whether a feed says which office lists a home. */
    public static boolean areNamedBy(QueryPlan plan) {
        return LISTING.stream().anyMatch(field -> plan.property().has(field));
    }

    /**
     * The condition that a listing is theirs; empty if the feed can't compare all fields that tell, since it would find
     * only some of their listings then.
     */
    public Optional<Filter> condition(QueryPlan plan) {
        return isNone()
                ? Optional.empty()
                : condition(plan, ids.stream().sorted().toList());
    }

    /** The condition that a listing is that of an office. */
    static Optional<Filter> condition(QueryPlan plan, List<String> offices) {
        if (!areNamedBy(plan)) return Optional.empty();
        var any = all().stream()
                .filter(field -> plan.property().has(field))
                .map(field -> Filter.in(field, offices))
                .toList();
        return Optional.of(Filter.or(any)).filter(plan::answers);
    }
}
