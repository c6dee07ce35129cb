package porchlight.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Colors have their values in one file, under the names of their roles, so that a site can have others. */
class ColorsTest {
    private static final Path TOKENS = Path.of("static/css/tokens.css");

    /** Files with colors of their own, which can't read custom properties. */
    private static final Map<Path, String> EXCEPTIONS = Map.of(
            Path.of("static/img/icon.svg"), "the icon of the browser's tab",
            Path.of("static/img/rose-city.svg"), "the logo of the demonstration's MLS",
            Path.of("static/img/street.svg"), "the drawing on the home page");

    private static final String NAMED = """
            aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown \
            burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan \
            darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred \
            darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink \
            deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold \
            goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush \
            lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey \
            lightpink lightsalmon lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow \
            lime limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen \
            mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin \
            navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise \
            palevioletred papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red rosybrown royalblue \
            saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue slategray slategrey snow \
            springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow yellowgreen""".replace(' ', '|');

    /** Words for hues that are not colors of CSS. */
    private static final String HUES = NAMED + "|amber|rose|mint|sage|sand|clay|rust|cream|slate|emerald|ruby|sky";

    private static final List<Pattern> LITERALS = Stream.of(
                    "(?:#|%23)(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![\\w-])",
                    "(?<![\\w-])(?:rgba?|hsla?|hwb|(?:ok)?lab|(?:ok)?lch|color)\\(",
                    // The value of a declaration, or of an attribute, or a string of a script.
                    "(?<=[:,( ])(?:" + NAMED + ")(?=[;,) }])(?=[^{]*[;}])",
                    "(?:fill|stroke|color|bgcolor|flood-color|stop-color)=[\"'](?:" + NAMED + ")[\"']",
                    "[cC]olor\\w*:? ?=? ?[\"'`](?:" + NAMED + ")[\"'`]")
            .map(regex -> Pattern.compile(regex, Pattern.CASE_INSENSITIVE))
            .toList();

    private static final Pattern PROPERTY = Pattern.compile("(?<![\\w-])--([a-z][a-z0-9-]*)(?=\\s*[:,)])");

    @Test
    void colorsHaveTheirValuesInOneFile() throws Exception {
        var found = new TreeMap<Path, List<String>>();
        for (var file : files()) {
            var literals = literals(file, Files.readString(file));
            if (!literals.isEmpty()) found.put(file, literals);
        }
        assertTrue(found.remove(TOKENS) != null, "no colors at all");
        assertEquals(new TreeSet<>(EXCEPTIONS.keySet()), found.keySet(), found.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a { color: #fff; }",
                "a { color: red }",
                "a { background: url(data:image/svg+xml,%3Csvg fill='%23868f88') }",
                "a { border: 1px solid rgb(0 0 0 / 10%); }",
                "a { background: linear-gradient(white, var(--surface)); }",
                "a { color: light-dark(oklch(0 0 0), var(--text)); }"
            })
    void literalsInStyleSheetsAreFound(String css) {
        assertEquals(1, literals(Path.of("a.css"), css).size(), css);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<path fill=\"#123\"/>", "<path stroke='tan'/>", "L.circle({ color: 'red' })"})
    void literalsElsewhereAreFound(String text) {
        assertEquals(1, literals(Path.of("a.svg"), text).size(), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a { white-space: nowrap; color: var(--text); background: transparent; stroke: currentcolor; }",
                ".gold { margin: 0; }",
                "a { color: color-mix(in srgb, var(--shade) 8%, transparent); }",
                "<a href=\"#main\" th:text=\"#{layout.face}\">A red house; a white one.</a>"
            })
    void othersAreNot(String text) {
        assertEquals(List.of(), literals(Path.of(text.startsWith("<") ? "a.html" : "a.css"), text));
    }

    /** What the demonstration's MLS draws isn't the site's, and scanners want codes black on white. */
    @Test
    void programsTakeColorsFromThere() throws Exception {
        var literal = Pattern.compile(
                "\"[^\"]*#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\\b|new Color\\(\\s*(?:0x|\\d)|Color\\.[A-Z]{3,}");
        var found = new TreeSet<String>();
        try (var programs = Files.walk(Path.of("src/main/java"))) {
            for (var file : programs.filter(Files::isRegularFile).toList())
                if (literal.matcher(Files.readString(file).replace("\\\"", "'").replaceAll("(?s)/\\*.*?\\*/", ""))
                                .find()
                        && !file.toString().contains("demomls"))
                    found.add(file.getFileName().toString());
        }
        assertEquals(Set.of("QrCode.java"), found);
    }

    @Test
    void propertiesAreNamedAfterRoles() throws Exception {
        var hue = Pattern.compile("(?:.*-)?(?:" + HUES + ")(?:-.*)?");
        var named = new TreeSet<String>();
        for (var file : files())
            PROPERTY.matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1))
                    .filter(name -> hue.matcher(name).matches())
                    .forEach(named::add);
        assertEquals("", String.join(" ", named));
    }

    /** An undefined property would silently be no color at all, and an unused one is not a choice. */
    @Test
    void everyPropertyIsDefinedAndUsed() throws Exception {
        var defined = new TreeSet<String>();
        var used = new TreeSet<String>();
        for (var file : files()) {
            var text = Files.readString(file);
            Pattern.compile("(?<![\\w(-])--([a-z-]+):")
                    .matcher(text)
                    .results()
                    .forEach(each -> defined.add(each.group(1)));
            Pattern.compile("var\\(--([a-z-]+)").matcher(text).results().forEach(each -> used.add(each.group(1)));
        }
        assertEquals(used, defined);
    }

    private static List<String> literals(Path file, String text) {
        var patterns = file.toString().endsWith(".css")
                ? LITERALS.subList(0, 3)
                : Stream.of(0, 1, 3, 4).map(LITERALS::get).toList();
        return patterns.stream()
                .flatMap(pattern -> Arrays.stream(
                                text.replaceAll("(?s)/\\*.*?\\*/", "").split("\n"))
                        .flatMap(line -> pattern.matcher(line).results())
                        .map(found -> found.group()))
                .collect(Collectors.toList());
    }

    private static List<Path> files() throws IOException {
        try (var styles = Files.walk(Path.of("static"));
                var templates = Files.walk(Path.of("templates"))) {
            return Stream.concat(styles, templates)
                    .filter(file -> file.toString().matches(".*\\.(css|js|svg|html)"))
                    .sorted()
                    .toList();
        }
    }
}
