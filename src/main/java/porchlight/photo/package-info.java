/** What is inside photo files that others made: formats, sizes and metadata, read without decoding a pixel. */
@NullMarked
package porchlight.photo;

import org.jspecify.annotations.NullMarked;
