/** The language of the search line: what people type, turned into criteria. */
@NullMarked
package porchlight.search.phrase;

import org.jspecify.annotations.NullMarked;
