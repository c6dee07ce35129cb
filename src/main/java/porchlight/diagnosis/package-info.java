/**
 * Answers an owner's questions: can the site use this feed, does it follow the display rules, why is a listing missing?
 */
@NullMarked
package porchlight.diagnosis;

import org.jspecify.annotations.NullMarked;
