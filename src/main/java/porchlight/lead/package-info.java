/** Inquiries of visitors: read, kept for good, and delivered to the broker. */
@NullMarked
package porchlight.lead;

import org.jspecify.annotations.NullMarked;
