package porchlight.brand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fonts of headings and text.
 *
 * @param pair one of ours; for the owner's own files, what those leave open
 * @param own the owner's files
 */
record Type(Pair pair, List<Own> own) {
    static final Type OURS = new Type(Pair.SYSTEM, List.of());

    private static final Pattern FILE = Pattern.compile("\\{([a-z-]+\\.woff2)}");

    Type {
        own = List.copyOf(own);
    }

    /** Fonts for headings and text that go together. */
    enum Pair {
        /** Those of the visitor's device. */
        SYSTEM,
        /** Inter for both. */
        MODERN,
        /** Newsreader and Libre Franklin. */
        CLASSIC,
        /** Fraunces and Work Sans. */
        WARM
    }

    /** What a file of the owner's is for. */
    private enum Use {
        HEADING,
        TEXT,
        BOLD
    }

    /** A font file of the owner's. */
    record Own(Use use, Woff2 font) {
        private String file() {
            return "brand-" + word(use) + ".woff2";
        }
    }

    /** Reads the value of {@code fonts}: the name of a pair, or files. */
    static Type read(Section site, BrandFolder folder) {
        if (!site.has("fonts")) return OURS;
        if (!site.isSection("fonts")) {
            var name = site.value("fonts");
            return name == null ? OURS : new Type(name.word(Pair.class), List.of());
        }
        var section = site.section("fonts");
        if (section == null) return OURS;
        var own = new ArrayList<Own>();
        for (var use : Use.values()) {
            var font = Woff2.read(folder, section.value(word(use)));
            if (font != null) own.add(new Own(use, font));
        }
        section.refuseOthers();
        return new Type(Pair.SYSTEM, own);
    }

    List<BrandFile> files() {
        return own.stream()
                .map(each -> BrandFile.of(each.file(), each.font().bytes()))
                .toList();
    }

    /**
     * Rules that load the fonts; empty for none.
     *
     * @param address of a font file, by its name
     */
    String css(UnaryOperator<String> address) {
        var css = new StringBuilder(pair == Pair.SYSTEM ? "" : located(sheet(word(pair)), address));
        var bold = own.stream().anyMatch(each -> each.use() == Use.BOLD);
        for (var each : own) {
            // Heavier text is drawn from the same file unless there is one for it.
            var weight = each.use() == Use.BOLD ? "600 900" : each.use() == Use.TEXT && bold ? "100 599" : "100 900";
            var family = each.use() == Use.HEADING ? "own-heading" : "own-text";
            css.append(located(
                    sheet("own-face")
                            .replace("{family}", family)
                            .replace("{weight}", each.font().isVariable() || bold ? weight : "400")
                            .replace("{brand-font.woff2}", "{" + each.file() + "}"),
                    address));
            if (each.use() != Use.BOLD) css.append(sheet("own-" + word(each.use())));
        }
        return css.toString();
    }

    private static String located(String css, UnaryOperator<String> address) {
        return FILE.matcher(css).replaceAll(file -> Matcher.quoteReplacement(address.apply(file.group(1))));
    }

    private static String sheet(String name) {
        try (var file = Type.class.getResourceAsStream("/brand/type/" + name + ".css")) {
            if (file == null) throw new IllegalStateException("no style sheet " + name);
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
