package porchlight.search.results;

import java.util.List;
import org.jspecify.annotations.Nullable;
import porchlight.search.Option;
import porchlight.search.Pagination;
import porchlight.search.Param;
import porchlight.seo.StructuredData;
import porchlight.web.View;

/**
 * A results page.
 *
 * @param faults errors in the form; if there are any, nothing was searched
 * @param words the search in words, null if the heading already says it
 * @param costs what monthly costs are estimated with, null unless the search depends on them
 * @param landing for a search with an address of its own, null for others
 * @param tools actions on the results, null if nothing was searched
 * @param empty shown if there are no homes; null if there are homes or errors
 * @param pagination null if nothing was found
 */
record ResultsView(
        SearchFormView form,
        List<Fault> faults,
        String heading,
        @Nullable String words,
        @Nullable String costs,
        @Nullable LandingView landing,
        @Nullable Tools tools,
        List<Chip> chips,
        List<Notice> notices,
        List<CardView> homes,
        @Nullable EmptyView empty,
        @Nullable Pagination pagination,
        MapView map)
        implements View {
    @Override
    public String template() {
        return "search/results";
    }

    /** An invalid field, and suggested alternatives. */
    record Fault(String field, String message, List<FieldView.MeantPart> meant) {}

    /** A criterion's label, and a link to the search without it. */
    record Chip(String label, String removeHref) {}

    /**
     * @param way breadcrumbs, starting with the home page
     * @param name its own name below them
     * @param about the view of {@code place/about.html}, null for none
     */
    record LandingView(
            List<StructuredData.Crumb> way,
            String name,
            @Nullable String lead,
            @Nullable View about) {}

    /**
     * @param view the same search on a map, or as a list
     * @param walk the first home, from which each links to the next; null if there are no homes
     * @param kept parameters submitted with another order
     * @param sorts the available orders, empty if there are no homes
     * @param feed the address of an Atom feed, null for none
     */
    record Tools(
            String view,
            @Nullable String walk,
            List<Param> kept,
            List<Option> sorts,
            @Nullable String feed) {}

    /**
     * @param cause what excludes homes, null if unknown
     * @param lead introduction to the suggestions, null if not needed
     * @param all whether to link to all homes too
     */
    record EmptyView(
            String heading,
            @Nullable String cause,
            @Nullable String lead,
            List<Way> ways,
            boolean all) {}

    /** @param homes the number of homes, null if unknown */
    record Way(String label, String href, @Nullable Long homes) {}

    /**
     * @param shown whether the page starts with the map
     * @param query of the pins
     * @param extent of the homes, null if none has coordinates
     * @param outside homes far away from all others, null for none
     * @param whole the area of the site's homes, for a search that finds none on the map
     * @param tiles null for the map drawn by the site
     */
    record MapView(
            boolean shown,
            String query,
            @Nullable String extent,
            @Nullable Integer outside,
            @Nullable String whole,
            SearchPage.@Nullable MapTiles tiles) {}
}
