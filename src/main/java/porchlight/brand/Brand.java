package porchlight.brand;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How the owner wants the site to look: the content of a brand folder that has no faults. Immutable.
 *
 * @param name of the site; null for that of the settings
 * @param logo null for Porchlight's mark and the name
 * @param icon what devices show; null for the logo
 * @param content pages, menus, and searches
 * @param hero beginning of the home page
 * @param notices what others require on the site
 * @param notes what was changed for the sake of visitors, and what the owner should know, one sentence each
 */
public record Brand(
        @Nullable String name,
        @Nullable Logo logo,
        @Nullable Picture icon,
        Colors colors,
        Type type,
        Content content,
        Hero hero,
        Notices notices,
        List<String> notes) {

    /** Porchlight's own looks. */
    public static final Brand OURS =
            new Brand(null, null, null, Colors.OURS, Type.OURS, Content.NONE, Hero.OURS, Notices.NONE, List.of());

    private static final int MAIL_HEIGHT = 96;
    private static final int MAIL_WIDEST = 480;

    public Brand {
        notes = List.copyOf(notes);
    }

    /** Styles that follow the site's own and replace its colors, and those of notices; empty for none. */
    public String css() {
        return colors.css() + notices.css();
    }

    /**
     * Styles that load the brand's fonts; empty for those of the visitor's device.
     *
     * @param address of a file, by its name
     */
    public String fonts(UnaryOperator<String> address) {
        return type.css(address);
    }

    /** The name of the logo as a bitmap, for programs that don't show drawings. */
    public static final String LOGO_BITMAP = "brand-logo.png";

    /**
     * The files of the brand, by name; some replace the site's own.
     *
     * @param palette the colors of the site with this brand
     */
    public List<BrandFile> files(Palette palette) {
        var files = new ArrayList<>(type.files());
        if (logo != null) {
            files.add(BrandFile.of(logo.lightFile(), logo.light().bytes()));
            files.add(BrandFile.of(logo.darkFile(), logo.dark().bytes()));
            if (logo.light().isDrawing()) {
                var drawing = logo.light();
                var width = (int) Math.round(Math.min(MAIL_WIDEST, MAIL_HEIGHT * drawing.ratio()));
                files.add(BrandFile.drawn(
                        LOGO_BITMAP,
                        drawing,
                        "",
                        () -> Picture.png(drawing.fitted(width, (int) Math.ceil(width / drawing.ratio())))));
            }
        }
        if (hero.picture() != null) files.addAll(hero.picture().files());
        if (hero.drawn() && (colors.has("brand") || colors.has("attention")))
            files.add(BrandFile.of("street.svg", Drawings.street(colors, palette)));
        var own = icon != null ? icon : logo != null ? logo.light() : null;
        var mark = own != null || colors.tones().isEmpty() ? own : Drawings.icon(palette);
        if (mark != null) {
            var ground = palette.tone("surface").light();
            files.add(BrandFile.drawn("favicon.ico", mark, "", () -> Icons.favicon(mark)));
            files.add(BrandFile.drawn("icon-192.png", mark, "", () -> Icons.icon(mark, 192)));
            files.add(BrandFile.drawn("icon-512.png", mark, "", () -> Icons.icon(mark, 512)));
            files.add(BrandFile.drawn("apple-touch-icon.png", mark, ground, () -> Icons.touch(mark, ground)));
            files.add(BrandFile.drawn("icon-maskable.png", mark, ground, () -> Icons.maskable(mark, ground)));
            if (mark.isDrawing()) files.add(BrandFile.of("icon.svg", mark.bytes()));
        }
        content.media().forEach(media -> files.addAll(media.files()));
        return files;
    }

    /** Whether the browser's tab may show {@code icon.svg}. */
    public boolean hasDrawnIcon() {
        var mark = icon != null ? icon : logo != null ? logo.light() : null;
        return mark == null || mark.isDrawing();
    }
}
