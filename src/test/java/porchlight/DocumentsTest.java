package porchlight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents lead where they say, and the first two stay short. */
class DocumentsTest {
    private static final Path GUIDES = Path.of("src/docs");
    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```$|`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(\\s*([^)\\s]+)\\s*\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        var broken = new ArrayList<String>();
        for (var document : documents())
            for (var link : LINK.matcher(withoutCode(document)).results().toList())
                if (!link.group(1).contains("://") && !leadsSomewhere(document, link.group(1)))
                    broken.add(document + " to " + link.group(1));

        assertEquals(List.of(), broken);
    }

    @Test
    void everyGuideIsLinkedFromTheReadme() throws IOException {
        var readme = Files.readString(Path.of("README.md"));
        try (var files = Files.list(GUIDES)) {
            for (var guide :
                    files.filter(file -> file.toString().endsWith(".md")).toList())
                assertTrue(readme.contains("(src/docs/" + guide.getFileName() + ")"), guide + " is not linked");
        }
    }

    @Test
    void everyDecisionIsInTheIndex() throws IOException {
        var index = Files.readString(GUIDES.resolve("decisions/README.md"));
        try (var files = Files.list(GUIDES.resolve("decisions"))) {
            for (var decision : files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{3}-.*"))
                    .toList()) assertTrue(index.contains("(" + decision + ")"), decision + " is not in the index");
        }
    }

    @Test
    void theFirstDocumentsAreShort() throws IOException {
        assertTrue(words("README.md") <= 1_500, words("README.md") + " words");
        assertTrue(words("ARCHITECTURE.md") <= 1_500, words("ARCHITECTURE.md") + " words");
    }

    private static List<Path> documents() throws IOException {
        try (var guides = Files.walk(GUIDES)) {
            return Stream.concat(
                            Stream.of("README.md", "ARCHITECTURE.md", "BENCHMARKS.md")
                                    .map(Path::of),
                            guides.filter(file -> file.toString().endsWith(".md")))
                    .toList();
        }
    }

    private static boolean leadsSomewhere(Path document, String link) {
        var parts = link.split("#", 2);
        var target = parts[0].isEmpty()
                ? document
                : document.toAbsolutePath().resolveSibling(parts[0]).normalize();
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(Path document) {
        return HEADING.matcher(withoutBlocks(document))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static String withoutCode(Path document) throws IOException {
        return CODE.matcher(Files.readString(document)).replaceAll("");
    }

    /** A comment in a block of code is no heading. */
    private static String withoutBlocks(Path document) {
        try {
            return Pattern.compile("(?ms)^ *```.*?^ *```$")
                    .matcher(Files.readString(document))
                    .replaceAll("");
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static int words(String document) throws IOException {
        return Files.readString(Path.of(document)).strip().split("\\s+").length;
    }
}
