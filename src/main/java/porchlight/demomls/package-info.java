/** A fictional MLS behind a faithful RESO Web API (Spark flavour). Imports nothing of the rest of the program. */
@NullMarked
package porchlight.demomls;

import org.jspecify.annotations.NullMarked;
