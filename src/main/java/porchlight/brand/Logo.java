package porchlight.brand;

import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * The owner's logo.
 *
 * @param light for light pages
 * @param dark for dark pages
 * @param alt what it says; null for the name of the site
 * @param withName whether the name of the site stands beside it
 */
public record Logo(Picture light, Picture dark, @Nullable String alt, boolean withName) {
    private static final int LONGEST_ALT = 120;
    /** Wider logos usually contain the name. */
    private static final double MARK = 1.6;

    /** Pixels, in the header of a page. */
    private static final int HEIGHT = 44;

    private static final int WIDEST = 220;

    static @Nullable Logo read(@Nullable Section section, BrandFolder folder) {
        if (section == null) return null;
        var light = section.value("light");
        var dark = section.value("dark");
        var alt = section.value("alt", LONGEST_ALT);
        var withName = section.flag("withName");
        section.refuseOthers();
        if (light == null && !section.has("light")) section.fault("brand.logo.light");
        var day = Picture.drawn(folder, light);
        var night = dark == null ? day : Picture.drawn(folder, dark);
        if (day == null || night == null) return null;
        if (dark == null && light != null) light.note(Messages.text("brand.logo.dark"));
        return new Logo(day, night, alt == null ? null : alt.text(), withName == null ? day.ratio() < MARK : withName);
    }

    /** The name of the file on light pages. */
    public String lightFile() {
        return "brand-logo." + light.type();
    }

    /** The name of the file on dark pages. */
    public String darkFile() {
        return "brand-logo-dark." + dark.type();
    }

    /** In pixels on pages, as are the others. */
    public int width() {
        return width(light);
    }

    public int height() {
        return height(light);
    }

    public int darkWidth() {
        return width(dark);
    }

    public int darkHeight() {
        return height(dark);
    }

    private static int width(Picture picture) {
        return (int) Math.max(1, Math.round(Math.min(WIDEST, HEIGHT * picture.ratio())));
    }

    private static int height(Picture picture) {
        return (int) Math.max(1, Math.round(width(picture) / picture.ratio()));
    }
}
