package porchlight.search;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * The pages of a result list and the links between them.
 *
 * @param pages the number of pages that can be shown
 * @param capNote shown if a search finds more than the MLS allows one search to show
 */
public record Pagination(
        int pages,
        String summary,
        List<Link> links,
        @Nullable String previousHref,
        @Nullable String nextHref,
        @Nullable String capNote) {
    /** Listings per page; Spark's ordinary key returns at most 25. */
    public static final int PAGE_SIZE = 24;

    /** A link to a page, or a gap between links. */
    public record Link(boolean gap, int page, @Nullable String href, boolean current) {}

    public Pagination {
        links = List.copyOf(links);
    }

    /** @param maxResults the maximum number of listings that one search may show */
    public static Pagination of(Hrefs hrefs, int page, long total, int maxResults) {
        var shown = Math.min(total, maxResults);
        var pages = pages(total, maxResults);
        var from = (page - 1L) * PAGE_SIZE + 1;
        var to = Math.min((long) page * PAGE_SIZE, shown);
        var summary = Messages.text("search.pages.summary", from, to, total);
        var capNote = total <= maxResults ? null : Messages.text("search.pages.cap", shown, total);
        return new Pagination(
                pages,
                summary,
                links(hrefs, page, pages),
                page > 1 ? hrefs.of(page - 1) : null,
                page < pages ? hrefs.of(page + 1) : null,
                capNote);
    }

    /** The number of pages of a search; one even if it finds nothing. */
    static int pages(long total, int maxResults) {
        return (int) Math.max(1, (Math.min(total, maxResults) + PAGE_SIZE - 1) / PAGE_SIZE);
    }

    /** The address of each page of the list. */
    public interface Hrefs {
        public String of(int page);
    }

    private static List<Link> links(Hrefs hrefs, int page, int pages) {
        var numbers = new TreeSet<Integer>();
        numbers.add(1);
        numbers.add(pages);
        for (int near = Math.max(1, page - 1); near <= Math.min(pages, page + 1); near++) numbers.add(near);
        var links = new ArrayList<Link>();
        int last = 0;
        for (int number : numbers) {
            if (number == last + 2) links.add(new Link(false, last + 1, hrefs.of(last + 1), false));
            else if (number > last + 2) links.add(new Link(true, 0, null, false));
            links.add(new Link(false, number, hrefs.of(number), number == page));
            last = number;
        }
        return links;
    }
}
