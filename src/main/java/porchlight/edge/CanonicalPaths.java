package porchlight.edge;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import porchlight.site.Answers;
import porchlight.web.Answer;
import porchlight.web.Route;
import porchlight.web.RouteTable;

/**
 * One address per page: paths with capitals, doubled slashes, or a trailing slash are redirected with a 301. Keys and
 * file names keep their case, because feeds have keys that differ only in case.
 */
public final class CanonicalPaths {
    /** The longest query, in characters, that a redirect repeats; the header field has room for little more. */
    private static final int LONGEST_QUERY = 32 * 1024;

    private final Answers answers;
    /** First segments of paths, below which names keep their case. */
    private final Set<String> keepingCase;
    /** First segments of paths, below which programs alone read. */
    private final Set<String> withoutPages;

    public CanonicalPaths(RouteTable routes, Answers answers) {
        this.answers = answers;
        var folders = routes.routes().stream().collect(Collectors.groupingBy(route -> first(route.path())));
        keepingCase = where(folders, inside -> inside.stream().anyMatch(Route::keepsCase));
        withoutPages = where(
                folders,
                inside -> inside.stream().anyMatch(route -> route.path().indexOf('/', 1) > 0)
                        && inside.stream().noneMatch(route -> route.policy().isForPeople()));
    }

    private static Set<String> where(Map<String, List<Route>> folders, Predicate<List<Route>> wanted) {
        return folders.entrySet().stream()
                .filter(folder -> wanted.test(folder.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String first(String path) {
        var second = path.indexOf('/', 1);
        return second < 0 ? path.substring(1) : path.substring(1, second);
    }

    /** Redirects a request for a non-canonical path; call it before the handler. */
    public void apply(Context ctx) {
        if (!ctx.method().name().equals("GET") && !ctx.method().name().equals("HEAD")) return;
        var asked = ctx.req().getRequestURI();
        var canonical = canonical(asked);
        if (canonical.equals(asked)) return;
        var query = ctx.queryString();
        if (query != null && query.length() > LONGEST_QUERY) throw new HttpResponseException(414, "Query too long");
        answers.send(ctx, Answer.moved(query == null ? canonical : canonical + "?" + query));
        ctx.skipRemainingHandlers();
    }

    /** Starts with exactly one slash, so that no redirect leads to another host. */
    private String canonical(String path) {
        var clean = path.contains("//") ? path.replaceAll("/{2,}", "/") : path;
        if (clean.length() > 1 && clean.endsWith("/")) clean = clean.substring(0, clean.length() - 1);
        if (!clean.startsWith("/")) return path;
        var second = clean.indexOf('/', 1);
        var lower = first(clean).toLowerCase(Locale.ROOT);
        if (withoutPages.contains(lower)) return path;
        return keepingCase.contains(lower) && second > 0 ? "/" + lower + clean.substring(second) : lower(clean);
    }

    /** In lower case, except for percent-encodings, whose hex digits are upper case. */
    private static String lower(String path) {
        var lower = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '%' && i + 2 < path.length()) {
                lower.append(path, i, i + 3);
                i += 2;
            } else lower.append(Character.toLowerCase(path.charAt(i)));
        }
        return lower.toString();
    }
}
