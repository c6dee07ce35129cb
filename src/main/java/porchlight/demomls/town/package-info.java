/** The invented town behind the demo MLS: its homes, people, photos and history. */
@NullMarked
package porchlight.demomls.town;

import org.jspecify.annotations.NullMarked;
