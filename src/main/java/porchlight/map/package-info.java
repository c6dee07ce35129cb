/** Homes on the map: pins, and clusters of them. */
@NullMarked
package porchlight.map;

import org.jspecify.annotations.NullMarked;
