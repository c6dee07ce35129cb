package porchlight.brand;

import static porchlight.brand.Contrast.BLACK;
import static porchlight.brand.Contrast.WHITE;
import static porchlight.brand.Contrast.blend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import porchlight.brand.Palette.Tone;
import porchlight.message.Messages;

/**
 * The owner's colors, with all that follow from them.
 *
 * @param tones by role; roles that the owner left alone are absent
 */
record Colors(Map<String, Tone> tones) {
    static final Colors OURS = new Colors(Map.of());

    /** Light pages have dark text, and dark pages light text, whatever the owner chooses: as luminance. */
    private static final double DARKEST_LIGHT_PAGE = 0.6;

    private static final double LIGHTEST_DARK_PAGE = 0.045;

    Colors {
        tones = Map.copyOf(tones);
    }

    /** Whether the owner chose a role's color. */
    boolean has(String role) {
        return tones.containsKey(role);
    }

    /** Custom properties that replace those of {@code tokens.css}; empty for none. */
    String css() {
        if (tones.isEmpty()) return "";
        var css = new StringBuilder("@layer ").append("tokens{:root{");
        tones.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(tone -> css.append("--")
                        .append(tone.getKey())
                        .append(":light-dark(")
                        .append(tone.getValue().light())
                        .append(',')
                        .append(tone.getValue().dark())
                        .append(");"));
        return css.append("}}\n").toString();
    }

    /** @param ours the colors that the owner's replace */
    static Colors read(@Nullable Section section, Palette ours) {
        if (section == null) return OURS;
        var mixing = new Mixing(ours);
        mixing.surface(Wish.read(section, "surface"));
        mixing.text(Wish.read(section, "text"));
        mixing.settleText();
        mixing.brand(Wish.read(section, "brand"));
        mixing.attention(Wish.read(section, "attention"));
        mixing.danger(Wish.read(section, "danger"));
        mixing.hero(Wish.read(section, "hero"));
        section.refuseOthers();
        return new Colors(mixing.tones);
    }

    /**
     * What the owner asked for.
     *
     * @param light {@code #rrggbb}; null if only dark pages are to change
     * @param dark null for a color that follows from the light one
     */
    private record Wish(
            @Nullable String light,
            @Nullable String dark,
            Section.@Nullable Value lightAt,
            Section.@Nullable Value darkAt) {

        static @Nullable Wish read(Section section, String role) {
            if (!section.has(role)) return null;
            if (!section.isSection(role)) {
                var value = section.color(role);
                return value == null ? null : new Wish(hex(value), null, value, null);
            }
            var both = section.section(role);
            if (both == null) return null;
            var light = both.color("light");
            var dark = both.color("dark");
            both.refuseOthers();
            return new Wish(light == null ? null : hex(light), dark == null ? null : hex(dark), light, dark);
        }

        private static @Nullable String hex(Section.Value value) {
            var text = value.text().toLowerCase(Locale.ROOT).replaceFirst("^#", "");
            if (text.matches("[0-9a-f]{3}")) text = text.replaceAll("(.)", "$1$1");
            if (text.matches("[0-9a-f]{6}")) return "#" + text;
            value.fault("brand.color");
            return null;
        }

        /** Says so if the color that is used isn't the one that was asked for. */
        void report(Tone used) {
            report(lightAt, light, used.light(), "brand.color.adjusted.light");
            report(darkAt, dark, used.dark(), "brand.color.adjusted.dark");
        }

        private static void report(Section.@Nullable Value at, @Nullable String wish, String used, String message) {
            if (at != null && wish != null && !wish.equals(used)) at.note(Messages.text(message, wish, used));
        }
    }

    /** Works out the colors of all roles, those first that others must be readable on. */
    private static final class Mixing {
        private final Palette ours;
        private final Map<String, Tone> tones = new LinkedHashMap<>();

        Mixing(Palette ours) {
            this.ours = ours;
        }

        private Tone tone(String role) {
            var own = tones.get(role);
            return own == null ? ours.tone(role) : own;
        }

        private void put(String role, String light, String dark) {
            tones.put(role, new Tone(light, dark));
        }

        private List<String> light(String... roles) {
            return List.of(roles).stream().map(role -> tone(role).light()).toList();
        }

        private List<String> dark(String... roles) {
            return List.of(roles).stream().map(role -> tone(role).dark()).toList();
        }

        private static final String[] GROUNDS = {"surface", "surface-raised", "surface-sunken"};

        void surface(@Nullable Wish wish) {
            if (wish == null) return;
            var before = tone("surface");
            var light = wish.light() == null ? before.light() : wish.light();
            while (Contrast.luminance(light) < DARKEST_LIGHT_PAGE) light = blend(light, WHITE, 0.05);
            var dark = wish.dark() == null ? before.dark() : wish.dark();
            while (Contrast.luminance(dark) > LIGHTEST_DARK_PAGE) dark = blend(dark, BLACK, 0.05);
            put("surface", light, dark);
            put("surface-raised", blend(light, WHITE, 0.7), blend(dark, WHITE, 0.05));
            put("surface-sunken", blend(light, BLACK, 0.04), blend(dark, WHITE, 0.025));
            wish.report(tone("surface"));
        }

        void text(@Nullable Wish wish) {
            if (wish == null) return;
            var before = tone("text");
            var grounds = light(GROUNDS);
            var nights = dark(GROUNDS);
            put(
                    "text",
                    Contrast.moved(
                            wish.light() == null ? before.light() : wish.light(), BLACK, grounds, Contrast.COMFORTABLE),
                    Contrast.moved(
                            wish.dark() == null ? before.dark() : wish.dark(), WHITE, nights, Contrast.COMFORTABLE));
            wish.report(tone("text"));
        }

