package porchlight.listing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import okhttp3.HttpUrl;

/** Photo addresses of a feed, with links keyed by a test secret. */
public final class TestPhotoUrls {
    private static final byte[] SECRET = "a secret of thirty-two characters".getBytes(StandardCharsets.UTF_8);

    private TestPhotoUrls() {}

    public static PhotoUrls on(String serviceRoot, List<MlsProfile.PhotoResize> resizes) {
        return new PhotoUrls(HttpUrl.get(serviceRoot), links(serviceRoot), resizes);
    }

    static PhotoLinks links(String serviceRoot) {
        return new PhotoLinks(HttpUrl.get(serviceRoot), SECRET::clone);
    }
}
