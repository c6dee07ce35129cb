/**
 * Listings as the public may see them, read from the RESO Property resource under the MLS's display
 * rules.
 */
@NullMarked
package porchlight.listing;

import org.jspecify.annotations.NullMarked;
