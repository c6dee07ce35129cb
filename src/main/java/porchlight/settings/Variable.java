package porchlight.settings;

import porchlight.listing.CostAssumptions;
import porchlight.message.Messages;

/**
 * Every environment variable that Porchlight reads. A constant's name is the variable's name, and its meaning is a message;
 * {@link SettingsTable} generates the help text and the table in src/docs/settings.md from them.
 */
public enum Variable {
    PORT("8080"),
    HOST(""),
    MANAGEMENT_PORT(""),
    MANAGEMENT_HOST("127.0.0.1"),
    SITE_URL(""),
    SITE_NAME("Porchlight"),
    SITE_BROKERAGE("Porchlight Realty (demonstration)"),
    SITE_PHONE("503-555-0100"),
    SITE_EMAIL("hello@porchlight.example"),
    SITE_ADDRESS("100 Example Street, Portland, OR 97201"),
    SITE_LICENSE(""),
    SITE_BRAND(""),
    SITE_OFFICE_IDS(""),
    RESO_SERVICE_ROOT(""),
    RESO_ACCESS_TOKEN("", Kind.SECRET),
    RESO_AUTH_SCHEME("Bearer"),
    RESO_TOKEN_URL(""),
    RESO_CLIENT_ID(""),
    RESO_CLIENT_SECRET("", Kind.SECRET),
    RESO_REDIRECT_URI(""),
    RESO_GRANT("authorization_code"),
    RESO_SCOPE(""),
    RESO_MAX_TOP("25"),
    RESO_RATE_LIMIT("1200/PT5M"),
    RESO_FILTER(""),
    RESO_EXPAND_MEDIA(""),
    RESO_EXPAND_OPEN_HOUSES(""),
    RESO_EXPAND_ROOMS(""),
    RESO_EXPAND_UNITS(""),
    RESO_SUPPORTS_IN(""),
    RESO_SUPPORTS_CONTAINS(""),
    RESO_SUPPORTS_STARTSWITH(""),
    RESO_SUPPORTS_LAMBDA(""),
    RESO_SUPPORTS_GEO(""),
    RESO_SUPPORTS_COUNT(""),
    CACHE_FRESH_FOR("PT5M"),
    CACHE_STALE_WHILE_REVALIDATE("PT1H"),
    CACHE_STALE_IF_ERROR("PT12H"),
    DATABASE_URL("jdbc:h2:./data/porchlight", Kind.SECRET),
    WORD_INDEX_HOMES("100000"),
    SMTP_URL("", Kind.SECRET),
    LEADS_TO(""),
    LEADS_WEBHOOK_URL("", Kind.SECRET),
    EMBED_ORIGINS(""),
    MAP_TILE_URL(""),
    MAP_ATTRIBUTION(""),
    COST_DEFAULTS(CostAssumptions.DEFAULT),
    MLS_PROFILE("nar"),
    MLS_LICENSE("display"),
    TRUSTED_PROXIES(""),
    FORWARDED_HEADER("x-forwarded-for"),
    LIMIT_EXEMPT(""),
    SITE_DOMAINS(""),
    ALLOW_PLAIN_HTTP("");

    private enum Kind {
        PLAIN,
        SECRET
    }

    private final String defaultText;
    private final Kind kind;

    Variable(String defaultText) {
        this(defaultText, Kind.PLAIN);
    }

    Variable(String defaultText, Kind kind) {
        this.defaultText = defaultText;
        this.kind = kind;
    }

    /** The default of an unset variable; empty for none. */
    public String defaultText() {
        return defaultText;
    }

    /** One line; words in backquotes are literal. */
    public String description() {
        return Messages.text("settings.variable." + name());
    }

    /** Whether the value, or a part of it, must never be printed. */
    public boolean isSecret() {
        return kind == Kind.SECRET;
    }
}
