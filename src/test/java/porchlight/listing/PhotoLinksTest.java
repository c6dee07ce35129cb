package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;

/**
 * Picture links: the site's own resolve to their target, and nobody else can forge or change one.
 */
class PhotoLinksTest {
    private static final String ROOT = "http://127.0.0.1:8090/Version/3/Reso/OData/";

    private final PhotoLinks links = TestPhotoUrls.links(ROOT);
    private final PhotoLinks others = new PhotoLinks(HttpUrl.get(ROOT), () -> new byte[32]);

    @Test
    void aLinkLeadsToItsPictureInEveryProcessOfTheSite() {
        var link = links.signed("/photos/a%20b.jpg?w=640");
        assertTrue(link.matches("/media/[\\w-]{12}/photos/a%20b\\.jpg\\?w=640"), link);
        assertEquals(link, TestPhotoUrls.links(ROOT).signed("/photos/a%20b.jpg?w=640"));
        assertEquals(
                new PhotoLinks.Picture(HttpUrl.get("http://127.0.0.1:8090/photos/a%20b.jpg?w=640"), true, false),
                TestPhotoUrls.links(ROOT).picture(link).orElseThrow());
        assertEquals(Optional.empty(), others.picture(link));
    }

    @Test
    void aSealedLinkTellsNothing() {
        for (var address :
                List.of("https://cdn.example.com/12-main-st.jpg?a=b", "http://127.0.0.1:8090/12-main-st.jpg")) {
            var url = HttpUrl.get(address);
            var link = links.sealed(url);
            assertTrue(link.matches("/media/~[\\w-]+\\.jpg"), link);
            assertEquals(link, TestPhotoUrls.links(ROOT).sealed(url));
            assertNotEquals(link, others.sealed(url));
            assertEquals(
                    new PhotoLinks.Picture(url, address.startsWith("http:"), true),
                    links.picture(link).orElseThrow());
            assertEquals(Optional.empty(), others.picture(link));
            assertEquals(Optional.empty(), links.beacon(link));
        }
        // Not even a shared prefix of two addresses shows.
        assertFalse(links.sealed(HttpUrl.get("https://cdn.example.com/12-main-st/1.jpg"))
                .regionMatches(0, links.sealed(HttpUrl.get("https://cdn.example.com/12-main-st/2.jpg")), 0, 14));
    }

    @Test
    void aBadgeIsAPictureAndABeaconAndNothingElseIs() {
        var badge = links.badge("/source-mls/1");
        assertEquals(
                "http://127.0.0.1:8090/source-mls/1",
                links.beacon(badge).orElseThrow().toString());
        assertEquals(
                "http://127.0.0.1:8090/source-mls/1.png",
                links.picture(badge + ".png").orElseThrow().url().toString());
        assertEquals(Optional.empty(), links.picture(badge));
        assertEquals(Optional.empty(), links.beacon(badge + ".png"));
        assertEquals(Optional.empty(), links.beacon(links.signed("/photos/a.jpg")));
    }

    @Test
    void noOtherSpellingOfALinkLeadsAnywhere() {
        var link = links.signed("/source-mls/photo.jpg");
        var tag = link.substring(0, "/media/".length() + 12);
        for (var path : List.of(
                "/source-mls/../Version/3/Reso/OData/Property",
                "/source-mls/%2e%2e/Version/3/Reso/OData/Property",
                "/source-mls/photo.jpg/../../Version/3/Reso/OData/Property",
                "/source-mls/photo.jpg?",
                "/source-mls/photo.jpg?x=1",
                "/source-mls/photo.jpg#",
                "/source-mls/photo.jpg;x",
                "/source-mls//photo.jpg",
                "/source-mls/./photo.jpg",
                "/source-mls/%70hoto.jpg",
                "/source-mls\\photo.jpg",
                "/SOURCE-MLS/photo.jpg",
                "//evil.example/photo.jpg",
                "/")) assertEquals(Optional.empty(), links.picture(tag + path), path);
        // A path signed by mistake does not resolve to something else either.
        for (var path : List.of("/a/../b.jpg", "//evil.example/a.jpg", "/a%2e%2e/../b", "/\\evil.example/a.jpg"))
            assertEquals(Optional.empty(), links.picture(links.signed(path)), path);
        for (var asked : List.of(
                "", "/media", "/media/", "/media/~", "/media/~AAAA", "/media/photos/a.jpg", "/media/" + "A".repeat(12)))
            assertEquals(Optional.empty(), links.picture(asked), asked);
    }

    @Test
    void aChangedLinkLeadsNowhere() {
        var made = List.of(
                links.signed("/photos/a.jpg"),
                links.sealed(HttpUrl.get("https://cdn.example.com/photos/a")),
                links.badge("/source-mls/1") + ".png");
        Seeded.check(3_000, Gen.of(made), Gen.integers(7, 60), Gen.ascii(3), (link, place, with) -> {
            var at = Math.min(place, link.length() - 1);
            var changed = link.substring(0, at) + with + link.substring(Math.min(link.length(), at + 1));
            if (!changed.equals(link)
                    // The extension of a sealed link is only informational.
                    && !changed.replaceFirst("\\.[a-z]{3,4}$", "").equals(link))
                assertEquals(Optional.empty(), links.picture(changed), changed);
        });
        Seeded.check(2_000, Gen.strings(60), Gen.ascii(60), (one, other) -> {
            assertEquals(Optional.empty(), links.picture("/media/" + one));
            assertEquals(Optional.empty(), links.picture("/media/~" + other));
            assertEquals(Optional.empty(), links.beacon("/media/" + other));
        });
    }
}
