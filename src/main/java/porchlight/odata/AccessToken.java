package porchlight.odata;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token granted by a token endpoint (RFC 6749, 5.1).
 * @param renewAt when to start requesting a new one, before {@code expiresAt}
 */
record AccessToken(String value, @Nullable String refreshToken, Instant renewAt, Instant expiresAt) {
    @Override
    public String toString() {
        return "AccessToken[***, renew at " + renewAt + ", expires at " + expiresAt + "]";
    }
}
