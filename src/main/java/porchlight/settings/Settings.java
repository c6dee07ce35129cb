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
import porchlight.listing.CostAssumptions;
import porchlight.listing.OurOffices;

/**
 * Every environment variable, typed and validated. {@code toString} never reveals a secret.
 *
 * @param port the site's port; 0 for any free port
 * @param host IP address to listen on; null for all
 * @param management address of metrics and detailed readiness; null for none
 * @param siteUrl public origin, null to use that of each request
 * @param brand the brand folder; null for {@code brand} in the working directory, if there is one
 * @param offices of the brokerage, in its MLS
 * @param feed null for the demo MLS
 * @param wordIndexHomes with more homes, descriptions are not indexed; 0 for never
 * @param embedOrigins {@code scheme://host[:port]}, as browsers write origins
 * @param mlsProfile name of a bundled preset or a path
 * @param trustedProxies IP addresses and networks ({@code 10.0.0.0/8})
 * @param forwardedHeader the header that those proxies write
 * @param limitExempt addresses and networks without limits
 * @param siteDomains host names in lower case; empty for any
 */
public record Settings(
        int port,
        @Nullable String host,
        @Nullable Management management,
        @Nullable HttpUrl siteUrl,
        @Nullable String brand,
        Broker broker,
        OurOffices offices,
        @Nullable Feed feed,
        Cache cache,
        Database database,
        int wordIndexHomes,
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

    /** Replaces secrets where settings are printed. */
    static final String MASK = "***";

    public Settings {
        embedOrigins = List.copyOf(embedOrigins);
        trustedProxies = List.copyOf(trustedProxies);
        limitExempt = List.copyOf(limitExempt);
        siteDomains = List.copyOf(siteDomains);
    }

    /**
     * The same site for this machine only, on any free port: it stores nothing, sends no mail, and has no client
     * limits.
     */
    public Settings onTrial() {
        return new Settings(
                0,
                "127.0.0.1",
                null,
                null,
                brand,
                broker,
                offices,
                feed,
                cache,
                new Database("jdbc:h2:mem:trial-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", null, null),
                0,
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
     * Parses variables; blank ones count as unset. Pure.
     *
     * @throws InvalidSettings if any is invalid; lists all of them
     */
    public static Settings from(Map<String, String> environment) {
        return new SettingsReader(environment).read();
    }

    /** Probable mistakes in valid settings: unknown variables, unencrypted tokens. Pure. */
    public static List<String> warnings(Map<String, String> environment) {
        return SettingsWarnings.of(environment);
    }

    /** MANAGEMENT_HOST and MANAGEMENT_PORT; port 0 for any free port. */
    public record Management(String host, int port) {}

    /** Who displays the listings: SITE_NAME, SITE_BROKERAGE, … Has fictional defaults for the demo MLS only. */
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
     * @param maxTop page size in rows, 1 to 1000
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

        /** A copy with another page size. */
        public Feed with(int maxTop) {
            return new Feed(serviceRoot, auth, maxTop, rateBudget, filter, expansions, capabilities);
        }

        /** A copy with other names for expansions. */
        public Feed with(Expansions expansions) {
            return new Feed(serviceRoot, auth, maxTop, rateBudget, filter, expansions, capabilities);
        }

        /** A copy with other capabilities. */
        public Feed with(Capabilities capabilities) {
            return new Feed(serviceRoot, auth, maxTop, rateBudget, filter, expansions, capabilities);
        }
    }

    /** How requests to the feed are authorized. */
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

    /** At most {@code requests} in any period of length {@code per}. */
    public record RateBudget(int requests, Duration per) {
        public RateBudget {
            if (requests < 1 || per.isNegative() || per.isZero())
                throw new IllegalArgumentException("no request could ever be sent: " + requests + " in " + per);
        }
    }

    /** Navigation property names (RESO_EXPAND_MEDIA, …); null to use those in {@code $metadata}. */
    public record Expansions(
            @Nullable String media,
            @Nullable String openHouses,
            @Nullable String rooms,
            @Nullable String units) {}

    /** RESO_SUPPORTS_*: what the service can filter by; null if unknown, which uses the default. */
    public record Capabilities(
            @Nullable Boolean in,
            @Nullable Boolean contains,
            @Nullable Boolean startsWith,
            @Nullable Boolean lambda,
            @Nullable Boolean geo,
            @Nullable Boolean count) {}

    /**
     * CACHE_FRESH_FOR, CACHE_STALE_WHILE_REVALIDATE, CACHE_STALE_IF_ERROR: ages, each at least the previous one, the
     * last at most {@link #REFRESH_RULE}.
     */
    public record Cache(Duration freshFor, Duration staleWhileRevalidate, Duration staleIfError) {
        /**
         * IDX displays must be refreshed at least every 12 hours (MLS GRID IDX rule 11, ARMLS), whatever the license.
         */
        public static final Duration REFRESH_RULE = Duration.ofHours(12);

        public Cache {
            if (freshFor.compareTo(staleWhileRevalidate) > 0
                    || staleWhileRevalidate.compareTo(staleIfError) > 0
                    || staleIfError.compareTo(REFRESH_RULE) > 0)
                throw new IllegalArgumentException("ages out of order: " + freshFor + ", " + staleWhileRevalidate + ", "
                        + staleIfError + ", " + REFRESH_RULE);
        }
    }

    /** DATABASE_URL: a JDBC URL, with user and password if it was not a JDBC URL. */
    public record Database(
            String jdbcUrl, @Nullable String user, @Nullable String password) {
        @Override
        public String toString() {
            // JDBC URLs may contain a password as a parameter.
            return "Database[" + jdbcUrl.split("[;?]", 2)[0] + ", " + user + (password == null ? "" : ", " + MASK)
                    + "]";
        }
    }

    /** SMTP_URL, LEADS_TO, LEADS_WEBHOOK_URL. Mail server and addresses are either both set or both missing. */
    public record Leads(
            @Nullable URI smtp, List<String> to, @Nullable HttpUrl webhook) {
        public Leads {
            to = List.copyOf(to);
        }

        @Override
        public String toString() {
            // A webhook's path is often its password.
            return "Leads[" + (smtp == null ? null : smtp.getScheme() + "://" + smtp.getHost()) + ", " + to + ", "
                    + (webhook == null ? null : VariableReader.origin(webhook) + "/" + MASK) + "]";
        }
    }

    /** MAP_TILE_URL with {@code {z}}, {@code {x}}, and {@code {y}}, and the required credit: either both or neither. */
    public record MapTiles(@Nullable String url, @Nullable String attribution) {
        private static final Pattern PLAIN = Pattern.compile("(http://[A-Za-z0-9.:{}-]+)/.*");

        /** The origin to add to the content security policy for tiles served over plain http. */
        public Optional<String> plainOrigin() {
            if (url == null) return Optional.empty();
            var plain = PLAIN.matcher(url);
            return plain.matches() ? Optional.of(plain.group(1).replace("{s}", "*")) : Optional.empty();
        }
    }

    /** MLS_LICENSE. */
    public enum License {
        /** No MLS data is kept longer than 12 hours. */
        DISPLAY,
        /** Listings and their history may be kept; what is shown is still at most 12 hours old. */
        REPLICATION
    }
}
