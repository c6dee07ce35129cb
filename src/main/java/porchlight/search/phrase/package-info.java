/** The language of the search line: translates what people type into criteria. */
@NullMarked
package porchlight.search.phrase;

import org.jspecify.annotations.NullMarked;
