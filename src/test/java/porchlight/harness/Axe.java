package porchlight.harness;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Set;

/** What axe finds on a page and in its frames of the same origin. */
public final class Axe {
    private static final Set<String> SERIOUS = Set.of("serious", "critical");

    private Axe() {}

    /** Everything that axe finds. */
    public static List<Rule> violations(Page page) {
        var options = new AxeRunOptions();
        // Reports of what passed, and a second page that would put frames of other origins together, cost time.
        options.setResultTypes(List.of("violations"));
        return new AxeBuilder(page)
                .options(options)
                .setLegacyMode(true)
                .analyze()
                .getViolations();
    }

    /** The elements with what is serious or critical, each as its rule, where it is, and its HTML. */
    public static List<String> serious(Page page) {
        return violations(page).stream()
                .filter(violation -> SERIOUS.contains(violation.getImpact()))
                .flatMap(violation -> violation.getNodes().stream()
                        .map(node -> violation.getId() + " " + node.getTarget() + " " + node.getHtml()))
                .toList();
    }
}
