package porchlight.odata;

/**
 * How requests are authorized. Thread-safe; at most one token request runs at a time.
 *
 * <p>No implementation reveals a secret in {@code toString} or in a log.
 */
public sealed interface Credentials permits StaticToken, AuthorizationCode, ClientCredentials {

    /**
     * The value of the {@code Authorization} header. Requests a token first if there is no valid
     * one.
     * @throws ODataException if no token can be obtained
     */
    String authorization();

    /**
     * Handles a 401, whatever the service sent with it: some services send RFC 6750's {@code
     * invalid_token}, some a code of their own, some nothing. If a renewed token is refused before
     * the service ever accepted it, it is not renewed again for {@link
     * RenewableToken#PAUSE_AFTER_REFUSAL}.
     * @param refused the {@code Authorization} value that was refused
     * @return whether {@link #authorization()} now returns a different value, so that one more try
     * makes sense
     * @throws ODataException if a new token was needed and cannot be obtained
     */
    boolean renew(String refused);

    /**
     * Notes that the service accepted a request.
     * @param accepted the {@code Authorization} value sent with it
     */
    void accepted(String accepted);
}
