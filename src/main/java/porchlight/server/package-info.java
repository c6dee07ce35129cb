/** The running site: builds its parts, lists its routes, and runs the background work. */
@NullMarked
package porchlight.server;

import org.jspecify.annotations.NullMarked;
