package porchlight.web;

/**
 * One entry in the site's routing table.
 *
 * @param method {@code GET}, which also answers HEAD, or {@code POST}
 * @param path in Javalin's syntax: {@code {name}} for one segment, {@code <name>} for the rest
 */
public record Route(String method, String path, Policy policy, Handler handler) {
    /** The handler, with the policy's lifetime applied where the handler sets none. */
    public Handler answering() {
        return request -> {
            var answer = handler.answer(request);
            return answer.lifetime() instanceof Lifetime.OfRoute own
                    ? answer.lasting(own.resolved(policy.freshFor()))
                    : answer;
        };
    }

    public static Route get(String path, Policy policy, Handler handler) {
        return new Route("GET", path, policy, handler);
    }

    public static Route post(String path, Policy policy, Handler handler) {
        return new Route("POST", path, policy, handler);
    }
}
