package porchlight.odata;

import java.time.Duration;
import java.time.InstantSource;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The client-credentials grant with a form body (RFC 6749, 4.4), as Trestle requires. The token is
 * kept in memory, and renewed before it expires and once after any 401.
 */
public final class ClientCredentials implements Credentials {
    private static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);
    private static final String SCHEME = "Bearer ";

    private final OAuthClient client;
    private final @Nullable String scope;
    private final TokenEndpoint endpoint;
    private final RenewableToken token;

    /** @param http from {@link ODataHttp#tokenClient} */
    public ClientCredentials(OkHttpClient http, InstantSource clock, OAuthClient client, @Nullable String scope) {
        this.client = client;
        this.scope = scope;
        this.endpoint = new TokenEndpoint(http, client.tokenUrl(), clock);
        this.token = new RenewableToken(this::grant, clock);
    }

    @Override
    public String authorization() {
        return SCHEME + token.value();
    }

    @Override
    public boolean renew(String refused) {
        return token.replace(refused.substring(SCHEME.length()));
    }

    @Override
    public void accepted(String accepted) {
        token.accepted(accepted.substring(SCHEME.length()));
    }

    private AccessToken grant(@Nullable AccessToken outdated) {
        var form = new FormBody.Builder()
                .add("grant_type", "client_credentials")
                .add("client_id", client.id())
                .add("client_secret", client.secret());
        if (scope != null) form.add("scope", scope);
        return endpoint.request(form.build(), DEFAULT_LIFETIME);
    }

    @Override
    public String toString() {
        return "ClientCredentials[" + client + "]";
    }
}
