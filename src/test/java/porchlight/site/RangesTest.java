package porchlight.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import porchlight.harness.TestSite;

/** Parts of the site's own files. */
class RangesTest {
    @Test
    void partsOfAFileMakeTheWhole() throws Exception {
        try (var site =
                TestSite.on("http://127.0.0.1:1/OData/", Map.of(), Sources.packaged(), InstantSource.system())) {
            for (var path : new String[] {"/embed.js", "/favicon.ico", "/assets/site.css"}) {
                var whole = site.send("HEAD", path);
                var length = whole.headers().firstValueAsLong("Content-Length").orElseThrow();
                assertEquals(
                        "bytes", whole.headers().firstValue("Accept-Ranges").orElseThrow());
                var part = site.get(path, "Range", "bytes=10-19");
                assertEquals(206, part.statusCode(), path);
                assertEquals(
                        "bytes 10-19/" + length,
                        part.headers().firstValue("Content-Range").orElseThrow());
                assertEquals(
                        416, site.get(path, "Range", "bytes=" + length + "-").statusCode());
            }
            var script = site.get("/embed.js").body();
            assertEquals(
                    script.substring(0, 40),
                    site.get("/embed.js", "Range", "bytes=0-39").body());
            assertTrue(script.length() > 40);
            // Pages are sent whole.
            assertEquals(200, site.get("/terms", "Range", "bytes=0-9").statusCode());
        }
    }
}
