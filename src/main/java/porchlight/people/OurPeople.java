package porchlight.people;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import porchlight.listing.Listing;
import porchlight.listing.ListingBatch;
import porchlight.listing.OfficeMembers;
import porchlight.listing.OfficeMembers.Member;
import porchlight.listing.Slug;
import porchlight.pagecache.ReadAhead;

/**
 * The agents of our own offices, read in advance from the MLS's list of members. If the feed doesn't have one, they are
 * those whom our own listings name, and nothing but their name is known.
 */
public final class OurPeople implements ReadAhead {
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final Duration SHORT_PAUSE = Duration.ofMinutes(2);
    private static final int MOST_LEFT = 1_000;

    private final OfficeMembers members;
    private final Supplier<ListingBatch> listings;
    private final Duration limit;
    private final InstantSource clock;
    private final Set<Integer> left = new HashSet<>();
    private volatile Team team = Team.NOBODY;
    private volatile long edition;

    /**
     * @param listings our own listings that the catalog has
     * @param limit how long MLS data may be shown
     */
    public OurPeople(OfficeMembers members, Supplier<ListingBatch> listings, Duration limit, InstantSource clock) {
        this.members = members;
        this.listings = listings;
        this.limit = limit;
        this.clock = clock;
    }

    /** @param slug the last part of their page's path, different for each */
    public record Person(String slug, Member member) {
        public String path() {
            return "/agents/" + slug;
        }

        /** "Jane Doe" is JD, for those without a portrait. */
        public String initials() {
            var initials = new StringBuilder();
            for (var word : member.name().split("\\s+"))
                if (!word.isEmpty()) initials.appendCodePoint(word.codePointAt(0));
            return initials.toString();
        }

        /** Whether they list a home. */
        boolean lists(Listing listing) {
            return listing.ours()
                    && (listing.agents().stream().anyMatch(member.ids()::contains)
                            || listing.agents().isEmpty()
                                    && member.name()
                                            .equals(listing.attribution().agent()));
        }
    }

    /** @param asOf when the MLS sent them */
    private record Team(List<Person> people, Instant asOf) {
        static final Team NOBODY = new Team(List.of(), Instant.MIN);
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
        var now = current();
        return now == Team.NOBODY ? Instant.MAX : now.asOf;
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
                ? new Team(named(read.get().members()), read.get().asOf())
                : fromListings();
        noteWhoLeft(now);
        replace(now);
        return read.isPresent() ? PAUSE : SHORT_PAUSE;
    }

    /** Of those who left, only a hash is kept. */
    private synchronized void noteWhoLeft(Team now) {
        var slugs = new HashSet<String>();
        for (var person : now.people) slugs.add(person.slug());
        for (var person : team.people)
            if (!slugs.contains(person.slug()) && left.size() < MOST_LEFT)
                left.add(person.slug().hashCode());
    }

    private synchronized void replace(Team now) {
        var same = now.people.equals(team.people);
        team = now;
        if (!same) edition++;
    }

    private Team fromListings() {
        var own = listings.get();
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
                ? Team.NOBODY
                : new Team(
                        named(byName.values().stream()
                                .sorted(java.util.Comparator.comparing(Member::name))
                                .toList()),
                        own.asOf());
    }

    /** People of the same name get numbers. */
    private static List<Person> named(List<Member> members) {
        var used = new HashMap<String, Integer>();
        var people = new ArrayList<Person>();
        for (var member : members) {
            var plain = Slug.of(member.name());
            var slug = plain.isEmpty() ? "agent" : plain;
            var times = used.merge(slug, 1, Integer::sum);
            people.add(new Person(times == 1 ? slug : slug + "-" + times, member));
        }
        return List.copyOf(people);
    }

    /** All of them by name; none until the first read, and again once the data is too old. */
    public List<Person> all() {
        return current().people;
    }

    public Optional<Person> named(String slug) {
        return all().stream().filter(person -> person.slug().equals(slug)).findFirst();
    }

    /** Whether someone with this page was one of us. */
    synchronized boolean hasLeft(String slug) {
        return left.contains(slug.hashCode());
    }

    /** The homes that someone lists, the newest first. */
    List<Listing> listings(Person person) {
        return listings.get().listings().stream().filter(person::lists).toList();
    }

    /** When the MLS confirmed them. */
    Instant listedAsOf() {
        return listings.get().asOf();
    }

    /** Drops what is too old to be shown. Call it every minute or so. */
    public void purge() {
        if (team != Team.NOBODY && isTooOld(team)) replace(Team.NOBODY);
    }

    private Team current() {
        var now = team;
        return isTooOld(now) ? Team.NOBODY : now;
    }

    private boolean isTooOld(Team now) {
        return now != Team.NOBODY && !clock.instant().isBefore(now.asOf.plus(limit));
    }
}
