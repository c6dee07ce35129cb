package porchlight.brand;

import java.util.List;
import java.util.Set;

/**
 * Where menus lead.
 *
 * @param menu in the header; empty for the site's own
 * @param footer columns of links; empty for the site's own
 * @param social the brokerage on other websites
 */
public record Navigation(List<Link> menu, List<Column> footer, List<Link> social) {
    static final Navigation OURS = new Navigation(List.of(), List.of(), List.of());

    private static final int MOST = 8;
    private static final int MOST_COLUMNS = 4;

    public Navigation {
        menu = List.copyOf(menu);
        footer = List.copyOf(footer);
        social = List.copyOf(social);
    }

    /** A column of the footer. */
    public record Column(String heading, List<Link> links) {
        public Column {
            links = List.copyOf(links);
        }
    }

    static Navigation read(Section site, Set<String> pages) {
        var menu = Link.read(site, "menu", pages);
        if (menu.size() > MOST) site.faultOf("menu", "brand.menu.many", MOST);
        var columns = site.sections("footer").stream()
                .map(column -> {
                    var heading = column.value("heading", 40);
                    var links = Link.read(column, "links", pages);
                    column.refuseOthers();
                    if (heading == null || links.isEmpty()) column.fault("brand.footer.incomplete");
                    return new Column(heading == null ? "" : heading.text(), links);
                })
                .toList();
        if (columns.size() > MOST_COLUMNS) site.faultOf("footer", "brand.footer.many", MOST_COLUMNS);
        return new Navigation(menu, columns, Link.read(site, "social", pages));
    }
}
