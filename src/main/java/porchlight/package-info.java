/** Porchlight: an IDX property-search site on a live RESO Web API feed. Commands and settings. */
@NullMarked
package porchlight;

import org.jspecify.annotations.NullMarked;
