/** Searches: typed criteria, their URLs, OData filters, and wording. */
@NullMarked
package porchlight.search;

import org.jspecify.annotations.NullMarked;
