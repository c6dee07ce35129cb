/** Answers an owner's questions: can this feed be served, does the site follow the display rules, why is a listing missing? */
@NullMarked
package porchlight.diagnosis;

import org.jspecify.annotations.NullMarked;
