package porchlight.brand;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a menu or a footer.
 *
 * @param to the address; null for an entry that only opens those below it
 * @param below entries of its submenu
 */
public record Link(String label, @Nullable String to, List<Link> below) {
    private static final int LONGEST = 40;
    /** A page by its file, as editors of Markdown link it. */
    private static final Pattern FILE = Pattern.compile("(?:\\.\\./)?(?:pages/)?([a-z0-9-]+)\\.md");

    private static final Pattern ELSEWHERE =
            Pattern.compile("(?i)(?:https?://[^\\s/]+\\S*|mailto:\\S+@\\S+|tel:[+\\d().-]+)");

    public Link {
        below = List.copyOf(below);
    }

    /** The entries of a list. */
    static List<Link> read(Section section, String key, Set<String> pages) {
        return section.sections(key).stream()
                .map(entry -> read(entry, pages, true))
                .toList();
    }

    private static Link read(Section section, Set<String> pages, boolean mayOpen) {
        var label = section.value("label", LONGEST);
        var to = section.value("to");
        var below = mayOpen && section.has("below")
                ? section.sections("below").stream()
                        .map(entry -> read(entry, pages, false))
                        .toList()
                : List.<Link>of();
        section.refuseOthers();
        if (label == null) section.fault("brand.link.label");
        if (to == null && below.isEmpty()) section.fault("brand.link.to");
        return new Link(label == null ? "" : label.text(), to == null ? null : address(to, pages), below);
    }

    /**
     * The address that a value means: another website's, one of the site's own, or a page of the folder by its
     * slug or file. A fault if there is none.
     */
    static String address(Section.Value to, Set<String> pages) {
        var text = to.text();
        if (text.startsWith("#") || ELSEWHERE.matcher(text).matches()) return text;
        var file = FILE.matcher(text);
        var path = file.matches() ? "/" + file.group(1) : text.startsWith("/") ? text : "/" + text;
        var segment = path.substring(1).split("[/?#]", 2)[0];
        if (text.startsWith("//") || text.contains(":") && !text.startsWith("/")) to.fault("brand.link.scheme");
        else if (!segment.isEmpty() && !pages.contains(segment) && !Known.PATHS.contains(segment))
            to.fault("brand.link.missing", pages.isEmpty() ? "–" : String.join(", ", new java.util.TreeSet<>(pages)));
        return path;
    }

    /** Whether it leads to another website. */
    public boolean isElsewhere() {
        return to != null && to.toLowerCase(Locale.ROOT).startsWith("http");
    }
}
