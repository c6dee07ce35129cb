package porchlight.diagnosis;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import porchlight.feed.FeedConnection;
import porchlight.feed.SparkRequiredFields;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyFields;
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
    private static final Pattern OLDEST = Pattern.compile("porchlight_catalog_oldest_seconds ([\\d.E]+)");
    private static final List<String> STATUSES = List.of(
            "Active",
            "Active Under Contract",
            "Coming Soon",
            "Pending",
            "Hold",
            "Closed",
            "Withdrawn",
            "Expired",
            "Canceled");

    private final Settings settings;
    private final MlsProfile profile;
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
        places();
        fields();
        required();
        listings();
        refresh();
        return inOrder;
    }

    private void heading(String text) {
        out.println();
        out.println(text);
    }

    private void line(String name, @Nullable Object value) {
        out.printf("  %-24s %s%n", name, value == null ? "none" : value);
    }

    private void wrong(String what) {
        inOrder = false;
        out.println("  PUT RIGHT: " + what);
    }

    private void rules() {
        var broker = settings.broker();
        out.println("Display rules of " + profile.name() + " (MLS_PROFILE=" + settings.mlsProfile() + ")");
        line("read from", profile.source());
        line("displayed by", broker.brokerage());
        line("reached at", broker.phone() == null ? broker.email() : broker.phone());
        line("license", broker.license());
        line(
                "statuses shown",
                String.join(", ", profile.statuses().stream().sorted().toList()));
        var sold = profile.sold();
        line(
                "sold homes",
                sold == null
                        ? "not shown"
                        : "for " + sold.maxAge() + (sold.price() ? "" : ", without price")
                                + (sold.firstPhotoOnly() ? ", first photo only" : "")
                                + (sold.buyerOffice() ? ", with the buyer's firm" : ""));
        line("homes of a search", "the first " + profile.maxResults());
        line(
                "nothing older than",
                settings.cache().staleIfError().compareTo(profile.staleLimit()) < 0
                        ? settings.cache().staleIfError()
                        : profile.staleLimit());
        line(
                "licence",
                settings.mlsLicense() == Settings.License.DISPLAY ? "display: nothing is kept longer" : "replication");
        line("Atom feed", profile.feedAllowed() ? "on" : "off");
        line("licence to agree to", profile.eula() == null ? "none" : "asked for before listings are seen");
        line(
                "listing firm",
                profile.attribution().officeLabel() + ", contact: "
                        + String.join(", else ", profile.attribution().contactOrder()));
        if (broker.phone() == null && broker.email() == null)
            wrong("the brokerage has neither phone nor e-mail: set SITE_PHONE or SITE_EMAIL");
    }

    private void places() {
        heading("Where it is shown");
        line("public address", settings.siteUrl());
        line("host names served", settings.siteDomains().isEmpty() ? "any" : String.join(", ", settings.siteDomains()));
        line(
                "may frame the widget",
                settings.embedOrigins().isEmpty() ? "nobody" : String.join(", ", settings.embedOrigins()));
        if (settings.feed() != null && settings.siteDomains().isEmpty())
            wrong("pages are served under any host name: list the registered ones in SITE_DOMAINS");
        if (settings.feed() != null && settings.siteUrl() == null) wrong("SITE_URL is not set");
    }

    private void fields() {
        heading("Fields shown (of those the feed declares)");
        var type = client.metadata().entityType("Property");
        var declared = type.map(Metadata.EntityType::properties).orElse(Set.of());
        list("on cards", PropertyFields.card(profile), declared);
        list("on listing pages", PropertyFields.detail(profile), declared);
    }

    private void list(String where, List<String> fields, Set<String> declared) {
        out.println("  " + where + ":");
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
            heading("Fields the MLS requires (/v1/system)");
            for (var each : required) {
                line(each.view() + " " + each.field(), each.shown().orElse("not shown"));
                if (each.shown().isEmpty())
                    wrong("show " + each.field() + " (" + each.view()
                            + "): compliance.source: spark-v1 does, where the feed has it");
            }
        } catch (IOException fault) {
            heading("Fields the MLS requires: not told (" + fault.getMessage() + ")");
        }
    }

    private void listings() {
        heading("Listings");
        var ours = new ArrayList<Filter>();
        if (feed.filter() != null) ours.add(new Filter.Verbatim(feed.filter()));
        line("this key sees", count(List.of()));
        if (feed.filter() != null) line("let in by RESO_FILTER", count(ours) + " (" + feed.filter() + ")");
        var shown = new ArrayList<>(ours);
        shown.add(
                Filter.in("StandardStatus", profile.statuses().stream().sorted().toList()));
        for (var status : STATUSES)
            if (!profile.statuses().contains(status))
                hidden("status " + status, ours, Filter.eq("StandardStatus", status));
        hidden("seller opted out", shown, Filter.eq(profile.optOut().listingField(), false));
        hidden("delayed marketing", shown, Filter.eq("DelayedMarketingYN", true));
        hidden("shown without address", shown, Filter.eq(profile.optOut().addressField(), false));
        line("without a contact", "the listing page then names the office only");
        out.println("  Why one listing is not on the site: compliance --listing N");
    }

    private void hidden(String what, List<Filter> among, Filter these) {
        var all = new ArrayList<>(among);
        all.add(these);
        var count = count(all);
        if (!count.equals("0")) line(what.startsWith("shown") ? what : "hidden: " + what, count);
    }

    /** A number, or why there is none. */
    private String count(List<Filter> filters) {
        var query =
                ODataQuery.of("Property").select(List.of("ListingKey")).top(1).counted();
        try {
            var page = client.page(filters.isEmpty() ? query : query.filter(Filter.and(filters)));
            return page.count() == null
                    ? "not counted by the MLS"
                    : page.count().toString();
        } catch (ODataException fault) {
            if (fault.kind() != ODataException.Kind.REFUSED) throw fault;
            return filters.isEmpty() ? "not told" : "0";
        }
    }

    private void refresh() {
        heading("Last refresh");
        var management = settings.management();
        if (management == null) {
            line("running site", "not asked: MANAGEMENT_PORT is not set");
            return;
        }
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
            if (!listings.find() || !oldest.find()) throw new IOException("no such site");
            line(
                    "site on port " + settings.port(),
                    (long) Double.parseDouble(listings.group(1)) + " listings in its catalog");
            var age = Duration.ofSeconds((long) Double.parseDouble(oldest.group(1)));
            line(
                    "oldest was confirmed",
                    age + " ago, at " + clock.instant().minus(age).atZone(profile.timeZone()));
        } catch (IOException none) {
            line("site on port " + settings.port(), "does not answer on MANAGEMENT_PORT");
        }
    }
}
