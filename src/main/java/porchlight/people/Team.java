package porchlight.people;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import porchlight.brand.OwnPerson;
import porchlight.listing.OfficeMembers.Member;
import porchlight.listing.Slug;

/**
 * The agents whom the MLS has.
 *
 * @param isWhole whether they come from its list of members, so that anyone else is no agent of ours
 * @param asOf when the MLS sent them
 */
record Team(List<Member> members, boolean isWhole, Instant asOf) {
    /** While nothing is known. */
    static final Team UNKNOWN = new Team(List.of(), false, Instant.MAX);

    Team {
        members = List.copyOf(members);
    }

    /**
     * The people whom the site shows, in their order. Someone in the brand folder is the member with their key or number,
     * or, without one, the only one with their name.
     */
    List<Person> with(List<OwnPerson> owns) {
        var people = new ArrayList<Person>();
        var matched = new HashSet<OwnPerson>();
        var used = new HashSet<String>();
        for (var own : owns) used.add(own.slug());
        var times = new HashMap<String, Integer>();
        for (var member : members) {
            var own = own(member, owns);
            if (own == null) people.add(Person.of(slug(member.name(), used, times), member, null));
            else if (matched.add(own) && own.isVisible()) people.add(Person.of(own.slug(), member, own));
        }
        for (var own : owns)
            // A member whom the MLS no longer has with us has left.
            if (own.isVisible() && !matched.contains(own) && (own.member() == null || !isWhole))
                people.add(Person.of(own.slug(), null, own));
        people.sort(Comparator.comparingInt(Person::order)
                .thenComparing(person -> person.member().name()));
        return List.copyOf(people);
    }

    private @Nullable OwnPerson own(Member member, List<OwnPerson> owns) {
        for (var own : owns) if (own.member() != null && member.ids().contains(own.member())) return own;
        // Listings may name agents by another key than the one in the folder.
        var same = owns.stream()
                .filter(own -> own.name().equalsIgnoreCase(member.name()) && (own.member() == null || !isWhole))
                .toList();
        var namesakes = members.stream()
                .filter(other -> other.name().equalsIgnoreCase(member.name()))
                .count();
        return same.size() == 1 && namesakes == 1 ? same.get(0) : null;
    }

    /** People of the same name get numbers. */
    private static String slug(String name, Set<String> used, HashMap<String, Integer> times) {
        var plain = Slug.of(name);
        var base = plain.isEmpty() ? "agent" : plain;
        while (true) {
            var number = times.merge(base, 1, Integer::sum);
            var slug = number == 1 ? base : base + "-" + number;
            if (used.add(slug)) return slug;
        }
    }
}
