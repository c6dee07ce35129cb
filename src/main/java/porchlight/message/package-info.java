/** What people read, by key: every sentence of the program's pages, mails, and commands. Imports nothing of ours. */
@NullMarked
package porchlight.message;

import org.jspecify.annotations.NullMarked;
