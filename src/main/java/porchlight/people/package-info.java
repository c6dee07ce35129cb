/** The agents of our own offices. */
@NullMarked
package porchlight.people;

import org.jspecify.annotations.NullMarked;
