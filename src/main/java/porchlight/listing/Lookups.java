package porchlight.listing;

import java.util.ArrayList;
import java.util.List;
import porchlight.odata.Filter;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataException;
import porchlight.odata.ODataQuery;
import porchlight.odata.OrderBy;

/**
 * The RESO Lookup resource: the values that enumerations of this feed have.
 *
 * @see <a href="https://dd.reso.org/DD2.0/Lookup/">RESO Data Dictionary 2.0, Lookup</a>
 */
public final class Lookups {
    private static final int MOST_PAGES = 8;

    private final ODataClient client;
    private final int top;

    /** @param top rows on a page */
    public Lookups(ODataClient client, int top) {
        this.client = client;
        this.top = top;
    }

    /**
     * The values of an enumeration as listings carry them, such as those of PropertySubType; empty when the feed tells
     * none. A few MLS requests.
     *
     * @throws ODataException if the feed cannot be reached, has no such resource or sends nonsense
     */
    public List<String> values(String lookupName) {
        var values = new ArrayList<String>();
        for (int page = 0; page < MOST_PAGES; page++) {
            var query = ODataQuery.of("Lookup")
                    .filter(Filter.eq("LookupName", lookupName))
                    .orderBy(List.of(OrderBy.ascending("LookupKey")))
                    .top(top)
                    .skip(page * top);
            var rows = client.page(query).value();
            for (var row : rows) {
                var value = new Fields(row).text("LookupValue");
                if (value != null && !values.contains(value)) values.add(value);
            }
            if (rows.size() < top) break;
        }
        return List.copyOf(values);
    }
}
