/** What runs around the public site: the management listener. */
@NullMarked
package porchlight.server;

import org.jspecify.annotations.NullMarked;
