/** The pages of a search: results, the embedded search, saved homes, the Atom feed and the search tips. */
@NullMarked
package porchlight.search.results;

import org.jspecify.annotations.NullMarked;
