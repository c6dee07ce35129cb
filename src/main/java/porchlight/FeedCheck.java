package porchlight;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.FeedReport.Row;
import porchlight.Settings.Feed;
import porchlight.listing.MlsProfile;
import porchlight.odata.Expand;
import porchlight.odata.Filter;
import porchlight.odata.Metadata;
import porchlight.odata.Metadata.EntityType;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataPage;
import porchlight.odata.ODataQuery;

/** Tries what the site does with a feed, by some twenty requests one after the other. */
final class FeedCheck {
    private static final List<String> KEY = List.of("ListingKey");
    private static final int SAMPLE = 10;
    /** The names that servers use, those the site finds by itself (in {@code $metadata}) first. */
    private static final Map<String, List<String>> NAVIGATION = navigation();

    private final ODataClient client;
    private final Feed feed;
    private final MlsProfile profile;
    private final List<String> wantedFields;
    private final InstantSource clock;

    /**
     * @param client for the feed, without a cache
     * @param wantedFields the fields of Property that the site shows
     */
    FeedCheck(ODataClient client, Feed feed, MlsProfile profile, List<String> wantedFields, InstantSource clock) {
        this.client = client;
        this.feed = feed;
        this.profile = profile;
        this.wantedFields = List.copyOf(wantedFields);
        this.clock = clock;
    }

    FeedReport report() {
        var access = page(property().select(KEY).top(1));
        if (access.fault() != null)
            return new FeedReport(List.of(FeedRules.noAccess(access.fault()).in(access.took())));
        var rows = new ArrayList<Row>();
        rows.add(Row.ok("access", "the credentials are accepted").in(access.took()));
        rows.add(serviceDocument());
        var metadata = Attempt.at(clock, client::metadata);
        var type = type(metadata.value());
        rows.add(metadata(metadata, type));
        if (!type.properties().isEmpty()) rows.add(FeedRules.fields(wantedFields, type.properties()));
        var counted = page(property().select(KEY).top(1).counted());
        var count = counted.value() == null ? null : counted.value().count();
        rows.add(FeedRules.count(count).in(counted.took()));
        rows.add(pageSize(count));
        NAVIGATION.forEach((variable, names) -> rows.add(expansion(variable, names, type)));
        var sampled = page(property().top(SAMPLE));
        List<JsonNode> sample =
                sampled.value() == null ? List.of() : sampled.value().value();
        rows.addAll(new FilterCheck(this::filtered, sample, type).rows());
        rows.add(FeedRules.role(sample).in(sampled.took()));
        rows.add(FeedRules.attribution(sample, profile.attribution().contactOrder()));
        return new FeedReport(rows);
    }

    private Row serviceDocument() {
        var sets = Attempt.at(clock, client::serviceDocument);
        var row = sets.value() == null
                ? Row.limited("service document", sets.problem() + " (the site needs none)", null)
                : Row.ok("service document", String.join(", ", sets.value()));
        return row.in(sets.took());
    }

    private static Row metadata(Attempt<Metadata> metadata, EntityType type) {
        if (metadata.value() == null)
            return Row.failed("$metadata", metadata.problem(), null).in(metadata.took());
        var row = type.properties().isEmpty()
                ? Row.limited("$metadata", "declares no Property; the site asks for all it can show", null)
                : Row.ok("$metadata", type.properties().size() + " fields of Property");
        return row.in(metadata.took());
    }

    private static EntityType type(@Nullable Metadata metadata) {
        var none = new EntityType(Set.of(), Set.of());
        return metadata == null ? none : metadata.entityType("Property").orElse(none);
    }

    private Row pageSize(@Nullable Long count) {
        var rows = new LinkedHashMap<Integer, @Nullable Integer>();
        var slowest = Duration.ZERO;
        for (var top : new TreeSet<>(List.of(feed.maxTop(), 26, 200, 1_000))) {
            var attempt = page(property().select(KEY).top(top));
            rows.put(
                    top,
                    attempt.value() == null ? null : attempt.value().value().size());
            if (attempt.took().compareTo(slowest) > 0) slowest = attempt.took();
        }
        return FeedRules.pageSize(feed.maxTop(), rows, count).in(slowest);
    }

    private Row expansion(String variable, List<String> known, EntityType type) {
        var configured = configured(variable);
        var declared = known.stream().filter(type.navigation()::contains).toList();
        var names = configured != null ? List.of(configured) : declared.isEmpty() ? known : declared;
        var slowest = Duration.ZERO;
        for (var name : names) {
            var attempt = page(property().select(KEY).top(1).expand(List.of(Expand.of(name, List.of()))));
            if (attempt.took().compareTo(slowest) > 0) slowest = attempt.took();
            var page = attempt.value();
            if (page == null
                    || page.value().stream().noneMatch(row -> row.path(name).isArray())) continue;
            var found = name.equals(configured) || declared.contains(name) && known.indexOf(name) < 2;
            return FeedRules.expansion(variable, name, found, names).in(slowest);
        }
        return FeedRules.expansion(variable, null, false, names).in(slowest);
    }

    private @Nullable String configured(String variable) {
        return switch (variable) {
            case "RESO_EXPAND_MEDIA" -> feed.expansions().media();
            case "RESO_EXPAND_OPEN_HOUSES" -> feed.expansions().openHouses();
            case "RESO_EXPAND_ROOMS" -> feed.expansions().rooms();
            default -> feed.expansions().units();
        };
    }

    private Attempt<ODataPage<JsonNode>> filtered(Filter filter, List<String> fields) {
        var select = Stream.concat(KEY.stream(), fields.stream()).distinct().toList();
        var mandatory = mandatory();
        var whole = mandatory == null ? filter : Filter.and(List.of(filter, mandatory));
        return page(property().select(select).filter(whole).top(5));
    }

    private ODataQuery property() {
        return ODataQuery.of("Property").filter(mandatory());
    }

    private @Nullable Filter mandatory() {
        return feed.filter() == null ? null : new Filter.Verbatim(feed.filter());
    }

    private Attempt<ODataPage<JsonNode>> page(ODataQuery query) {
        return Attempt.at(clock, () -> client.page(query));
    }

    private static Map<String, List<String>> navigation() {
        var names = new LinkedHashMap<String, List<String>>();
        names.put("RESO_EXPAND_MEDIA", List.of("Media"));
        names.put("RESO_EXPAND_OPEN_HOUSES", List.of("OpenHouse", "OpenHouses"));
        names.put("RESO_EXPAND_ROOMS", List.of("Room", "Rooms", "PropertyRooms"));
        names.put("RESO_EXPAND_UNITS", List.of("Unit", "UnitTypes", "Units", "PropertyUnitTypes"));
        return names;
    }
}
