package porchlight.odata;

/** A token that does not expire. A 401 is final. */
public final class StaticToken implements Credentials {
    private final String scheme;
    private final String token;

    /** @param scheme {@code Bearer} or {@code OAuth} */
    public StaticToken(String scheme, String token) {
        this.scheme = scheme;
        this.token = token;
    }

    @Override
    public String authorization() {
        return scheme + " " + token;
    }

    @Override
    public boolean renew(String refused) {
        return false;
    }

    @Override
    public void accepted(String accepted) {
        // Success needs no handling.
    }

    @Override
    public String toString() {
        return "StaticToken[" + scheme + " ***]";
    }
}
