package porchlight.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import porchlight.edge.ClientAddress;
import porchlight.listingpage.CostAssumptions;

/**
 * Every environment variable, typed and validated. No part tells a secret in {@code toString}.
 *
 * @param port where the site listens; 0 for any free port
 * @param host IP address it listens on; null: all
 * @param management where metrics and detailed readiness are; null: nowhere
 * @param siteUrl public origin, null: from each request
 * @param feed null: the demo MLS
 * @param embedOrigins {@code scheme://host[:port]}, as browsers write origins
 * @param mlsProfile name of a bundled preset or a path
 * @param trustedProxies IP addresses and networks ({@code 10.0.0.0/8})
 * @param forwardedHeader what those proxies write
 * @param limitExempt addresses and networks that are not limited
 * @param siteDomains host names in lower case; empty: any
 */
public record Settings(
        int port,
        @Nullable String host,
        @Nullable Management management,
        @Nullable HttpUrl siteUrl,
        Broker broker,
        @Nullable Feed feed,
        Cache cache,
        Database database,
        Leads leads,
        List<String> embedOrigins,
        MapTiles mapTiles,
        String mlsProfile,
        License mlsLicense,
        CostAssumptions costs,
        List<String> trustedProxies,
        ClientAddress.Header forwardedHeader,
        List<String> limitExempt,
        List<String> siteDomains) {

    /** What stands for a secret where settings are printed. */
    static final String MASK = "***";

    public Settings {
        embedOrigins = List.copyOf(embedOrigins);
        trustedProxies = List.copyOf(trustedProxies);
        limitExempt = List.copyOf(limitExempt);
        siteDomains = List.copyOf(siteDomains);
    }

    /** The same site for this machine alone, on any free port: it keeps nothing, sends no mail and limits nobody. */
    public Settings onTrial() {
        return new Settings(
                0,
                "127.0.0.1",
                null,
                null,
                broker,
                feed,
                cache,
                new Database("jdbc:h2:mem:trial-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", null, null),
                new Leads(null, List.of(), null),
                List.of(),
                mapTiles,
                mlsProfile,
                mlsLicense,
                costs,
                List.of(),
                forwardedHeader,
                List.of("127.0.0.1"),
                List.of());
    }

    /**
     * Reads variables; blank ones count as unset. Pure.
     *
     * @throws InvalidSettings if any is wrong; tells all that are
     */
    public static Settings from(Map<String, String> environment) {
        return new SettingsReader(environment).read();
    }

    /** What in valid settings is probably not meant: unknown variables, tokens sent in the clear. Pure. */
    public static List<String> warnings(Map<String, String> environment) {
        return SettingsWarnings.of(environment);
    }

    /** MANAGEMENT_HOST and MANAGEMENT_PORT; port 0 for any free one. */
    public record Management(String host, int port) {}

    /** Who displays the listings: SITE_NAME, SITE_BROKERAGE, … Made up for the demo MLS only. */
    public record Broker(
            String siteName,
            String brokerage,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String address,
            @Nullable String license) {}

    /**
     * The MLS's RESO Web API.
     *
     * @param serviceRoot ends with a slash
     * @param maxTop rows on a page, 1 to 1000
     * @param filter OData expression ANDed to every query
     */
    public record Feed(
            HttpUrl serviceRoot,
            Auth auth,
            int maxTop,
            RateBudget rateBudget,
            @Nullable String filter,
            Expansions expansions,
            Capabilities capabilities) {

        /** The same with other rows on a page. */
        public Feed with(int maxTop) {
            return new Feed(serviceRoot, auth, maxTop, rateBudget, filter, expansions, capabilities);
        }

        /** The same with other names of expansions. */
        public Feed with(Expansions expansions) {
            return new Feed(serviceRoot, auth, maxTop, rateBudget, filter, expansions, capabilities);
        }

        /** The same with other capabilities. */
        public Feed with(Capabilities capabilities) {
            return new Feed(serviceRoot, auth, maxTop, rateBudget, filter, expansions, capabilities);
        }
    }

    /** How requests to the feed are authorised. */
    public sealed interface Auth {
        /** {@code Authorization: <scheme> <token>}; the scheme is Bearer or OAuth. */
        record StaticToken(String scheme, String token) implements Auth {
            @Override
            public String toString() {
                return "StaticToken[" + scheme + " " + MASK + "]";
            }
        }

        /** RESO_GRANT=authorization_code: Spark's grant with refresh. */
        record AuthorizationCode(
                String scheme, HttpUrl tokenUrl, String clientId, String clientSecret, HttpUrl redirectUri)
                implements Auth {
            @Override
            public String toString() {
                return "AuthorizationCode[" + scheme + ", " + tokenUrl + ", " + clientId + ", " + MASK + ", "
                        + redirectUri + "]";
            }
        }

        /** RESO_GRANT=client_credentials. */
        record ClientCredentials(
                HttpUrl tokenUrl,
                String clientId,
                String clientSecret,
                @Nullable String scope) implements Auth {
            @Override
            public String toString() {
                return "ClientCredentials[" + tokenUrl + ", " + clientId + ", " + MASK + ", " + scope + "]";
            }
        }
    }

    /** At most {@code requests} in any {@code per}. */
    public record RateBudget(int requests, Duration per) {
        public RateBudget {
            if (requests < 1 || per.isNegative() || per.isZero())
                throw new IllegalArgumentException("no request could ever be sent: " + requests + " in " + per);
        }
    }

    /** Navigation names (RESO_EXPAND_MEDIA, …); null: as {@code $metadata} tells. */
    public record Expansions(
            @Nullable String media,
            @Nullable String openHouses,
            @Nullable String rooms,
            @Nullable String units) {}

    /** RESO_SUPPORTS_*: what the service can filter by; null: unknown, use the default. */
    public record Capabilities(
            @Nullable Boolean in,
            @Nullable Boolean contains,
            @Nullable Boolean startsWith,
            @Nullable Boolean lambda,
            @Nullable Boolean geo,
            @Nullable Boolean count) {}

    /**
     * CACHE_FRESH_FOR, CACHE_STALE_WHILE_REVALIDATE, CACHE_STALE_IF_ERROR: ages, each at least the one before, the last
     * at most {@link #REFRESH_RULE}.
     */
    public record Cache(Duration freshFor, Duration staleWhileRevalidate, Duration staleIfError) {
        /** IDX displays are refreshed at least every 12 hours (MLS GRID IDX rule 11, ARMLS), whatever the licence. */
        public static final Duration REFRESH_RULE = Duration.ofHours(12);

        public Cache {
            if (freshFor.compareTo(staleWhileRevalidate) > 0
                    || staleWhileRevalidate.compareTo(staleIfError) > 0
                    || staleIfError.compareTo(REFRESH_RULE) > 0)
                throw new IllegalArgumentException("ages out of order: " + freshFor + ", " + staleWhileRevalidate + ", "
                        + staleIfError + ", " + REFRESH_RULE);
        }
    }

    /** DATABASE_URL: a JDBC URL, with user and password where it was no JDBC URL. */
    public record Database(
            String jdbcUrl, @Nullable String user, @Nullable String password) {
        @Override
        public String toString() {
            // JDBC URLs may hold a password as parameter.
            return "Database[" + jdbcUrl.split("[;?]", 2)[0] + ", " + user + (password == null ? "" : ", " + MASK)
                    + "]";
        }
    }

    /** SMTP_URL, LEADS_TO, LEADS_WEBHOOK_URL. Mail server and addresses are there both or neither. */
    public record Leads(
            @Nullable URI smtp, List<String> to, @Nullable HttpUrl webhook) {
        public Leads {
            to = List.copyOf(to);
        }

        @Override
        public String toString() {
            // A webhook's path often is its password.
            return "Leads[" + (smtp == null ? null : smtp.getScheme() + "://" + smtp.getHost()) + ", " + to + ", "
                    + (webhook == null ? null : VariableReader.origin(webhook) + "/" + MASK) + "]";
        }
    }

    /** MAP_TILE_URL with {@code {z}}, {@code {x}} and {@code {y}}, and the credit to show: both or neither. */
    public record MapTiles(@Nullable String url, @Nullable String attribution) {
        private static final Pattern PLAIN = Pattern.compile("(http://[A-Za-z0-9.:{}-]+)/.*");

        /** The origin that a content security policy must name, for tiles that come by plain http. */
        public Optional<String> plainOrigin() {
            if (url == null) return Optional.empty();
            var plain = PLAIN.matcher(url);
            return plain.matches() ? Optional.of(plain.group(1).replace("{s}", "*")) : Optional.empty();
        }
    }

    /** MLS_LICENSE. */
    public enum License {
        /** Nothing of the MLS is kept over 12 hours. */
        DISPLAY,
        /** Listings and their history may be kept; what is shown is still no older than 12 hours. */
        REPLICATION
    }
}
