/** OData 4.01 over HTTP: queries, paging, metadata, credentials, errors. Knows nothing of real estate. */
@NullMarked
package porchlight.odata;

import org.jspecify.annotations.NullMarked;
