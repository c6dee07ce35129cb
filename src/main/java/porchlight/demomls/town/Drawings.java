package porchlight.demomls.town;

import java.util.List;
import java.util.Locale;

/** Simple portraits of the invented people and logos of the invented firms, as SVG. */
final class Drawings {
    private static final List<String> GROUNDS =
            List.of("#d9e4dd", "#e8dcc8", "#d5dfe9", "#eadbd6", "#dfdcea", "#e3e6cf");
    private static final List<String> SKINS = List.of("#f2d3b8", "#e0ac82", "#c68a5e", "#9c6643", "#70462e", "#f6dfcb");
    private static final List<String> HAIRS = List.of("#2b211b", "#5a3a22", "#8a5a2c", "#b58a4c", "#6e6e6e", "#3a2a3f");
    private static final List<String> CLOTHES =
            List.of("#2f4858", "#7a3b3b", "#3d5a45", "#4a4169", "#6b5b3e", "#29506d", "#8a4f2a");

    private Drawings() {}

    /** Head and shoulders; the same number always gives the same person. */
    static String portrait(int number, String name) {
        var draw = new Draw(17, number, "portrait");
        var hair = draw.one(HAIRS);
        var skin = draw.one(SKINS);
        var clothes = draw.one(CLOTHES);
        var long_ = draw.chance(.5);
        var svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 240 240\" role=\"img\"><title>%s</title><rect width=\"240\" height=\"240\" fill=\"%s\"/>",
                escaped(name),
                draw.one(GROUNDS)));
        if (long_) svg.append(path("M66 100c0-74 108-74 108 0v66c-30 14-78 14-108 0z", hair));
        svg.append(path("M30 240c0-52 34-74 90-74s90 22 90 74z", clothes));
        svg.append(path("M98 142h44v34c-12 16-32 16-44 0z", skin));
        svg.append(path("M96 170l24 26 24-26 14 8-38 44-38-44z", "#fff"));
        svg.append(
                String.format(Locale.ROOT, "<ellipse cx=\"120\" cy=\"108\" rx=\"41\" ry=\"50\" fill=\"%s\"/>", skin));
        svg.append(path(
                long_
                        ? "M74 112c-4-72 96-72 92 0-8-34-30-42-46-44-16 12-34 16-46 44z"
                        : draw.chance(.5)
                                ? "M76 100c-4-62 92-62 88 0-8-18-18-28-44-28s-36 10-44 28z"
                                : "M76 98c2-58 86-58 88 0-14-30-60-36-88 0z",
                hair));
        for (var x : new int[] {104, 136})
            svg.append("<circle cx=\"").append(x).append("\" cy=\"108\" r=\"4\" fill=\"#2a2320\"/>");
        svg.append(
                "<path d=\"M105 132c8 8 22 8 30 0\" fill=\"none\" stroke=\"#7a3b32\" stroke-width=\"4\" stroke-linecap=\"round\"/>");
        if (draw.chance(.3))
            svg.append(
                    "<path d=\"M91 108a13 12 0 1 0 26 0a13 12 0 1 0-26 0m32 0a13 12 0 1 0 26 0a13 12 0 1 0-26 0m-6-2h6\" fill=\"none\" stroke=\"#333\" stroke-width=\"2.5\"/>");
        return svg.append("</svg>").toString();
    }

    /** A firm's logo with its name next to it. */
    static String logo(int number, String name) {
        var color = CLOTHES.get(number % CLOTHES.size());
        var mark = switch (number % 5) {
            case 0 -> "M12 50L48 18l36 32v32H12zm26 32V58h20v24z";
            case 1 -> "M12 78c0-40 16-60 36-60s36 20 36 60h-14c0-30-8-46-22-46S26 48 26 78z";
            case 2 ->
                "M48 14c22 20 30 34 30 46a30 26 0 0 1-60 0c0-12 8-26 30-46zm0 30c-10 10-12 14-12 20a12 11 0 0 0 24 0c0-6-2-10-12-20z";
            case 3 -> "M12 82V38l18-14 18 14 18-14 18 14v44H66V60H54v22H42V60H30v22z";
            default -> "M48 14l34 34-34 34-34-34zm0 18L32 48l16 16 16-16z";
        };
        var words = name.split(" ");
        var middle = (words.length + 1) / 2;
        var first = String.join(" ", List.of(words).subList(0, middle));
        var second = String.join(" ", List.of(words).subList(middle, words.length));
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 360 96\" role=\"img\" font-family=\"Georgia, serif\"><title>%1$s</title><rect width=\"360\" height=\"96\" fill=\"#fff\"/><path d=\"%2$s\" fill=\"%3$s\" fill-rule=\"evenodd\"/><text x=\"104\" y=\"46\" font-size=\"25\" fill=\"#222\">%4$s</text><text x=\"104\" y=\"74\" font-size=\"20\" fill=\"%3$s\">%5$s</text></svg>",
                escaped(name),
                mark,
                color,
                escaped(first),
                escaped(second));
    }

    private static String path(String d, String fill) {
        return "<path d=\"" + d + "\" fill=\"" + fill + "\"/>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
