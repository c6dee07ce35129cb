package porchlight.brand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The site's colors by role, as {@code static/css/tokens.css} and the brand give them to style sheets: for what can't
 * read CSS. Immutable.
 */
public final class Palette {
    private static final String HEX = "(#[0-9a-f]{6})";
    private static final Pattern TOKEN = Pattern.compile(
            "--([a-z-]+):\\s*(?:" + HEX + "|light-dark\\(" + HEX + ",\\s*" + HEX + "\\)|var\\(--([a-z-]+)\\))\\s*;");

    private final Map<String, Tone> tones;

    private Palette(Map<String, Tone> tones) {
        this.tones = Map.copyOf(tones);
    }

    /**
     * A role's color.
     *
     * @param light on light pages, {@code #rrggbb}
     * @param dark on dark pages
     */
    public record Tone(String light, String dark) {}

    /**
     * The colors of Porchlight itself, as packaged.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Palette ours() {
        try (var file = Palette.class.getResourceAsStream("/static/css/tokens.css")) {
            if (file == null) throw new IllegalStateException("static/css/tokens.css is not packaged with the program");
            return of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException fault) {
            throw new UncheckedIOException("cannot read the site's colors", fault);
        }
    }

    /**
     * Reads custom properties; a later one replaces an earlier one of the same name, as in style sheets.
     *
     * @throws IllegalArgumentException if one refers to another that isn't above it
     */
    public static Palette of(String css) {
        var palette = new HashMap<String, Tone>();
        var tokens = TOKEN.matcher(css).results().toList();
        for (var token : tokens) {
            var same = token.group(2);
            var role = token.group(5);
            palette.put(
                    token.group(1),
                    role != null
                            ? tone(palette, role)
                            : same != null ? new Tone(same, same) : new Tone(token.group(3), token.group(4)));
        }
        // One that refers to another follows it where that was replaced.
        for (var token : tokens) if (token.group(5) != null) palette.put(token.group(1), tone(palette, token.group(5)));
        return new Palette(palette);
    }

    /**
     * @param role a custom property's name, without its dashes
     * @throws IllegalArgumentException if there is none, or it isn't a plain color
     */
    public Tone tone(String role) {
        return tone(tones, role);
    }

    private static Tone tone(Map<String, Tone> tones, String role) {
        var tone = tones.get(role);
        if (tone == null) throw new IllegalArgumentException("no color --" + role);
        return tone;
    }
}
