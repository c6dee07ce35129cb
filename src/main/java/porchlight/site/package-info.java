/** The website: pages, assets, headers, and error pages. */
@NullMarked
package porchlight.site;

import org.jspecify.annotations.NullMarked;
