/** The web site: routes, pages, assets, headers, error pages. */
@NullMarked
package porchlight.site;

import org.jspecify.annotations.NullMarked;