        /** What lies between the text and its ground. */
        void settleText() {
            if (tones.isEmpty()) return;
            var text = tone("text");
            var surface = tone("surface");
            put(
                    "text-quiet",
                    Contrast.darkened(blend(text.light(), surface.light(), 0.3), light(GROUNDS)),
                    Contrast.lightened(blend(text.dark(), surface.dark(), 0.3), dark(GROUNDS)));
            put("line", blend(surface.light(), text.light(), 0.13), blend(surface.dark(), text.dark(), 0.15));
            put(
                    "line-strong",
                    Contrast.moved(blend(surface.light(), text.light(), 0.4), BLACK, light(GROUNDS), Contrast.VISIBLE),
                    Contrast.moved(blend(surface.dark(), text.dark(), 0.4), WHITE, dark(GROUNDS), Contrast.VISIBLE));
        }

        void brand(@Nullable Wish wish) {
            if (wish == null) return;
            var before = tone("brand");
            var asked = wish.light() == null ? before.light() : wish.light();
            var light = Contrast.darkened(asked, with(light(GROUNDS), WHITE));
            var night = wish.dark() != null ? wish.dark() : wish.light() != null ? light : before.dark();
            var onDark = blend(night, BLACK, 0.85);
            var dark = Contrast.lightened(night, with(dark(GROUNDS), onDark));
            put("brand", light, dark);
            put("on-brand", WHITE, onDark);
            put("brand-strong", blend(light, BLACK, 0.3), blend(dark, WHITE, 0.3));
            var raised = tone("surface-raised");
            put("brand-soft", tinted(raised.light(), light, 0.1, true), tinted(raised.dark(), dark, 0.13, false));
            put(
                    "brand-soft-strong",
                    tinted(raised.light(), light, 0.18, true),
                    tinted(raised.dark(), dark, 0.2, false));
            put("chart-bar", blend(raised.light(), light, 0.5), blend(raised.dark(), dark, 0.55));
            put("chart-bar-quiet", blend(raised.light(), light, 0.42), blend(raised.dark(), dark, 0.5));
            wish.report(tone("brand"));
        }

        /** A ground with a little of a color, on which text is still readable. */
        private String tinted(String ground, String color, double share, boolean light) {
            var text = light ? tone("text").light() : tone("text").dark();
            return Contrast.moved(blend(ground, color, share), ground, List.of(text), Contrast.READABLE);
        }

        private static List<String> with(List<String> colors, String further) {
            var all = new ArrayList<>(colors);
            all.add(further);
            return all;
        }

        void attention(@Nullable Wish wish) {
            if (wish == null) return;
            var before = tone("attention");
            var light = wish.light() == null ? before.light() : wish.light();
            // Text on it is the same on light and on dark pages.
            put("attention", light, light);
            var on = Contrast.ratio(light, BLACK) >= Contrast.ratio(light, WHITE)
                    ? Contrast.darkened(blend(light, BLACK, 0.8), List.of(light))
                    : WHITE;
            put("on-attention", on, on);
            var raised = tone("surface-raised");
            var softLight = blend(raised.light(), light, 0.2);
            var softDark = blend(raised.dark(), light, 0.15);
            put("attention-soft", softLight, softDark);
            put(
                    "on-attention-soft",
                    Contrast.darkened(blend(light, BLACK, 0.7), List.of(softLight)),
                    Contrast.lightened(blend(light, WHITE, 0.6), List.of(softDark)));
            put("mark-door", blend(light, WHITE, 0.6), blend(light, WHITE, 0.6));
            wish.report(tone("attention"));
        }

        void danger(@Nullable Wish wish) {
            if (wish == null) return;
            var before = tone("danger");
            var raised = tone("surface-raised");
            var light = wish.light() == null ? before.light() : wish.light();
            var dark = wish.dark() != null ? wish.dark() : wish.light() != null ? light : before.dark();
            var softLight = blend(raised.light(), light, 0.1);
            var softDark = blend(raised.dark(), dark, 0.15);
            put("danger-soft", softLight, softDark);
            put(
                    "danger",
                    Contrast.darkened(light, with(light(GROUNDS), softLight)),
                    Contrast.lightened(dark, with(dark(GROUNDS), softDark)));
            wish.report(tone("danger"));
        }

        /** The ground behind the home page's heading, from top to bottom. */
        void hero(@Nullable Wish wish) {
            if (wish == null) return;
            var text = tone("text");
            var surface = tone("surface");
            var before = tone("hero-bottom");
            var light = Contrast.lightened(wish.light() == null ? before.light() : wish.light(), List.of(text.light()));
            var night = wish.dark() != null
                    ? wish.dark()
                    : wish.light() != null ? blend(surface.dark(), wish.light(), 0.25) : before.dark();
            var dark = Contrast.darkened(night, List.of(text.dark()));
            put("hero-top", blend(light, WHITE, 0.7), blend(surface.dark(), dark, 0.25));
            put("hero-middle", blend(light, WHITE, 0.35), blend(surface.dark(), dark, 0.6));
            put("hero-bottom", light, dark);
            put("hero-line", blend(light, text.light(), 0.3), blend(dark, text.dark(), 0.3));
            wish.report(tone("hero-bottom"));
        }
    }
}
