/** Data for search engines: structured data, sitemaps, robots.txt, and canonical addresses. */
@NullMarked
package porchlight.seo;

import org.jspecify.annotations.NullMarked;
