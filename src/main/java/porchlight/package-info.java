/** Porchlight: an IDX property-search site on a live RESO Web API feed. */
@NullMarked
package porchlight;

import org.jspecify.annotations.NullMarked;
