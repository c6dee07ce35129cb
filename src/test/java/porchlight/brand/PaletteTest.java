package porchlight.brand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PaletteTest {
    private static final String CSS = """
            :root {
              --brand: light-dark(#1c5c47, #7fcfae);
              --attention: #f2b544;
              --link: var(--brand);
              --veil: light-dark(rgb(255 255 255 / 75%), rgb(27 36 32 / 80%));
              --radius: 0.5rem;
            }
            """;

    @Test
    void readsColorsOfLightAndDarkPages() {
        var palette = Palette.of(CSS);
        assertEquals(new Palette.Tone("#1c5c47", "#7fcfae"), palette.tone("brand"));
        assertEquals(new Palette.Tone("#f2b544", "#f2b544"), palette.tone("attention"));
        assertEquals(palette.tone("brand"), palette.tone("link"));
    }

    @Test
    void aLaterValueReplacesAnEarlierOne() {
        var palette = Palette.of(CSS + ":root{--brand:light-dark(#112233,#aabbcc);}");
        assertEquals(new Palette.Tone("#112233", "#aabbcc"), palette.tone("brand"));
    }

    @Test
    void whatIsNoPlainColorIsAFault() {
        var palette = Palette.of(CSS);
        assertThrows(IllegalArgumentException.class, () -> palette.tone("veil"));
        assertThrows(IllegalArgumentException.class, () -> palette.tone("radius"));
        assertThrows(IllegalArgumentException.class, () -> palette.tone("nothing"));
        assertThrows(IllegalArgumentException.class, () -> Palette.of(":root{--link:var(--brand);}"));
    }
}
