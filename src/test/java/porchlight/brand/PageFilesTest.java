package porchlight.brand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What owners write in pages and menus, right and wrong. */
class PageFilesTest {
    private static final Known KNOWN =
            new Known(search -> search.contains("wrong") ? List.of("There is no filter named “wrong”") : List.of());

    @TempDir
    private Path folder;

    @BeforeEach
    void create() throws IOException {
        Files.writeString(folder.resolve("site.yaml"), "name: Elm\n");
        Files.createDirectory(folder.resolve("pages"));
    }

    private Content content() throws InvalidBrand {
        return SiteYaml.read(folder, Palette.ours(), KNOWN).content();
    }

    private void page(String name, String text) throws IOException {
        Files.writeString(folder.resolve("pages").resolve(name), text);
    }

    private List<BrandFault> faults() {
        return assertThrows(InvalidBrand.class, this::content).faults();
    }

    private static String shown(List<Prose.Element> elements) {
        return elements.stream()
                .map(each -> each.tag() == Prose.Tag.TEXT
                        ? each.text()
                        : each.tag() + (each.to() == null ? "" : "=" + each.to()) + "(" + shown(each.inside()) + ")")
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            # Big | H2(Big)
            ### Small | H3(Small)
            one\\ntwo | P(one two)
            *a* **b** `c` | P(EM(a) STRONG(b) CODE(c))
            [us](/contact) | P(A=/contact(us))
            [this](about) | P(A=/about(this))
            [file](about.md) | P(A=/about(file))
            [file](../pages/about.md) | P(A=/about(file))
            [out](https://example.com/a?b) | P(A=https://example.com/a?b(out))
            1. a\\n2. b | OL(LI(P(a))LI(P(b)))
            > said | BLOCKQUOTE(P(said))
            5 < 6 & \\<b> | P(5 < 6 & <b>)
            :: search | BLOCK()
            """)
    void markdownIsRead(String text, String shown) throws Exception {
        page("about.md", "---\ntitle: About\n---\n" + text.replace("\\n", "\n").replace("\\\\<", "\\<"));
        assertEquals(shown, shown(content().pages().get("about").text().elements()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            a\\n\\n<div>b</div> | 6 | There is HTML in the text.
            a <script>b</script> | 4 | There is HTML in the text.
            a\\n\\n    code | 6 | There is a code block in the text.
            [x](javascript:alert) | 4 | “javascript:alert” is no address that visitors should open.
            [x](/nowhere) | 4 | There is no page “/nowhere”.
            ![](media/x.png) | 4 | The picture “media/x.png” has no description.
            ![x](media/x.png) | 4 | There is no file “media/x.png”.
            ![x](../../etc/passwd) | 4 | There is no file “etc/passwd”.
            ::serch | 4 | There is no block ::serch.
            ::search wrong=1 | 4 | “search” can’t be searched: There is no filter named “wrong”.
            ::contact city=Portland | 4 | ::contact has no option city.
            ::agent | 4 | The block doesn’t say whom it shows.
            ::market | 4 | The block needs a city.
            ::ours and more | 4 | “and more” isn’t an option.
            * ::ours | 4 | ::ours is inside a list or a quotation.
            """)
    void faultsInTextsHaveTheirLine(String text, int line, String what) throws Exception {
        page("about.md", "---\ntitle: About\n---\n" + text.replace("\\n", "\n") + "\n");
        var fault = faults().get(0);
        assertEquals(folder.getFileName() + "/pages/about.md:" + line, fault.place());
        assertEquals(what, fault.what());
        assertTrue(fault.remedy().length() > 10, fault.remedy());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            About us.md | title: x | “About us” can’t be part of an address.
            homes.md | title: x | “homes” is the address of a page that the site already has.
            b.md | slug: a | Two pages have the address “a”.
            b.md | descripton: x | There is no key descripton. Did you mean description?
            b.md | description: x | The page has no title.
            b.md | title: [ | This isn’t YAML: expected the node content, but found '<block end>'.
            """)
    void faultsOfPagesAreReported(String name, String front, String what) throws Exception {
        page("a.md", "---\ntitle: A\n---\ntext\n");
        page(name, "---\n" + front + "\n---\ntext\n");
        var whats = faults().stream().map(BrandFault::what).toList();
        assertTrue(
                whats.stream().anyMatch(each -> each.startsWith(what.substring(0, Math.min(20, what.length())))),
                whats.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'menu: [{ label: x, to: nowhere }]' | There is no page “nowhere”.
            'menu: [{ to: about }]' | The entry has no label.
            'menu: [{ label: x }]' | The entry leads nowhere.
            'menu: [{ label: x, to: "javascript:1" }]' | “javascript:1” is no address that visitors should open.
            'menu: [{ label: x, too: about }]' | There is no key too. Did you mean to?
            'footer: [{ heading: x }]' | This column of the footer needs a heading and links.
            'searches: [{ slug: x, title: y }]' | The search needs a slug, a title, and a search.
            'searches: [{ slug: X Y, title: y, search: "beds=3" }]' | “X Y” can’t be part of an address.
            'searches: [{ slug: x, title: y, search: "/homes?wrong=3" }]' | “/homes?wrong=3” can’t be searched: There is no filter named “wrong”.
            'analytics: { ga4: { id: UA-1 } }' | “UA-1” can’t be right for id.
            'analytics: { matomo: { site: 3 } }' | host is missing.
            'analytics: { matomo: { site: 3, host: "http://x.example" } }' | “http://x.example” isn’t the address of a server.
            'analytics: { ga4: { id: G-AB12 }, plausible: { domain: a.example } }' | Exactly one service can count visits.
            'home: [newest, weather]' | “weather” is not a choice.
            """)
    void faultsInMenusAreReported(String yaml, String what) throws Exception {
        page("about.md", "---\ntitle: About\n---\ntext\n");
        Files.writeString(folder.resolve("site.yaml"), yaml + "\n");
        var whats = faults().stream().map(BrandFault::what).toList();
        assertTrue(whats.contains(what), whats.toString());
    }

    @Test
    void aPageHasASummary() throws Exception {
        page("about.md", "---\ntitle: About\n---\n# Hi\n\n" + "Long words. ".repeat(40) + "\n");
        var description = content().pages().get("about").description();
        assertTrue(description.startsWith("Long words. Long") && description.endsWith("…"), description);
        assertTrue(description.length() <= 155, description);
    }
}
