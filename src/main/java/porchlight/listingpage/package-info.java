/** A listing's own page and its contents. */
@NullMarked
package porchlight.listingpage;

import org.jspecify.annotations.NullMarked;
