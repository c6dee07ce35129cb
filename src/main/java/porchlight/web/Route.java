package porchlight.web;

/**
 * A line of the table of what the site answers.
 *
 * @param method {@code GET}, which answers HEAD too, or {@code POST}
 * @param path as Javalin writes it: {@code {name}} for one segment, {@code <name>} for the rest
 */
public record Route(String method, String path, Policy policy, Handler handler) {
    /** What it answers, kept by others for as long as its policy says where the handler says nothing of that. */
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
