package porchlight.web;

import java.util.List;

/** Whether the site caches a route's answers, and how long others may. */
public sealed interface Caching {
    /** The page is the same for everyone; the page cache stores it by the parameters that its handler reads. */
    record Kept(List<String> params) implements Caching {
        public Kept {
            params = List.copyOf(params);
        }
    }

    /**
     * Like {@link Kept}, but a query in a non-canonical spelling goes to the handler, which redirects to the cached
     * page.
     */
    record KeptAsSpelled(List<String> params) implements Caching {
        public KeptAsSpelled {
            params = List.copyOf(params);
        }
    }

    /** Made for each request. Others may cache it only while its data may be shown, and not past midnight. */
    record Bounded() implements Caching {}

    /**
     * Made for each request, with the lifetime set by its handler: it shows no MLS record, or it limits the lifetime
     * itself.
     */
    record AsHandled() implements Caching {}
}
