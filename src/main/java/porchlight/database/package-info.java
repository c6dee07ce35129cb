/**
 * The databases: opening and migrating them, and coordination between processes that share one.
 */
@NullMarked
package porchlight.database;

import org.jspecify.annotations.NullMarked;
