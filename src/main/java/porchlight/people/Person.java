package porchlight.people;

import java.util.List;
import org.jspecify.annotations.Nullable;
import porchlight.brand.Media;
import porchlight.brand.OwnPerson;
import porchlight.brand.Prose;
import porchlight.listing.Listing;
import porchlight.listing.OfficeMembers.Member;
import porchlight.site.AgentCard;

/**
 * Someone of the brokerage.
 *
 * @param slug the last part of their page's path, different for each
 * @param member what the MLS knows of them, completed and overridden by the owner
 * @param own what the owner wrote about them, null for nothing
 */
public record Person(String slug, Member member, @Nullable OwnPerson own) {
    static final String PATH = "/agents";

    /** @param member null for someone whom the MLS doesn't have */
    static Person of(String slug, @Nullable Member member, @Nullable OwnPerson own) {
        if (own == null && member != null) return new Person(slug, member, null);
        if (own == null) throw new IllegalArgumentException("nobody");
        var known = member != null
                ? member
                : new Member(
                        own.member() == null ? List.of() : List.of(own.member()),
                        own.name(),
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        null);
        var merged = new Member(
                known.ids(),
                own.name(),
                or(own.title(), known.title()),
                or(own.phone(), known.phone()),
                or(own.email(), known.email()),
                or(own.license(), known.license()),
                own.languages().isEmpty() ? known.languages() : own.languages(),
                own.portrait() == null ? known.portrait() : null,
                known.office());
        return new Person(slug, merged, own);
    }

    private static @Nullable String or(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    public String path() {
        return PATH + "/" + slug;
    }

    /** "Jane Doe" is JD, for those without a portrait. */
    public String initials() {
        var initials = new StringBuilder();
        for (var word : member.name().split("\\s+")) if (!word.isEmpty()) initials.appendCodePoint(word.codePointAt(0));
        return initials.toString();
    }

    /** Whether they sell homes; others of the brokerage have a page too. */
    public boolean isAgent() {
        return !member.ids().isEmpty() || member.license() != null;
    }

    /** Their portrait in the brand folder; null for none. */
    public @Nullable Media picture() {
        return own == null ? null : own.portrait();
    }

    public List<String> areas() {
        return own == null ? List.of() : own.areas();
    }

    public List<Prose.Element> bio() {
        return own == null ? List.of() : own.bio().elements();
    }

    int order() {
        return own == null || own.order() == null ? Integer.MAX_VALUE : own.order();
    }

    /** Whether they list a home. */
    boolean lists(Listing listing) {
        return listing.ours()
                && (listing.agents().stream().anyMatch(member.ids()::contains)
                        || listing.agents().isEmpty()
                                && member.name().equals(listing.attribution().agent()));
    }

    /** As other pages show them. */
    public AgentCard card() {
        return new AgentCard(
                slug,
                member.name(),
                path(),
                initials(),
                picture(),
                member.portrait(),
                member.title(),
                member.license(),
                own != null && own.receivesLeads() ? own.email() : null);
    }
}
