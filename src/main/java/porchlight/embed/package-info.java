/**
 * The search on other websites: the code to embed, the loader, and oEmbed (the framed pages are in the packages of
 * their subjects).
 */
@NullMarked
package porchlight.embed;

import org.jspecify.annotations.NullMarked;
