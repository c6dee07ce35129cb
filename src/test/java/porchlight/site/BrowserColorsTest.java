package porchlight.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import porchlight.brand.Palette;
import porchlight.harness.TestSite;
import porchlight.harness.WithSite;

/** The browser's own surfaces have the colors of the page. */
@WithSite(listings = 480)
class BrowserColorsTest {
    private final TestSite site;
    private final Palette palette = Palette.ours();

    BrowserColorsTest(TestSite site) {
        this.site = site;
    }

    @Test
    void theBarIsAContinuationOfThePage() throws Exception {
        var surface = palette.tone("surface");
        var metas = site.page("/contact").select("meta[name=theme-color]");
        assertEquals(List.of(surface.light(), surface.dark()), metas.eachAttr("content"));
        assertEquals(List.of("(prefers-color-scheme: light)", "(prefers-color-scheme: dark)"), metas.eachAttr("media"));
    }

    @Test
    void theAppStartsInTheSitesColors() throws Exception {
        var manifest = site.get("/manifest.webmanifest").body();
        assertTrue(
                manifest.contains("\"theme_color\":\"" + palette.tone("brand").light() + "\""), manifest);
        assertTrue(
                manifest.contains(
                        "\"background_color\":\"" + palette.tone("surface").light() + "\""),
                manifest);
    }
}
