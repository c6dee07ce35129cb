/**
 * OData 4.01 over HTTP: queries, paging, metadata, credentials, errors. Independent of real estate.
 */
@NullMarked
package porchlight.odata;

import org.jspecify.annotations.NullMarked;
