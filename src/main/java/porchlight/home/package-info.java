/** The home page. */
@NullMarked
package porchlight.home;

import org.jspecify.annotations.NullMarked;
