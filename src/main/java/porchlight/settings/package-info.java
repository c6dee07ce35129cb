/** The owner's settings: environment variables and the .env file, read once and validated as a whole at startup. */
@NullMarked
package porchlight.settings;

import org.jspecify.annotations.NullMarked;
