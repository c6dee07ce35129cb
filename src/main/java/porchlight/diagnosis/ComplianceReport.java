package porchlight.diagnosis;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import porchlight.brand.Brand;
import porchlight.brand.NamedSearch;
import porchlight.brand.OwnPage;
import porchlight.feed.FeedConnection;
import porchlight.feed.SparkRequiredFields;
import porchlight.listing.MlsProfile;
import porchlight.listing.MlsProfiles;
import porchlight.listing.PropertyFields;
import porchlight.message.Messages;
import porchlight.odata.Filter;
import porchlight.odata.Metadata;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataException;
import porchlight.odata.ODataQuery;
import porchlight.settings.CheckedSettings;
import porchlight.settings.Settings;
import porchlight.settings.Settings.Feed;

/** The owner's report: rules in force, domains, fields, counts of what is shown and hidden, the last refresh. */
public final class ComplianceReport {
    private static final Pattern LISTINGS = Pattern.compile("porchlight_catalog_listings ([\\d.E]+)");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm z", Locale.US);
    private static final Pattern OLDEST = Pattern.compile("porchlight_catalog_oldest_seconds ([\\d.E]+)");
    private static final List<String> STATUSES = Stream.concat(
                    MlsProfile.STATUSES.stream(), Stream.of("Hold", "Closed", "Withdrawn", "Expired", "Canceled"))
            .toList();

    private final Settings settings;
    private final MlsProfile profile;
    private final Brand brand;
    private final Feed feed;
    private final FeedConnection connection;
    private final ODataClient client;
    private final InstantSource clock;
    private final PrintWriter out;
    private boolean inOrder = true;

    public ComplianceReport(
            CheckedSettings startup,
            Feed feed,
            FeedConnection connection,
            ODataClient client,
            InstantSource clock,
            PrintWriter out) {
        this.settings = startup.settings();
        this.profile = startup.profile();
        this.brand = startup.brand();
        this.feed = feed;
        this.connection = connection;
        this.client = client;
        this.clock = clock;
        this.out = out;
    }

    /**
     * Prints the report.
     *
     * @return whether nothing needs to be fixed
     * @throws ODataException if the MLS cannot be queried
     */
    public boolean print() {
        rules();
        unverified();
        looks();
        places();
        fields();
        required();
        listings();
        refresh();
        return inOrder;
    }

    private void heading(String key, Object... values) {
        out.println();
        out.println(Messages.text(key, values));
    }

    private void line(String key, @Nullable Object value) {
        labeled(Messages.text(key), value);
    }

    private void labeled(String label, @Nullable Object value) {
        out.printf("  %-30s %s%n", label, value == null ? Messages.text("compliance.none") : value);
    }

    private void fix(String key, Object... values) {
        inOrder = false;
        out.println("  " + Messages.text("compliance.fix", Messages.text(key, values)));
    }

    private void rules() {
        var broker = settings.broker();
        out.println(Messages.text("compliance.rules", profile.name(), settings.mlsProfile()));
        line("compliance.source", profile.source());
        line("compliance.brokerage", broker.brokerage());
        line("compliance.contact", broker.phone() == null ? broker.email() : broker.phone());
        line("compliance.license", broker.license());
        line(
                "compliance.statuses",
                String.join(", ", profile.statuses().stream().sorted().toList()));
        line("compliance.sold", sold());
        line("compliance.results", Messages.text("compliance.results.first", profile.maxResults()));
        line(
                "compliance.age",
                text(
                        settings.cache().staleIfError().compareTo(profile.staleLimit()) < 0
                                ? settings.cache().staleIfError()
                                : profile.staleLimit()));
        line(
                "compliance.data",
                Messages.text(
                        settings.mlsLicense() == Settings.License.DISPLAY
                                ? "compliance.data.display"
                                : "compliance.data.replication"));
        line("compliance.atom", Messages.text(profile.feedAllowed() ? "compliance.atom.on" : "compliance.atom.off"));
        line("compliance.eula", profile.eula() == null ? null : Messages.text("compliance.eula.asked"));
        line(
                "compliance.firm",
                Messages.text(
                        "compliance.firm.contact",
                        profile.attribution().officeLabel(),
                        profile.attribution().contactOrder().stream()
                                .reduce((first, next) -> Messages.text("compliance.firm.then", first, next))
                                .orElse("")));
        if (broker.phone() == null && broker.email() == null) fix("compliance.fix.contact");
    }

