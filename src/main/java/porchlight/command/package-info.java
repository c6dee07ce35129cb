/** The program's commands, one class each. */
@NullMarked
package porchlight.command;

import org.jspecify.annotations.NullMarked;
