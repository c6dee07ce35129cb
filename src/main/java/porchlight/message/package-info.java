/** What people read, by key: every sentence of the program's pages and mails. Imports nothing of ours. */
@NullMarked
package porchlight.message;

import org.jspecify.annotations.NullMarked;
