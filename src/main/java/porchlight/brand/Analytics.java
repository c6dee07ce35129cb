package porchlight.brand;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A service that counts visits for the owner. The browser loads its script only if the visitor doesn't send Global Privacy
 * Control, and, where it recognizes visitors, only after they agreed.
 *
 * @param script address of its script
 * @param hosts origins to which the script sends
 * @param id of the site there
 * @see <a href="https://www.w3.org/TR/gpc/">Global Privacy Control</a>
 */
public record Analytics(Service service, String script, List<String> hosts, String id) {
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(?:\\.[a-z0-9-]+)+", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern MEASUREMENT = Pattern.compile("G-[A-Z0-9]{4,20}");

    public Analytics {
        hosts = List.copyOf(hosts);
    }

    public enum Service {
        /** Recognizes nobody. */
        PLAUSIBLE("Plausible", false),
        /** Used without cookies. */
        MATOMO("Matomo", false),
        /** Recognizes visitors by a cookie. */
        GA4("Google Analytics", true);

        private final String title;
        private final boolean asks;

        Service(String title, boolean asks) {
            this.title = title;
            this.asks = asks;
        }
    }

    /** The service's name. */
    public String title() {
        return service.title;
    }

    /** Whether visitors are asked first. */
    public boolean asks() {
        return service.asks;
    }

    /** The service that a site uses; null for none. */
    static @Nullable Analytics read(Section site) {
        var section = site.section("analytics");
        if (section == null) return null;
        var plausible = section.section("plausible");
        var matomo = section.section("matomo");
        var google = section.section("ga4");
        section.refuseOthers();
        var all = Stream.of(plausible, matomo, google).filter(Objects::nonNull).count();
        if (all != 1) section.fault("brand.analytics.one");
        if (plausible != null) return plausible(plausible);
        if (matomo != null) return matomo(matomo);
        return google == null ? null : google(google);
    }

    private static @Nullable Analytics plausible(Section section) {
        var domain = section.value("domain");
        var host = origin(section, "host", "https://plausible.io");
        section.refuseOthers();
        if (isWrong(section, domain, "domain", DOMAIN) || host == null || domain == null) return null;
        return new Analytics(Service.PLAUSIBLE, host + "/js/script.js", List.of(host), domain.text());
    }

    private static @Nullable Analytics matomo(Section section) {
        var host = origin(section, "host", null);
        var id = section.value("site");
        section.refuseOthers();
        if (isWrong(section, id, "site", NUMBER) || host == null || id == null) return null;
        return new Analytics(Service.MATOMO, host + "/matomo.js", List.of(host), id.text());
    }

    private static @Nullable Analytics google(Section section) {
        var id = section.value("id");
        section.refuseOthers();
        if (isWrong(section, id, "id", MEASUREMENT) || id == null) return null;
        return new Analytics(
                Service.GA4,
                "https://www.googletagmanager.com/gtag/js",
                List.of("https://www.google-analytics.com", "https://region1.google-analytics.com"),
                id.text());
    }

    private static boolean isWrong(Section section, Section.@Nullable Value value, String key, Pattern good) {
        if (value == null) {
            if (!section.has(key)) section.fault("brand.analytics.missing", key);
            return true;
        }
        if (good.matcher(value.text()).matches()) return false;
        value.fault("brand.analytics.wrong", key);
        return true;
    }

    /** An https origin without a path; null, with a fault, for anything else. */
    private static @Nullable String origin(Section section, String key, @Nullable String usual) {
        var value = section.value(key);
        if (value == null) {
            if (usual == null && !section.has(key)) section.fault("brand.analytics.missing", key);
            return usual;
        }
        try {
            var uri = new URI(value.text().replaceFirst("/+$", ""));
            if ("https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawUserInfo() == null) return uri.toString();
        } catch (URISyntaxException unusable) {
            // Reported below.
        }
        value.fault("brand.analytics.host");
        return null;
    }
}
