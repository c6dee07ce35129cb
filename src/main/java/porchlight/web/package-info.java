/** Routes and their policies: what the site serves, and the rules for each answer. */
@NullMarked
package porchlight.web;

import org.jspecify.annotations.NullMarked;
