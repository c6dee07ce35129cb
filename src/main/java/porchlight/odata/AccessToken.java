package porchlight.odata;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a token endpoint granted (RFC 6749, 5.1).
 *
 * @param renewAt from when on a new one should be asked for, before {@code expiresAt}
 */
record AccessToken(String value, @Nullable String refreshToken, Instant renewAt, Instant expiresAt) {
    @Override
    public String toString() {
        return "AccessToken[***, renew at " + renewAt + ", expires at " + expiresAt + "]";
    }
}
