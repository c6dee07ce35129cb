package porchlight.odata;

import java.io.IOException;

/**
 * The token endpoint does not respond, so requests to the service itself, and retries, are
 * pointless.
 */
public final class TokenUnavailable extends IOException {
    private static final long serialVersionUID = 1L;

    TokenUnavailable(ODataException cause) {
        super("no access token: " + cause.getMessage(), cause);
    }
}