    /** Rules that nobody read for this MLS. */
    private void unverified() {
        var keys = MlsProfiles.unverified(settings.mlsProfile());
        if (keys.isEmpty()) return;
        heading("compliance.unverified");
        for (var key : keys) out.println("  " + key);
    }

    /** What the brand folder says, where rules speak of it. */
    private void looks() {
        heading("compliance.brand");
        var named = brand.name() == null ? settings.broker().siteName() : brand.name();
        line("compliance.brand.name", named);
        line("compliance.brand.logo", brand.logo() == null ? null : Messages.text("compliance.brand.logo.yes"));
        var content = brand.content();
        line("compliance.brand.pages", joined(content.pages().values().stream().map(OwnPage::path)));
        line("compliance.brand.searches", joined(content.searches().stream().map(NamedSearch::path)));
        var analytics = content.analytics();
        line(
                "compliance.brand.analytics",
                analytics == null
                        ? null
                        : Messages.text(
                                analytics.asks()
                                        ? "compliance.brand.analytics.asked"
                                        : "compliance.brand.analytics.plain",
                                analytics.title()));
        for (var notice : brand.notices().all())
            line(
                    "compliance.brand.notice",
                    Messages.text(
                            "compliance.brand.notice.where",
                            String.join(" ", notice.paragraphs()),
                            notice.place().name().toLowerCase(Locale.ROOT),
                            notice.size() == null ? "–" : notice.size()));
        for (var note : brand.notes()) out.println("  " + note);
    }

    private static @Nullable String joined(Stream<String> all) {
        var text = all.sorted().collect(Collectors.joining(", "));
        return text.isEmpty() ? null : text;
    }

    private String sold() {
        var sold = profile.sold();
        if (sold == null) return Messages.text("compliance.sold.none");
        var parts = new ArrayList<String>();
        parts.add(Messages.text("compliance.sold.shown", text(sold.maxAge())));
        if (!sold.price()) parts.add(Messages.text("compliance.sold.price"));
        if (sold.firstPhotoOnly()) parts.add(Messages.text("compliance.sold.photo"));
        if (sold.buyerOffice()) parts.add(Messages.text("compliance.sold.buyer"));
        return String.join(", ", parts);
    }

    private static String text(Period period) {
        var parts = new ArrayList<String>();
        if (period.getYears() != 0) parts.add(Messages.text("compliance.years", period.getYears()));
        if (period.getMonths() != 0) parts.add(Messages.text("compliance.months", period.getMonths()));
        if (period.getDays() != 0) parts.add(Messages.text("compliance.days", period.getDays()));
        return String.join(", ", parts);
    }

    private static String text(Duration duration) {
        var parts = new ArrayList<String>();
        if (duration.toHours() > 0) parts.add(Messages.text("compliance.hours", duration.toHours()));
        if (duration.toMinutesPart() > 0) parts.add(Messages.text("compliance.minutes", duration.toMinutesPart()));
        if (duration.toSecondsPart() > 0 || parts.isEmpty())
            parts.add(Messages.text("compliance.seconds", duration.toSecondsPart()));
        return String.join(", ", parts);
    }

    private void places() {
        heading("compliance.where");
        line("compliance.url", settings.siteUrl());
        line(
                "compliance.domains",
                settings.siteDomains().isEmpty()
                        ? Messages.text("compliance.domains.any")
                        : String.join(", ", settings.siteDomains()));
        line(
                "compliance.embed",
                settings.embedOrigins().isEmpty()
                        ? Messages.text("compliance.embed.none")
                        : String.join(", ", settings.embedOrigins()));
        if (settings.feed() != null && settings.siteDomains().isEmpty()) fix("compliance.fix.domains");
        if (settings.feed() != null && settings.siteUrl() == null) fix("compliance.fix.url");
    }

    private void fields() {
        heading("compliance.fields");
        var type = client.metadata().entityType("Property");
        var declared = type.map(Metadata.EntityType::properties).orElse(Set.of());
        list("compliance.fields.cards", PropertyFields.card(profile), declared);
        list("compliance.fields.pages", PropertyFields.detail(profile), declared);
    }

    private void list(String key, List<String> fields, Set<String> declared) {
        out.println("  " + Messages.text(key));
        var line = new StringBuilder("   ");
        for (var field : fields) {
            if (!declared.isEmpty() && !declared.contains(field)) continue;
            if (line.length() + field.length() > 110) {
                out.println(line);
                line.setLength(0);
                line.append("   ");
            }
            line.append(' ').append(field);
        }
        out.println(line);
    }

