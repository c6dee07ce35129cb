/** What a request passes before a page is made: client address, host, budget, and connection limits. */
@NullMarked
package porchlight.edge;

import org.jspecify.annotations.NullMarked;
