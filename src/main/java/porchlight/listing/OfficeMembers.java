package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.odata.Expand;
import porchlight.odata.Filter;
import porchlight.odata.Metadata.EntityType;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataException;
import porchlight.odata.ODataQuery;

/**
 * The members of the MLS who work in {@link OurOffices}. Nobody else's are asked for, and of theirs only the fields of an
 * allow-list.
 */
public final class OfficeMembers {
    private static final String SET = "Member";
    private static final String MEDIA = "Media";
    private static final List<String> OFFICES = List.of("OfficeKey", "OfficeMlsId");
    /** The allow-list. No private phone, no address of a home, no numbers for members alone but those that join records. */
    private static final List<String> FIELDS = List.of(
            "MemberKey",
            "MemberMlsId",
            "MemberFullName",
            "MemberFirstName",
            "MemberLastName",
            "JobTitle",
            "MemberStatus",
            "MemberType",
            "MemberPreferredPhone",
            "MemberOfficePhone",
            "MemberEmail",
            "MemberStateLicense",
            "MemberLanguages",
            "OfficeKey",
            "OfficeMlsId",
            "OfficeName");

    private static final int FORBIDDEN = 403;
    private static final int MOST_PAGES = 40;
    private static final Pattern NO_AGENT =
            Pattern.compile("(?i)assistant|staff|secretary|appraiser|affiliate|association|vendor|office|non.?member");

    private final ODataClient client;
    private final FeedDiscovery discovery;
    private final PhotoUrls photoUrls;
    private final List<String> offices;

    public OfficeMembers(ODataClient client, FeedDiscovery discovery, PhotoUrls photoUrls, OurOffices ours) {
        this.client = client;
        this.discovery = discovery;
        this.photoUrls = photoUrls;
        this.offices = ours.ids().stream().sorted().toList();
    }

    /**
     * An active agent, as the public may see them.
     *
     * @param ids by which listings name them; never shown
     * @param portrait a link to their picture, null for none
     * @param office the name of theirs
     */
    public record Member(
            List<String> ids,
            String name,
            @Nullable String title,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String license,
            List<String> languages,
            @Nullable String portrait,
            @Nullable String office) {
        public Member {
            ids = List.copyOf(ids);
            languages = List.copyOf(languages);
        }
    }

    /** @param asOf when the feed sent the oldest of them */
    public record Read(List<Member> members, Instant asOf) {
        public Read {
            members = List.copyOf(members);
        }
    }

    /**
     * Reads them, in the order of their names; takes two MLS requests, and one for each further page. Empty if the feed
     * lists no members, or not to this site.
     *
     * @throws ODataException if the feed doesn't answer
     */
    public Optional<Read> read() {
        discovery.settle();
        var plan = discovery.plan();
        var type = plan.model().sets().get(SET);
        if (type == null || offices.isEmpty()) return Optional.empty();
        var found = new LinkedHashMap<String, Member>();
        var oldest = Instant.MAX;
        var answered = false;
        for (var field : OFFICES) {
            var condition = plan.oneOf(type, field, offices);
            if (condition.isEmpty()) continue;
            var rows = rows(plan, type, condition.get());
            if (rows.isEmpty()) continue;
            answered = true;
            if (rows.get().asOf().isBefore(oldest)) oldest = rows.get().asOf();
            for (var row : rows.get().rows())
                member(plan, new Fields(row))
                        .ifPresent(member -> found.putIfAbsent(member.ids().get(0), member));
        }
        if (!answered) return Optional.empty();
        return Optional.of(new Read(
                found.values().stream()
                        .sorted(Comparator.comparing(Member::name))
                        .toList(),
                oldest));
    }

    private record Rows(List<JsonNode> rows, Instant asOf) {}

    /** Empty if the feed refuses the question. */
    private Optional<Rows> rows(QueryPlan plan, EntityType type, Filter condition) {
        var plain = ODataQuery.of(SET)
                .select(FIELDS.stream().filter(type::declares).toList())
                .filter(condition)
                .top(plan.relatedPage());
        var pictured = type.navigation().contains(MEDIA)
                ? Stream.of(plain.expand(List.of(Expand.of(MEDIA, List.of()))), plain)
                : Stream.of(plain);
        for (var query : pictured.toList()) {
            try {
                return Optional.of(all(query, plan.relatedPage()));
            } catch (ODataException fault) {
                if (fault.kind() != ODataException.Kind.REFUSED && fault.status() != FORBIDDEN) throw fault;
            }
        }
        return Optional.empty();
    }

    private Rows all(ODataQuery query, int atOnce) {
        var rows = new ArrayList<JsonNode>();
        var oldest = Instant.MAX;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            var page = client.page(query.skip(rows.size()));
            if (page.asOf().isBefore(oldest)) oldest = page.asOf();
            rows.addAll(page.value());
            if (page.value().isEmpty()
                    || page.nextLink() == null && page.value().size() < atOnce) break;
        }
        return new Rows(rows, oldest);
    }

    private Optional<Member> member(QueryPlan plan, Fields fields) {
        var name = name(fields);
        var ids = Stream.of("MemberKey", "MemberMlsId")
                .map(fields::text)
                .filter(Objects::nonNull)
                .toList();
        if (name == null || ids.isEmpty() || !isActiveAgent(fields)) return Optional.empty();
        // A server may send more than what was asked for.
        if (OFFICES.stream().noneMatch(field -> fields.isOneOf(field, java.util.Set.copyOf(offices))))
            return Optional.empty();
        var phone = fields.text("MemberPreferredPhone");
        return Optional.of(new Member(
                ids,
                name,
                fields.text("JobTitle"),
                phone == null ? fields.text("MemberOfficePhone") : phone,
                fields.text("MemberEmail"),
                fields.text("MemberStateLicense"),
                fields.values("MemberLanguages"),
                portrait(fields),
                fields.text("OfficeName")));
    }

    private static @Nullable String name(Fields fields) {
        var whole = fields.text("MemberFullName");
        if (whole != null) return whole;
        var parts = Stream.of("MemberFirstName", "MemberLastName")
                .map(fields::text)
                .filter(Objects::nonNull)
                .toList();
        return parts.isEmpty() ? null : String.join(" ", parts);
    }

    private static boolean isActiveAgent(Fields fields) {
        var status = fields.text("MemberStatus");
        var type = fields.text("MemberType");
        return (status == null || status.toLowerCase(Locale.ROOT).startsWith("active"))
                && (type == null || !NO_AGENT.matcher(type).find());
    }

    private @Nullable String portrait(Fields fields) {
        return fields.expanded(MEDIA).stream()
                .filter(MediaParser::isPublic)
                .sorted(Comparator.comparing((Fields row) -> !row.isTrue("PreferredPhotoYN")))
                .map(row -> row.text("MediaURL"))
                .filter(Objects::nonNull)
                // The site passes no drawings on, since they may contain scripts.
                .filter(url -> !url.toLowerCase(Locale.ROOT).matches(".*\\.svgz?(?:[?#].*)?"))
                .flatMap(url -> photoUrls.publicUrl(url).stream())
                .findFirst()
                .orElse(null);
    }
}