    private void required() {
        try {
            var shown = SparkRequiredFields.takenOver(profile, connection, feed.serviceRoot());
            var required = new SparkRequiredFields(shown).ask(connection.http(), feed.serviceRoot());
            if (required.isEmpty()) return;
            heading("compliance.required");
            for (var each : required) {
                labeled(
                        Messages.text("compliance.required.field", each.view(), each.field()),
                        Messages.text(each.shown().orElse("compliance.required.hidden")));
                if (each.shown().isEmpty()) fix("compliance.fix.field", each.field(), each.view());
            }
        } catch (IOException fault) {
            heading("compliance.required.unknown", String.valueOf(fault.getMessage()));
        }
    }

    private void listings() {
        heading("compliance.listings");
        var ours = new ArrayList<Filter>();
        if (feed.filter() != null) ours.add(new Filter.Verbatim(feed.filter()));
        line("compliance.seen", text(count(List.of())));
        if (feed.filter() != null)
            line("compliance.filter", Messages.text("compliance.filter.count", text(count(ours)), feed.filter()));
        var shown = new ArrayList<>(ours);
        shown.add(
                Filter.in("StandardStatus", profile.statuses().stream().sorted().toList()));
        for (var status : STATUSES)
            if (!profile.statuses().contains(status))
                counted(Messages.text("compliance.hidden.status", status), ours, Filter.eq("StandardStatus", status));
        counted(
                Messages.text("compliance.hidden.seller"),
                shown,
                Filter.eq(profile.optOut().listingField(), false));
        counted(Messages.text("compliance.hidden.delayed"), shown, Filter.eq("DelayedMarketingYN", true));
        counted(
                Messages.text("compliance.without-address"),
                shown,
                Filter.eq(profile.optOut().addressField(), false));
        line("compliance.no-contact", Messages.text("compliance.no-contact.office"));
        out.println("  " + Messages.text("compliance.why"));
    }

    private void counted(String label, List<Filter> among, Filter these) {
        var all = new ArrayList<>(among);
        all.add(these);
        var count = count(all);
        if (!count.equals(OptionalLong.of(0))) labeled(label, text(count));
    }

    private static String text(OptionalLong count) {
        return count.isPresent() ? Long.toString(count.getAsLong()) : Messages.text("compliance.count.none");
    }

    /** Empty if the MLS does not count them. */
    private OptionalLong count(List<Filter> filters) {
        var query =
                ODataQuery.of("Property").select(List.of("ListingKey")).top(1).counted();
        try {
            var page = client.page(filters.isEmpty() ? query : query.filter(Filter.and(filters)));
            return page.count() == null ? OptionalLong.empty() : OptionalLong.of(page.count());
        } catch (ODataException fault) {
            if (fault.kind() != ODataException.Kind.REFUSED) throw fault;
            return filters.isEmpty() ? OptionalLong.empty() : OptionalLong.of(0);
        }
    }

    private void refresh() {
        heading("compliance.refresh");
        var management = settings.management();
        if (management == null) {
            line("compliance.running", Messages.text("compliance.running.unset"));
            return;
        }
        var running = Messages.text("compliance.running.port", Integer.toString(settings.port()));
        var url = new HttpUrl.Builder()
                .scheme("http")
                .host(management.host())
                .port(management.port())
                .addPathSegment("metrics")
                .build();
        var http = new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(3)).build();
        try (var response = http.newCall(new Request.Builder().url(url).build()).execute()) {
            var text = response.body().string();
            var listings = LISTINGS.matcher(text);
            var oldest = OLDEST.matcher(text);
            if (!listings.find() || !oldest.find()) {
                labeled(running, Messages.text("compliance.running.silent"));
                return;
            }
            labeled(running, Messages.text("compliance.running.listings", (long)
                    Double.parseDouble(listings.group(1))));
            var age = Duration.ofSeconds((long) Double.parseDouble(oldest.group(1)));
            line(
                    "compliance.oldest",
                    Messages.text(
                            "compliance.oldest.ago",
                            text(age),
                            TIME.format(clock.instant().minus(age).atZone(profile.timeZone()))));
        } catch (IOException none) {
            labeled(running, Messages.text("compliance.running.silent"));
        }
    }
}
