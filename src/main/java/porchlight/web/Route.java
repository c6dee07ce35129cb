package porchlight.web;

import org.jspecify.annotations.Nullable;

/**
 * A line of the table of what the site answers.
 *
 * @param method {@code GET}, which answers HEAD too, or {@code POST}
 * @param path as Javalin writes it: {@code {name}} for one segment, {@code <name>} for the rest
 * @param handler null where {@code direct} answers
 * @param direct what writes its answer itself: files that have their codings ready, and streams
 */
public record Route(
        String method,
        String path,
        Policy policy,
        @Nullable Handler handler,
        io.javalin.http.@Nullable Handler direct) {
    public Route {
        if ((handler == null) == (direct == null)) throw new IllegalArgumentException(path + " has no one handler");
        if (direct != null && !(policy.caching() instanceof Caching.AsHandled))
            throw new IllegalArgumentException(path + " is not kept as its policy says");
    }

    public static Route get(String path, Policy policy, Handler handler) {
        return new Route("GET", path, policy, handler, null);
    }

    public static Route post(String path, Policy policy, Handler handler) {
        return new Route("POST", path, policy, handler, null);
    }

    /** What writes its answer itself. */
    public static Route direct(String method, String path, Policy policy, io.javalin.http.Handler handler) {
        return new Route(method, path, policy, null, handler);
    }
}
