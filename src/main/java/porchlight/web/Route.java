package porchlight.web;

import java.util.Set;
import java.util.stream.Stream;

/**
 * One entry in the site's routing table.
 *
 * @param method {@code GET}, which also answers HEAD, or {@code POST}
 * @param path in Javalin's syntax: {@code {name}} for one segment, {@code <name>} for the rest
 */
public record Route(String method, String path, Policy policy, Handler handler) {
    /** Variables for keys and names of files; all others are for words in lower case. */
    private static final Set<String> WITH_CAPITALS = Set.of("{key}", "{listingId}", "{file}");

    /** Whether capitals matter in its path: feeds have keys that differ only in case. */
    public boolean keepsCase() {
        return Stream.of(path.split("/"))
                .anyMatch(segment -> segment.startsWith("<") || WITH_CAPITALS.contains(segment));
    }

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
