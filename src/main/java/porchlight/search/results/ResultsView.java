package porchlight.search.results;

import java.util.List;
import org.jspecify.annotations.Nullable;
import porchlight.search.Option;
import porchlight.search.Pagination;
import porchlight.search.Param;
import porchlight.seo.StructuredData;
import porchlight.web.View;

/**
 * A page of results.
 *
 * @param faults what is wrong with the form; nothing was searched for then
 * @param words the search in words, null where the heading says it all
 * @param landing what only a search with an address of its own has, null for others
 * @param tools what can be done with the results, null where there was no search
 * @param empty what the page says without homes, null with homes or faults
 * @param pagination null where nothing was found
 */
record ResultsView(
        SearchFormView form,
        List<Fault> faults,
        String heading,
        @Nullable String words,
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

    /** A field that is wrong, and what may be meant instead. */
    record Fault(String field, String message, List<FieldView.MeantPart> meant) {}

    /** A criterion in words, and the search without it. */
    record Chip(String label, String removeHref) {}

    /**
     * @param way the pages above it, the site's own first
     * @param name what it is called below these
     * @param about what {@code place/about.html} shows, null for nothing
     */
    record LandingView(
            List<StructuredData.Crumb> way,
            String name,
            @Nullable View about) {}

    /**
     * @param view where the same search is shown on a map, or as a list
     * @param walk the first home, from which each leads to the next; null for no homes
     * @param kept what another order goes with
     * @param sorts the orders there are, none for no homes
     * @param feed the address of an Atom feed, null where there is none
     */
    record Tools(
            String view,
            @Nullable String walk,
            List<Param> kept,
            List<Option> sorts,
            @Nullable String feed) {}

    /**
     * @param cause what keeps homes away, null where nobody knows
     * @param lead what the ways are, null where it needs no words
     * @param all whether it leads to all homes too
     */
    record EmptyView(
            String heading,
            @Nullable String cause,
            @Nullable String lead,
            List<Way> ways,
            boolean all) {}

    /** @param homes how many are there, null where that is not known */
    record Way(String label, String href, @Nullable Long homes) {}

    /**
     * @param shown whether the page begins with the map
     * @param query of the pins
     * @param extent where the homes are, null where none has a place
     * @param outside homes that are far from all others, null for none
     * @param whole where the site has homes, for a search that has none on the map
     * @param tiles null for the ground that the site draws
     */
    record MapView(
            boolean shown,
            String query,
            @Nullable String extent,
            @Nullable Integer outside,
            @Nullable String whole,
            SearchPage.@Nullable MapTiles tiles) {}
}
