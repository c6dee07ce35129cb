package porchlight.settings;

import static porchlight.settings.Variable.*;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import porchlight.edge.ClientAddress;
import porchlight.listing.CostAssumptions;
import porchlight.listing.MlsProfiles;
import porchlight.listing.OurOffices;
import porchlight.settings.Settings.Broker;
import porchlight.settings.Settings.Cache;
import porchlight.settings.Settings.Database;
import porchlight.settings.Settings.Leads;
import porchlight.settings.Settings.License;
import porchlight.settings.Settings.MapTiles;

/** Reads everything but the feed; collects all faults before it reports any. */
final class SettingsReader {
    private static final String HOST_NAME = "(?i)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*";
    private static final String OFFICE = "[\\p{L}\\p{N}._:/-]{1,100}";
    private static final String MAIL = "[^@\\s,]+@[^@\\s,]+";

    private static final int MOST_INDEXED = 10_000_000;

    private final VariableReader values;

    SettingsReader(Map<String, String> environment) {
        this.values = new VariableReader(environment);
    }

    /** @throws InvalidSettings if anything is invalid */
    Settings read() {
        var real = values.isSet(RESO_SERVICE_ROOT);
        var port = values.number(PORT, 0, 65_535);
        var host = values.isSet(HOST) ? address(HOST) : null;
        var management = management();
        var siteUrl = values.origin(SITE_URL);
        var brand = values.text(SITE_BRAND);
        var broker = real ? broker() : demoBroker();
        var offices = offices();
        var feed = new FeedSettingsReader(values).read();
        var cache = cache();
        var database = database();
        var wordIndexHomes = values.number(WORD_INDEX_HOMES, 0, MOST_INDEXED);
        var leads = leads();
        var embedOrigins = embedOrigins();
        var mapTiles = mapTiles();
        var mlsProfile = mlsProfile(real);
        var license = License.valueOf(
                values.word(MLS_LICENSE, "display", "replication").toUpperCase(Locale.ROOT));
        var costs = costs();
        var proxies = networks(TRUSTED_PROXIES);
        var forwarded = ClientAddress.Header.named(values.word(FORWARDED_HEADER, "x-forwarded-for", "forwarded"));
        var exempt = networks(LIMIT_EXEMPT);
        var domains = values.list(SITE_DOMAINS, part -> part.matches(HOST_NAME), "settings.domain");
        refuseWorldAsProxy(proxies);
        refusePlainHttp();
        values.refuseFaults();
        return new Settings(
                port,
                host,
                management,
                siteUrl,
                brand,
                broker,
                offices,
                feed,
                cache,
                database,
                wordIndexHomes,
                leads,
                embedOrigins,
                mapTiles,
                mlsProfile,
                license,
                costs,
                proxies,
                forwarded,
                exempt,
                domains.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
    }

    private Settings.@Nullable Management management() {
        var host = address(MANAGEMENT_HOST);
        if (!values.isSet(MANAGEMENT_PORT)) return null;
        var port = values.number(MANAGEMENT_PORT, 0, 65_535);
        if (port != 0 && values.textOrDefault(MANAGEMENT_PORT).equals(values.textOrDefault(PORT)))
            values.fault(MANAGEMENT_PORT, "settings.management.port");
        return new Settings.Management(host, port);
    }

    /** An IP address to listen on. */
    private String address(Variable variable) {
        var text = values.textOrDefault(variable);
        if (text.equals("localhost")) return "127.0.0.1";
        if (!ClientAddress.isNetwork(text) || text.contains("/")) values.wrong(variable, "settings.address");
        return text;
    }

    /** If every address were trusted, anyone could claim any address, and no per-address limit would hold. */
    private void refuseWorldAsProxy(List<String> proxies) {
        for (var proxy : proxies)
            if (ClientAddress.isNetwork(proxy) && ClientAddress.isWorldwide(proxy))
                values.fault(TRUSTED_PROXIES, "settings.proxy.world", proxy);
    }

    private void refusePlainHttp() {
        var allowed =
                values.list(ALLOW_PLAIN_HTTP, part -> part.equals("mls") || part.equals("webhook"), "settings.plain");
        if (!allowed.contains("mls")) refusePlainHttp(List.of(RESO_SERVICE_ROOT, RESO_TOKEN_URL), "settings.plain.mls");
        if (!allowed.contains("webhook")) refusePlainHttp(List.of(LEADS_WEBHOOK_URL), "settings.plain.webhook");
    }

    private void refusePlainHttp(List<Variable> variables, String fault) {
        for (var variable : variables) {
            var url = values.url(variable);
            if (url != null && !url.isHttps() && !isLoopback(url)) values.fault(variable, fault);
        }
    }

    private static boolean isLoopback(HttpUrl url) {
        return url.host().equals("localhost")
                || url.host().matches("127(\\.\\d{1,3}){3}")
                || url.host().equals("::1");
    }

    private List<String> networks(Variable variable) {
        return values.list(variable, ClientAddress::isNetwork, "settings.network");
    }

    /** IDX rule (MLS GRID 6, 13): every display names the brokerage, so there is no fictional default. */
    private Broker broker() {
        var brokerage = values.required(SITE_BROKERAGE, "settings.brokerage");
        return new Broker(
                values.textOrDefault(SITE_NAME),
                brokerage,
                values.text(SITE_PHONE),
                mail(values.text(SITE_EMAIL)),
                values.text(SITE_ADDRESS),
                values.text(SITE_LICENSE));
    }

    private Broker demoBroker() {
        return new Broker(
                values.textOrDefault(SITE_NAME),
                values.textOrDefault(SITE_BROKERAGE),
                values.textOrDefault(SITE_PHONE),
                mail(values.textOrDefault(SITE_EMAIL)),
                values.textOrDefault(SITE_ADDRESS),
                values.text(SITE_LICENSE));
    }

    /** Whether they exist is for the MLS to say, without which the site starts. */
    private OurOffices offices() {
        return new OurOffices(
                Set.copyOf(values.list(SITE_OFFICE_IDS, part -> part.matches(OFFICE), "settings.office")));
    }

    private @Nullable String mail(@Nullable String address) {
        if (address != null && !address.matches(MAIL)) values.wrong(SITE_EMAIL, "settings.mail", "office@example.com");
        return address;
    }

    private Cache cache() {
        var fresh = values.duration(CACHE_FRESH_FOR);
        var revalidate = values.duration(CACHE_STALE_WHILE_REVALIDATE);
        var error = values.duration(CACHE_STALE_IF_ERROR);
        if (error.compareTo(Cache.REFRESH_RULE) > 0) {
            values.fault(CACHE_STALE_IF_ERROR, "settings.cache.limit", error, Cache.REFRESH_RULE);
        }
        if (fresh.compareTo(revalidate) > 0) {
            values.fault(CACHE_FRESH_FOR, "settings.cache.fresh", fresh, revalidate);
        }
        if (revalidate.compareTo(error) > 0) {
            values.fault(CACHE_STALE_WHILE_REVALIDATE, "settings.cache.stale", revalidate, error);
        }
        var ordered = fresh.compareTo(revalidate) <= 0
                && revalidate.compareTo(error) <= 0
                && error.compareTo(Cache.REFRESH_RULE) <= 0;
        return ordered
                ? new Cache(fresh, revalidate, error)
                : new Cache(Cache.REFRESH_RULE, Cache.REFRESH_RULE, Cache.REFRESH_RULE);
    }

    private Database database() {
        var parsed = DatabaseUrl.parse(values.textOrDefault(DATABASE_URL));
        var database = parsed.orElseGet(() -> new Database(DATABASE_URL.defaultText(), null, null));
        if (parsed.isPresent()) {
            for (var problem : DatabaseUrl.problems(parsed.get()))
                values.fault(DATABASE_URL, problem.key(), problem.detail());
        } else {
            values.wrong(DATABASE_URL, "settings.database");
        }
        return database;
    }

    private Leads leads() {
        URI smtp = values.uri(SMTP_URL, "smtp", "smtps", "smtp://user:password@mail.example.com:587");
        var to = values.list(LEADS_TO, part -> part.matches(MAIL), "settings.mail", "leads@example.com");
        if (values.isSet(LEADS_TO) && !values.isSet(SMTP_URL)) values.fault(SMTP_URL, "settings.smtp.missing");
        if (values.isSet(SMTP_URL) && !values.isSet(LEADS_TO)) values.fault(LEADS_TO, "settings.leads.missing");
        return new Leads(smtp, to, values.url(LEADS_WEBHOOK_URL));
    }

    private List<String> embedOrigins() {
        return values
                .list(
                        EMBED_ORIGINS,
                        part -> {
                            var url = HttpUrl.parse(part);
                            return url != null && VariableReader.isOrigin(url);
                        },
                        "settings.embed")
                .stream()
                .map(HttpUrl::parse)
                .flatMap(Stream::ofNullable)
                .map(VariableReader::origin)
                .distinct()
                .toList();
    }

    private MapTiles mapTiles() {
        var url = values.text(MAP_TILE_URL);
        var attribution = values.text(MAP_ATTRIBUTION);
        var complete = url == null
                || url.matches("https?://.+") && url.contains("{z}") && url.contains("{x}") && url.contains("{y}");
        if (!complete) values.wrong(MAP_TILE_URL, "settings.tiles");
        if (url != null && attribution == null) values.fault(MAP_ATTRIBUTION, "settings.credit");
        return new MapTiles(url, attribution);
    }

    private CostAssumptions costs() {
        var read = CostAssumptions.parse(values.textOrDefault(COST_DEFAULTS));
        if (read.isEmpty()) values.wrong(COST_DEFAULTS, "settings.costs", CostAssumptions.DEFAULT);
        return read.orElseGet(
                () -> CostAssumptions.parse(CostAssumptions.DEFAULT).orElseThrow());
    }

    private String mlsProfile(boolean real) {
        var profile = values.text(MLS_PROFILE);
        if (!real) return profile == null ? "demo" : profile;
        if (profile == null) values.fault(MLS_PROFILE, "settings.profile.missing", presets());
        if ("demo".equals(profile)) values.fault(MLS_PROFILE, "settings.profile.demo");
        return profile == null ? MLS_PROFILE.defaultText() : profile;
    }

    /** Those for a real MLS. */
    private static String presets() {
        return MlsProfiles.PRESETS.stream()
                .filter(preset -> !preset.equals("demo"))
                .collect(Collectors.joining(", "));
    }
}
