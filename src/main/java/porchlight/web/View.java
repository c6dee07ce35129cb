package porchlight.web;

/**
 * What one template shows. Each template that makes a page or a mail has a record of its own, which it reads as {@code
 * view}; a name that the record does not have is an error, not an empty text.
 */
public interface View {
    /** The template's path below {@code templates/}, without its ending. */
    String template();
}
