/** What the owner sets: variables and the .env file, read once and checked as a whole at the start. */
@NullMarked
package porchlight.settings;

import org.jspecify.annotations.NullMarked;
