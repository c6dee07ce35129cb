package porchlight.site;

import org.jspecify.annotations.Nullable;
import porchlight.brand.Media;

/**
 * Someone of the brokerage, as pages other than their own show them.
 *
 * @param path of their own page
 * @param initials shown if there is neither picture nor portrait
 * @param picture their portrait in the brand folder, null for none
 * @param portrait the address of the MLS's, null for none
 * @param inbox where messages to them go besides the brokerage; null for nowhere; never shown
 */
public record AgentCard(
        String slug,
        String name,
        String path,
        String initials,
        @Nullable Media picture,
        @Nullable String portrait,
        @Nullable String title,
        @Nullable String license,
        @Nullable String inbox) {}
