package porchlight.odata;

import okhttp3.HttpUrl;

/** The client's identity at a token endpoint (RFC 6749, 2.3.1). */
public record OAuthClient(HttpUrl tokenUrl, String id, String secret) {
    @Override
    public String toString() {
        return "OAuthClient[" + tokenUrl + ", " + id + ", ***]";
    }
}
