/** Rendered pages, cached for as long as their data may be shown. */
@NullMarked
package porchlight.pagecache;

import org.jspecify.annotations.NullMarked;
