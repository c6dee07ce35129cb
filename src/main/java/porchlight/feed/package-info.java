/** The connection to the owner's MLS, or to the demo MLS if there is no key. */
@NullMarked
package porchlight.feed;

import org.jspecify.annotations.NullMarked;
