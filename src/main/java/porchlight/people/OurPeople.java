package porchlight.people;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import porchlight.brand.Brand;
import porchlight.database.RememberedNames;
import porchlight.listing.Listing;
import porchlight.listing.ListingBatch;
import porchlight.listing.OfficeMembers;
import porchlight.listing.OfficeMembers.Member;
import porchlight.pagecache.ReadAhead;
import porchlight.site.AgentCard;

/**
 * The people of the brokerage: the agents of our own offices, read in advance from the MLS's list of members, and those of
 * the brand folder. If the feed has no such list, agents are those whom our own listings name.
 */
public final class OurPeople implements ReadAhead {
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final Duration SHORT_PAUSE = Duration.ofMinutes(2);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final int MOST_WAITS = 5;
    /** Listings age even while the catalog stays the same. */
    private static final Duration HELD = Duration.ofMinutes(1);

    private final OfficeMembers members;
    private final Own listings;
    private final Supplier<Brand> brand;
    private final RememberedNames shown;
    private final Duration limit;
    private final InstantSource clock;
    private int waits;
    private volatile Team team = Team.UNKNOWN;
    private volatile long edition;
    private volatile Roster roster = new Roster(Team.UNKNOWN, Brand.OURS, List.of());
    private volatile Held held = new Held(-1, Instant.MIN, new ListingBatch(List.of(), 0L, Instant.MAX, false));

    /**
     * Our own listings.
     *
     * @param all those that the catalog has
     * @param version changes with the catalog
     */
    public record Own(Supplier<ListingBatch> all, LongSupplier version) {}

    /** People, and what they are made of. */
    private record Roster(Team team, Brand brand, List<Person> people) {}

    private record Held(long version, Instant at, ListingBatch batch) {}

    /** @param limit how long MLS data may be shown */
    public OurPeople(
            OfficeMembers members,
            Own listings,
            Supplier<Brand> brand,
            RememberedNames shown,
            Duration limit,
            InstantSource clock) {
        this.members = members;
        this.listings = listings;
        this.brand = brand;
        this.shown = shown;
        this.limit = limit;
        this.clock = clock;
    }

    @Override
    public String what() {
        return "our people";
    }

    @Override
    public long edition() {
        return edition;
    }

    @Override
    public Instant asOf() {
        return current().asOf();
    }

    /**
     * Reads them again.
     *
     * @throws porchlight.odata.ODataException as {@link OfficeMembers#read}
     */
    @Override
    public Duration refresh() {
        var read = members.read();
        var now = read.isPresent()
                ? new Team(read.get().members(), true, read.get().asOf())
                : fromListings();
        replace(now);
        if (now.isWhole()) shown.note(all().stream().map(Person::slug).toList(), clock.instant());
        if (read.isPresent()) return PAUSE;
        // Our listings are soon in the catalog, or there are none.
        if (now == Team.UNKNOWN && waits < MOST_WAITS) return FIRST_WAIT.multipliedBy(1L << waits++);
        return SHORT_PAUSE;
    }

    private synchronized void replace(Team now) {
        var same = now.members().equals(team.members()) && now.isWhole() == team.isWhole();
        team = now;
        if (!same) edition++;
    }

    private Team fromListings() {
        var own = listings.all().get();
        var byName = new LinkedHashMap<String, Member>();
        for (var listing : own.listings()) {
            var name = listing.attribution().agent();
            if (name != null)
                byName.putIfAbsent(
                        name,
                        new Member(
                                listing.agents().stream().limit(1).toList(),
                                name,
                                null,
                                null,
                                null,
                                null,
                                List.of(),
                                null,
                                listing.attribution().office()));
        }
        return byName.isEmpty()
                ? Team.UNKNOWN
                : new Team(
                        byName.values().stream()
                                .sorted(Comparator.comparing(Member::name))
                                .toList(),
                        false,
                        own.asOf());
    }

    /** All of them in their order; without those of the MLS until the first read, and again once it is too old. */
    public List<Person> all() {
        var known = roster;
        var now = current();
        var looks = brand.get();
        if (known.team() != now || known.brand() != looks)
            roster = known = new Roster(now, looks, now.with(looks.content().people()));
        return known.people();
    }

    public Optional<Person> named(String slug) {
        return all().stream().filter(person -> person.slug().equals(slug)).findFirst();
    }

    /** One of them for other pages. */
    public Optional<AgentCard> card(String slug) {
        return named(slug).map(Person::card);
    }

    /** The agent of a home of our own; empty for all others. */
    public Optional<AgentCard> agentOf(Listing listing) {
        return listing.ours()
                ? all().stream()
                        .filter(person -> person.lists(listing))
                        .findFirst()
                        .map(Person::card)
                : Optional.empty();
    }

    /** What became of a page that isn't here. */
    enum Absence {
        /** Nobody had it, as far as the site knows. */
        NEVER_HERE,
        LEFT,
        /** Someone had it, and may still: the MLS's list can't be had at the moment. */
        UNKNOWN
    }

    /** Why nobody has this page. */
    Absence absence(String slug) {
        // Whom the owner hides has not left.
        var hidden = brand.get().content().people().stream()
                .anyMatch(own -> own.slug().equals(slug) && !own.isVisible());
        if (hidden || !shown.has(slug)) return Absence.NEVER_HERE;
        var now = current();
        return now.isWhole() ? Absence.LEFT : now == Team.UNKNOWN ? Absence.UNKNOWN : Absence.NEVER_HERE;
    }

    /** The homes that someone lists, the newest first. */
    List<Listing> listings(Person person) {
        return ours().listings().stream().filter(person::lists).toList();
    }

    /** When the MLS confirmed them. */
    Instant listedAsOf() {
        return ours().asOf();
    }

    private ListingBatch ours() {
        var version = listings.version().getAsLong();
        var now = clock.instant();
        var known = held;
        if (known.version() != version
                || now.isBefore(known.at())
                || !now.isBefore(known.at().plus(HELD)))
            held = known = new Held(version, now, listings.all().get());
        return known.batch();
    }

    /** Drops what is too old to be shown. Call it every minute or so. */
    public void purge() {
        if (isTooOld(team)) replace(Team.UNKNOWN);
        if (!clock.instant().isBefore(held.at().plus(HELD)))
            held = new Held(-1, Instant.MIN, new ListingBatch(List.of(), 0L, Instant.MAX, false));
        all();
    }

    private Team current() {
        var now = team;
        return isTooOld(now) ? Team.UNKNOWN : now;
    }

    private boolean isTooOld(Team now) {
        return now != Team.UNKNOWN && !clock.instant().isBefore(now.asOf().plus(limit));
    }
}
