package porchlight.search;

import java.util.ArrayList;
import java.util.List;
import porchlight.catalog.Column;
import porchlight.catalog.Condition;
import porchlight.message.Messages;
import porchlight.odata.Filter;

/**
 * A range of small whole numbers, inclusive. Homes without a number, or with 0, are in no range.
 *
 * @param low 0 for no lower end
 * @param high 0 for no upper end
 */
record Bounds(int low, int high) {
    /** Of any number. */
    static final Bounds NONE = new Bounds(0, 0);

    List<Param> params(SearchField least, SearchField most) {
        var params = new ArrayList<Param>();
        if (low > 0) params.add(new Param(least, Integer.toString(low)));
        if (high > 0) params.add(new Param(most, Integer.toString(high)));
        return params;
    }

    /** @param message the key of the message for a lower end alone, to which the other messages add a part */
    String words(String message) {
        if (high == 0) return Messages.text(message, low);
        if (low == 0) return Messages.text(message + ".up-to", high);
        return low == high ? Messages.text(message + ".exact", low) : Messages.text(message + ".span", low, high);
    }

    Filter filter(String field) {
        var least = Filter.ge(field, Math.max(1, low));
        return high == 0 ? least : Filter.and(List.of(least, Filter.le(field, high)));
    }

    Condition condition(Column column) {
        return Condition.between(column, Math.max(1, low), high == 0 ? Long.MAX_VALUE : high);
    }
}
