/** The search on other websites: the code to put there, the loader, oEmbed (the framed pages are beside their subjects). */
@NullMarked
package porchlight.embed;

import org.jspecify.annotations.NullMarked;
