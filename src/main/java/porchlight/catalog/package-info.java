/** A slim index of every displayable listing in the feed, updated by sweeps in the background. */
@NullMarked
package porchlight.catalog;

import org.jspecify.annotations.NullMarked;
