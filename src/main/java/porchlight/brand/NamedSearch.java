package porchlight.brand;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A search with a name and a page of its own, {@code /searches/{slug}}.
 *
 * @param search parameters, as after the question mark of {@code /homes?}
 * @param text what the page says about it; null for nothing
 */
public record NamedSearch(
        String slug, String title, String search, @Nullable String text) {
    private static final int LONGEST_TITLE = 80;
    private static final int LONGEST_TEXT = 600;
    /** An address as people copy it. */
    private static final Pattern BEFORE = Pattern.compile("^[^?]*\\?");

    static List<NamedSearch> read(Section site, Known known) {
        var all = new ArrayList<NamedSearch>();
        var slugs = new HashSet<String>();
        for (var section : site.sections("searches")) {
            var slug = section.value("slug");
            var title = section.value("title", LONGEST_TITLE);
            var search = section.value("search");
            var text = section.value("text", LONGEST_TEXT);
            section.refuseOthers();
            if (slug == null || title == null || search == null) {
                section.fault("brand.search.incomplete");
                continue;
            }
            if (!Slugs.isGood(slug.text())) slug.fault("brand.slug", Slugs.of(slug.text()));
            else if (!slugs.add(slug.text())) slug.fault("brand.slug.twice");
            var parameters = BEFORE.matcher(search.text()).replaceFirst("");
            for (var error : known.searchErrors().apply(parameters)) search.fault("brand.search", error);
            all.add(new NamedSearch(slug.text(), title.text(), parameters, text == null ? null : text.text()));
        }
        return all;
    }

    public String path() {
        return "/searches/" + slug;
    }
}
