package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;

/** Addresses handled without a parser give the same result as with one. */
class PhotoUrlsFuzzTest {
    private static final List<PhotoUrls> FEEDS = List.of(
            TestPhotoUrls.on("http://127.0.0.1:8090/Reso/OData/", List.of()),
            TestPhotoUrls.on("https://sparkapi.com/Reso/", List.of()));

    Gen<String> addresses() {
        var origins = Gen.of(
                "http://127.0.0.1:8090",
                "https://127.0.0.1:8090",
                "http://127.0.0.1",
                "https://sparkapi.com",
                "https://sparkapi.com:443",
                "https://sparkapi.com.",
                "https://SparkApi.com",
                "https://cdn.resize.sparkplatform.com",
                "http://cdn.example.com",
                "https://localhost",
                "https://photos.internal",
                "https://127.1",
                "https://0x7f.1",
                "https://1",
                "https://xn--a.example",
                "https://-.example",
                "https://a..example",
                "https://a_b.example",
                "https://user@cdn.example.com",
                "https:/cdn.example.com",
                "ftp://cdn.example.com");
        var pieces = Gen.of(
                        "/", "//", "a", "A1", ".", "..", "%2e", "%2F", "%", ".jpg", "-", "_", "~", "é", " ", "\\", "\t",
                        ":", "@", "+", "640x480")
                .list(7)
                .map(list -> String.join("", list));
        return origins.flatMap(origin -> pieces.map(path -> origin + path));
    }

    @Test
    void whateverTheAddress() {
        Seeded.check(1_000, addresses(), address -> {
            for (var feed : FEEDS) {
                // A query forces parsing; a parser strips surrounding whitespace.
                var parsed = feed.publicUrl(address.strip() + "?").map(url -> url.replaceFirst("\\?$", ""));
                assertEquals(parsed, feed.publicUrl(address), address);
            }
        });
    }
}
