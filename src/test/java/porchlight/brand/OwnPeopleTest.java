package porchlight.brand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What owners write about their people, right and wrong. */
class OwnPeopleTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void create() throws IOException {
        Files.writeString(folder.resolve("site.yaml"), "name: Elm\n");
        Files.createDirectory(folder.resolve("people"));
    }

    private List<OwnPerson> people() throws InvalidBrand {
        return SiteYaml.read(folder, Palette.ours(), Known.NO_SEARCHES)
                .content()
                .people();
    }

    private void person(String name, String text) throws IOException {
        Files.writeString(folder.resolve("people").resolve(name), text);
    }

    @Test
    void everythingIsRead() throws Exception {
        person("ann.md", """
                ---
                name: Ann Lee
                member: A1084
                title: Principal broker
                phone: (503) 555-0100
                email: ann@example.com
                license: '201200345'
                languages: [English, Spanish]
                areas: Sellwood
                order: 2
                leads: true
                ---
                Ann grew up *here*.
                """);
        var ann = people().get(0);
        assertEquals("ann", ann.slug());
        assertEquals("Ann Lee", ann.name());
        assertEquals("A1084", ann.member());
        assertEquals("Principal broker", ann.title());
        assertEquals("(503) 555-0100", ann.phone());
        assertEquals("ann@example.com", ann.email());
        assertEquals("201200345", ann.license());
        assertEquals(List.of("English", "Spanish"), ann.languages());
        assertEquals(List.of("Sellwood"), ann.areas());
        assertEquals(2, ann.order());
        assertTrue(ann.receivesLeads());
        assertTrue(ann.isVisible());
        assertEquals("Ann grew up here.", ann.bio().elements().get(0).words());
    }

    @Test
    void onlyTheNameIsNeeded() throws Exception {
        person("ann.md", "---\nname: Ann Lee\nvisible: false\nslug: ann-lee\n---\n");
        var ann = people().get(0);
        assertEquals("ann-lee", ann.slug());
        assertNull(ann.member());
        assertNull(ann.order());
        assertFalse(ann.isVisible());
        assertFalse(ann.receivesLeads());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            title: Broker | 2 | The file doesn’t say who it is about.
            name: A\\nphone: call me | 3 | “call me” is not a phone number.
            name: A\\nemail: a at b | 3 | “a at b” is not an email address.
            name: A\\norder: first | 3 | “first” is not a whole number.
            name: A\\nvisible: no | 3 | “no” is neither true nor false.
            name: A\\nleads: true | 3 | Messages can’t go to someone without an address.
            name: A\\nportrait: media/a.jpg | 3 | There is no file “media/a.jpg”.
            name: A\\nportrait: site.yaml | 3 | “site.yaml” is neither JPEG nor PNG.
            name: A\\nlicence: 1 | 3 | There is no key licence. Did you mean license?
            name: A\\nslug: A B | 3 | “A B” can’t be part of an address.
            name: A\\nslug: bob | 3 | Two people have the address “bob”.
            name: A\\nmember: A1 | 3 | Two files are about member A1.
            """)
    void faultsHaveTheirLineAndARemedy(String front, int line, String what) throws Exception {
        person("bob.md", "---\nname: Bob\nmember: A1\n---\n");
        person("c.md", "---\n" + front.replace("\\n", "\n") + "\n---\n");
        var faults = assertThrows(InvalidBrand.class, this::people).faults();
        assertEquals(1, faults.size(), faults.toString());
        assertEquals(
                folder.getFileName() + "/people/c.md:" + line, faults.get(0).place());
        assertEquals(what, faults.get(0).what());
        assertTrue(faults.get(0).remedy().length() > 10);
    }

    @Test
    void biosHaveNoBlocks() throws Exception {
        person("c.md", "---\nname: C\n---\n::ours\n");
        var faults = assertThrows(InvalidBrand.class, this::people).faults();
        assertEquals(
                "There is a block in the text about a person.", faults.get(0).what());
    }
}
