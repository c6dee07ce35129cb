/** What visitors search by: typed criteria, their URL, their OData filter, their words. */
@NullMarked
package porchlight.search;

import org.jspecify.annotations.NullMarked;
