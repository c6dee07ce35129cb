package porchlight.odata;

/**
 * How requests are authorised. Thread-safe; at most one token request is under way at a time.
 *
 * <p>No implementation tells a secret in {@code toString} or in a log.
 */
public sealed interface Credentials permits StaticToken, AuthorizationCode, ClientCredentials {

    /**
     * The value of the {@code Authorization} header; asks for a token first when there is none that is still good.
     *
     * @throws ODataException if no token can be had
     */
    String authorization();

    /**
     * Reacts to a 401, whatever the service said with it: some send RFC 6750's {@code invalid_token}, some a code of their
     * own, some nothing. A renewed token that is refused before the service ever accepted it is not renewed again for
     * {@link RenewableToken#PAUSE_AFTER_REFUSAL}.
     *
     * @param refused the {@code Authorization} value that was refused
     * @return whether {@link #authorization()} now gives another value, so that one more try makes sense
     * @throws ODataException if a new token was needed and cannot be had
     */
    boolean renew(String refused);

    /**
     * The service accepted a request.
     *
     * @param accepted the {@code Authorization} value sent with it
     */
    void accepted(String accepted);
}
