/** What people read, by key: every sentence of the program's pages and mails. Imports nothing of ours. */
@org.jspecify.annotations.NullMarked
package porchlight.message;
