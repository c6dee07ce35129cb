package porchlight.lead;

import org.jspecify.annotations.Nullable;
import porchlight.web.View;

/**
 * The contact form on a page of its own.
 *
 * @param home that it is about, null for none
 */
record ContactView(ContactForm contact, @Nullable Home home) implements View {
    /** @param name its address, or a generic name while the MLS cannot provide it */
    public record Home(String name, String path) {}

    @Override
    public String template() {
        return "lead/contact";
    }
}
