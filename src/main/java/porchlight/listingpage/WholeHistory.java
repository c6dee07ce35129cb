package porchlight.listingpage;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import porchlight.catalog.SeenChange;
import porchlight.listing.HistoryEvent;
import porchlight.message.Messages;

/** A listing's history from its feed, plus changes that this site saw and the feed does not report. */
final class WholeHistory {
    /** Two reports of the same event may differ by this many days. */
    private static final int DAYS = 2;

    private WholeHistory() {}

    /**
     * @param fromFeed latest first, ending with the listing date; empty if the MLS does not allow it to be shown, and then
     *     the result is empty too
     */
    static List<HistoryEvent> of(List<HistoryEvent> fromFeed, List<SeenChange> seen, ZoneId zone) {
        if (fromFeed.isEmpty() || seen.isEmpty()) return fromFeed;
        var all = new ArrayList<>(fromFeed);
        var listed = all.remove(all.size() - 1);
        for (var change : seen)
            for (var event : events(change, zone)) {
                if (all.stream().anyMatch(other -> isSame(other, event))) continue;
                // The feed reports the price without its date.
                all.removeIf(other -> other.day() == null && Objects.equals(other.price(), event.price()));
                all.add(event);
            }
        all.sort(Comparator.comparing(HistoryEvent::day, Comparator.nullsLast(Comparator.reverseOrder())));
        all.add(listed);
        return all;
    }

    private static List<HistoryEvent> events(SeenChange change, ZoneId zone) {
        var day = LocalDate.ofInstant(change.at(), zone);
        var events = new ArrayList<HistoryEvent>();
        if (change.price() != change.priceBefore())
            events.add(new HistoryEvent(
                    day,
                    Messages.text(
                            change.price() < change.priceBefore()
                                    ? "listing.history.reduced"
                                    : "listing.history.increased"),
                    change.price()));
        if (!change.status().equals(change.statusBefore()))
            events.add(new HistoryEvent(
                    day,
                    change.status().equals("Active") ? Messages.text("listing.history.back") : change.status(),
                    null));
        return events;
    }

    private static boolean isSame(HistoryEvent fromFeed, HistoryEvent seen) {
        return fromFeed.day() != null
                && Math.abs(ChronoUnit.DAYS.between(fromFeed.day(), Objects.requireNonNull(seen.day()))) <= DAYS
                && Objects.equals(fromFeed.price(), seen.price())
                && (fromFeed.price() != null || fromFeed.what().equals(seen.what()));
    }
}
