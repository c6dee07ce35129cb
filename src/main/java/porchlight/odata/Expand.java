package porchlight.odata;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One item of {@code $expand} with its nested options. */
public record Expand(
        String navigation,
        List<String> select,
        @Nullable Filter filter,
        List<OrderBy> orderBy,
        @Nullable Integer top) {

    public Expand {
        select = List.copyOf(select);
        orderBy = List.copyOf(orderBy);
    }

    public static Expand of(String navigation, List<String> select) {
        return new Expand(navigation, select, null, List.of(), null);
    }

    public Expand top(int top) {
        return new Expand(navigation, select, filter, orderBy, top);
    }

    String toOData() {
        var options = new ArrayList<String>();
        if (!select.isEmpty()) options.add("$select=" + String.join(",", select));
        if (filter != null) options.add("$filter=" + filter.toOData());
        if (!orderBy.isEmpty())
            options.add("$orderby=" + orderBy.stream().map(OrderBy::toOData).collect(Collectors.joining(",")));
        if (top != null) options.add("$top=" + top);
        return options.isEmpty() ? navigation : navigation + "(" + String.join(";", options) + ")";
    }
}
