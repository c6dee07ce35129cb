/** The places of the feed and the homes in them. */
@NullMarked
package porchlight.place;

import org.jspecify.annotations.NullMarked;
