package porchlight;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Every environment variable, typed and validated. */
public record Settings(
        int port,
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
        List<String> trustedProxies,
        List<String> siteDomains) {

    /** Who displays the listings: SITE_NAME, SITE_BROKERAGE, … */
    public record Broker(
            String siteName,
            String brokerage,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String address,
            @Nullable String license) {}

    /** The MLS's RESO Web API; absent: the demo MLS. */
    public record Feed(
            HttpUrl serviceRoot,
            Auth auth,
            int maxTop,
            RateBudget rateBudget,
            @Nullable String filter,
            Expansions expansions,
            Capabilities capabilities) {}

    /** How requests to the feed are authorised. */
    public sealed interface Auth {
        /** {@code Authorization: <scheme> <token>}; the scheme is Bearer or OAuth. */
        record StaticToken(String scheme, String token) implements Auth {}

        /** RESO_GRANT=authorization_code: Spark's grant with refresh. */
        record AuthorizationCode(
                String scheme, HttpUrl tokenUrl, String clientId, String clientSecret, HttpUrl redirectUri)
                implements Auth {}

        /** RESO_GRANT=client_credentials. */
        record ClientCredentials(
                HttpUrl tokenUrl,
                String clientId,
                String clientSecret,
                @Nullable String scope) implements Auth {}
    }

    /** At most {@code requests} in any {@code per}. */
    public record RateBudget(int requests, Duration per) {}

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

    /** CACHE_FRESH_FOR, CACHE_STALE_WHILE_REVALIDATE, CACHE_STALE_IF_ERROR. */
    public record Cache(Duration freshFor, Duration staleWhileRevalidate, Duration staleIfError) {}

    /** DATABASE_URL: a JDBC URL, with user and password when PostgreSQL. */
    public record Database(
            String jdbcUrl, @Nullable String user, @Nullable String password) {}

    /** SMTP_URL, LEADS_TO, LEADS_WEBHOOK_URL. */
    public record Leads(
            @Nullable URI smtp, List<String> to, @Nullable HttpUrl webhook) {}

    /** MAP_TILE_URL, MAP_ATTRIBUTION. */
    public record MapTiles(@Nullable String url, @Nullable String attribution) {}

    /** MLS_LICENSE. */
    public enum License {
        DISPLAY,
        REPLICATION
    }
}
