package porchlight.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import porchlight.diagnosis.FeedReport.Row;
import porchlight.feed.FeedConnection;
import porchlight.listing.MlsProfile;
import porchlight.message.Messages;
import porchlight.odata.Filter;
import porchlight.odata.Metadata;
import porchlight.odata.Metadata.EntityType;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataQuery;
import porchlight.settings.Settings.Feed;

/** Examines a feed with a few requests, then tries out the site itself on it ({@link SiteCheck}). */
public final class FeedCheck {
    private static final int SAMPLE = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FeedConnection connection;
    private final ODataClient client;
    private final Feed feed;
    private final MlsProfile profile;
    private final List<String> wantedFields;
    private final SiteCheck site;
    private final InstantSource clock;

    /** @param wantedFields the fields of Property that the site shows */
    public FeedCheck(
            FeedConnection connection,
            Feed feed,
            MlsProfile profile,
            List<String> wantedFields,
            SiteCheck site,
            InstantSource clock) {
        this.connection = connection;
        this.client = connection.client();
        this.feed = feed;
        this.profile = profile;
        this.wantedFields = List.copyOf(wantedFields);
        this.site = site;
        this.clock = clock;
    }

    public FeedReport report() throws InterruptedException {
        var sampled = Probe.at(clock, () -> client.page(property().top(SAMPLE)));
        if (sampled.fault() != null)
            return new FeedReport(List.of(FeedRules.noAccess(sampled.fault()).in(sampled.took())));
        var rows = new ArrayList<Row>();
        rows.add(Row.ok(Messages.text("check.access"), Messages.text("check.access.ok"))
                .in(sampled.took()));
        connection.awaitBudget(1, System.nanoTime() + PATIENCE.toNanos());
        var metadata = Probe.at(clock, client::metadata);
        var type = type(metadata.value());
        rows.add(metadata(metadata, type));
        if (!type.properties().isEmpty()) rows.add(FeedRules.fields(wantedFields, declared(type)));
        List<JsonNode> sample =
                sampled.value() == null ? List.of() : sampled.value().value();
        rows.add(FeedRules.role(sample));
        rows.add(FeedRules.attribution(sample, profile.attribution().contactOrder()));
        rows.addAll(site.rows());
        return new FeedReport(rows);
    }

    private static Row metadata(Probe<Metadata> metadata, EntityType type) {
        var subject = Messages.text("check.metadata");
        if (metadata.value() == null)
            return Row.failed(subject, metadata.problem(), null).in(metadata.took());
        var fields = type.properties().size();
        var row = fields == 0
                ? Row.limited(subject, Messages.text("check.metadata.none"), null)
                : Row.ok(subject, Messages.text("check.metadata.ok", fields));
        return row.in(metadata.took());
    }

    private static EntityType type(@Nullable Metadata metadata) {
        var none = new EntityType(Set.of(), Set.of());
        return metadata == null ? none : metadata.entityType("Property").orElse(none);
    }

    /** A key with another name is sufficient. */
    private static Set<String> declared(EntityType type) {
        if (type.key().isEmpty()) return type.properties();
        var declared = new HashSet<>(type.properties());
        declared.add("ListingKey");
        return declared;
    }

    private ODataQuery property() {
        var mandatory = feed.filter();
        return ODataQuery.of("Property").filter(mandatory == null ? null : new Filter.Verbatim(mandatory));
    }
}
