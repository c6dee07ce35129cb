package porchlight.odata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.odata.ODataException.Kind;

/**
 * Spark's authorization-code grant: JSON to the token URL, and a token for 24 hours, refreshed
 * halfway through and once after any 401. The tokens are kept in a {@link TokenStore}, which is
 * read again before each refresh, so that several processes can share it.
 */
public final class AuthorizationCode implements Credentials {
    private static final Duration DEFAULT_LIFETIME = Duration.ofSeconds(86_400);
    private static final MediaType JSON = MediaType.get("application/json");
    private static final Logger LOG = LoggerFactory.getLogger(AuthorizationCode.class);

    private final InstantSource clock;
    private final String scheme;
    private final OAuthClient client;
    private final HttpUrl redirectUri;
    private final TokenStore store;
    private final TokenEndpoint endpoint;
    private final RenewableToken token;
    private volatile @Nullable AccessToken unsaved;

    /**
     * @param http from {@link ODataHttp#tokenClient}
     * @param scheme {@code Bearer} or {@code OAuth}
     */
    public AuthorizationCode(
            OkHttpClient http,
            InstantSource clock,
            String scheme,
            OAuthClient client,
            HttpUrl redirectUri,
            TokenStore store) {
        this.clock = clock;
        this.scheme = scheme;
        this.client = client;
        this.redirectUri = redirectUri;
        this.store = store;
        this.endpoint = new TokenEndpoint(http, client.tokenUrl(), clock);
        this.token = new RenewableToken(this::grant, clock);
    }

    /**
     * The address where the owner of the key gives consent.
     * @param authorizeEndpoint such as {@code https://sparkplatform.com/oauth2}
     * @param state the value that must come back with the code, to detect forged redirects (RFC
     * 6749, 10.12); null for none
     */
    public HttpUrl authorizeUrl(HttpUrl authorizeEndpoint, @Nullable String state) {
        var url = authorizeEndpoint
                .newBuilder()
                .addQueryParameter("response_type", "code")
                .addQueryParameter("client_id", client.id())
                .addQueryParameter("redirect_uri", redirectUri.toString());
        if (state != null) url.addQueryParameter("state", state);
        return url.build();
    }

    /**
     * Exchanges the code for tokens, then stores and uses them.
     * @return when the access token expires; after that, the refresh token is used if one was
     * granted
     * @throws ODataException if no token is granted
     * @throws UncheckedIOException if it cannot be stored
     */
    public Instant exchange(String code) {
        var body = body("authorization_code").put("code", code).put("redirect_uri", redirectUri.toString());
        var granted = request(body);
        // Without a refresh token it cannot be renewed early.
        if (granted.refreshToken() == null)
            granted = new AccessToken(granted.value(), null, granted.expiresAt(), granted.expiresAt());
        store.write(granted);
        unsaved = null;
        token.use(granted);
        return granted.expiresAt();
    }

    @Override
    public String authorization() {
        return scheme + " " + token.value();
    }

    @Override
    public boolean renew(String refused) {
        var value = refused.substring(scheme.length() + 1);
        return token.isReplaceable(value) && canReplace(value) && token.replace(value);
    }

    @Override
    public void accepted(String accepted) {
        token.accepted(accepted.substring(scheme.length() + 1));
    }

    /**
     * Without a refresh token, only another process or the authorize command can have stored a new
     * one.
     */
    private boolean canReplace(String refused) {
        var latest = unsaved;
        var stored = latest != null ? latest : stored();
        return stored == null
                || stored.refreshToken() != null
                || !stored.value().equals(refused);
    }

    private AccessToken grant(@Nullable AccessToken outdated) {
        var latest = unsaved;
        var stored = latest != null ? latest : stored();
        if (stored == null) throw authorizeAgain("this site is not authorized yet", null);
        var another = outdated == null || !outdated.value().equals(stored.value());
        return another && clock.instant().isBefore(stored.renewAt()) ? stored : refresh(stored);
    }

    private @Nullable AccessToken stored() {
        try {
            return store.read().orElse(null);
        } catch (IllegalStateException unreadable) {
            throw authorizeAgain(String.valueOf(unreadable.getMessage()), null);
        }
    }

    private AccessToken refresh(AccessToken stored) {
        var refreshToken = stored.refreshToken();
        if (refreshToken == null) {
            throw authorizeAgain("the access token has expired and no refresh token was granted", null);
        }
        AccessToken granted;
        try {
            granted = request(body("refresh_token")
                    .put("refresh_token", refreshToken)
                    .put("redirect_uri", redirectUri.toString()));
        } catch (ODataException fault) {
            if (fault.kind() == Kind.UNAUTHORIZED) throw authorizeAgain("the refresh token was refused", fault);
            throw fault;
        }
        var rotated = granted.refreshToken() != null
                ? granted
                : new AccessToken(granted.value(), refreshToken, granted.renewAt(), granted.expiresAt());
        save(rotated);
        return rotated;
    }

    /** A full disk must not take the site down while the token in memory is valid. */
    private void save(AccessToken granted) {
        try {
            store.write(granted);
            unsaved = null;
        } catch (UncheckedIOException fault) {
            unsaved = granted;
            LOG.error("Refreshed tokens are not stored and will be lost at the next start", fault);
        }
    }

    private AccessToken request(ObjectNode body) {
        // As bytes, because the quick start shows a content type without a charset parameter.
        var bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        return endpoint.request(RequestBody.create(bytes, JSON), DEFAULT_LIFETIME);
    }

    private ObjectNode body(String grantType) {
        return Json.MAPPER
                .createObjectNode()
                .put("client_id", client.id())
                .put("client_secret", client.secret())
                .put("grant_type", grantType);
    }

    private ODataException authorizeAgain(String reason, @Nullable ODataException cause) {
        return new ODataException(
                Kind.UNAUTHORIZED,
                client.tokenUrl(),
                cause == null ? 0 : cause.status(),
                cause == null ? null : cause.code(),
                reason + "; run the authorize command" + (cause == null ? "" : " (" + cause.getMessage() + ")"),
                cause);
    }

    @Override
    public String toString() {
        return "AuthorizationCode[" + scheme + " ***, " + client + ", " + store + "]";
    }
}
