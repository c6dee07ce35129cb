package porchlight.odata;

import java.io.IOException;

/** The token endpoint does not answer; a request to the service itself would be in vain, and so would a retry. */
public final class TokenUnavailable extends IOException {
    private static final long serialVersionUID = 1L;

    TokenUnavailable(ODataException cause) {
        super("no access token: " + cause.getMessage(), cause);
    }
}
