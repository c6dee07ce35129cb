/** A listing's own page, and what stands on it. */
@NullMarked
package porchlight.detail;

import org.jspecify.annotations.NullMarked;
