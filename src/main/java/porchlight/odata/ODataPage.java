package porchlight.odata;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a collection as the server sent it; it may hold fewer rows than asked for.
 *
 * @param <T> what was made of each row
 * @param count {@code @odata.count}, null when not asked for or not told
 * @param nextLink where the next page is, null on the last page: an absolute URL, or what the server wrote instead of
 *     one. Whether it can be followed shows when it is ({@link ODataClient#next}); this page stands by itself
 * @param asOf when the server sent these data (older than now when they come from a stored response)
 * @param stale whether they are shown only because the server cannot answer now
 */
public record ODataPage<T>(
        List<T> value, @Nullable Long count, @Nullable String nextLink, Instant asOf, boolean stale) {
    public ODataPage {
        value = List.copyOf(value);
    }

    /** The same page with something made of each row. */
    public <R> ODataPage<R> map(Function<T, R> row) {
        return new ODataPage<>(value.stream().map(row).toList(), count, nextLink, asOf, stale);
    }

    /** The same page with data in it that are as old as this. */
    public ODataPage<T> notAfter(Instant older) {
        return older.isBefore(asOf) ? new ODataPage<>(value, count, nextLink, older, stale) : this;
    }
}
