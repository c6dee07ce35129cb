/** The connection to the owner's MLS, or to the demo MLS when there is no key. */
@NullMarked
package porchlight.feed;

import org.jspecify.annotations.NullMarked;
