package porchlight.search;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Column;
import porchlight.catalog.Condition;
import porchlight.catalog.Scan;
import porchlight.catalog.Snapshot;
import porchlight.listing.CostAssumptions;
import porchlight.listing.Loan;
import porchlight.listing.MlsProfile;
import porchlight.listing.MonthlyCost;
import porchlight.listing.PropertyType;

/**
 * What each home in a snapshot of the catalog costs a month, as its page estimates it: for a rental, the rent. Not known
 * for homes without a price, and for those that are sold.
 */
final class MonthlyCosts {
    static final long UNKNOWN = Long.MAX_VALUE;

    private static final List<Column> COLUMNS =
            List.of(Column.PRICE, Column.TAX, Column.MONTHLY, Column.TYPE, Column.STATUS);

    private final CostAssumptions assumed;
    private final Loan loan;
    /** By number of the type. */
    private final Kind[] kinds;
    /** By number of the status. */
    private final boolean[] sold;

    private enum Kind {
        HOME,
        LAND,
        RENTAL;

        static Kind of(@Nullable String type) {
            if (PropertyType.isLease(type)) return RENTAL;
            return PropertyType.LAND.is(type) ? LAND : HOME;
        }
    }

    MonthlyCosts(Snapshot snapshot, CostAssumptions assumed) {
        this.assumed = assumed;
        this.loan = assumed.loan();
        this.kinds = Stream.of(snapshot.names(Column.TYPE)).map(Kind::of).toArray(Kind[]::new);
        var statuses = snapshot.names(Column.STATUS);
        this.sold = new boolean[statuses.length];
        for (int status = 0; status < sold.length; status++)
            sold[status] = MlsProfile.Sold.STATUS.equals(statuses[status]);
    }

    /** The condition that a home costs at most so many dollars. */
    static Condition atMost(long dollars, CostAssumptions assumed) {
        return Condition.numbers(COLUMNS, snapshot -> {
            var costs = new MonthlyCosts(snapshot, assumed);
            return numbers ->
                    costs.of(numbers[0], numbers[1], numbers[2], (int) numbers[3], (int) numbers[4]) <= dollars;
        });
    }

    /** Those of the rows of a scan's current segment. */
    long of(Scan scan, int row) {
        return of(
                scan.numbers(Column.PRICE)[row],
                scan.numbers(Column.TAX)[row],
                scan.numbers(Column.MONTHLY)[row],
                (int) scan.numbers(Column.TYPE)[row],
                (int) scan.numbers(Column.STATUS)[row]);
    }

    /** That of one row of a snapshot. */
    long of(Snapshot snapshot, int row) {
        return of(
                snapshot.number(Column.PRICE, row),
                snapshot.number(Column.TAX, row),
                snapshot.number(Column.MONTHLY, row),
                (int) snapshot.number(Column.TYPE, row),
                (int) snapshot.number(Column.STATUS, row));
    }

    private long of(long price, long tax, long monthly, int type, int status) {
        if (price == 0 || sold[status]) return UNKNOWN;
        var kind = kinds[type];
        if (kind == Kind.RENTAL) return monthly < 0 ? UNKNOWN : monthly;
        return MonthlyCost.of(
                        price,
                        loan,
                        tax < 0 ? assumed.taxOf(price) : tax,
                        assumed.insuranceOf(price, kind == Kind.LAND),
                        Math.max(0, monthly),
                        0)
                .total();
    }
}
