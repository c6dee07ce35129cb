/** Routes and their policies: what the site answers, and what holds for each answer. */
@NullMarked
package porchlight.web;

import org.jspecify.annotations.NullMarked;
