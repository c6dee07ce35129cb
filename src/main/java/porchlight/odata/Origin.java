package porchlight.odata;

import okhttp3.HttpUrl;

/** Scheme, host, and port of a URL (RFC 6454). Decides where a token may be sent. */
record Origin(String scheme, String host, int port) {
    static Origin of(HttpUrl url) {
        return new Origin(url.scheme(), url.host(), url.port());
    }
}
