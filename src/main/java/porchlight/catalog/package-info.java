/** What this site knows of the feed as a whole: a slim index of every displayable listing, swept in the background. */
@NullMarked
package porchlight.catalog;

import org.jspecify.annotations.NullMarked;
