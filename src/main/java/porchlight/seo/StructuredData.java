package porchlight.seo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Listing;
import porchlight.listing.MlsProfile;
import porchlight.message.Messages;
import porchlight.site.SiteInfo;

/**
 * A page's JSON-LD, one graph per page. The templates write it with {@code <} escaped.
 *
 * @see <a href="https://schema.org/">schema.org</a>
 */
public final class StructuredData {
    private final SiteInfo site;
    private final MlsProfile profile;

    public StructuredData(SiteInfo site, MlsProfile profile) {
        this.site = site;
        this.profile = profile;
    }

    /**
     * A breadcrumb.
     *
     * @param path null for the page itself
     */
    public record Crumb(String name, @Nullable String path) {}

    /** For the home page: the brokerage and its site. */
    public Map<String, Object> home(String origin) {
        return Thing.graph(List.of(
                broker(origin),
                Thing.of("WebSite")
                        .id(origin + "/#site")
                        .with("url", origin + "/")
                        .with("name", site.name())
                        .with("inLanguage", Messages.text("layout.lang"))
                        .with("publisher", Thing.reference(brokerId(origin)))));
    }

    /** For a list of homes. */
    public Map<String, Object> list(
            String origin, String path, String name, List<Crumb> crumbs, List<Listing> listings) {
        var url = origin + path;
        var graph = new ArrayList<Thing>();
        graph.add(Thing.of("ItemList")
                .id(url + "#homes")
                .with("name", name)
                .with("numberOfItems", listings.size())
                .with(
                        "itemListElement",
                        IntStream.range(0, listings.size())
                                .mapToObj(at -> Thing.of("ListItem")
                                        .with("position", at + 1)
                                        .with("url", origin + listings.get(at).path()))
                                .toList()));
        graph.add(crumbs(origin, url, crumbs));
        return Thing.graph(graph);
    }

    /** For a page with no other data than its place on the site. */
    public Map<String, Object> page(String origin, String path, List<Crumb> crumbs) {
        return Thing.graph(List.of(crumbs(origin, origin + path, crumbs)));
    }

    /** For a listing's page. */
    public Map<String, Object> listing(String origin, Listing listing, String title, List<Crumb> crumbs) {
        var url = origin + listing.path();
        var graph = new ArrayList<Thing>(new ListingThings(origin, listing, profile.timeZone()).all(title));
        graph.add(broker(origin));
        graph.add(crumbs(origin, url, crumbs));
        return Thing.graph(graph);
    }

    /**
     * For the page of one of our agents.
     *
     * @param picture null for none
     */
    public Map<String, Object> agent(
            String origin,
            String path,
            String name,
            @Nullable String title,
            @Nullable String phone,
            @Nullable String email,
            List<String> languages,
            @Nullable String picture,
            List<Crumb> crumbs) {
        var url = origin + path;
        return Thing.graph(List.of(
                Thing.of("RealEstateAgent")
                        .id(url + "#agent")
                        .with("name", name)
                        .with("url", url)
                        .with("jobTitle", title)
                        .with("telephone", phone)
                        .with("email", email)
                        .with("knowsLanguage", languages)
                        .with("image", picture == null || !picture.startsWith("/") ? picture : origin + picture)
                        .with("parentOrganization", Thing.reference(brokerId(origin))),
                broker(origin),
                crumbs(origin, url, crumbs)));
    }

    static String brokerId(String origin) {
        return origin + "/#broker";
    }

    private Thing broker(String origin) {
        return Thing.of("RealEstateAgent")
                .id(brokerId(origin))
                .with("name", site.brokerage())
                .with("url", origin + "/")
                .with("telephone", site.phone())
                .with("email", site.email())
                .with("address", site.address())
                .with("logo", origin + "/icon-512.png")
                .with("image", origin + "/icon-512.png");
    }

    private static Thing crumbs(String origin, String url, List<Crumb> crumbs) {
        return Thing.of("BreadcrumbList")
                .id(url + "#crumbs")
                .with(
                        "itemListElement",
                        IntStream.range(0, crumbs.size())
                                .mapToObj(at -> Thing.of("ListItem")
                                        .with("position", at + 1)
                                        .with("name", crumbs.get(at).name())
                                        .with(
                                                "item",
                                                crumbs.get(at).path() == null
                                                        ? null
                                                        : origin
                                                                + crumbs.get(at).path()))
                                .toList());
    }
}
