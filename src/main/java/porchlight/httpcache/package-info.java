/**
 * Stored responses of the MLS, in the terminology of RFC 9111 (HTTP Caching) and RFC 5861 (stale
 * content).
 */
@NullMarked
package porchlight.httpcache;

import org.jspecify.annotations.NullMarked;
