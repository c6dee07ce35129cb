package porchlight.web;

import java.util.List;

/** Whether the site keeps what a route answers, and how long others may. */
public sealed interface Caching {
    /** A page that is the same for everybody: the page cache keeps it under the parameters that its handler reads. */
    record Kept(List<String> params) implements Caching {
        public Kept {
            params = List.copyOf(params);
        }
    }

    /**
     * The same, but a query that is not spelled as the site spells it goes to the handler as it is, which redirects it to
     * the page that is kept.
     */
    record KeptAsSpelled(List<String> params) implements Caching {
        public KeptAsSpelled {
            params = List.copyOf(params);
        }
    }

    /** Made for each request. Others keep it for no longer than its data may be shown, nor past midnight. */
    record Bounded() implements Caching {}

    /** Made for each request, with the lifetime that its handler gives it: it shows no record of the MLS, or bounds it itself. */
    record AsHandled() implements Caching {}
}
