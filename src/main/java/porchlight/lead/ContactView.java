package porchlight.lead;

import org.jspecify.annotations.Nullable;
import porchlight.web.View;

/**
 * The contact form on a page of its own.
 *
 * @param home it is about, null for none
 */
record ContactView(ContactForm contact, @Nullable Home home) implements View {
    /** @param name its address, or what it is called while the MLS cannot tell of it */
    public record Home(String name, String path) {}

    @Override
    public String template() {
        return "lead/contact";
    }
}
