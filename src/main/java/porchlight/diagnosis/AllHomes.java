package porchlight.diagnosis;

import java.util.regex.Pattern;
import porchlight.search.SearchQuery;

/** The list of all homes that the home page links to: homes for sale, or rentals if the site has nothing else. */
record AllHomes(String path) {
    private static final Pattern LINK = Pattern.compile(
            "<a\\b(?=[^>]*\\sdata-all-homes\\b)[^>]*\\shref=\"(" + SearchQuery.PATH + "(?:\\?[^\"]*)?)\"");

    AllHomes() {
        this(SearchQuery.PATH);
    }

    /** @param home the home page */
    static AllHomes of(String home) {
        var link = LINK.matcher(home);
        return link.find() ? new AllHomes(link.group(1)) : new AllHomes();
    }

    /** The path of a search within the list. */
    String with(String parameters) {
        return path + (path.contains("?") ? "&" : "?") + parameters;
    }

    /** The parameters of a search within the list. */
    String parameters(String further) {
        return with(further).substring(SearchQuery.PATH.length() + 1);
    }
}
