/** Pictures for links to the site, drawn without a screen and without the machine's fonts. */
@NullMarked
package porchlight.share;

import org.jspecify.annotations.NullMarked;
