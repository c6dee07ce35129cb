package porchlight.web;

/**
 * A line of the table of what the site answers.
 *
 * @param method {@code GET}, which answers HEAD too, or {@code POST}
 * @param path as Javalin writes it: {@code {name}} for one segment, {@code <name>} for the rest
 */
public record Route(String method, String path, Policy policy, Handler handler) {
    public static Route get(String path, Policy policy, Handler handler) {
        return new Route("GET", path, policy, handler);
    }

    public static Route post(String path, Policy policy, Handler handler) {
        return new Route("POST", path, policy, handler);
    }
}
