package porchlight.brand;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Someone of the brokerage, as the owner describes them in {@code people/}. What is null or empty is as the MLS has it.
 *
 * @param slug the last part of their page's path
 * @param member the MemberKey or MemberMlsId of the MLS's record of them; null for someone who isn't a member, or who is
 *     found there by name
 * @param order lower ones come first; null for those who follow in the order of their names
 * @param isVisible whether the site shows them at all
 * @param receivesLeads whether messages to them also go to their own address
 * @param bio about them
 */
public record OwnPerson(
        String slug,
        String name,
        @Nullable String member,
        @Nullable Media portrait,
        @Nullable String title,
        @Nullable String phone,
        @Nullable String email,
        @Nullable String license,
        List<String> languages,
        List<String> areas,
        @Nullable Integer order,
        boolean isVisible,
        boolean receivesLeads,
        Prose bio) {
    private static final int LONGEST = 80;

    public OwnPerson {
        languages = List.copyOf(languages);
        areas = List.copyOf(areas);
    }

    /** @param front the keys at the top of the file */
    static OwnPerson read(String slug, Section front, BrandFolder folder, Prose bio) {
        front.value("slug");
        var name = front.value("name", LONGEST);
        var member = text(front, "member");
        var portrait = Media.read(folder, front.value("portrait"));
        var title = text(front, "title");
        var phone = checked(front.value("phone", LONGEST), "[+(]?\\d[\\d ().x-]{6,}", "brand.person.phone");
        var email = checked(front.value("email", LONGEST), "[^\\s@<>]+@[^\\s@<>]+\\.[^\\s@<>]+", "brand.person.email");
        var license = text(front, "license");
        var languages = texts(front, "languages");
        var areas = texts(front, "areas");
        var order = checked(front.value("order"), "\\d{1,6}", "brand.person.order");
        var visible = front.flag("visible");
        var leads = front.flag("leads");
        front.refuseOthers();
        if (name == null) front.fault("brand.person.name");
        if (Boolean.TRUE.equals(leads) && email == null) front.faultOf("leads", "brand.person.leads");
        if (bio.elements().stream().anyMatch(element -> element.tag() == Prose.Tag.BLOCK))
            front.fault("brand.person.block");
        return new OwnPerson(
                slug,
                name == null ? "" : name.text(),
                member,
                portrait,
                title,
                phone,
                email,
                license,
                languages,
                areas,
                order == null ? null : Integer.valueOf(order),
                visible == null || visible,
                Boolean.TRUE.equals(leads),
                bio);
    }

    private static @Nullable String text(Section front, String key) {
        var value = front.value(key, LONGEST);
        return value == null ? null : value.text();
    }

    private static List<String> texts(Section front, String key) {
        return front.values(key).stream().map(Section.Value::text).toList();
    }

    private static @Nullable String checked(Section.@Nullable Value value, String pattern, String fault) {
        if (value == null) return null;
        if (value.text().matches(pattern)) return value.text();
        value.fault(fault);
        return null;
    }
}
