package porchlight.listing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The coming open houses, read ahead so that no page waits for them. Empty until they were read, and again once they
 * are older than the MLS allows.
 */
public final class OpenHouseCalendar {
    private static final int SOONEST = 24;
    private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(5);
    private static final int MANY = 500;
    private static final Read NOTHING = new Read(Map.of(), new ListingBatch(List.of(), null, Instant.EPOCH, false));

    private final PropertyResource properties;
    private final int top;
    private final Duration staleLimit;
    private final InstantSource clock;
    private volatile Coming coming = new Coming(NOTHING, Map.of(), Instant.MIN, 0);
    private volatile Read read = NOTHING;

    /** How much rarer all homes are read for their open houses than open houses alone. */
    private static final int HOMES_FOR_OPEN_HOUSES = 4;

    /** @param top rows on a page of the feed */
    public OpenHouseCalendar(PropertyResource properties, int top, Duration staleLimit, InstantSource clock) {
        this.properties = properties;
        this.top = top;
        this.staleLimit = staleLimit;
        this.clock = clock;
    }

    private record Read(Map<String, List<OpenHouse>> byListing, ListingBatch soonest) {}

    /** What is coming until the first of it is over. */
    private record Coming(Read read, Map<String, OpenHouse> next, Instant until, long edition) {}

    /**
     * Reads them anew; an MLS request a page.
     *
     * @return how long they are good for: the longer, the more there are to read
     * @throws porchlight.odata.ODataException if the feed does not tell them
     */
    public Duration refresh() {
        var coming = properties.comingOpenHouses(clock.instant(), top);
        var keys = coming.keySet().stream().limit(Math.min(top, SOONEST)).toList();
        read = new Read(coming, properties.named(keys));
        var pause = SHORTEST_PAUSE.multipliedBy(1 + coming.size() / MANY);
        return properties.readsHomesForOpenHouses() ? pause.multipliedBy(HOMES_FOR_OPEN_HOUSES) : pause;
    }

    /** The next open house of each listing that has one, earliest first, by ListingKey. */
    public Map<String, OpenHouse> coming() {
        return current().next;
    }

    /** The listing that a known open house is of. */
    public Optional<String> listingOf(String openHouseKey) {
        return usable().byListing.entrySet().stream()
                .filter(entry -> entry.getValue().stream()
                        .anyMatch(openHouse -> openHouse.openHouseKey().equals(openHouseKey)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Another number whenever {@link #coming()} changed. */
    public long edition() {
        return current().edition;
    }

    /** When the feed sent them; now when there are none. */
    public Instant asOf() {
        var last = usable();
        return last == NOTHING ? clock.instant() : last.soonest.asOf();
    }

    private Read usable() {
        var last = read;
        return isTooOld(last) ? NOTHING : last;
    }

    private Coming current() {
        var known = coming;
        return known.read == usable() && clock.instant().isBefore(known.until) ? known : look();
    }

    private synchronized Coming look() {
        var last = usable();
        var next = next(last, openHouse -> true);
        var until = next.values().stream()
                .map(openHouse -> openHouse.end().toInstant())
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        var same = coming.read == last && coming.next.equals(next);
        return coming = new Coming(last, next, until, coming.edition + (same ? 0 : 1));
    }

    /** The same, of those on certain days only. */
    public Map<String, OpenHouse> coming(Predicate<OpenHouse> wanted) {
        return next(usable(), wanted);
    }

    private Map<String, OpenHouse> next(Read last, Predicate<OpenHouse> wanted) {
        var now = clock.instant();
        var next = new ArrayList<Map.Entry<String, OpenHouse>>();
        last.byListing.forEach((key, all) -> all.stream()
                .filter(each -> each.end().toInstant().isAfter(now) && wanted.test(each))
                .findFirst()
                .ifPresent(first -> next.add(Map.entry(key, first))));
        next.sort(Comparator.comparing(entry -> entry.getValue().start()));
        var coming = new LinkedHashMap<String, OpenHouse>();
        next.forEach(entry -> coming.put(entry.getKey(), entry.getValue()));
        return coming;
    }

    /** The homes whose open houses come first, in that order. */
    public ListingBatch soonest() {
        var last = read;
        if (isTooOld(last)) return new ListingBatch(List.of(), 0L, clock.instant(), false);
        var coming = coming();
        var listings = last.soonest.listings().stream()
                .filter(listing -> coming.containsKey(listing.listingKey()))
                .toList();
        return new ListingBatch(listings, null, last.soonest.asOf(), last.soonest.stale());
    }

    /** Forgets what is too old to be shown. To be called every minute or so. */
    public void purge() {
        if (!isTooOld(read)) return;
        read = NOTHING;
        coming = new Coming(NOTHING, Map.of(), Instant.MIN, coming.edition + 1);
    }

    private boolean isTooOld(Read last) {
        return !clock.instant().isBefore(last.soonest.asOf().plus(staleLimit));
    }
}
