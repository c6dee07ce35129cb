/** Which homes' descriptions have a word: an index on disk, for feeds that cannot be asked. */
@NullMarked
package porchlight.catalog.words;

import org.jspecify.annotations.NullMarked;
