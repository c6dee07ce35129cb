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
import porchlight.odata.Retrieval;
import porchlight.pagecache.ReadAhead;

/**
 * The upcoming open houses, read in advance so that no page waits for them. Empty until the first
 * read, and again once the data is older than the MLS allows.
 */
public final class OpenHouseCalendar implements ReadAhead {
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

    /**
     * How much less often to read all homes for their open houses, compared with reading open
     * houses alone.
     */
    private static final int HOMES_FOR_OPEN_HOUSES = 4;

    /** @param top rows per page of the feed */
    public OpenHouseCalendar(PropertyResource properties, int top, Duration staleLimit, InstantSource clock) {
        this.properties = properties;
        this.top = top;
        this.staleLimit = staleLimit;
        this.clock = clock;
    }

    private record Read(Map<String, List<OpenHouse>> byListing, ListingBatch soonest) {}

    /** The upcoming open houses, valid until the first one ends. */
    private record Coming(Read read, Map<String, OpenHouse> next, Instant until, long edition) {}

    @Override
    public String what() {
        return "open houses";
    }

    /**
     * Reads the open houses again. Takes one MLS request per page.
     * @return how long they are good for; the more there are to read, the longer
     * @throws porchlight.odata.ODataException if the feed does not return them
     */
    @Override
    public Duration refresh() {
        properties.settle();
        var coming = properties.comingOpenHouses(clock.instant(), top);
        var keys = coming.keySet().stream().limit(Math.min(top, SOONEST)).toList();
        read = new Read(coming, properties.named(ListingKey.all(keys), Retrieval.unhurried()));
        var pause = SHORTEST_PAUSE.multipliedBy(1 + coming.size() / MANY);
        return properties.readsHomesForOpenHouses() ? pause.multipliedBy(HOMES_FOR_OPEN_HOUSES) : pause;
    }

    /** The next open house of each listing that has one, earliest first, by ListingKey. */
    public Map<String, OpenHouse> coming() {
        return current().next;
    }

    /** The listing that a known open house belongs to. */
    public Optional<String> listingOf(String openHouseKey) {
        return usable().byListing.entrySet().stream()
                .filter(entry -> entry.getValue().stream()
                        .anyMatch(openHouse -> openHouse.openHouseKey().equals(openHouseKey)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** A number that changes whenever {@link #coming()} changes. */
    @Override
    public long edition() {
        return current().edition;
    }

    /** When the feed sent the open houses; now when there are none. */
    @Override
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

    /** Like {@link #coming()}, limited to matching open houses. */
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

    /** The homes with the earliest open houses, in that order. */
    public ListingBatch soonest() {
        var last = read;
        if (isTooOld(last)) return new ListingBatch(List.of(), 0L, clock.instant(), false);
        var coming = coming();
        var listings = last.soonest.listings().stream()
                .filter(listing -> coming.containsKey(listing.listingKey()))
                .toList();
        return new ListingBatch(listings, null, last.soonest.asOf(), last.soonest.stale());
    }

    /** Drops what is too old to be shown. Call it every minute or so. */
    public void purge() {
        if (!isTooOld(read)) return;
        read = NOTHING;
        coming = new Coming(NOTHING, Map.of(), Instant.MIN, coming.edition + 1);
    }

    private boolean isTooOld(Read last) {
        return !clock.instant().isBefore(last.soonest.asOf().plus(staleLimit));
    }
}
