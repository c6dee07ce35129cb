package porchlight.web;

/**
 * What a template shows. Each page or mail template has its own record, which it reads as {@code view}; a name that the
 * record lacks fails the build.
 */
public interface View {
    /** The template's path under {@code templates/}, without its extension. */
    String template();
}
