package porchlight.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no template may contain, whatever page it makes. */
class TemplatesTest {
    static Stream<Path> templates() throws IOException {
        try (var files = Files.walk(Path.of("templates"))) {
            return files.filter(file -> file.toString().endsWith(".html")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void markupIsEscapedAndNothingIsInline(Path template) throws IOException {
        var source = Files.readString(template);
        assertFalse(source.contains("utext"), "th:utext writes unescaped text");
        assertFalse(source.matches("(?s).*\\[\\(.*"), "[(…)] writes unescaped text");
        var page = Jsoup.parse(source);
        assertEquals(List.of(), page.select("style").eachText());
        for (var element : page.getAllElements()) {
            for (var attribute : element.attributes()) {
                var name = attribute.getKey();
                assertFalse(name.matches("(th:)?(style|on\\w+)"), template + ": " + name);
                assertFalse(attribute.getValue().startsWith("javascript:"), template + ": " + name);
            }
            if (element.attr("type").equals("application/ld+json"))
                assertTrue(
                        element.attr("th:inline").equals("javascript")
                                && element.data().equals("[[${page.structuredData}]]"),
                        "structured data are written by the serializer that escapes");
            else if (element.normalName().equals("script"))
                assertTrue(element.hasAttr("th:src") && element.data().isBlank(), "inline script");
        }
    }

    /** A fragment's name also selects elements of that name: they would be inserted with it. */
    @ParameterizedTest
    @MethodSource("templates")
    void fragmentsAreNotNamedLikeOtherElements(Path template) throws IOException {
        var page = Jsoup.parse(Files.readString(template), Parser.xmlParser());
        for (var fragment : page.select("[th:fragment]")) {
            var name = fragment.attr("th:fragment").replaceAll("\\W.*", "");
            for (var same : page.getElementsByTag(name))
                assertTrue(
                        same.equals(fragment) || same.parents().contains(fragment),
                        () -> template + ": <" + name + "> is taken for the fragment " + name);
        }
    }
}
