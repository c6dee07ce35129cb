/** A listing's own page, and what stands on it. */
@NullMarked
package porchlight.listingpage;

import org.jspecify.annotations.NullMarked;
