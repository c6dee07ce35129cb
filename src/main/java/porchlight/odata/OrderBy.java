package porchlight.odata;

/** One key of {@code $orderby}. */
public record OrderBy(String field, boolean descending) {
    public static OrderBy ascending(String field) {
        return new OrderBy(field, false);
    }

    public static OrderBy descending(String field) {
        return new OrderBy(field, true);
    }

    String toOData() {
        return descending ? field + " desc" : field;
    }
}
