package porchlight.brand;

import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * What the home page begins with.
 *
 * @param drawn whether the drawing of a street is shown; false if there is a picture or nothing
 * @param picture the owner's; null for none
 * @param alt what the picture shows; empty if it is only decoration
 * @param heading null for ours
 * @param lead the sentence below the heading; null for ours
 */
public record Hero(
        boolean drawn,
        @Nullable ResponsivePicture picture,
        String alt,
        @Nullable String heading,
        @Nullable String lead) {
    static final Hero OURS = new Hero(true, null, "", null, null);

    private static final int LONGEST_ALT = 200;
    private static final int LONGEST_HEADING = 80;
    private static final int LONGEST_LEAD = 240;
    /** A picture fills the window from edge to edge. */
    private static final int NARROW = 1_200;

    static Hero read(@Nullable Section section, BrandFolder folder) {
        if (section == null) return OURS;
        var named = section.value("picture");
        var alt = text(section, "alt", LONGEST_ALT);
        var heading = text(section, "heading", LONGEST_HEADING);
        var lead = text(section, "lead", LONGEST_LEAD);
        section.refuseOthers();
        var drawn = named == null || named.text().equals("drawn");
        var photo = drawn || named.text().equals("none") ? null : Picture.photo(folder, named);
        if (photo != null && photo.width() < NARROW)
            named.note(Messages.text("brand.hero.narrow", Math.round(photo.width()), NARROW));
        return new Hero(
                drawn,
                photo == null ? null : new ResponsivePicture("brand-hero", photo),
                alt == null ? "" : alt,
                heading,
                lead);
    }

    private static @Nullable String text(Section section, String key, int longest) {
        var value = section.value(key, longest);
        return value == null ? null : value.text();
    }
}
