/** What search engines read: structured data, sitemaps, robots.txt, one address for each page. */
@NullMarked
package porchlight.seo;

import org.jspecify.annotations.NullMarked;
