package porchlight.odata;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a collection as the server sent it. It may have fewer rows than requested.
 * @param <T> the type that each row was converted to
 * @param count {@code @odata.count}; null when not requested or not sent
 * @param nextLink where the next page is, null on the last page: an absolute URL, or whatever the
 * server sent in its place. Whether it is usable shows only when it is followed ({@link
 * ODataClient#next}); this page is valid regardless
 * @param asOf when the server sent this data (in the past if it comes from a stored response)
 * @param stale whether it is shown only because the server cannot answer now
 */
public record ODataPage<T>(
        List<T> value, @Nullable Long count, @Nullable String nextLink, Instant asOf, boolean stale) {
    public ODataPage {
        value = List.copyOf(value);
    }

    /** This page with each row converted. */
    public <R> ODataPage<R> map(Function<T, R> row) {
        return new ODataPage<>(value.stream().map(row).toList(), count, nextLink, asOf, stale);
    }

    /** This page, marked as containing data that is at least this old. */
    public ODataPage<T> notAfter(Instant older) {
        return older.isBefore(asOf) ? new ODataPage<>(value, count, nextLink, older, stale) : this;
    }
}
