/**
 * A fictional MLS behind a faithful RESO Web API (Spark's variant). Imports nothing from the rest
 * of the program.
 */
@NullMarked
package porchlight.demomls;

import org.jspecify.annotations.NullMarked;
