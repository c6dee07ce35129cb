/**
 * The content of photo files from others: formats, sizes, and metadata, read without decoding any
 * pixels.
 */
@NullMarked
package porchlight.photo;

import org.jspecify.annotations.NullMarked;
