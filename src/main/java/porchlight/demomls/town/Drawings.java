package porchlight.demomls.town;

import java.util.List;
import java.util.Locale;

/** Logos of the invented firms, as SVG. */
final class Drawings {
    private static final List<String> CLOTHES =
            List.of("#2f4858", "#7a3b3b", "#3d5a45", "#4a4169", "#6b5b3e", "#29506d", "#8a4f2a");

    private Drawings() {}

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

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
