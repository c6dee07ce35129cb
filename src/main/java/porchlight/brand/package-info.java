/** How the owner's site looks: the brand folder, read and checked as a whole. */
@NullMarked
package porchlight.brand;

import org.jspecify.annotations.NullMarked;
