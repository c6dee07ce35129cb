package porchlight.site;

import java.util.regex.Pattern;

/**
 * Keeps a visitor with the agent whose personal link they followed: every link and form of a page that leads to another
 * page of the site carries the agent's {@code with} parameter. Done to finished pages, so that no template can forget it.
 */
final class PersonalLinks {
    /** Says which agent a page shows beside the brokerage. */
    static final String PARAMETER = "with";

    /** Templates escape {@code >} in attributes. */
    private static final Pattern TAG = Pattern.compile("<(?:a|form|button)\\s[^>]*+>");

    private static final Pattern ADDRESS = Pattern.compile("(\\s(?:href|action|formaction)=\")(/(?!/)[^\"]*)\"");
    /** Files, photos, and the page with the widget for other websites. */
    private static final Pattern NO_PAGE =
            Pattern.compile("/(?:assets|media|api|embed)(?:[/?#].*)?|[^?#]*\\.[a-z]{2,12}(?:[?#].*)?");

    private static final Pattern OWN = Pattern.compile(".*(?:[?]|&(?:amp;)?)with=.*");

    private PersonalLinks() {}

    /** The page with the agent's links in it. */
    static String in(String html, String slug) {
        return TAG.matcher(html).replaceAll(tag -> quoted(tag(tag.group(), slug)));
    }

    private static String tag(String tag, String slug) {
        var address = ADDRESS.matcher(tag);
        var leadsToPage = address.find() && !NO_PAGE.matcher(address.group(2)).matches();
        // Browsers replace the query of such an address by the fields.
        if (tag.startsWith("<form") && !tag.contains("method=\"post\""))
            return leadsToPage || !tag.contains("action=")
                    ? tag + "<input type=\"hidden\" name=\"" + PARAMETER + "\" value=\"" + slug + "\">"
                    : tag;
        return leadsToPage
                ? address.replaceFirst(found -> quoted(found.group(1) + to(found.group(2), slug, "&amp;") + "\""))
                : tag;
    }

    private static String quoted(String text) {
        return java.util.regex.Matcher.quoteReplacement(text);
    }

    /** An address on the site, with the agent's parameter unless it leads to a file or elsewhere. */
    static String to(String address, String slug) {
        return !address.startsWith("/")
                        || address.startsWith("//")
                        || NO_PAGE.matcher(address).matches()
                ? address
                : to(address, slug, "&");
    }

    private static String to(String address, String slug, String and) {
        if (OWN.matcher(address).matches()) return address;
        var hash = address.indexOf('#');
        var path = hash < 0 ? address : address.substring(0, hash);
        return path + (path.indexOf('?') < 0 ? "?" : and) + PARAMETER + "=" + slug
                + (hash < 0 ? "" : address.substring(hash));
    }
}
