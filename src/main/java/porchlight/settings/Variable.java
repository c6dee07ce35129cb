package porchlight.settings;

/**
 * Every environment variable that Porchlight reads. A constant's name is the variable's name; {@link SettingsTable}
 * generates the help text and the table in src/docs/settings.md from it.
 */
public enum Variable {
    PORT("8080", "TCP port the site listens on; 0 for any free one"),
    HOST("", "IP address the site listens on, such as `127.0.0.1` behind a proxy on the same machine; unset: all"),
    MANAGEMENT_PORT(
            "", "port for `/metrics` and a detailed `/readyz`, never to be reachable by the public; unset: none"),
    MANAGEMENT_HOST("127.0.0.1", "IP address that `MANAGEMENT_PORT` listens on"),
    SITE_URL("", "public origin for canonical links, such as `https://homes.example.com`; unset: from each request"),
    SITE_NAME("Porchlight", "name of the site"),
    SITE_BROKERAGE(
            "Porchlight Realty (demonstration)",
            "brokerage that displays the listings, on every page; required with a real feed"),
    SITE_PHONE("503-555-0100", "the brokerage's phone number; no default with a real feed"),
    SITE_EMAIL("hello@porchlight.example", "the brokerage's email address; no default with a real feed"),
    SITE_ADDRESS(
            "100 Example Street, Portland, OR 97201", "the brokerage's postal address; no default with a real feed"),
    SITE_LICENSE("", "the brokerage's license number, if the state requires it on the site"),
    RESO_SERVICE_ROOT(
            "",
            "root of the MLS's RESO Web API, such as `https://replication.sparkapi.com/Version/3/Reso/OData/`; unset: the demo MLS"),
    RESO_ACCESS_TOKEN("", "access token that does not expire; instead of a client", Kind.SECRET),
    RESO_AUTH_SCHEME("Bearer", "word before the token in the Authorization header: `Bearer` or `OAuth`"),
    RESO_TOKEN_URL("", "OAuth 2 token endpoint, such as `https://sparkapi.com/v1/oauth2/grant`"),
    RESO_CLIENT_ID("", "OAuth 2 client; instead of an access token"),
    RESO_CLIENT_SECRET("", "the client's secret", Kind.SECRET),
    RESO_REDIRECT_URI("", "redirect URI registered for the client, for `authorization_code`"),
    RESO_GRANT("authorization_code", "OAuth 2 grant: `authorization_code` (Spark) or `client_credentials` (Trestle)"),
    RESO_SCOPE("", "scope to request with `client_credentials`, such as `api`"),
    RESO_MAX_TOP("25", "rows the service sends on a page, 1 to 1000"),
    RESO_RATE_LIMIT("1200/PT5M", "requests this site may send in a time (ISO 8601 duration)"),
    RESO_FILTER("", "OData filter added to every query, such as `OriginatingSystemName eq 'x'`"),
    RESO_EXPAND_MEDIA("", "navigation property of photos; unset: as in `$metadata`"),
    RESO_EXPAND_OPEN_HOUSES("", "navigation property of open houses; unset: as in `$metadata`"),
    RESO_EXPAND_ROOMS("", "navigation property of rooms; unset: as in `$metadata`"),
    RESO_EXPAND_UNITS("", "navigation property of units; unset: as in `$metadata`"),
    RESO_SUPPORTS_IN("", "whether filters may use `in`: `true` or `false`"),
    RESO_SUPPORTS_CONTAINS("", "whether filters may use `contains`"),
    RESO_SUPPORTS_STARTSWITH("", "whether filters may use `startswith`"),
    RESO_SUPPORTS_LAMBDA("", "whether filters may use `any` on collections"),
    RESO_SUPPORTS_GEO("", "whether filters may use `geo.intersects`"),
    RESO_SUPPORTS_COUNT("", "whether `$count=true` is answered"),
    CACHE_FRESH_FOR("PT5M", "age to which a stored MLS response is used without asking"),
    CACHE_STALE_WHILE_REVALIDATE("PT1H", "age to which it is shown while it is refreshed"),
    CACHE_STALE_IF_ERROR("PT12H", "age to which it is shown if the MLS fails; at most `PT12H`"),
    DATABASE_URL(
            "jdbc:h2:./data/porchlight",
            "database of cache, catalog and leads; with H2 the leads are in `data/leads.journal`",
            Kind.SECRET),
    SMTP_URL("", "mail server for leads: `smtp://user:password@host:587` or `smtps://…:465`", Kind.SECRET),
    LEADS_TO("", "addresses that leads are mailed to, comma separated"),
    LEADS_WEBHOOK_URL("", "address that leads are posted to", Kind.SECRET),
    EMBED_ORIGINS("", "origins that may frame the widget, space separated; unset: none"),
    MAP_TILE_URL("", "raster tiles, such as `https://tiles.example.com/{z}/{x}/{y}.png`; unset: plain background"),
    MAP_ATTRIBUTION("", "credit that the tiles' owner requires; required with `MAP_TILE_URL`"),
    COST_DEFAULTS(
            porchlight.listingpage.CostAssumptions.DEFAULT,
            "monthly cost of a home, unless the visitor or the MLS says otherwise: percent down, interest, years, and yearly tax and insurance in percent of the price"),
    MLS_PROFILE(
            "nar",
            "display rules: `nar`, `mlsgrid`, `northstar`, `crmls`, `armls`, `demo`, or a path to your own YAML file; required with a real feed (the demo MLS: `demo`)"),
    MLS_LICENSE(
            "display",
            "`display`: nothing of the MLS is kept over 12 h; `replication`: listings and their history may be kept"),
    TRUSTED_PROXIES("", "addresses or networks of proxies whose forwarded client address is trusted, comma separated"),
    FORWARDED_HEADER(
            "x-forwarded-for",
            "the header by which trusted proxies name the client: `x-forwarded-for` or `forwarded` (RFC 7239); the other is ignored"),
    LIMIT_EXEMPT(
            "",
            "addresses or networks exempt from limits on requests and connections, such as a monitor's, comma separated"),
    SITE_DOMAINS("", "host names served, comma separated; unset: any"),
    ALLOW_PLAIN_HTTP(
            "",
            "what may go over plain HTTP to another machine: `mls`, `webhook` or both, comma separated; unset: nothing");

    private enum Kind {
        PLAIN,
        SECRET
    }

    private final String defaultText;
    private final String description;
    private final Kind kind;

    Variable(String defaultText, String description) {
        this(defaultText, description, Kind.PLAIN);
    }

    Variable(String defaultText, String description, Kind kind) {
        this.defaultText = defaultText;
        this.description = description;
        this.kind = kind;
    }

    /** The default of an unset variable; empty for none. */
    public String defaultText() {
        return defaultText;
    }

    /** One line; words in backquotes are literal. */
    public String description() {
        return description;
    }

    /** Whether the value, or a part of it, must never be printed. */
    public boolean isSecret() {
        return kind == Kind.SECRET;
    }
}
