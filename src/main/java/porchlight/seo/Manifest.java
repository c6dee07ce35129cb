package porchlight.seo;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import porchlight.brand.Palette;
import porchlight.message.Messages;
import porchlight.site.SiteInfo;
import porchlight.web.Answer;
import porchlight.web.Lifetime;
import porchlight.web.Request;

/**
 * {@code GET /manifest.webmanifest}: the site as an installable app.
 *
 * @see <a href="https://www.w3.org/TR/appmanifest/">Web Application Manifest</a>
 */
public final class Manifest {

    private final SiteInfo site;
    private final Supplier<Palette> palette;

    public Manifest(SiteInfo site, Supplier<Palette> palette) {
        this.site = site;
        this.palette = palette;
    }

    @SuppressWarnings("unused")
    private record Content(
            String id,
            String name,
            String short_name,
            String description,
            String lang,
            String start_url,
            String scope,
            String display,
            String background_color,
            String theme_color,
            List<Icon> icons) {}

    @SuppressWarnings("unused")
    private record Icon(String src, String sizes, String type, String purpose) {}

    public Answer answer(Request request) {
        return new Answer.Json(
                200,
                new Lifetime.OfRoute(),
                Map.of(),
                "application/manifest+json; charset=utf-8",
                new Content(
                        "/",
                        site.name(),
                        site.name(),
                        Messages.text("layout.app.description", site.brokerage()),
                        Messages.text("layout.lang"),
                        "/",
                        "/",
                        "minimal-ui",
                        palette.get().tone("surface").light(),
                        palette.get().tone("brand").light(),
                        List.of(
                                new Icon("/icon-192.png", "192x192", "image/png", "any"),
                                new Icon("/icon-512.png", "512x512", "image/png", "any"),
                                new Icon("/icon-maskable.png", "512x512", "image/png", "maskable"))));
    }
}
