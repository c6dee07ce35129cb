package porchlight.settings;

import static porchlight.settings.Variable.*;

import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import porchlight.settings.Settings.Auth;
import porchlight.settings.Settings.Capabilities;
import porchlight.settings.Settings.Expansions;
import porchlight.settings.Settings.Feed;
import porchlight.settings.Settings.RateBudget;

/** Reads the RESO_ variables. */
final class FeedSettingsReader {
    private final VariableReader values;

    FeedSettingsReader(VariableReader values) {
        this.values = values;
    }

    /** The feed; null for the demo MLS. Values are validated even if the demo does not use them. */
    @Nullable
    Feed read() {
        var root = serviceRoot();
        var auth = auth();
        var maxTop = values.number(RESO_MAX_TOP, 1, 1_000);
        var budget = rateBudget();
        var expansions = new Expansions(
                name(RESO_EXPAND_MEDIA),
                name(RESO_EXPAND_OPEN_HOUSES),
                name(RESO_EXPAND_ROOMS),
                name(RESO_EXPAND_UNITS));
        var capabilities = new Capabilities(
                values.flag(RESO_SUPPORTS_IN),
                values.flag(RESO_SUPPORTS_CONTAINS),
                values.flag(RESO_SUPPORTS_STARTSWITH),
                values.flag(RESO_SUPPORTS_LAMBDA),
                values.flag(RESO_SUPPORTS_GEO),
                values.flag(RESO_SUPPORTS_COUNT));
        var filter = values.text(RESO_FILTER);
        return root == null || auth == null
                ? null
                : new Feed(root, auth, maxTop, budget, filter, expansions, capabilities);
    }

    private @Nullable HttpUrl serviceRoot() {
        var root = values.url(RESO_SERVICE_ROOT);
        if (root == null) return null;
        if (root.query() != null) {
            // Omits the value: some services take the token as a parameter.
            values.fault(RESO_SERVICE_ROOT, "settings.root.query");
            return null;
        }
        return root.encodedPath().endsWith("/")
                ? root
                : root.newBuilder().addPathSegment("").build();
    }

    private @Nullable Auth auth() {
        var scheme = values.word(RESO_AUTH_SCHEME, "Bearer", "OAuth");
        var grant = values.word(RESO_GRANT, "authorization_code", "client_credentials");
        var hasRoot = values.isSet(RESO_SERVICE_ROOT);
        var hasToken = values.isSet(RESO_ACCESS_TOKEN);
        var hasClient = values.isSet(RESO_CLIENT_ID);
        if (!hasRoot) {
            for (var credential : List.of(RESO_ACCESS_TOKEN, RESO_CLIENT_ID, RESO_CLIENT_SECRET))
                if (values.isSet(credential)) values.fault(RESO_SERVICE_ROOT, "settings.root.missing", credential);
            return null;
        }
        if (hasToken && hasClient) {
            values.fault(RESO_ACCESS_TOKEN, "settings.access.both");
            return null;
        }
        if (hasToken) return staticToken(scheme);
        if (hasClient) return client(scheme, grant);
        values.fault(RESO_ACCESS_TOKEN, "settings.access.none");
        return null;
    }

    private Auth staticToken(String scheme) {
        for (var needless : List.of(RESO_CLIENT_SECRET, RESO_TOKEN_URL, RESO_REDIRECT_URI, RESO_GRANT, RESO_SCOPE))
            if (values.isSet(needless)) values.fault(needless, "settings.token.unused");
        var token = values.text(RESO_ACCESS_TOKEN);
        if (token != null && !token.matches("[\\x21-\\x7e]+"))
            values.fault(RESO_ACCESS_TOKEN, "settings.token.characters");
        return new Auth.StaticToken(scheme, token == null ? "" : token);
    }

    private Auth client(String scheme, String grant) {
        var id = values.textOrDefault(RESO_CLIENT_ID);
        var secret = values.required(RESO_CLIENT_SECRET, "settings.client.secret");
        values.required(RESO_TOKEN_URL, "settings.client.url");
        var tokenUrl = values.url(RESO_TOKEN_URL);
        if (grant.equals("client_credentials")) {
            if (values.isSet(RESO_REDIRECT_URI)) values.fault(RESO_REDIRECT_URI, "settings.grant.unused", grant);
            if (scheme.equals("OAuth")) values.fault(RESO_AUTH_SCHEME, "settings.grant.scheme");
            return new Auth.ClientCredentials(orNone(tokenUrl), id, secret, values.text(RESO_SCOPE));
        }
        if (values.isSet(RESO_SCOPE)) values.fault(RESO_SCOPE, "settings.grant.unused", grant);
        values.required(RESO_REDIRECT_URI, "settings.client.redirect");
        return new Auth.AuthorizationCode(scheme, orNone(tokenUrl), id, secret, orNone(values.url(RESO_REDIRECT_URI)));
    }

    private static HttpUrl orNone(@Nullable HttpUrl url) {
        return url == null ? VariableReader.NO_URL : url;
    }

    private RateBudget rateBudget() {
        var parts = values.textOrDefault(RESO_RATE_LIMIT).split("/", 2);
        var per = parts.length == 2 ? VariableReader.positive(parts[1]) : null;
        if (per != null && parts[0].matches("[1-9]\\d{0,6}")) return new RateBudget(Integer.parseInt(parts[0]), per);
        values.wrong(RESO_RATE_LIMIT, "settings.rate");
        return new RateBudget(1, Duration.ofMinutes(1));
    }

    /** A name for {@code $expand}; nothing else may get into the query. */
    private @Nullable String name(Variable variable) {
        var name = values.text(variable);
        if (name == null || name.matches("[A-Za-z_][A-Za-z0-9_]*")) return name;
        values.wrong(variable, "settings.expand");
        return null;
    }
}
