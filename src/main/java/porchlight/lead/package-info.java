/** Visitors' inquiries: validated, stored permanently, and delivered to the broker. */
@NullMarked
package porchlight.lead;

import org.jspecify.annotations.NullMarked;
