package porchlight.site;

import java.util.List;
import porchlight.brand.Contrast;
import porchlight.brand.Palette;

/**
 * A color chosen by a host page, adjusted for legibility: text in it, and on it, has a contrast ratio of at least 4.5
 * (WCAG 2.2, 1.4.3).
 *
 * @param light for light pages, {@code #rrggbb}, as close to the requested color as contrast allows
 * @param dark the same for dark pages
 */
record Accent(String light, String dark) {
    /** The backgrounds of text in the accent, and the text on it. */
    private static final List<String> BESIDE = List.of("surface", "surface-raised", "surface-sunken", "on-brand");

    /** @param wish {@code #rrggbb} */
    static Accent of(String wish, Palette palette) {
        var beside = BESIDE.stream().map(palette::tone).toList();
        return new Accent(
                Contrast.darkened(wish, beside.stream().map(Palette.Tone::light).toList()),
                Contrast.lightened(wish, beside.stream().map(Palette.Tone::dark).toList()));
    }
}
