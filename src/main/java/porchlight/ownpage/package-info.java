/** Pages that the owner wrote in the brand folder. */
@NullMarked
package porchlight.ownpage;

import org.jspecify.annotations.NullMarked;
