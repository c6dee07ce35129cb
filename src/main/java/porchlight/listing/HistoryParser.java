package porchlight.listing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * Parses a listing's history, latest first: from HistoryTransactional rows if the feed has them,
 * otherwise from what Property says about its original, previous, and current price and its last
 * change of status. Those rows also include changes of private fields, so only prices and statuses
 * that may be displayed are taken from them.
 */
final class HistoryParser {
    static final List<String> FIELDS = List.of(
            "OnMarketTimestamp",
            "OriginalEntryTimestamp",
            "StatusChangeTimestamp",
            "MajorChangeTimestamp",
            "MajorChangeType");

    /** The fields whose changes are shown. */
    static final List<String> CHANGES = List.of("ListPrice", "StandardStatus", "MlsStatus");

    private static final String BACK = Messages.text("listing.history.back");

    private final MlsProfile profile;

    HistoryParser(MlsProfile profile) {
        this.profile = profile;
    }

    private record Change(
            @Nullable Instant at, String what, @Nullable Long price) {}

    List<HistoryEvent> parse(Fields listing, List<Fields> rows, Price price, String status) {
        if (!profile.showsHistory()) return List.of();
        var changes = new ArrayList<Change>();
        for (var row : rows) {
            var change = change(row);
            if (change != null) changes.add(change);
        }
        if (changes.stream().noneMatch(change -> change.price() != null)) changes.addAll(lastPrices(price));
        if (changes.stream().allMatch(change -> change.price() != null)) changes.addAll(lastStatus(listing, status));
        changes.sort(Comparator.comparing(Change::at, Comparator.nullsLast(Comparator.reverseOrder())));
        var events = new LinkedHashMap<String, HistoryEvent>();
        for (var change : changes) {
            var event = new HistoryEvent(day(change.at()), change.what(), change.price());
            // One change of status appears twice, as StandardStatus and as MlsStatus.
            events.putIfAbsent(event.day() + event.what() + event.price(), event);
        }
        var all = new ArrayList<>(events.values());
        var first = price.original() != null ? price.original() : firstPrice(rows, price);
        all.add(new HistoryEvent(
                listed(listing),
                Messages.text(price.period() == null ? "listing.history.listed" : "listing.history.listed.rent"),
                first));
        return List.copyOf(all);
    }

    private @Nullable Change change(Fields row) {
        var field = row.text("FieldName");
        var to = row.text("NewValue");
        if (field == null || to == null || !CHANGES.contains(field)) return null;
        var at = row.instant("ModificationTimestamp");
        if (field.equals("ListPrice")) {
            var now = row.count("NewValue");
            var before = row.decimal("PreviousValue");
            if (now == null
                    || now == 0
                    || before == null
                    || before.signum() == 0
                    || before.compareTo(BigDecimal.valueOf(now)) == 0) return null;
            return new Change(at, priced(before.longValue(), now), now);
        }
        var status = Enumerations.label(to);
        if (!profile.statuses().contains(status)) return null;
        if (!status.equals("Active")) return new Change(at, status, null);
        return row.text("PreviousValue") == null ? null : new Change(at, BACK, null);
    }

    private static String priced(long before, long now) {
        return Messages.text(now < before ? "listing.history.reduced" : "listing.history.increased");
    }

    /** The changes found in Property: the previous price, and when it was set. */
    private static List<Change> lastPrices(Price price) {
        var before = price.previous() != null ? price.previous() : price.original();
        if (before == null || before == 0 || !price.isKnown() || before == price.amount()) return List.of();
        var changes = new ArrayList<Change>();
        var original = price.original();
        changes.add(new Change(price.changedAt(), priced(before, price.amount()), price.amount()));
        if (original != null && !original.equals(before))
            changes.add(new Change(null, priced(original, before), before));
        return changes;
    }

    private static List<Change> lastStatus(Fields listing, String status) {
        var at = listing.instant("StatusChangeTimestamp");
        if (!status.equals("Active")) return at == null ? List.of() : List.of(new Change(at, status, null));
        return isBackOnMarket(listing)
                ? List.of(new Change(listing.instant("MajorChangeTimestamp"), BACK, null))
                : List.of();
    }

    /** Whether the last major change was the return to the market. */
    static boolean isBackOnMarket(Fields listing) {
        var change = listing.text("MajorChangeType");
        return change != null && change.replace(" ", "").equalsIgnoreCase("BackOnMarket");
    }

    private static Long firstPrice(List<Fields> rows, Price price) {
        return rows.stream()
                .filter(row ->
                        "ListPrice".equals(row.text("FieldName")) && row.instant("ModificationTimestamp") != null)
                .min(Comparator.comparing(row -> Objects.requireNonNull(row.instant("ModificationTimestamp"))))
                .map(row -> row.count("PreviousValue"))
                .orElse(price.amount());
    }

    private @Nullable LocalDate listed(Fields listing) {
        var date = listing.date("OnMarketDate");
        if (date != null) return date;
        var at = listing.instant("OnMarketTimestamp");
        return day(at != null ? at : listing.instant("OriginalEntryTimestamp"));
    }

    private @Nullable LocalDate day(@Nullable Instant at) {
        return at == null ? null : LocalDate.ofInstant(at, profile.timeZone());
    }
}
