/** Search pages: results, embedded search, saved homes, Atom feed, and search tips. */
@NullMarked
package porchlight.search.results;

import org.jspecify.annotations.NullMarked;
