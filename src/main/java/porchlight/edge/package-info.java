/** What a request passes before a page is made: its address, its host, its budget, and the limits on connections. */
@NullMarked
package porchlight.edge;

import org.jspecify.annotations.NullMarked;
