/** The databases: opened, kept in shape, and what several processes on one of them agree on. */
@NullMarked
package porchlight.database;

import org.jspecify.annotations.NullMarked;
